"""The theme as a mould: rendered once for each depth, then filled for every page.

A page of the digest differs from the next in its title, description, head and
content; the theme around them differs only by how deep the page lies. So the
engine renders one page a depth, with marks where those four go, and the rest
is putting strings together: MkDocs' own loop takes over a millisecond a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from generator.model import address
from generator.model.address import ROOT
from generator.model.page import ComposedPage

SLOTS = ("title", "description", "head", "content")
_MARK = re.compile(f"{ROOT}digest-({'|'.join(SLOTS)}){ROOT}")
_INDENTATION = re.compile(r"\n\s+")
"""Nothing in a theme is laid out by spaces, and every page would carry a kilobyte of them."""
_DIRECTORY = "shell/"
MOST_LEVELS = 4
"""How deep the deepest address lies: `articles/2021/10/slug/`."""


def mark(slot: str) -> str:
    """The text that holds a slot's place in a rendered theme; no title or text can contain it."""
    return f"{ROOT}digest-{slot}{ROOT}"


def stand_in(depth: int) -> str:
    """The file that the engine renders for pages of a depth: `index.md`, `shell/index.md`, and so on."""
    return f"{_DIRECTORY * depth}index.md"


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered theme, cut at its marks: text, slot, text, slot, … text."""

    parts: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> Shell:
        """Cut a rendered page.

        Raises:
            ValueError: when the theme leaves a slot out, so that pages would lose it.
        """
        parts = tuple(_MARK.split(_INDENTATION.sub("\n", html)))
        missing = [slot for slot in SLOTS if slot not in parts[1::2]]
        if missing:
            raise ValueError(f"the theme's main.html has no place for: {', '.join(missing)}")
        return cls(parts)

    def fill(self, page: ComposedPage) -> str:
        """The finished page."""
        values = {
            "title": escape(page.title),
            "description": escape(page.description),
            "head": address.resolve(page.head, page.address),
            "content": address.resolve(page.content, page.address),
        }
        parts = list(self.parts)
        parts[1::2] = [values[slot] for slot in parts[1::2]]
        section = f'data-section="{page.address.partition("/")[0]}/"'
        return "".join(parts).replace(section, f'{section} aria-current="true"', 1)


Shells = Mapping[int, Shell]
"""Depth → shell."""
