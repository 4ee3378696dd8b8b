"""The index of one period's articles, in one file: what `bundle` joins to what readers load.

    check     8 bytes, of all that follows
    length    4 bytes, of the head
    head      pages, filters, and of each block its first word and its length
    blocks    some words each, in order, with the bytes of their postings

Blocks are read one by one, so that to join a hundred files takes little memory.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator.cache import prints
from generator.compose.search import Document
from generator.emit.indexing import Runs
from generator.emit.postings import Places
from generator.emit.words import Vocabulary

_BLOCK = 1_000
"""Words in a block."""
MARKED = "\0"
"""Between a word and its spelling with marks; no word has it, and all spellings follow the bare word."""
_START = prints.CHECK + 4


class Block(msgspec.Struct, array_like=True, gc=False):
    """What is said of some words, in their order.

    Of each it has the first page, the last, how many, and the postings: lists side by side, since one
    object for each word would take longer than all that is done with it.
    """

    words: list[str]
    """Each with `MARKED` and its spelling, when that has marks."""
    firsts: list[int]
    lasts: list[int]
    counts: list[int]
    said: list[bytes]
    few: list[bytes | None]


class _Head(msgspec.Struct, array_like=True):
    pages: list[tuple[str, int]]
    filters: dict[str, dict[str, list[int]]]
    blocks: list[tuple[str, int]]


_encode = msgspec.msgpack.Encoder().encode
_head_of = msgspec.msgpack.Decoder(_Head).decode
_block_of = msgspec.msgpack.Decoder(Block).decode


class Maker:
    """Gathers the pages of a batch."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._pages: list[tuple[str, int]] = []
        self._filters: dict[str, dict[str, list[int]]] = {}
        self._places = Places()

    def add(self, name: str, document: Document, runs: Runs) -> None:
        """Add the next page, by the name of its fragment."""
        at = len(self._pages)
        length = self._places.add(at, document, runs)
        self._pages.append((name, max(1, length)))
        for facet, value in dict.fromkeys(document.filters):
            self._filters.setdefault(facet, {}).setdefault(value, []).append(at)

    def file(self) -> bytes:
        """The file."""
        said = {
            key if isinstance(key, str) else MARKED.join(key): one
            for key, one in self._places.said(self._vocabulary)
        }
        words = sorted(said)
        parts = [words[start : start + _BLOCK] for start in range(0, len(words), _BLOCK)]
        blocks = [_encode((part, *zip(*[said[word] for word in part], strict=True))) for part in parts]
        lengths = [(part[0], len(block)) for part, block in zip(parts, blocks, strict=True)]
        head = _encode(_Head(self._pages, self._filters, lengths))
        return prints.sealed(b"".join((len(head).to_bytes(4, "big"), head, *blocks)))


@dataclass(frozen=True, slots=True)
class Batch:
    """A file of a batch that is whole."""

    file: Path
    head: _Head
    start: int

    def firsts(self) -> list[str]:
        """The first word of each block, as it is without marks."""
        return [word.partition(MARKED)[0] for word, _ in self.head.blocks]

    def blocks(self, low: str, high: str) -> Iterator[tuple[slice, Block]]:
        """Blocks with words from `low` up to `high`, and where these are; an empty `high` is the end."""
        at = self.start
        blocks = self.head.blocks
        with self.file.open("rb") as file:
            for number, (first, length) in enumerate(blocks):
                after = blocks[number + 1][0] if number + 1 < len(blocks) else ""
                if (not after or after > low) and (not high or first < high):
                    file.seek(at)
                    block = _block_of(file.read(length))
                    end = bisect_left(block.words, high) if high else None
                    yield slice(bisect_left(block.words, low), end), block
                at += length


def open_batch(file: Path) -> Batch | None:
    """A batch as `Maker` made it; None when the file is not there, or not whole."""
    try:
        data = prints.opened(file.read_bytes())
        if data is None:
            return None
        length = int.from_bytes(data[:4], "big")
        return Batch(file, _head_of(data[4 : 4 + length]), _START + length)
    except (OSError, msgspec.MsgspecError):
        return None
