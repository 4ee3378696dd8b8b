"""Write plain text for people who read mail as text: wrapped by columns, with numbered links.

A column is a unit of a terminal's width: wide characters take two (UAX #11), marks none. Words
wider than a line are broken, addresses never.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.read.blocks import Block, Inline, blocks_of, leads_back, words

WIDTH = 76
_NO_WIDTH = ("Mn", "Me", "Cf")
"""Unicode categories of signs without a column of their own."""
_ADDRESS = re.compile(r"\S*[a-z]+://", re.IGNORECASE)

Number = Callable[[str], int]
"""A function that lists an address and returns its number."""


def columns(text: str) -> int:
    """Return the width of a text in columns."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """Wrap a paragraph at `WIDTH` columns.

    The first line begins with `first`, the others with `rest`; default: white space as wide as
    `first`.
    """
    if rest is None:
        rest = " " * columns(first)
    lines = []
    line, separator = first, ""
    for piece in _pieces(text, WIDTH - columns(rest)):
        if separator and columns(f"{line} {piece}") > WIDTH:
            lines.append(line)
            line, separator = rest, ""
        line += separator + piece
        separator = " "
    return "\n".join([*lines, line])


def _pieces(text: str, room: int) -> Iterator[str]:
    """Split a text into words, and words wider than a line into pieces; addresses stay whole."""
    for word in text.split():
        if _ADDRESS.match(word):
            yield word
        else:
            yield from _cut(word, room)


def _cut(word: str, room: int) -> Iterator[str]:
    """Cut a word into pieces that fit on a line; marks stay with their letters."""
    piece = ""
    for char in word:
        if columns(piece + char) > room:
            yield piece
            piece = ""
        piece += char
    yield piece


def plain_text(html: str, number: Number, resolve: Callable[[str], str]) -> str:
    """Write sanitised HTML as text, with an empty line between blocks.

    `resolve` makes the address of a link absolute; `number` adds that to the list of links and
    returns its number.
    """
    writer = _Writer(number, resolve)
    return "\n\n".join(writer.blocks(blocks_of(html), "", ""))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes blocks as text.

    `first` and `rest` are the prefixes of the first line and of the others.
    """

    number: Number
    resolve: Callable[[str], str]

    def blocks(self, blocks: Iterable[Block], first: str, rest: str) -> Iterator[str]:
        for block in blocks:
            for text in self._block(block, first, rest):
                yield text
                first = rest

    def _block(self, block: Block, first: str, rest: str) -> Iterator[str]:
        if block.tag in ("ul", "ol"):
            yield from self._list(block, first, rest)
        elif block.tag == "blockquote":
            yield from self.blocks(block.blocks, f"{first}> ", f"{rest}> ")
        elif block.tag == "pre":
            lines = words(block.inlines).strip("\n").split("\n")
            yield "\n".join(f"{rest}    {line}".rstrip() for line in lines)
        elif block.tag == "tr":
            cells = [self._inlines(cell.inlines) for cell in block.blocks]
            yield wrapped(" | ".join(cells), first, rest)
        elif block.blocks:
            yield from self.blocks(block.blocks, first, rest)
        else:
            text = self._inlines(block.inlines).strip()
            if text:
                yield wrapped(text, first, rest)

    def _list(self, block: Block, first: str, rest: str) -> Iterator[str]:
        start = int(block.attributes.get("start") or 1)
        for number, item in enumerate(block.blocks, start):
            mark = "- " if block.tag == "ul" else f"{number}. "
            indent = " " * len(mark)
            yield from self.blocks(item.blocks, first + mark, rest + indent)
            first = rest

    def _inlines(self, inlines: Iterable[Inline]) -> str:
        return "".join(self._inline(inline) for inline in inlines if not leads_back(inline))

    def _inline(self, inline: Inline) -> str:
        if isinstance(inline, str):
            return inline
        inner = self._inlines(inline.inlines)
        if inline.tag == "br":
            return " "
        if inline.tag == "sup":
            return f" ({inner})"
        href = inline.attributes.get("href")
        if href and inline.attributes.get("class") != "footnote-ref":
            return f"{inner} [{self.number(self.resolve(href))}]"
        return inner
