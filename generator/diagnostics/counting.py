"""Numbers in messages."""

from __future__ import annotations


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number with its noun: `1 character`, `2,000 characters`."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"
