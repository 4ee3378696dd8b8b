"""What is said of each word of a batch of pages: on which it stands, where, and with which weight.

A place is one number, so that those of a word are in the order in which they are
published when they are sorted: by page, then by weight or field of the metadata,
then as they stand. They are gathered for the pages of a batch together, since
most of its words stand on few of them, and most of those once.

Postings are the bytes (CBOR, RFC 8949) that they are in the published index, so
that those of many batches are joined, not made again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from generator.compose.search import FIELDS, Document
from generator.emit.cbor import ARRAYS, NUMBERS
from generator.emit.indexing import Runs
from generator.emit.words import Key, Several, Vocabulary

_PLACES = 6
"""So many places of each weight are kept of a common word; a quotation may miss one further down."""
_KIND = 33
"""Bits below the weight of a place: one more than a place needs, so no step within a weight reaches them."""
_STEP = 1 << 32
_FIELD = 256
"""The first field of the metadata, in the row of the weights."""
_PAGE = _KIND + 9
_IN_PAGE = (1 << _PAGE) - 1
_META = _FIELD << _KIND
_NOTHING = ARRAYS[0]

Said = tuple[int, int, int, bytes, bytes | None]
"""The first page of a word, the last, how many, and the postings; the first lacks its page, which is for
`bundle` to say. Of a common word fewer places are kept: the last has the postings so, when they differ."""


class _Beginnings(dict[int, bytes]):
    """The first place of a weight or a field: which one, negative and less one; then the place."""

    def __missing__(self, place: int) -> bytes:
        kind = place >> _KIND
        self[place] = made = NUMBERS[-(kind % _FIELD) - 1] + NUMBERS[place % _STEP]
        return made


class _Once(dict[int, bytes]):
    """What is said of a word that stands in one place of a page."""

    def __missing__(self, place: int) -> bytes:
        self[place] = made = _posting([place])
        return made


class _Steps(dict[int, bytes]):
    """Pages since the last → what a posting begins with."""

    def __missing__(self, pages: int) -> bytes:
        self[pages] = made = ARRAYS[3] + NUMBERS[pages]
        return made


STEPS = _Steps()
_BEGINNINGS = _Beginnings()
_ONCE = _Once()


class Places:
    """Where the words of a batch stand."""

    def __init__(self) -> None:
        self._found: dict[str, list[int]] = defaultdict(list)
        """By piece of text: words are made of each only once."""

    def add(self, page: int, document: Document, runs: Runs) -> int:
        """Add a page; returns how many pieces of text it has."""
        start = 0
        placed = []
        for weight, pieces in runs:
            placed.append((weight, start, pieces))
            start += len(pieces)
        placed.sort(key=itemgetter(0))
        placed += [
            (_FIELD + field, 0, document.meta.get(name, "").split()) for field, name in enumerate(FIELDS)
        ]
        for kind, first, pieces in placed:
            place = page << _PAGE | kind << _KIND | first
            lists = map(self._found.__getitem__, pieces)
            deque(map(list.append, lists, range(place, place + len(pieces))), 0)
        return start

    def said(self, vocabulary: Vocabulary) -> Iterator[tuple[Key, Said]]:
        """What is said of each word; may be called once."""
        found: dict[Key, list[int]] = {}
        for piece, places in self._found.items():
            words = vocabulary[piece]
            if isinstance(words, Several):
                for key, parts in words.words:
                    found.setdefault(key, []).extend(_shared(places, parts))
            elif words in found:
                found[words] += places
            else:
                found[words] = places
        for key, places in found.items():
            if len(places) == 1:
                page = places[0] >> _PAGE
                yield key, (page, page, 1, _ONCE[places[0] & _IN_PAGE], None)
            else:
                places.sort()  # of several pieces of text that have this word
                yield key, _said(places)


def _shared(places: list[int], parts: int) -> Iterator[int]:
    """Places of a part of a word: all parts share its weight."""
    for place in places:
        weight = (place & _IN_PAGE) >> _KIND
        less = weight - max(1, weight // parts) if parts and weight < _FIELD else 0
        yield place - (less << _KIND)


def _said(places: list[int]) -> Said:
    pages = [place >> _PAGE for place in places]
    if len({*pages}) == len(pages):
        said = [_ONCE[places[0] & _IN_PAGE]]
        for before, place in pairwise(places):
            said += (STEPS[(place >> _PAGE) - (before >> _PAGE)], _ONCE[place & _IN_PAGE])
        return pages[0], pages[-1], len(pages), b"".join(said), None
    starts = [at for at, (before, after) in enumerate(pairwise(pages), 1) if before != after]
    said = []
    few: dict[int, bytes] = {}
    last = pages[0]
    for start, end in zip([0, *starts], [*starts, len(places)], strict=True):
        page = pages[start]
        said.append(STEPS[page - last])
        last = page
        if end - start == 1:
            said.append(_ONCE[places[start] & _IN_PAGE])
            continue
        on_page = places[start:end]
        if end - start > _PLACES:
            kept = _first(on_page)
            if len(kept) < len(on_page):
                few[len(said)] = _posting(kept)
        said.append(_posting(on_page))
    fewer = b"".join([few.get(at, one) for at, one in enumerate(said)][1:]) if few else None
    return pages[0], last, len(starts) + 1, b"".join(said[1:]), fewer


def _first(places: Sequence[int]) -> list[int]:
    """All places but those that have so many of their weight before them; in the metadata all."""
    more = zip(places, places[_PLACES:], strict=False)
    kept = [place for before, place in more if place - before >= _STEP or place & _IN_PAGE >= _META]
    return [*places[:_PLACES], *kept]


def _posting(places: Sequence[int]) -> bytes:
    """What is said of a word on one page: weights with their places, then fields of the metadata."""
    if places[-1] & _IN_PAGE < _META:
        return _array(places) + _NOTHING
    at = bisect_left(places, _META, key=_IN_PAGE.__and__)
    return (_array(places[:at]) if at else _NOTHING) + _array(places[at:])


def _array(places: Sequence[int]) -> bytes:
    """Weights or fields, each with its places; of these all but the first are steps from the one before."""
    first = _BEGINNINGS[places[0] & _IN_PAGE]
    if places[-1] - places[0] < _STEP:
        steps = [NUMBERS[after - before] for before, after in pairwise(places)]
        return b"".join((ARRAYS[len(places) + 1], first, *steps))
    parts = [
        NUMBERS[after - before] if after - before < _STEP else _BEGINNINGS[after & _IN_PAGE]
        for before, after in pairwise(places)
    ]
    kinds = len({place >> _KIND for place in places})
    return b"".join((ARRAYS[len(places) + kinds], first, *parts))
