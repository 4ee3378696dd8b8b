"""Running the `pagefind` program, and checking what it wrote.

Pagefind ends with success when a full disk has cut its files short, and waits
for ever where it cannot create one (1.5.2). So a run has a time limit, and its
files are used only when all of them have passed the checks.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import gzip
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from pagefind.service import get_executable

from generator.report.failure import Failure
from generator.search.records import SearchRecord

PATIENCE = 60
"""Seconds that a run may take, and a twentieth more for each article. 400 articles take half a second."""
ENTRY = "pagefind-entry.json"
SETTINGS = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "3000"}
"""Chunks of the index smaller than Pagefind's default of 20,000: a word costs a reader 6 KB in each bundle
rather than 22 KB. A version without this setting makes an index that is as good and larger to load."""
_SCRIPT = "pagefind.js"
_CALLED = {"destroy", "init", "mergeIndex", "options", "preload", "search"}
"""The functions that `engine.js` calls."""
_ANYTHING = SearchRecord("word/", dt.date.min, lambda: "<html><body>word</body></html>")


class SearchError(Failure):
    """The search index could not be made."""


def run(folder: Path, language: str, records: Sequence[SearchRecord]) -> None:
    """Index records in an empty folder, into its `index`.

    Pagefind keeps an index for each language. One is forced on all pages, so that a reader finds an
    Azerbaijani article from an English page.

    Raises:
        SearchError: when the program is not installed, fails, or takes too long.
        OSError: when the folder cannot be written to.
    """
    program = get_executable()
    if program is None:
        raise SearchError("Pagefind is not installed; help: run `make site`, or install pagefind[bin]")
    for record in records:
        page = folder / "site" / record.address / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(record.page(), encoding="utf-8")
    seconds = PATIENCE + len(records) / 20
    options = ("--site", "site", "--output-path", "index", "--force-language", language, "--silent")
    # Pagefind takes options from the environment too, and from a pagefind.yml in its working directory,
    # which could be a stranger's if that were the checkout.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(  # noqa: S603 (the installed program)
            [program.absolute(), *options],
            cwd=folder,
            env={**kept, **SETTINGS},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=seconds,
            preexec_fn=_end_with_build,
        )
    except OSError as error:
        raise SearchError(f"Pagefind does not start: {error.strerror}: {program}") from error
    except subprocess.TimeoutExpired as error:
        raise SearchError(
            f"Pagefind did not end in {seconds:.0f} seconds; help: make room on the disk"
        ) from error
    if done.returncode:
        said = " ".join(done.stdout.decode(errors="replace").split())[:300]
        raise SearchError(f"Pagefind failed: {said or f'exit code {done.returncode}'}")


def _end_with_build() -> None:
    """Have the system end the program when the build is killed, or it may wait for ever for a lost folder."""
    if sys.platform == "linux":
        ctypes.PyDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG of prctl(2)


def fixed_files(language: str, folder: Path | None = None) -> dict[str, bytes]:
    """The script and the WebAssembly of the installed version, by name; made in a temporary folder.

    Raises:
        SearchError: when the program is not installed or fails.
        OSError: when the folder cannot be written to.
    """
    with tempfile.TemporaryDirectory(dir=folder) as work:
        run(Path(work), language, [_ANYTHING])
        return checked(Path(work, "index"), 1)


def checked(index: Path, count: int, reference: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Check every file of an index of so many articles.

    Returns:
        Name → contents of the script and the WebAssembly, which are the same in every index.

    Raises:
        SearchError: when a file is missing, cut short, damaged, or not what the reference says.
    """
    try:
        entry = json.loads((index / ENTRY).read_bytes())
        [language] = entry["languages"].values()
        wasm, meta = f"wasm.{language['wasm'] or 'unknown'}.pagefind", f"pagefind.{language['hash']}.pf_meta"
        fixed = {name: (index / name).read_bytes() for name in (_SCRIPT, wasm)}
        exports = re.search(r"export\s*\{([^{}]*)\}\s*;?\s*\Z", fixed[_SCRIPT].decode())
        for file in (index / wasm, index / meta, *index.glob("*/*.pf_*")):
            gzip.decompress(file.read_bytes() or b"empty")
        pages = {language["page_count"], len([*index.glob("fragment/*")])}
    except (OSError, EOFError, zlib.error, ValueError, LookupError, TypeError, AttributeError) as error:
        raise SearchError(f"Pagefind wrote a damaged index ({error}); help: make room on the disk") from error
    if not exports or not {*re.findall(r"\w+", exports[1])} >= _CALLED or fixed != (reference or fixed):
        raise SearchError(f"Pagefind wrote a damaged {_SCRIPT} or {wasm}; help: make room on the disk")
    if pages != {count}:
        raise SearchError(f"Pagefind indexed {min(pages)} of {count} articles; help: make room on the disk")
    return fixed
