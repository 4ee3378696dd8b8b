"""The theme as a shell: rendered once for each depth, then filled for every page.

Pages differ in their title, description, head and content; the theme around them depends only on the depth
of the page's address, because its links are relative. So the engine renders one page for each depth, with
marks in the four places, and filling a page joins strings: MkDocs' own loop takes over a millisecond a page.
"""

import re
from dataclasses import dataclass
from html import escape

from generator.model import address
from generator.model.address import ROOT
from generator.model.page import ComposedPage

SLOTS = ("title", "description", "head", "content")
_SCRIPTS = f"{ROOT}assets/search/"
"""The folder of the search scripts, as the search page links to it."""
_HASHED = re.compile(r"assets/search\.\w+/")
_MARK = re.compile(f"{ROOT}digest-({'|'.join(SLOTS)}){ROOT}")
_INDENTATION = re.compile(r"\n\s+")
"""Matches the theme's indentation, which is a kilobyte of every page and does not affect the layout."""
_DIRECTORY = "shell/"
MOST_LEVELS = 4
"""The depth of the deepest address: `articles/2021/10/slug/`."""


def mark(slot: str) -> str:
    """Return the mark for a slot in the rendered theme; no title or text can contain it."""
    return f"{ROOT}digest-{slot}{ROOT}"


def stand_in(depth: int) -> str:
    """Return the file that the engine renders for a depth: `index.md`, `shell/index.md`, and so on."""
    return f"{_DIRECTORY * depth}index.md"


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered theme, split at its marks: text, slot, text, slot, … text."""

    parts: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> "Shell":
        """Split a rendered page at its marks.

        Raises:
            ValueError: the theme lacks a slot, so that a part of each page would be lost.
        """
        parts = tuple(_MARK.split(_INDENTATION.sub("\n", html)))
        missing = [slot for slot in SLOTS if slot not in parts[1::2]]
        if missing:
            raise ValueError(f"the theme's main.html has no place for: {', '.join(missing)}")
        return cls(parts)

    def fill(self, page: ComposedPage) -> str:
        """Return the finished page."""
        head = page.head
        if _SCRIPTS in head and (folder := _HASHED.search("".join(self.parts))):
            head = head.replace(_SCRIPTS, f"{ROOT}{folder[0]}")
        values = {
            "title": escape(page.title),
            "description": escape(page.description),
            "head": address.resolve(head, page.address),
            "content": address.resolve(page.content, page.address),
        }
        parts = list(self.parts)
        parts[1::2] = [values[slot] for slot in parts[1::2]]
        section = f'data-section="{page.address.partition("/")[0]}/"'
        return "".join(parts).replace(section, f'{section} aria-current="true"', 1)


Shells = dict[int, Shell]
"""Depth → shell."""
