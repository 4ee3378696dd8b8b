"""The search index, made from records of our own, a period at a time, in the form that Pagefind reads.

Records rather than pages: what is searched is what an article says and the
names of its terms, not the words of menus and lists around it. `indexing` makes
of them what Pagefind's indexer would; its script and its WebAssembly, which
search in the browser, are Pagefind's own.

Articles are indexed in batches of one period each. A batch whose articles did
not change is not indexed again. The newest batch is a bundle of its own and all
others are joined in one, so that a new article costs the work of one period and
a reader never loads more than two bundles.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache as remembered
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from pagefind.service import get_executable

from generator.cache import prints
from generator.compose.search import SearchRecord
from generator.emit.batch import Batch, Maker, open_batch
from generator.emit.bundle import FORMAT, packed, write_bundle
from generator.emit.files import create
from generator.emit.finished import Files, Finished, Index, entry_of, read_index, write_index
from generator.emit.indexing import fragment, read
from generator.emit.words import Vocabulary
from generator.model.article import Article
from generator.parallel import in_parts
from generator.report.failure import Failure

Dated = TypeVar("Dated", SearchRecord, Article)
"""What is divided by its date: records, or the articles behind them."""

FOLDER = "pagefind"
RECENT = "recent"
NAMES = "search/names.json"
_FEW = 2
"""So many periods are indexed while pages are made: with all, it would take the memory of both."""
_FULL = 400
"""A period of more articles than this is divided: years, then quarters, months, quarters of a month, days."""
_ENTRY = "pagefind-entry.json"


class SearchError(Failure):
    """The program that searches could not be had."""


@dataclass(frozen=True, slots=True)
class Period:
    """The articles of a batch, the names of their fragments, and a key that changes when any of them does."""

    records: tuple[SearchRecord, ...]
    names: tuple[str, ...]
    key: bytes

    @property
    def file(self) -> str:
        """Where its batch is kept."""
        return f"batch/{self.key.hex()}"


def divide(records: Sequence[Dated]) -> list[tuple[Dated, ...]]:
    """Records in periods, oldest first, none of more than `_FULL` unless all are of one day."""
    ordered = tuple(sorted(records, key=lambda record: (record.date, record.address)))
    return _divide(ordered, 0)


def _divide(records: tuple[Dated, ...], level: int) -> list[tuple[Dated, ...]]:
    finer = (
        lambda record: record.date.year,
        lambda record: (record.date.year, (record.date.month - 1) // 3),
        lambda record: (record.date.year, record.date.month),
        lambda record: (record.date.year, record.date.month, (record.date.day - 1) // 8),
        lambda record: record.date,
    )
    if len(records) <= _FULL or level == len(finer):
        return [records] if records else []
    periods = [tuple(group) for _, group in groupby(records, key=finer[level])]
    return [part for period in periods for part in _divide(period, level + 1)]


def periods(records: Sequence[SearchRecord], language: str) -> list[Period]:
    """What is indexed together."""
    found = []
    for part in divide(records):
        names = tuple(_names(part))
        key = prints.of(language, names, [record.key for record in part])
        found.append(Period(part, names, key))
    return found


def _names(records: tuple[SearchRecord, ...]) -> Iterator[str]:
    """Names for the fragments of whole days, none of which changes when another article does.

    A reader loads all of them: a day and as much of a fingerprint as tells its articles apart take
    a third of what random names would.
    """
    for day, members in groupby(records, key=lambda record: record.date):
        taken = set()
        for record in members:
            whole = hashlib.sha256(record.address.encode()).hexdigest()
            name = next(whole[:end] for end in range(1, len(whole) + 1) if whole[:end] not in taken)
            taken.add(name)
            yield f"{day.toordinal():x}{name}"


def about(records: Sequence[Dated]) -> dict[str, bool]:
    """What the browser must know of the bundles: whether the newest stands apart, whether there is none."""
    parts = divide(records)
    return {"recent": len(parts) > 1, "empty": not parts}


def index_some(records: Sequence[SearchRecord], language: str, cache: Path) -> Files | None:
    """What `index` does and gives, when that is little; else the first periods are made, for it to find.

    Raises:
        SearchError: when Pagefind is not there or fails.
    """
    missing = [one for one in periods(records, language) if not (cache / one.file).is_file()]
    if len(missing) <= _FEW:
        return index(records, language, cache, workers=1)
    shelf = Shelf(cache)
    _index(shelf, missing[:_FEW], language, workers=1)
    shelf.remember()
    return None


def index(records: Sequence[SearchRecord], language: str, cache: Path, workers: int = 2) -> Files:
    """Index the records; gives the bundles' files, which lie in the cache.

    One language is forced on the whole index: Pagefind keeps one index a
    language, and a reader should find an Azerbaijani article from an English page.

    Args:
        records: What is to be found.
        language: The language whose word endings the index knows.
        cache: Where batches and bundles are kept; it may be deleted at any time.
        workers: How many processes share the work.

    Raises:
        SearchError: when Pagefind is not there or fails.
    """
    parts = periods(records, language)
    if not parts:
        return {}
    shelf = Shelf(cache)
    program = _program(shelf, language)
    _index(shelf, parts, language, workers)
    *archive, newest = parts
    bundles = {FOLDER: archive, f"{FOLDER}/{RECENT}": [newest]} if archive else {FOLDER: [newest]}
    files: dict[str, Finished] = {}
    for where, members in bundles.items():
        entry, *paths = _bundle(shelf, members, language, cache / program[_ENTRY], workers)
        made = {**program, _ENTRY: entry, **{path: path for path in (*paths, *_fragments(members))}}
        files |= {f"{where}/{name}": shelf.finished(path) for name, path in made.items()}
    shelf.close()
    return files


class Shelf:
    """Files in a folder, each as it was written, or not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = folder / "files.index"
        self._kept = read_index(self._file)
        self._there = {
            path: entry
            for path, entry in self._kept.items()
            if entry == entry_of(f"{folder}/{path}", entry.key)
        }
        self._used: Index = {}

    def has(self, path: str, key: bytes) -> bool:
        """Whether a file is there, made from this."""
        entry = self._there.get(path)
        return entry is not None and entry.key == key

    def forget(self, path: str) -> None:
        """Say that a file will be made again, perhaps in another process."""
        self._there.pop(path, None)

    def take(self, path: str, key: bytes) -> None:
        """Count a file that is there among those that are wanted."""
        entry = self._there.get(path)
        if entry is None or entry.key != key:
            entry = entry_of(f"{self.folder}/{path}", key)
            if entry is None:
                raise FileNotFoundError(f"{self.folder}/{path}")
        self._there[path] = self._used[path] = entry

    def put(self, path: str, data: bytes) -> None:
        """Write a file that is not there, or not as it was; until it is taken, half of one does no harm."""
        self.forget(path)
        file = f"{self.folder}/{path}"
        try:
            create(file, data)
        except FileExistsError:
            Path(file).unlink()  # rather than changed: it may be a published file too
            create(file, data)

    def finished(self, path: str) -> Finished:
        """A wanted file, to be published."""
        return Finished(f"{self.folder}/{path}", self._used[path])

    def remember(self) -> None:
        """Keep in mind what is there, wanted or not."""
        write_index(self._file, {**self._there, **self._used})

    def close(self) -> None:
        """Forget what was not wanted."""
        if self._used == self._kept:
            return
        wanted = {self._file.name, *self._used}
        for parent, _, names in os.walk(self.folder):
            below = os.path.relpath(parent, self.folder)
            for name in names:
                if (name if below == "." else f"{below}/{name}") not in wanted:
                    Path(parent, name).unlink(missing_ok=True)
        write_index(self._file, self._used)


