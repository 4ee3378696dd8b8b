"""The search index, made by Pagefind from records of our own, a period at a time.

Records rather than pages: what is searched is what an article says and the
names of its terms, not the words of menus and lists around it. They are handed
over as a folder of small HTML files: Pagefind's Python client waits a tenth of
a second for each one it is given.

Articles are indexed in batches of one period each. A batch whose articles did
not change is not indexed again. The newest batch stays a bundle of its own and
all others are merged into one, so that a new article costs the work of one
period and a reader never loads more than two bundles.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pagefind.service import get_executable

from generator.cache import prints
from generator.compose.search import SearchRecord
from generator.emit.bundle import FORMAT, merge
from generator.emit.finished import Files, Finished, Index, entry_of, read_index, write_index
from generator.report.failure import Failure

FOLDER = "pagefind"
RECENT = "recent"
NAMES = "search/names.json"
_FEW = 2
_FULL = 400
"""A period of more articles than this is divided: years, then quarters, months, quarters of a month, days."""
# What Pagefind writes for its own ready-made interfaces, which the site does not use.
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


class SearchError(Failure):
    """The indexer could not be run or refused its input."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The articles of one period, and a key that changes when anything of them does."""

    records: tuple[SearchRecord, ...]
    key: str


def divide(records: Sequence[SearchRecord]) -> list[tuple[SearchRecord, ...]]:
    """Records in periods, oldest first, none of more than `_FULL` unless all are of one day."""
    ordered = tuple(sorted(records, key=lambda record: (record.date, record.address)))
    return _divide(ordered, 0)


def _divide(records: tuple[SearchRecord, ...], level: int) -> list[tuple[SearchRecord, ...]]:
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


def _batch(records: tuple[SearchRecord, ...], language: str, program: Path) -> Batch:
    said = [f"{language} {program.stat().st_size}".encode()]
    said += [part for record in records for part in (record.address.encode(), record.key)]
    return Batch(records, prints.of_bytes(*said).hex())


def about(records: Sequence[SearchRecord]) -> dict[str, bool]:
    """What the browser must know of the bundles: whether the newest stands apart, whether there is none."""
    parts = divide(records)
    return {"recent": len(parts) > 1, "empty": not parts}


def is_nearly_there(records: Sequence[SearchRecord], language: str, cache: Path) -> bool:
    """Whether no more than the newest period and one other would have to be indexed."""
    program = get_executable()
    if program is None:
        return False
    batches = [_batch(part, language, program) for part in divide(records)]
    return sum(not (cache / f"batch-{batch.key}").is_dir() for batch in batches) <= _FEW


def index(records: Sequence[SearchRecord], language: str, cache: Path, workers: int = 2) -> Files:
    """Index the records; gives the bundles' files, which lie in the cache.

    One language is forced on the whole index: Pagefind keeps one index a
    language, and a reader should find an Azerbaijani article from an English page.

    Args:
        records: What is to be found.
        language: The language whose word endings the index knows.
        cache: Where batches and bundles are kept; it may be deleted at any time.
        workers: How many periods are indexed at once.

    Raises:
        SearchError: when Pagefind is not there or fails.
    """
    program = get_executable()
    if program is None:
        raise SearchError("the search indexer is not installed: run `make site`, or install pagefind[bin]")
    batches = [_batch(part, language, program) for part in divide(records)]
    if not batches:
        return {}
    cache.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(workers) as pool:
        folders = list(pool.map(lambda batch: _indexed(batch, language, cache, program), batches))
    *archive, newest = folders
    recent = _merged([newest], language, cache)
    used = [*folders, recent]
    if archive:
        merged = _merged(archive, language, cache)
        used.append(merged)
        files = {**_files(merged, FOLDER), **_files(recent, f"{FOLDER}/{RECENT}")}
    else:
        files = _files(recent, FOLDER)
    _forget(cache, used)
    return files


def _indexed(batch: Batch, language: str, cache: Path, program: Path) -> Path:
    """The bundle of a batch, made when it is not in the cache."""
    return _kept(cache / f"batch-{batch.key}", lambda output: _run(batch, output, language, program))


def _merged(archive: list[Path], language: str, cache: Path) -> Path:
    """The bundle of several batches, made when it is not in the cache."""
    names = " ".join((str(FORMAT), *(folder.name for folder in archive)))
    key = hashlib.sha256(names.encode()).hexdigest()[:24]

    def make(output: Path) -> None:
        try:
            merge(archive, output, language)
        except Exception as error:
            for folder in archive:  # cut off by a full disk, which Pagefind does not mind
                shutil.rmtree(folder, ignore_errors=True)
            raise SearchError("a part of the search index is not whole; run the build again") from error

    return _kept(cache / f"merged-{key}", make)


def _kept(folder: Path, make: Callable[[Path], None]) -> Path:
    """A folder of the cache that is as it was made, or made now.

    One that was not finished is not there, since it is renamed last; one that was cut off since does
    not fit its index.
    """
    index = read_index(_index_of(folder))
    if not index or any(entry != entry_of(folder / path, entry.key) for path, entry in index.items()):
        shutil.rmtree(folder, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix="making-", dir=folder.parent) as temporary:
            output = Path(temporary) / "out"
            make(output)
            output.rename(folder)
        write_index(_index_of(folder), _index(folder))
    return folder


def _index_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.index")


def _index(folder: Path) -> Index:
    """The files of a bundle; what one holds follows from the bundle's name and its own."""
    found: Index = {}
    for parent, _, names in os.walk(folder):
        below = os.path.relpath(parent, folder)
        for name in names:
            path = name if below == "." else f"{below}/{name}"
            entry = entry_of(folder / path, prints.of_bytes(folder.name.encode(), path.encode()))
            if entry is not None:
                found[path] = entry
    return found


def _run(batch: Batch, output: Path, language: str, program: Path) -> None:
    """Index a batch; Pagefind hangs when its output goes, so that is not in the cache while it writes."""
    with tempfile.TemporaryDirectory(prefix="digest-search-") as folder:
        for record in batch.records:
            page = Path(folder) / "pages" / record.address
            page.mkdir(parents=True)
            (page / "index.html").write_text(record.html(), encoding="utf-8")
        made = Path(folder) / "bundle"
        command = [str(program), "--site", f"{folder}/pages", "--output-path", str(made)]
        command += ["--force-language", language, "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own)
        if done.returncode:
            raise SearchError(f"Pagefind failed: {done.stderr.strip() or done.stdout.strip()}")
        for file in made.glob("pagefind-*"):
            if file.name.startswith(_UNUSED):
                file.unlink()
        shutil.move(made, output)


def _files(folder: Path, where: str) -> dict[str, Finished]:
    """A bundle's files, by where they are published."""
    index = read_index(_index_of(folder)) or _index(folder)
    return {f"{where}/{path}": Finished(f"{folder}/{path}", entry) for path, entry in index.items()}


def _forget(cache: Path, used: list[Path]) -> None:
    """Drop what this build did not use."""
    names = {name for folder in used for name in (folder.name, _index_of(folder).name)}
    for entry in cache.iterdir():
        if entry.name not in names and entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.name not in names:
            entry.unlink(missing_ok=True)
