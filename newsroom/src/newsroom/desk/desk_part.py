"""The parts of the editors' desk, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeskLine:
    """Something to do or to know, and the command that deals with it."""

    text: str
    command: str = ""
    address: str = ""
    """The address of a page of this site, or ""."""
    url: str = ""
    """The address of a page elsewhere, or ""."""


@dataclass(frozen=True, slots=True)
class DeskPart:
    """A heading and its lines."""

    title: str
    lines: tuple[DeskLine, ...]
    more: int = 0
    """The number of further lines, which are not shown."""


def part(title: str, lines: Iterable[DeskLine], most: int = 15) -> DeskPart:
    """Make a part of its first lines; 15 are half an hour's work."""
    found = tuple(lines)
    return DeskPart(title, found[:most], max(0, len(found) - most))
