"""Index articles with the `pagefind` program, in bundles that the browser joins.

The archive is divided by date, and the newest articles are a bundle of their own. Bundles are
cached under the hash of their records, so a new article costs the work of the newest bundle alone.

Pagefind ends with success when a full disk has cut its files short, and waits for ever where it
cannot create one (1.5.2). So a run has a time limit, and a bundle is kept only when all its files
have passed the checks.
"""

import gzip
import json
import os
import re
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from itertools import chain, groupby
from pathlib import Path

from generator.diagnostics.failure import Failure
from generator.model.fingerprint import fingerprint
from generator.search.records import SearchRecord
from generator.system.file_writing import create

FOLDER = "pagefind"
DOCS = "docs"
"""The name of the bundle with the pages of documentation, and its folder beside the numbered
ones."""
SCRIPT = "pagefind.js"
RECENT = 100
"""Maximum articles in the newest bundle; indexing them takes 0.2 s."""
BUNDLE = 1_700
"""Maximum articles in any other bundle. Pagefind takes 0.22 MB for each, and so 380 MB. A reader
loads a chunk of each bundle for each word, so bundles are no smaller than that needs."""
PATIENCE = 60
"""Maximum seconds of a run, and 0.05 more for each article, which takes 2 ms."""
_OPTIONS = ("--site", "site", "--output-path", "index", "--silent")
_DISK = "help: make room on the disk"
_PACKAGES = ("pagefind_bin", "pagefind_bin_extended")
"""Packages with the program; the last that is installed counts."""
_LISTING = "files.json"
_ENTRY = "pagefind-entry.json"
_SETTINGS = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "3000"}
"""Chunks smaller than Pagefind's default of 20,000: a word costs a reader 4 KB in each bundle, not
22 KB."""
_LAST_STATEMENT = re.compile(r"export\s*\{[^{}]*\}\s*;?\s*\Z")
"""The end of Pagefind's script."""
_DAMAGE = (*(OSError, EOFError, zlib.error), *(ValueError, LookupError, TypeError, AttributeError))
"""Exceptions of reading a damaged index."""


class SearchError(Failure):
    """The search index could not be made."""


def divide(records: Sequence[SearchRecord]) -> list[list[SearchRecord]]:
    """Divide records into bundles, oldest first, the last of at most `RECENT` articles.

    A bundle contains whole months, unless a month alone has too many articles. So an article that
    is added or removed changes its own bundle, and others only when a month then fits into another
    bundle.
    """
    ordered = sorted(records, key=lambda record: (record.date, record.address))
    *archive, last = _packed(ordered, BUNDLE)
    *older, newest = _packed(last, RECENT)
    bundles = [*archive, [*chain.from_iterable(older)], newest]
    return list(filter(None, bundles))


def _packed(ordered: Sequence[SearchRecord], most: int) -> list[list[SearchRecord]]:
    groups: list[list[SearchRecord]] = [[]]
    for _, days in groupby(ordered, key=lambda record: record.date.replace(day=1)):
        month = list(days)
        for start in range(0, len(month), most):
            part = month[start : start + most]
            if len(groups[-1]) + len(part) > most:
                groups.append([])
            groups[-1] += part
    return groups


