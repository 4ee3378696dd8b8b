"""Write plain text for people who read mail as text: wrapped, with numbered links."""

import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.read.blocks import Block, Inline, blocks_of, leads_back, words

WIDTH = 76

Number = Callable[[str], int]
"""A function that lists an address and returns its number."""


def wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """Wrap a paragraph at `WIDTH` characters; a longer word, such as an address, stays whole.

    The first line begins with `first`, the others with `rest`; default: as many spaces.
    """
    if rest is None:
        rest = " " * len(first)
    return textwrap.fill(
        " ".join(text.split()),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def plain_text(html: str, number: Number) -> str:
    """Write sanitised HTML as text, with an empty line between blocks.

    `number` adds the address of a link to the list of links and returns its number.
    """
    writer = _Writer(number)
    return "\n\n".join(writer.blocks(blocks_of(html), "", ""))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes blocks as text.

    `first` and `rest` are the prefixes of the first line and of the others.
    """

    number: Number

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
            return f"{inner} [{self.number(href)}]"
        return inner
