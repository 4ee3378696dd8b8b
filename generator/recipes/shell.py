"""Split the frame into shells: it is rendered once for each section and depth, then filled by page.

Pages differ in their title, description, head and content. The frame around them depends only on
the section that its menu marks and on the depth of the page's address, because its links are
relative. So the engine renders one page for each, with marks in the four places, and filling a page
joins strings: MkDocs' own loop takes over a millisecond a page.
"""

import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

from generator.model import address
from generator.model.address import ROOT
from generator.model.page import ComposedPage
from generator.pages.environment import script_json

SLOTS = ("title", "description", "head", "content")
_SCRIPTS = f"{ROOT}assets/search/"
"""The folder of the search scripts, as the search page links to it."""
_HASHED = re.compile(r"assets/search\.\w+/")
_SECRET = secrets.token_hex(8)
_MARK = re.compile(f"{ROOT}{_SECRET}-({'|'.join(SLOTS)}){ROOT}")
_INDENTATION = re.compile(r"\s*\n\s*", re.ASCII)
"""Matches the frame's indentation and empty lines, over a kilobyte of every page, which do not
affect the layout."""
_CONFIG = re.compile(r'(?<=<script id="__config" type="application/json">)[^<]+')
"""Matches what Material's script reads of its settings."""
_RUNS = re.compile(
    r"<(script|style)\b.*?</\1|\s(?:on\w+|style)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)",
    re.DOTALL | re.IGNORECASE,
)
"""Matches what browsers run: a slot in it would run what an article says."""
_DIRECTORY = "shell/"
MOST_LEVELS = 4
"""The depth of the deepest addresses: `articles/2021/10/slug/`,
`agencies/az-sss/phishing/2021/`."""


def mark(slot: str) -> str:
    """Return the mark for a slot in the rendered theme.

    It has a random part, so that no text of a page or setting can be a slot.
    """
    return f"{ROOT}{_SECRET}-{slot}{ROOT}"


def placeholder(section: str, depth: int) -> str:
    """Return the path of the page that the engine renders for a section and a depth.

    `placeholder("agencies/", 2)` is `agencies/shell/index.md`, and without a section
    `shell/shell/index.md`.
    """
    below = depth - 1 if section else depth
    return f"{section}{_DIRECTORY * below}index.md"


def placeholders(sections: Iterable[str]) -> list[str]:
    """List every page that the engine has to render.

    `sections` are the addresses of the sections in the menu.
    """
    pages = [placeholder("", depth) for depth in range(MOST_LEVELS + 1)]
    for section in sections:
        pages += [placeholder(section, depth) for depth in range(1, MOST_LEVELS + 1)]
    return pages


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered frame that is split at its marks: text, slot, text, slot, … text."""

    parts: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> "Shell":
        """Split a rendered page at its marks.

        Raises:
            ValueError: the theme lacks a slot, so that a part of each page would be lost.
        """
        html = _CONFIG.sub(_without_search, _INDENTATION.sub("\n", html))
        html = _RUNS.sub(lambda found: _MARK.sub("", found[0]), html)
        parts = tuple(_MARK.split(html))
        missing = [slot for slot in SLOTS if slot not in parts[1::2]]
        if missing:
            raise ValueError(f"the frame has no place for: {', '.join(missing)}")
        return cls(parts)

    def fill(self, page: ComposedPage) -> str:
        """Put a page into the slots, and return the finished HTML."""
        head = page.head.rstrip()
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
        return "".join(parts)


def _without_search(config: re.Match[str]) -> str:
    """Leave out the words of Material's own search, 600 bytes of every page, which has another."""
    try:
        values = json.loads(config[0])
        words = values["translations"].items()
    except (ValueError, KeyError, TypeError, AttributeError):  # a site's own block
        return config[0]
    values["translations"] = {key: word for key, word in words if not key.startswith("search.")}
    return str(script_json(values))


@dataclass(frozen=True, slots=True)
class DocsPage:
    """A page of documentation that MkDocs has rendered beside the digest."""

    address: str
    """Its address below the site's root, such as `guide/install/`."""
    title: str
    text: str
    """Its words without markup, for the search; "" if the page excludes itself."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The rendered frame of a site, and the pages of documentation in it."""

    shells: Mapping[str, Shell] = field(default_factory=dict)
    """Placeholder page (see `placeholder`) → shell."""
    policy: str = ""
    """The content security policy of every page, with the hashes of the frame's own inline
    scripts."""
    docs: tuple[DocsPage, ...] = ()
    """The pages of documentation, in the order of their addresses."""

    def around(self, page_address: str) -> Shell:
        """Return the shell for a page, by its section and depth."""
        depth = page_address.count("/")
        section = page_address[: page_address.find("/") + 1]
        own = self.shells.get(placeholder(section, depth)) if section else None
        return own or self.shells[placeholder("", depth)]
