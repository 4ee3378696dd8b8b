"""Several Pagefind bundles into one that a reader's browser cannot tell from Pagefind's own.

Pagefind indexes on one core, keeps 180 KB an article in memory and starts from
nothing each time; searched side by side, many small bundles cost a reader an
index chunk each for every word. So articles are indexed in batches, which can
be kept and made at the same time, and the batches are merged here.

The format is that of Pagefind 1.5.2, which the requirements pin; a test holds
the results of a merged bundle against those of one made in one piece. Every
file is gzip over `pagefind_dcd` and CBOR (RFC 8949):

    meta      [version, pages, index chunks, filter chunks, sorts, meta fields]
    pages     [[fragment, words], …]                   numbered in this order
    index     [[[word, postings, spellings], …]]       words in order
    postings  [[pages since the last, places, places in meta], …]
    spellings [[word with its accents, postings], …]
    filter    [name, [[value, [page, …]], …]]
    sorts     [[name, [page, …]], …]                   pages in ascending order
"""

from __future__ import annotations

import gc
import gzip
import hashlib
import heapq
import itertools
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

import cbor2

FORMAT = 3
"""Raise it whenever what `merge` writes changes: kept bundles are then made anew."""
_SIGNATURE = b"pagefind_dcd"
_PARTS = 4
_FEW = 4
_MANY = 300
"""An open batch takes 1.6 MB in each process that merges it: with so many, one process at a time."""
_CHUNK_BYTES = 24_000
"""Aim for an index chunk before compression: what one word costs a reader, at a third of this."""

_COMMON = 1_000
"""A word on more pages than this is common: which of them say it matters, not how often each does."""
_PLACES = 6
"""So many places of each weight are kept of a common word; a quotation may miss one further down."""

Postings = list[list[Any]]
Word = tuple[str, Postings, list[tuple[str, Postings]]]


@dataclass(frozen=True, slots=True)
class Batch:
    """A bundle as Pagefind wrote it, and the number its first page gets in the merged one."""

    folder: Path
    key: str
    meta: list[Any]
    first_page: int

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.meta[1])

    def words(self, low: str, high: str) -> Iterator[tuple[str, int, Batch, list[Any]]]:
        """Its words from `low` up to `high`, in order; the second value breaks ties between batches.

        An empty `high` is the end. Chunks are read one at a time, so that memory stays small.
        """
        for first, last, name in self.meta[2]:
            if last < low or (high and first >= high):
                continue
            for entry in _load(self.folder / "index" / f"{name}.pf_index")[0]:
                if entry[0] >= low and (not high or entry[0] < high):
                    yield entry[0], self.first_page, self, entry


def _load(file: Path) -> Any:  # noqa: ANN401 (CBOR holds anything)
    data = gzip.decompress(file.read_bytes())
    if not data.startswith(_SIGNATURE):
        raise ValueError(f"{file}: is not a file of Pagefind's")
    return cbor2.loads(data[len(_SIGNATURE) :])


def _save(folder: Path, prefix: str, ending: str, value: list[Any]) -> str:
    """Write a value under a name made of its content; returns the name."""
    data = _SIGNATURE + cbor2.dumps(value)
    name = f"{prefix}_{hashlib.sha256(data).hexdigest()[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}{ending}").write_bytes(gzip.compress(data, compresslevel=6, mtime=0))
    return name


def open_batches(folders: Sequence[Path]) -> list[Batch]:
    """Bundles to be merged, in ascending order of what they sort by."""
    batches: list[Batch] = []
    first = 0
    for folder in folders:
        meta = _load(next(folder.glob("pagefind.*.pf_meta")))
        batches.append(Batch(folder, hashlib.sha256(folder.name.encode()).hexdigest()[:8], meta, first))
        first += len(meta[1])
    return batches


def merge(folders: Sequence[Path], output: Path, language: str, workers: int = 2) -> None:
    """Merge bundles into one.

    Args:
        folders: Bundles of one language and one version, in ascending order of their sort keys.
        output: A new folder.
        language: The language they were forced to.
        workers: How many processes share the words; the result is the same for any number.
    """
    batches = open_batches(folders)
    fragments = output / "fragment"
    fragments.mkdir(parents=True)
    pages = []
    for batch in batches:
        for number, (fragment, words) in enumerate(batch.meta[1]):
            # Numbers behind the batch's key pack to a third of what random names take.
            name = f"{batch.key}{number:x}"
            os.link(batch.folder / "fragment" / f"{fragment}.pf_fragment", fragments / f"{name}.pf_fragment")
            pages.append([name, words])
    meta = [
        batches[0].meta[0],
        pages,
        _write_index(batches, output / "index", language, workers),
        list(_write_filters(batches, output / "filter", language)),
        _merge_sorts(batches),
        batches[0].meta[5],
    ]
    _write_entry(batches[0].folder, output, language, meta)


def _write_entry(model: Path, output: Path, language: str, meta: list[Any]) -> None:
    """The files a browser asks for by name: scripts, WebAssembly, and the way to the rest."""
    entry = json.loads((model / "pagefind-entry.json").read_text(encoding="utf-8"))
    name = _save(output, language, ".pf_meta", meta)
    (output / f"{name}.pf_meta").rename(output / f"pagefind.{name}.pf_meta")
    entry["languages"] = {
        language: {**entry["languages"][language], "hash": name, "page_count": len(meta[1])}
    }
    (output / "pagefind-entry.json").write_text(json.dumps(entry), encoding="utf-8")
    for file in ("pagefind.js", "pagefind-worker.js", f"wasm.{language}.pagefind", "wasm.unknown.pagefind"):
        os.link(model / file, output / file)


