"""Describe the digest for programs: JSON-LD, and schemas of what editors write."""
