"""Batches of articles into one bundle that a reader's browser takes for Pagefind's own.

Searched side by side, many small bundles cost a reader an index chunk each for
every word. So articles are indexed in batches, which can be kept and made at
the same time, and what they say of a word is joined here, as bytes.

The format is that of Pagefind 1.5.2, which the requirements pin; a test holds
a bundle against what Pagefind makes of the same articles. Every file is gzip
over `pagefind_dcd` and CBOR (RFC 8949):

    meta      [version, pages, index chunks, filter chunks, sorts, meta fields]
    pages     [[fragment, words], …]                   numbered in this order
    index     [[[word, postings, spellings], …]]       words in order
    postings  [[pages since the last, places, places in meta], …]
    spellings [[word with its accents, postings], …]
    filter    [name, [[value, [page, …]], …]]
    sorts     [[name, [page, …]], …]                   pages in ascending order
"""

from __future__ import annotations

import gzip
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, groupby, pairwise

import cbor2

from generator.compose.search import FIELDS
from generator.emit.batch import MARKED, Batch, Block
from generator.emit.cbor import ARRAYS, text
from generator.emit.postings import STEPS
from generator.parallel import in_parts

FORMAT = 5
"""Raise it whenever what is written here changes: kept bundles are then made anew."""
SIGNATURE = b"pagefind_dcd"
_CHUNK_BYTES = 28_000
"""Aim for an index chunk before compression: what one word costs a reader, at a third of this."""
_COMMON = 1_000
"""A word on more pages than this is common: which of them say it matters, not how often each does."""
_RANGES = 8
_RANGE_BYTES = 8_000_000
"""So much of all batches is in memory at a time, in each process that joins them."""
_MARK = ARRAYS[3]
_NOTHING = ARRAYS[0]

Put = Callable[[str, bytes], None]
"""Keeps a file of the bundle under a path; it may run in another process."""


def packed(data: bytes) -> bytes:
    """A file as Pagefind's script reads it; of the same data always the same."""
    return gzip.compress(SIGNATURE + data, compresslevel=5, mtime=0)


def write_bundle(batches: Sequence[Batch], version: str, put: Put, workers: int) -> tuple[str, list[str]]:
    """Join batches, and keep the files of the bundle.

    Args:
        batches: In ascending order of what they sort by.
        version: Of Pagefind.
        put: Keeps a file.
        workers: How many processes share the words; the result is the same for any number.

    Returns:
        The name of the bundle's metadata, and the paths of all files that were kept.
    """
    firsts = list(accumulate((len(batch.head.pages) for batch in batches), initial=0))
    placed = list(zip(firsts, batches, strict=False))
    ranges = list(pairwise(_borders(batches)))
    work = partial(_write_ranges, placed, put)
    chunks = [chunk for part in in_parts(work, ranges, workers, size=1, few=2) for chunk in part]
    filters = list(_write_filters(placed, put))
    pages = [list(page) for batch in batches for page in batch.head.pages]
    sorts = [["date", list(range(len(pages)))]]
    meta = cbor2.dumps([version, pages, chunks, filters, sorts, list(FIELDS)])
    name = _keep(put, "pagefind.{}.pf_meta", meta)
    paths = [f"index/{chunk}.pf_index" for _, _, chunk in chunks]
    paths += [f"filter/{file}.pf_filter" for _, file in filters]
    return name, [f"pagefind.{name}.pf_meta", *paths]


def _keep(put: Put, path: str, data: bytes) -> str:
    """Keep a file under a name made of its content; returns the name."""
    name = hashlib.sha256(data).hexdigest()[:12]
    put(path.format(name), data)
    return name


def _borders(batches: Sequence[Batch]) -> list[str]:
    """Words that cut the index into parts of like size, from the start to the end (both empty)."""
    size = sum(length for batch in batches for _, length in batch.head.blocks)
    parts = max(_RANGES, size // _RANGE_BYTES) if len(batches) > 1 else 1
    firsts = max((batch.firsts() for batch in batches), key=len)
    step = max(1, -(-len(firsts) // parts))
    return ["", *firsts[step::step], ""]


def _write_ranges(
    batches: Sequence[tuple[int, Batch]], put: Put, ranges: Sequence[tuple[str, str]]
) -> list[list[str]]:
    """Write the chunks of ranges of words; returns [first, last, name] of each."""
    return [chunk for low, high in ranges for chunk in _chunks(_words(batches, low, high), put)]


def _words(batches: Sequence[tuple[int, Batch]], low: str, high: str) -> Iterator[tuple[str, bytes]]:
    """Each word, with all that is said of it."""
    found = _gathered(batches, low, high)
    order = sorted(range(len(found.words)), key=found.words.__getitem__)  # of one word as the batches are
    spelled = ((key, [*rows]) for key, rows in groupby(order, found.words.__getitem__))
    for word, group in groupby(spelled, lambda keyed: keyed[0].partition(MARKED)[0]):
        plain = _NOTHING
        others: list[bytes] = []
        for key, rows in group:
            if key == word:
                plain = _postings(found, rows, _COMMON)
            else:
                others.append(ARRAYS[2] + text(key.partition(MARKED)[2]) + _postings(found, rows, 0))
        yield word, b"".join((_MARK, text(word), plain, ARRAYS[len(others)], *others))


def _gathered(batches: Sequence[tuple[int, Batch]], low: str, high: str) -> Block:
    """What all batches say of the words of a range, with the numbers that pages have among all."""
    found = Block([], [], [], [], [], [])
    for first_page, batch in batches:
        for part, block in batch.blocks(low, high):
            found.words += block.words[part]
            found.firsts += [first_page + page for page in block.firsts[part]]
            found.lasts += [first_page + page for page in block.lasts[part]]
            found.counts += block.counts[part]
            found.said += block.said[part]
            found.few += block.few[part]
    return found


def _postings(found: Block, rows: Sequence[int], common: int) -> bytes:
    """Postings of one word behind one another; each counts its page from the one before."""
    if len(rows) == 1 and (not common or found.counts[rows[0]] <= common):
        [row] = rows
        return ARRAYS[found.counts[row]] + STEPS[found.firsts[row]] + found.said[row]
    count = sum([found.counts[row] for row in rows])
    shortened = common and count > common
    parts = [ARRAYS[count]]
    last = 0
    for row in rows:
        few = found.few[row] if shortened else None
        parts += (STEPS[found.firsts[row] - last], found.said[row] if few is None else few)
        last = found.lasts[row]
    return b"".join(parts)


def _chunks(words: Iterator[tuple[str, bytes]], put: Put) -> Iterator[list[str]]:
    names: list[str] = []
    entries: list[bytes] = []
    size = 0

    def ended() -> list[str]:
        data = b"".join((ARRAYS[1], ARRAYS[len(entries)], *entries))
        return [names[0], names[-1], _keep(put, "index/{}.pf_index", data)]

    for word, entry in words:
        names.append(word)
        entries.append(entry)
        size += len(entry)
        if size >= _CHUNK_BYTES:
            yield ended()
            names, entries, size = [], [], 0
    if entries:
        yield ended()


def _write_filters(batches: Sequence[tuple[int, Batch]], put: Put) -> Iterator[list[str]]:
    filters: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for first_page, batch in batches:
        for name, values in batch.head.filters.items():
            for value, pages in values.items():
                filters[name][value] += [first_page + page for page in pages]
    for name, found in sorted(filters.items()):
        content = [name, [[value, pages] for value, pages in sorted(found.items())]]
        yield [name, _keep(put, "filter/{}.pf_filter", cbor2.dumps(content))]