def _merged_words(batches: Sequence[Batch], low: str, high: str) -> Iterator[Word]:
    streams = heapq.merge(*(batch.words(low, high) for batch in batches), key=itemgetter(0, 1))
    for word, group in itertools.groupby(streams, key=itemgetter(0)):
        found = [(batch, entry) for _, _, batch, entry in group]
        spellings: dict[str, list[tuple[Batch, Postings]]] = defaultdict(list)
        for batch, entry in found:
            for spelling, postings in entry[2]:
                spellings[spelling].append((batch, postings))
        joined = [(spelling, _join(parts)) for spelling, parts in sorted(spellings.items())]
        yield word, _join([(batch, entry[1]) for batch, entry in found]), joined


def _join(parts: list[tuple[Batch, Postings]]) -> Postings:
    """Postings of one word behind one another; each counts its page from the one before."""
    joined: Postings = []
    last = 0
    for batch, postings in parts:
        if not postings:
            continue
        first, *rest = postings
        page = batch.first_page + first[0]
        joined.append([page - last, first[1], first[2]])
        joined.extend(rest)
        last = page + sum(posting[0] for posting in rest)
    return joined


def _write_index(batches: Sequence[Batch], folder: Path, language: str, workers: int) -> list[list[str]]:
    """The index chunks, in the order of their words, made by several processes."""
    ranges = list(itertools.pairwise(_borders(batches)))
    folders = [str(batch.folder) for batch in batches]
    if workers < 2 or len(batches) < _FEW:
        parts = [_write_range(folders, str(folder), language, low, high) for low, high in ranges]
    else:
        tasks = [[folders, str(folder), language, low, high] for low, high in ranges]
        with ThreadPoolExecutor(workers if len(batches) <= _MANY else 1) as pool:
            parts = list(pool.map(_elsewhere, tasks))
    return [chunk for part in parts for chunk in part]


def _elsewhere(task: list[Any]) -> list[list[str]]:
    """`_write_range` in a process of its own, which no state of this one can disturb."""
    command = [sys.executable, "-m", __name__]
    done = subprocess.run(command, input=json.dumps(task), capture_output=True, text=True, check=True)  # noqa: S603 (ourselves)
    chunks: list[list[str]] = json.loads(done.stdout)
    return chunks


def _borders(batches: Sequence[Batch]) -> list[str]:
    """Words that cut the index into a few parts of like size, from the start to the end (both empty)."""
    firsts = [first for first, _, _ in max((batch.meta[2] for batch in batches), key=len)]
    step = max(1, len(firsts) // _PARTS)
    return ["", *sorted(set(firsts[step::step])), ""]


def _fewer_places(places: list[int]) -> list[int]:
    """The first places of each weight; a negative number is a weight, and places count anew after it."""
    kept: list[int] = []
    left = _PLACES
    for number in places:
        if number < 0:
            left = _PLACES
        elif left == 0:
            continue
        else:
            left -= 1
        kept.append(number)
    return kept


def _write_range(folders: Sequence[str], output: str, language: str, low: str, high: str) -> list[list[str]]:
    """Write the chunks of the words from `low` up to `high`; returns [first, last, name] of each.

    Millions of small lists live for a moment here and none refers back: without the
    collector of reference cycles the work takes half the time.
    """
    gc.disable()
    try:
        batches = open_batches([Path(folder) for folder in folders])
        return list(_chunks(batches, Path(output), language, low, high))
    finally:
        gc.enable()


def _chunks(
    batches: Sequence[Batch], output: Path, language: str, low: str, high: str
) -> Iterator[list[str]]:
    chunk: list[list[Any]] = []
    size = 0
    for word, postings, spellings in _merged_words(batches, low, high):
        if len(postings) > _COMMON:
            for posting in postings:
                posting[1] = _fewer_places(posting[1])
        entry = [word, postings, [list(one) for one in spellings]]
        chunk.append(entry)
        size += len(word) + sum(4 + 2 * len(posting[1]) for posting in postings)
        if size >= _CHUNK_BYTES:
            yield [chunk[0][0], word, _save(output, language, ".pf_index", [chunk])]
            chunk, size = [], 0
    if chunk:
        yield [chunk[0][0], chunk[-1][0], _save(output, language, ".pf_index", [chunk])]


def _write_filters(batches: Sequence[Batch], folder: Path, language: str) -> Iterator[list[str]]:
    filters: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for batch in batches:
        for _, file in batch.meta[3]:
            name, values = _load(batch.folder / "filter" / f"{file}.pf_filter")
            for value, pages in values:
                filters[name][value].extend(batch.first_page + page for page in pages)
    for name, values in sorted(filters.items()):
        content = [name, [[value, pages] for value, pages in sorted(values.items())]]
        yield [name, _save(folder, language, ".pf_filter", content)]


def _merge_sorts(batches: Sequence[Batch]) -> list[list[Any]]:
    """Batches ascend by what they sort by, so their orders stand behind one another."""
    sorts: dict[str, list[int]] = defaultdict(list)
    for batch in batches:
        for name, pages in batch.meta[4]:
            sorts[name].extend(batch.first_page + page for page in pages)
    return [[name, pages] for name, pages in sorts.items()]


if __name__ == "__main__":
    print(json.dumps(_write_range(*json.loads(sys.stdin.read()))))
