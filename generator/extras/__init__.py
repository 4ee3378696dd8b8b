"""The core's own optional rooms: each folder is an extension that a site can switch off.

Without a folder, everything else works as before.
"""
