"""The search index, made by Pagefind from records of our own.

Records rather than pages: what is searched is what an article says and the
names of its terms, not the words of menus and lists around it. They are handed
over as a folder of small HTML files: Pagefind's Python client waits a tenth of
a second for each one it is given.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pagefind.service import get_executable

from generator.compose.search import SearchRecord

FOLDER = "pagefind"
# What Pagefind writes for its own ready-made interfaces, which the site does not use.
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


class SearchError(RuntimeError):
    """The indexer could not be run or refused its input."""


def write_index(records: Iterable[SearchRecord], site_dir: Path, language: str) -> None:
    """Index the records and write Pagefind's bundle below `site_dir`.

    One language is forced on the whole index: Pagefind keeps one index a
    language, and a reader should find an Azerbaijani article from an English page.

    Raises:
        SearchError: when Pagefind is not there or fails.
    """
    output = site_dir / FOLDER
    with tempfile.TemporaryDirectory(prefix="digest-search-") as folder:
        count = _write_records(records, Path(folder))
        if count:
            _run(Path(folder), output, language)
    for file in output.glob("pagefind-*"):
        if file.name.startswith(_UNUSED):
            file.unlink()


def _write_records(records: Iterable[SearchRecord], folder: Path) -> int:
    count = 0
    for record in records:
        page = folder / record.address
        page.mkdir(parents=True)
        (page / "index.html").write_text(record.html, encoding="utf-8")
        count += 1
    return count


def _run(records: Path, output: Path, language: str) -> None:
    program = get_executable()
    if program is None:
        raise SearchError("the search indexer is not installed: run `make site`, or install pagefind[bin]")
    command = [str(program), "--site", str(records), "--output-path", str(output)]
    command += ["--force-language", language, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own arguments)
    if done.returncode:
        raise SearchError(f"Pagefind failed: {done.stderr.strip() or done.stdout.strip()}")