def _fragment(name: str) -> str:
    return f"fragment/{name}.pf_fragment"


def _fragments(parts: Sequence[Period]) -> dict[str, bytes]:
    """Path → key of the fragments of some periods."""
    return {
        _fragment(name): record.key
        for part in parts
        for name, record in zip(part.names, part.records, strict=True)
    }


def _index(shelf: Shelf, parts: Sequence[Period], language: str, workers: int) -> None:
    """Have the batches and the fragments of periods."""
    missing = [
        part
        for part in parts
        if not shelf.has(part.file, part.key)
        or not all(shelf.has(path, key) for path, key in _fragments([part]).items())
    ]
    for part in missing:
        shelf.forget(part.file)
    for _ in in_parts(partial(_make, shelf, language), missing, workers, size=1, few=2):
        pass
    for part in parts:
        for path, key in (*_fragments([part]).items(), (part.file, part.key)):
            shelf.take(path, key)


def _make(shelf: Shelf, language: str, parts: Sequence[Period]) -> None:
    vocabulary = _vocabulary(language)
    for part in parts:
        maker = Maker(vocabulary)
        for (path, key), name, record in zip(
            _fragments([part]).items(), part.names, part.records, strict=True
        ):
            document = record.document()
            runs, anchors = read(document)
            if not shelf.has(path, key):
                shelf.put(path, packed(fragment(record.address, document, runs, anchors)))
            maker.add(name, document, runs)
        shelf.put(part.file, maker.file())


