"""The search index: bundles of articles that the `pagefind` program indexes and the browser joins.

The archive is divided by date, and the newest articles are a bundle of their
own. A bundle is kept under the hash of its records, so a new article costs the
work of the newest bundle alone. `engine.js` joins them by `mergeIndex`.

Pagefind ends with success when a full disk has cut its files short, and waits
for ever where it cannot create one (1.5.2). So a run has a time limit, and a
bundle is kept only when every file of it has passed the checks.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import re
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import chain, groupby
from pathlib import Path

from pagefind.service import get_executable

from generator.diagnostics.failure import Failure
from generator.search.records import SearchRecord

FOLDER = "pagefind"
SCRIPT = "pagefind.js"
RECENT = 400
"""The most articles in the newest bundle; they take half a second to index."""
BUNDLE = 1_700
"""The most articles in another one. Pagefind takes 0.22 MB for each: two runs together stay below 800 MB."""
LARGE_BUNDLE = 5_000
MANY = 20_000
"""With more articles bundles are large, since a reader loads a chunk of every bundle for each word."""
PATIENCE = 60
"""Seconds that a run may take, and a twentieth more for each article, which takes 2 ms."""
_LISTING = "files.json"
_ENTRY = "pagefind-entry.json"
_SETTINGS = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "3000"}
"""Chunks smaller than Pagefind's default of 20,000: a word costs a reader 4 KB in each bundle, not 22 KB.
A version without this setting makes an index that is as good and larger to load."""
_CALLED = {"destroy", "init", "mergeIndex", "options", "preload", "search"}
"""The functions of Pagefind's script that `engine.js` calls."""


class SearchError(Failure):
    """The search index could not be made."""


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
    """Index records, and return path in the site → file below `folder`.

    Bundles are kept in the folder, and anything else in it is removed; it may be deleted at any time. More
    than two workers would take too much memory. The language is the one whose word endings are known.

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
    for left in {*folder.iterdir()}.difference(kept.values()):  # old bundles, and parts of a killed build
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()
    missing = [where for where, target in kept.items() if not _files(target)]
    with ThreadPoolExecutor(min(workers, 2)) as threads:
        made = threads.map(lambda where: _make(bundles[where], language, program, kept[where]), missing)
        list(made)  # raises what went wrong
    return {
        f"{where}/{name}": target / name
        for where, target in kept.items()
        for name in _files(target)
        if where == FOLDER or name not in program
    }


def fixed_files(language: str, folder: Path | None = None) -> dict[str, bytes]:
    """Name → contents of the script and the WebAssembly that Pagefind puts beside every index."""
    anything = SearchRecord("word/", dt.date.min, lambda: "<html><body>word</body></html>")
    with tempfile.TemporaryDirectory(dir=folder) as work:
        return _checked(_run(Path(work), language, [anything]), 1)


def _key(records: Sequence[SearchRecord], language: str, program: Mapping[str, bytes]) -> str:
    """The hash of all that a bundle is made from."""
    digest = sha256(repr((language, _SETTINGS, sorted(program.items()))).encode())
    for record in records:
        digest.update(f"\0{record.address}\0{record.page()}".encode())
    return digest.hexdigest()


def _make(records: Sequence[SearchRecord], language: str, program: Mapping[str, bytes], target: Path) -> None:
    """Index records, and keep the bundle when it is whole."""
    with tempfile.TemporaryDirectory(dir=target.parent) as work:
        made = _run(Path(work), language, records)
        if _checked(made, len(records)) != program:
            raise SearchError(f"Pagefind wrote another {SCRIPT} than before; help: make room on the disk")
        parts = (str(file.relative_to(made)) for file in made.rglob("*.pf_*"))
        (made / _LISTING).write_text(json.dumps(_states(made, [*program, _ENTRY, *parts])))
        shutil.rmtree(target, ignore_errors=True)
        made.rename(target)


def _run(folder: Path, language: str, records: Sequence[SearchRecord]) -> Path:
    """Index records in an empty folder; returns the folder of the index.

    One language is forced on all pages: Pagefind keeps an index for each, and a reader should find an
    Azerbaijani article from an English page. Options also come from the environment, and from a
    `pagefind.yml` in the working directory, which in the checkout could be a stranger's.
    """
    program = get_executable()
    if program is None or not program.is_file():
        raise SearchError("Pagefind is not installed; help: run `make site`, or install pagefind[bin]")
    for record in records:
        page = folder / "site" / record.address / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(record.page(), encoding="utf-8")
    options = ("--site", "site", "--output-path", "index", "--force-language", language, "--silent")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    seconds = PATIENCE + len(records) / 20
    setpriv = shutil.which("setpriv")  # of util-linux; ends Pagefind with a build that is killed
    guard = [setpriv, "--pdeathsig", "KILL"] if setpriv else []
    try:
        done = subprocess.run(  # noqa: S603 (the installed program)
            [*guard, program.absolute(), *options],
            cwd=folder,
            env={**kept, **_SETTINGS},
            capture_output=True,
            check=False,
            timeout=seconds,
        )
    except OSError as error:
        raise SearchError(f"Pagefind does not start: {error.strerror}: {program}") from error
    except subprocess.TimeoutExpired as error:
        message = f"Pagefind did not end in {seconds:.0f} seconds; help: make room on the disk"
        raise SearchError(message) from error
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).decode(errors="replace").split())[:300]
        raise SearchError(f"Pagefind failed: {said or f'exit code {done.returncode}'}")
    return folder / "index"


def _checked(made: Path, count: int) -> dict[str, bytes]:
    """Check every file of an index of so many articles; returns the script and the WebAssembly, by name."""
    try:
        entry = json.loads((made / _ENTRY).read_bytes())
        [language] = entry["languages"].values()
        wasm = f"wasm.{language['wasm'] or 'unknown'}.pagefind"
        [meta] = made.glob(f"pagefind.{language['hash']}.pf_*")
        fixed = {name: (made / name).read_bytes() for name in (SCRIPT, wasm)}
        exports = re.search(r"export\s*\{([^{}]*)\}\s*;?\s*\Z", fixed[SCRIPT].decode())
        for file in (made / wasm, meta, *made.glob("*/*.pf_*")):
            gzip.decompress(file.read_bytes() or b"empty")
        pages = {language["page_count"], len([*made.glob("fragment/*")])}
    except (OSError, EOFError, zlib.error, ValueError, LookupError, TypeError, AttributeError) as error:
        raise SearchError(f"Pagefind wrote a damaged index ({error}); help: make room on the disk") from error
    if not exports or not {*re.findall(r"\w+", exports[1])} >= _CALLED:
        raise SearchError(f"Pagefind wrote a damaged {SCRIPT}; help: make room on the disk")
    if pages != {count}:
        raise SearchError(f"Pagefind indexed {min(pages)} of {count} articles; help: make room on the disk")
    return fixed


def _files(bundle: Path) -> list[str]:
    """The files of a bundle that is kept, when each is as it was; else none."""
    try:
        listing: dict[str, list[int]] = json.loads((bundle / _LISTING).read_bytes())
        return [*listing] if listing == _states(bundle, listing) else []
    except (OSError, ValueError):
        return []


def _states(bundle: Path, names: Iterable[str]) -> dict[str, list[int]]:
    """Size and time of change of some files."""
    states = {name: (bundle / name).lstat() for name in names}
    return {name: [state.st_size, state.st_mtime_ns] for name, state in states.items()}
