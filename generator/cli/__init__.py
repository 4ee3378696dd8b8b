"""The commands. Locks, forked workers and exchanges of folder names need a Unix system."""

import sys

if sys.platform == "win32":  # exit before a module fails to import
    sys.exit(
        "digest does not run on Windows itself; install it in WSL (https://learn.microsoft.com/windows/wsl/)"
    )