@remembered
def _vocabulary(language: str) -> Vocabulary:
    """One for all the periods that a process indexes."""
    return Vocabulary(language)


def _listed(shelf: Shelf, listing: str, key: bytes, make: Callable[[], list[str]]) -> list[str]:
    """Paths of files that belong together and are named after what they hold; made when one is not there."""
    paths: list[str] = json.loads((shelf.folder / listing).read_bytes()) if shelf.has(listing, key) else []
    if not paths or not all(shelf.has(path, path.encode()) for path in paths):
        paths = make()
        shelf.put(listing, json.dumps(paths).encode())
    shelf.take(listing, key)
    for path in paths:
        shelf.take(path, path.encode())
    return paths


def _bundle(shelf: Shelf, parts: Sequence[Period], language: str, model: Path, workers: int) -> list[str]:
    """Paths of the files of a bundle, but for fragments and program; its entry is the first."""

    def put(path: str, data: bytes) -> None:
        if not shelf.has(path, path.encode()):
            shelf.put(path, packed(data))

    def make() -> list[str]:
        entry = json.loads(model.read_bytes())
        batches = [_whole(shelf, part, language) for part in parts]
        name, paths = write_bundle(batches, entry["version"], put, workers)
        pages = sum(len(part.records) for part in parts)
        entry["languages"][language] |= {"hash": name, "page_count": pages}
        path = f"entry/{name}.json"
        shelf.put(path, json.dumps(entry).encode())
        return [path, *paths]

    key = prints.of(FORMAT, model.parent.name, [part.key for part in parts])
    return _listed(shelf, f"bundle/{key.hex()}.json", key, make)


def _whole(shelf: Shelf, part: Period, language: str) -> Batch:
    """The batch of a period, made again when what was kept is not whole."""
    batch = open_batch(shelf.folder / part.file)
    if batch is None:
        _make(shelf, language, [part])
        shelf.take(part.file, part.key)
        batch = open_batch(shelf.folder / part.file)
    if batch is None:
        raise SearchError("a part of the search index cannot be kept; run the build again")
    return batch


def _program(shelf: Shelf, language: str) -> dict[str, str]:
    """Name → path of what searches in the browser, taken from what Pagefind writes beside an index."""
    program = get_executable()
    if program is None:
        raise SearchError("the search program is not installed: run `make site`, or install pagefind[bin]")
    key = prints.of(language, program.stat().st_size)
    folder = f"program/{key.hex()}"

    def make() -> list[str]:
        made = {f"{folder}/{name}": data for name, data in _run(program, language).items()}
        for path, data in made.items():
            shelf.put(path, data)
        return list(made)

    paths = _listed(shelf, f"{folder}.json", key, make)
    return {path.removeprefix(f"{folder}/"): path for path in paths}


def _run(program: Path, language: str) -> dict[str, bytes]:
    """What Pagefind writes for a site of one page; without its ready-made interfaces."""
    names = (
        _ENTRY,
        "pagefind.js",
        "pagefind-worker.js",
        "wasm.unknown.pagefind",
        f"wasm.{language}.pagefind",
    )
    with tempfile.TemporaryDirectory(prefix="digest-search-") as folder:
        Path(folder, "index.html").write_text("<html><body>a</body></html>", encoding="utf-8")
        made = Path(folder, "bundle")
        command = [str(program), "--site", folder, "--output-path", str(made)]
        command += ["--force-language", language, "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own)
        if done.returncode:
            raise SearchError(f"Pagefind failed: {done.stderr.strip() or done.stdout.strip()}")
        return {name: (made / name).read_bytes() for name in names if (made / name).exists()}
