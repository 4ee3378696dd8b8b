"""The index of one period's articles, in one file: what `bundle` joins to what readers load.

    check     8 bytes, of all that follows
    length    4 bytes, of the head
    head      pages, filters, and of each block its first word and its length
    blocks    some words each, in order, with the bytes of their postings

Blocks are read one by one, so that to join a hundred files takes little memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec

from generator.cache import prints
from generator.emit.cbor import ARRAYS, NUMBERS
from generator.emit.indexing import Postings
from generator.emit.words import Key

_BLOCK = 1_000
"""Words in a block."""
_START = prints.CHECK + 4


class _Steps(dict[int, bytes]):
    """Pages since the last → what a posting begins with."""

    def __missing__(self, pages: int) -> bytes:
        self[pages] = made = ARRAYS[3] + NUMBERS[pages]
        return made


_STEPS = _Steps()


class Run(msgspec.Struct, array_like=True, gc=False):
    """The postings of a word in one batch, as bytes; the first lacks its page, which is for `bundle` to say.

    Of a common word fewer places are kept: `few` has the first and the others so, when that is not the same.
    """

    first: int
    last: int
    count: int
    head: bytes
    tail: bytes
    few: tuple[bytes, bytes] | None = None


class Entry(msgspec.Struct, array_like=True, gc=False):
    """A word of a batch: where it stands as it is, and where with marks on its letters."""

    word: str
    plain: Run | None
    spelled: list[tuple[str, Run]]


class _Head(msgspec.Struct, array_like=True):
    pages: list[tuple[str, int]]
    filters: dict[str, dict[str, list[int]]]
    blocks: list[tuple[str, int]]


_encode = msgspec.msgpack.Encoder().encode
_head_of = msgspec.msgpack.Decoder(_Head).decode
_block_of = msgspec.msgpack.Decoder(list[Entry]).decode


class Maker:
    """Gathers the pages of a batch."""

    def __init__(self) -> None:
        self._pages: list[tuple[str, int]] = []
        self._filters: dict[str, dict[str, list[int]]] = {}
        self._words: dict[Key, list[Any]] = defaultdict(list)
        """Page, posting, page, posting, …"""
        self._few: dict[Key, dict[int, bytes]] = defaultdict(dict)

    def add(
        self, name: str, length: int, said: Postings, few: Postings, filters: Iterable[tuple[str, str]]
    ) -> None:
        """Add the next page.

        Args:
            name: Of its fragment.
            length: How many words it has.
            said: What is said of each of them, after the page's number.
            few: The same of those that have many places, when few are kept.
            filters: Facets and values that it has.
        """
        at = len(self._pages)
        self._pages.append((name, length))
        for facet, value in dict.fromkeys(filters):
            self._filters.setdefault(facet, {}).setdefault(value, []).append(at)
        words = self._words
        for key, posting in said.items():
            words[key] += (at, posting)
        for key, posting in few.items():
            self._few[key][at] = posting

    def file(self) -> bytes:
        """The file."""
        entries: dict[str, Entry] = {}
        for key, postings in self._words.items():
            run = _run(postings[::2], postings[1::2], self._few.get(key))
            if isinstance(key, str):
                entries.setdefault(key, Entry(key, None, [])).plain = run
            else:
                word, spelling = key
                entries.setdefault(word, Entry(word, None, [])).spelled.append((spelling, run))
        for entry in entries.values():
            entry.spelled.sort(key=itemgetter(0))
        words = sorted(entries)
        parts = [words[start : start + _BLOCK] for start in range(0, len(words), _BLOCK)]
        blocks = [_encode([entries[word] for word in part]) for part in parts]
        lengths = [(part[0], len(block)) for part, block in zip(parts, blocks, strict=True)]
        head = _encode(_Head(self._pages, self._filters, lengths))
        return prints.sealed(b"".join((len(head).to_bytes(4, "big"), head, *blocks)))


def _run(pages: list[int], postings: list[bytes], few: Mapping[int, bytes] | None) -> Run:
    shorter = None
    if few:
        kept = [few.get(page, posting) for page, posting in zip(pages, postings, strict=True)]
        shorter = kept[0], _tail(pages, kept)
    return Run(pages[0], pages[-1], len(pages), postings[0], _tail(pages, postings), shorter)


def _tail(pages: list[int], postings: list[bytes]) -> bytes:
    """All postings but the first, each behind the number of pages since the one before."""
    if len(pages) == 1:
        return b""
    steps = [_STEPS[after - before] for before, after in pairwise(pages)]
    return b"".join(chain.from_iterable(zip(steps, postings[1:], strict=True)))


@dataclass(frozen=True, slots=True)
class Batch:
    """A file of a batch that is whole."""

    file: Path
    head: _Head
    start: int

    def firsts(self) -> list[str]:
        """The first word of each block."""
        return [word for word, _ in self.head.blocks]

    def entries(self, low: str, high: str) -> Iterator[Entry]:
        """The words from `low` up to `high`, in order; an empty `high` is the end."""
        at = self.start
        blocks = self.head.blocks
        with self.file.open("rb") as file:
            for number, (first, length) in enumerate(blocks):
                after = blocks[number + 1][0] if number + 1 < len(blocks) else ""
                if (not after or after > low) and (not high or first < high):
                    file.seek(at)
                    for entry in _block_of(file.read(length)):
                        if entry.word >= low and (not high or entry.word < high):
                            yield entry
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