def index(
    records: Sequence[SearchRecord], docs: Mapping[str, str], language: str, folder: Path
) -> dict[str, Path]:
    """Index articles and documentation; return path in the site → file below `folder`.

    Bundles are cached in the folder, and anything else in it is removed; it may be deleted at any
    time. Bundles are indexed one by one, which bounds the memory. The language selects Pagefind's
    stemming.

    Args:
        records: The articles.
        docs: Address → page to index, of the documentation. It is a bundle of its own, so that its
            changes make no article be indexed again.
        language: The language of the site.
        folder: The cache of bundles.

    Raises:
        SearchError: Pagefind is not installed, fails, or writes a damaged index.
        OSError: the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    named: dict[str, Path] = {}
    for number, bundle in enumerate(divide(records), 1):
        made_from = [(record.address, record.key) for record in bundle]
        named[str(number)] = _indexed(made_from, partial(_pages, bundle), language, folder)
    if docs:
        # As `guide/install/index`, because the home page has the address "".
        pages = {f"{address}index": page for address, page in docs.items()}
        named[DOCS] = _indexed(pages, lambda: pages, language, folder)
    for entry in set(folder.iterdir()) - set(named.values()):
        _remove(entry)
    return _published(named)


def _published(named: Mapping[str, Path]) -> dict[str, Path]:
    """Map published paths to the files of all bundles.

    Pagefind's script and program come from the newest bundle. Without articles, they come from that
    of the documentation.
    """
    numbered = [name for name in named if name != DOCS]
    main = (numbered or [DOCS])[-1]
    files: dict[str, Path] = {}
    for name, bundle in named.items():
        for file in _files(bundle):
            if name == main:
                files[f"{FOLDER}/{file}"] = bundle / file
            elif file != SCRIPT and not file.startswith("wasm."):
                files[f"{FOLDER}/{name}/{file}"] = bundle / file
    return files


def _pages(bundle: Iterable[SearchRecord]) -> dict[str, str]:
    return {record.address: record.page() for record in bundle}


def _indexed(
    made_from: object, collect: Callable[[], dict[str, str]], language: str, folder: Path
) -> Path:
    """Return the folder of a bundle; if it is not cached, collect its pages and index them.

    `made_from` is everything that the collected pages depend on.
    """
    program = _program()
    releases = sorted(found.name for found in program.parents[1].glob("pagefind*-info"))
    installed = (releases, program.stat().st_size)
    target = folder / fingerprint(language, _SETTINGS, installed, made_from).hex()
    if not _files(target):
        pages = collect()
        with tempfile.TemporaryDirectory(dir=folder) as work:
            bundle = _run(program, Path(work), language, pages)
            states = _states(bundle, _checked(bundle, len(pages)))
            (bundle / _LISTING).write_text(json.dumps(states))
            _remove(target)
            bundle.rename(target)
    return target


def _remove(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)  # leaves files and links
    path.unlink(missing_ok=True)


def _program() -> Path:
    # As `pagefind.service`, which loads asyncio and so takes a tenth of all imports.
    program = Path(os.getenv("PAGEFIND_BINARY_PATH") or shutil.which("pagefind") or "")
    for name in () if "PAGEFIND_BINARY_PATH" in os.environ else _PACKAGES:
        with suppress(ImportError):
            program = import_module(name).get_executable()
    if not program.is_file():
        raise SearchError(
            "Pagefind is not installed; help: run `make site`, or install pagefind[bin]"
        )
    return program.absolute()


def _run(program: Path, folder: Path, language: str, pages: Mapping[str, str]) -> Path:
    """Index pages in an empty folder; return the folder of the index.

    Pages have no folders of their own: making 10,000 folders takes longer than writing all files
    (`engine.js` restores the slash). One language is forced on all pages, because Pagefind keeps an
    index for each, and readers should find articles in every language. Pagefind also reads options
    from the environment and from a `pagefind.yml` in the working directory, which in the checkout
    could be a stranger's.
    """
    for address, page in pages.items():
        create(f"{folder}/site/{address.rstrip('/')}.html", page.encode())
    command = [str(program), *_OPTIONS, "--force-language", language]
    setpriv = shutil.which("setpriv")
    if setpriv:
        # This program of util-linux ends Pagefind with a build that is killed.
        command = [setpriv, "--pdeathsig", "KILL", *command]
    seconds = PATIENCE + len(pages) / 20
    try:
        # Options that the user has set must not change the index.
        variables = os.environ.items()
        ours = {name: value for name, value in variables if not name.startswith("PAGEFIND_")}
        subprocess.run(  # noqa: S603
            command,
            cwd=folder,
            env=ours | _SETTINGS,
            capture_output=True,
            check=True,
            timeout=seconds,
        )
    except OSError as error:
        raise SearchError(f"Pagefind does not start: {error.strerror}: {program}") from error
    except subprocess.TimeoutExpired as error:
        raise SearchError(f"Pagefind did not end in {seconds:.0f} seconds; {_DISK}") from error
    except subprocess.CalledProcessError as error:
        output = (error.stderr or error.stdout).decode(errors="replace")
        reason = " ".join(output.split())[:300] or f"exit code {error.returncode}"
        raise SearchError(f"Pagefind failed: {reason}") from error
    return folder / "index"


def _checked(bundle: Path, count: int) -> list[str]:
    """Check every file of an index with the given number of articles; return their names."""
    try:
        entry = json.loads((bundle / _ENTRY).read_bytes())
        [language] = entry["languages"].values()
        wasm = f"wasm.{language['wasm'] or 'unknown'}.pagefind"
        [meta] = bundle.glob(f"pagefind.{language['hash']}.pf_*")
        parts = list(bundle.glob("*/*.pf_*"))
        if not _LAST_STATEMENT.search((bundle / SCRIPT).read_text()):
            raise ValueError(f"{SCRIPT} is cut short")
        for file in (bundle / wasm, meta, *parts):
            gzip.decompress(file.read_bytes() or b"empty")
        counts = [language["page_count"], len(list(bundle.glob("fragment/*")))]
    except _DAMAGE as error:
        raise SearchError(f"Pagefind wrote a damaged index ({error}); {_DISK}") from error
    if counts != [count, count]:
        raise SearchError(f"Pagefind indexed {min(counts)} of {count} articles; {_DISK}")
    names = [str(file.relative_to(bundle)) for file in parts]
    return [SCRIPT, wasm, _ENTRY, meta.name, *names]


def _files(bundle: Path) -> list[str]:
    """Return the files of a cached bundle if all of them are unchanged; otherwise none."""
    try:
        if not (bundle / _LISTING).is_file():
            return []
        listing: dict[str, list[int]] = json.loads((bundle / _LISTING).read_bytes())
        is_unchanged = listing == _states(bundle, listing)
    except (OSError, ValueError):
        return []
    if not is_unchanged:
        return []
    return list(listing)


def _states(bundle: Path, names: Iterable[str]) -> dict[str, list[int]]:
    """Return size and modification time of each file."""
    states = {}
    for name in names:
        state = os.lstat(f"{bundle}/{name}")  # a Path for each of thousands takes longer
        states[name] = [state.st_size, state.st_mtime_ns]
    return states
