"""Plain text for people who read mail as text: wrapped by columns, links numbered and listed.

A column is what a terminal gives a character: two for wide ones (UAX #11), none
for marks. A word that is wider than a line is cut; an address never is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

WIDTH = 76
_ADDRESS = re.compile(r"\S*[a-z]+://", re.IGNORECASE)
_BLOCKS = frozenset(
    ("p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "div", "tr", "ul", "ol", "hr")
)

Number = Callable[[str], int]
"""An address → the number it is listed under."""


def columns(text: str) -> int:
    """How wide a text is."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """A paragraph in lines of at most `WIDTH` columns.

    Args:
        text: Its words; white space counts as one space.
        first: What stands before the first line, such as `* `.
        rest: What stands before the others; default: as much white space.
    """
    rest = " " * columns(first) if rest is None else rest
    lines, line, room = [], first, WIDTH - columns(first)
    empty = True
    for word in text.split():
        pieces = [word] if _ADDRESS.match(word) else list(_cut(word, WIDTH - columns(rest)))
        for piece in pieces:
            wide = columns(piece) + (0 if empty else 1)
            if wide > room and not empty:
                lines.append(line)
                line, room, empty = rest, WIDTH - columns(rest), True
                wide = columns(piece)
            line += piece if empty else f" {piece}"
            room, empty = room - wide, False
    return "\n".join([*lines, line])


def _cut(word: str, most: int) -> Iterator[str]:
    """A word in pieces that fit a line; marks stay with their letters."""
    piece, wide = "", 0
    for char in word:
        needed = _columns(char)
        if wide + needed > most:
            yield piece
            piece, wide = "", 0
        piece += char
        wide += needed
    yield piece


class _Plain(HTMLParser):
    """Blocks of text with what stands before their lines."""

    def __init__(self, number: Number, resolve: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self.number = number
        self.resolve = resolve
        self.blocks: list[str] = []
        self.words = ""
        self.before: list[tuple[str, str]] = []
        self.lists: list[int | None] = []
        self.hrefs: list[str] = []
        self.verbatim = False
        self.silent = False
        """Within the arrow that leads from a note back to the text."""

    def flush(self) -> None:
        words, self.words = self.words, ""
        first = "".join(one for one, _ in self.before)
        rest = "".join(other for _, other in self.before)
        if words.strip():
            if self.verbatim:
                lines = words.strip("\n").split("\n")
                self.blocks.append("\n".join(f"{rest}    {line}".rstrip() for line in lines))
            else:
                self.blocks.append(wrapped(words, first, rest))
            self.before = [(other, other) for _, other in self.before]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _BLOCKS:
            self.flush()
        if tag in ("ul", "ol"):
            self.lists.append(int(given.get("start") or 1) if tag == "ol" else None)
        elif tag == "li":
            mark = "- "
            if self.lists and (count := self.lists[-1]) is not None:
                mark = f"{count}. "
                self.lists[-1] = count + 1
            self.before.append((mark, " " * len(mark)))
        elif tag == "blockquote":
            self.before.append(("> ", "> "))
        elif tag == "pre":
            self.verbatim = True
        elif tag == "br":
            self.words += " "
        elif tag in ("td", "th") and self.words.strip():
            self.words += " | "
        elif tag == "sup":
            self.words += " ("
        elif tag == "a":
            kind = given.get("class") or ""
            self.silent = kind == "footnote-backref"
            self.hrefs.append("" if "footnote" in kind else self.resolve(given.get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.flush()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag in ("li", "blockquote") and self.before:
            self.before.pop()
        elif tag == "pre":
            self.verbatim = False
        elif tag == "sup":
            self.words += ")"
        elif tag == "a":
            self.silent = False
            if self.hrefs and (href := self.hrefs.pop()):
                self.words += f" [{self.number(href)}]"

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words += data


def plain_text(html: str, number: Number, resolve: Callable[[str], str]) -> str:
    """A body as text, an empty line between its blocks.

    Args:
        html: Sanitised HTML.
        number: Lists an address and says under which number.
        resolve: Makes a link absolute.
    """
    parser = _Plain(number, resolve)
    parser.feed(html)
    parser.close()
    parser.flush()
    return "\n\n".join(parser.blocks)
