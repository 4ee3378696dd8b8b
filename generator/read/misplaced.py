"""Reports articles in folders that are never read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from generator.diagnostics.diagnostics import Place, Report
from generator.model.layout import ARTICLES, CONFIG, CONTENT, EDITIONS, PAGES
from generator.read.regular import read_regular, walk

_MOST_BYTES = 128 * 1024
_ARTICLE = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:[^\n]*\n){0,200}?(?:title|source|agencies)[ \t]*:")
_DATED = re.compile(r"(\d{4})-\d{2}-\d{2}-")
_READ = (ARTICLES, PAGES, EDITIONS)


def check_misplaced(root: Path, report: Report) -> None:
    """Report articles beside mkdocs.yml, in `content/` itself, in other folders of it, and among settings.

    A missing `content/` is reported, too.
    """
    if not os.path.lexists(root / CONTENT):
        help_line = f"articles belong in {ARTICLES}/; to bring back a deleted folder: git restore {CONTENT}"
        report.add(Place(CONTENT), "missing-file", "there is no such folder", help_line)
    for path, file in _markdown_files(root):
        data = read_regular(file, path, _MOST_BYTES, Report())
        if data and _ARTICLE.match(data):
            name = path.rpartition("/")[2]
            year = _DATED.match(name)
            target = f"{ARTICLES}/{year[1]}/{name}" if year else f"{ARTICLES}/{name}"
            message = "this looks like an article, but files here are not read"
            report.add(Place(path), "stray-file", message, f"move it to {target}")


def _markdown_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Path and file of each Markdown file outside the folders of articles, pages and editions."""
    folders = [CONFIG]
    for prefix, folder in (("", root), (f"{CONTENT}/", root / CONTENT)):
        for file in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ():
            if file.suffix == ".md":
                yield prefix + file.name, file
            elif prefix and prefix + file.name not in _READ:
                folders.append(prefix + file.name)
    for name in folders:
        entries = walk(root / name, name, Report()) if not (root / name).is_symlink() else ()
        for entry in entries:
            path = f"{name}/{entry.path}"
            if path.endswith(".md") and not path.startswith(f"{CONFIG}/public/"):
                yield path, Path(entry.file)
