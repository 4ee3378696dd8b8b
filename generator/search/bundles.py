"""The search index: bundles of articles that Pagefind indexes and the browser joins.

The archive is divided by date, and the newest articles are a bundle of their
own. A bundle is kept under the hash of its records, so a new article costs the
work of the newest bundle alone. `engine.js` joins them by `mergeIndex`.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import chain, groupby
from pathlib import Path

from generator.search.program import ENTRY, SETTINGS, checked, fixed_files, run
from generator.search.records import SearchRecord

FOLDER = "pagefind"
RECENT = 400
"""The most articles in the newest bundle; they take half a second to index."""
BUNDLE = 1_700
"""The most articles in another one. Pagefind takes 0.22 MB for each: two runs together stay below 800 MB."""
LARGE_BUNDLE = 5_000
MANY = 20_000
"""With more articles than this bundles are large: a reader loads a chunk of every bundle for each word."""
_AT_ONCE = 2
_LISTING = "files.json"


def divide(records: Sequence[SearchRecord]) -> list[list[SearchRecord]]:
    """Divide records into bundles, oldest first, the last of at most `RECENT` articles.

    A bundle holds whole months, unless a month alone has too many articles. So an article that is added or
    removed changes its own bundle, and others only when a month then fits into another bundle.
    """
    ordered = sorted(records, key=lambda record: (record.date, record.address))
    *archive, last = _packed(ordered, LARGE_BUNDLE if len(ordered) > MANY else BUNDLE)
    *older, newest = _packed(last, RECENT)
    return [bundle for bundle in (*archive, [*chain.from_iterable(older)], newest) if bundle]


def _packed(ordered: Sequence[SearchRecord], most: int) -> list[list[SearchRecord]]:
    groups: list[list[SearchRecord]] = [[]]
    for _, days in groupby(ordered, key=lambda record: (record.date.year, record.date.month)):
        month = [*days]
        for start in range(0, len(month), most):
            part = month[start : start + most]
            if len(groups[-1]) + len(part) > most:
                groups.append([])
            groups[-1] += part
    return groups


def index(records: Sequence[SearchRecord], language: str, folder: Path, workers: int) -> dict[str, Path]:
    """Index the records and return the files of the index.

    Args:
        records: What is to be found.
        language: The language whose word endings the index knows.
        folder: Where bundles are kept; anything else in it is removed. It may be deleted at any time.
        workers: How many processes may run; more than two would take too much memory.

    Returns:
        Path in the site → file below `folder`.

    Raises:
        SearchError: when Pagefind is not installed, fails, or writes a damaged index.
        OSError: when the folder cannot be written to.
    """
    if not records:
        return {}
    folder.mkdir(parents=True, exist_ok=True)
    program = fixed_files(language, folder)
    *archive, newest = divide(records)
    bundles = {f"{FOLDER}/{number}": part for number, part in enumerate(archive, start=1)} | {FOLDER: newest}
    kept = {where: folder / _key(part, language, program) for where, part in bundles.items()}
    _sweep(folder, kept.values())
    missing = [where for where, target in kept.items() if not _files(target)]
    with ThreadPoolExecutor(min(workers, _AT_ONCE)) as threads:
        made = threads.map(lambda where: _make(bundles[where], language, program, kept[where]), missing)
        list(made)  # raises what went wrong
    return {
        f"{where}/{name}": target / name
        for where, target in kept.items()
        for name in _files(target)
        if where == FOLDER or name not in program
    }


def _key(records: Sequence[SearchRecord], language: str, program: Mapping[str, bytes]) -> str:
    """The hash of all that a bundle is made from."""
    digest = sha256(repr((language, SETTINGS, sorted(program.items()))).encode())
    for record in records:
        digest.update(f"\0{record.address}\0{record.page()}".encode())
    return digest.hexdigest()


def _make(records: Sequence[SearchRecord], language: str, program: Mapping[str, bytes], target: Path) -> None:
    """Index records, and keep the bundle when it is whole."""
    with tempfile.TemporaryDirectory(dir=target.parent) as work:
        run(Path(work), language, records)
        made = Path(work, "index")
        parts = (str(file.relative_to(made)) for file in made.rglob("*.pf_*"))
        names = (*checked(made, len(records), program), ENTRY, *parts)
        (made / _LISTING).write_text(json.dumps({name: _state(made / name) for name in names}))
        shutil.rmtree(target, ignore_errors=True)
        made.rename(target)


def _files(bundle: Path) -> list[str]:
    """The files of a bundle that is kept, when each is as it was; else none."""
    try:
        listing = json.loads((bundle / _LISTING).read_bytes())
        return [*listing] if all(_state(bundle / name) == state for name, state in listing.items()) else []
    except (OSError, ValueError):
        return []


def _state(file: Path) -> list[int]:
    """Size in bytes and time of change in nanoseconds."""
    status = file.lstat()
    return [status.st_size, status.st_mtime_ns]


def _sweep(folder: Path, wanted: Collection[Path]) -> None:
    """Remove bundles that are not wanted any more, and what a killed build has left."""
    for entry in {*folder.iterdir()}.difference(wanted):
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
