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

import gzip
import hashlib
import heapq
import itertools
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cbor2

_SIGNATURE = b"pagefind_dcd"
_CHUNK_BYTES = 40_000
"""Aim for an index chunk before compression: what one word costs a reader, at a third of this."""

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

    def words(self) -> Iterator[tuple[str, int, Batch, list[Any]]]:
        """Its words in order, chunk by chunk; the second value breaks ties between batches."""
        for _, _, name in self.meta[2]:
            for entry in _load(self.folder / "index" / f"{name}.pf_index")[0]:
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
        batches.append(Batch(folder, hashlib.sha256(folder.name.encode()).hexdigest()[:6], meta, first))
        first += len(meta[1])
    return batches


def merge(folders: Sequence[Path], output: Path, language: str) -> None:
    """Merge bundles into one.

    Args:
        folders: Bundles of one language and one version, in ascending order of their sort keys.
        output: A new folder.
        language: The language they were forced to.
    """
    batches = open_batches(folders)
    fragments = output / "fragment"
    fragments.mkdir(parents=True)
    pages = []
    for batch in batches:
        for fragment, words in batch.meta[1]:
            name = f"{fragment}{batch.key}"
            os.link(batch.folder / "fragment" / f"{fragment}.pf_fragment", fragments / f"{name}.pf_fragment")
            pages.append([name, words])
    meta = [
        batches[0].meta[0],
        pages,
        list(_write_index(batches, output / "index", language)),
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


def _merged_words(batches: Sequence[Batch]) -> Iterator[Word]:
    streams = heapq.merge(*(batch.words() for batch in batches), key=lambda item: item[:2])
    for word, group in itertools.groupby(streams, key=lambda item: item[0]):
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


def _write_index(batches: Sequence[Batch], folder: Path, language: str) -> Iterator[list[str]]:
    chunk: list[list[Any]] = []
    size = 0
    for word, postings, spellings in _merged_words(batches):
        entry = [word, postings, [list(one) for one in spellings]]
        chunk.append(entry)
        size += len(word) + sum(4 + len(posting[1]) * 2 for posting in postings)
        if size >= _CHUNK_BYTES:
            yield [chunk[0][0], word, _save(folder, language, ".pf_index", [chunk])]
            chunk, size = [], 0
    if chunk:
        yield [chunk[0][0], chunk[-1][0], _save(folder, language, ".pf_index", [chunk])]


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
