"""The files of documentation in docs_dir beside the digest: their addresses, and their kinds.

MkDocs renders the pages, and the audit judges them. What is checked here is what neither can see.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from generator.diagnostics.diagnostics import Place, Report
from generator.read.engine_config import EngineSettings
from generator.read.regular import FolderEntry

_PAGE = re.compile(r"(?:(.*/)?(?:index|README)|(.*))\.(?:md|markdown|mdown|mkdn|mkd)", re.DOTALL)
_KIND_NAMES = (
    "avif gif ico jpeg jpg png svg webp css csv json txt yaml yml pdf zip m4a mp3 mp4 ogg ogv wav "
    "webm vtt otf ttf woff woff2"
)
_KINDS = _KIND_NAMES.split()
"""Kinds that run nowhere, or that the audit reads."""


def docs_addresses(entries: Collection[FolderEntry]) -> dict[str, str]:
    """Map the address of each page of documentation to its file below docs_dir, as MkDocs does."""
    pages = ((_address_of(entry.path), entry.path) for entry in entries)
    return {address: path for address, path in pages if address is not None}


def _address_of(path: str) -> str | None:
    """The address of a page of documentation; None for another file."""
    match = _PAGE.fullmatch(path)
    if match is None:
        return None
    folder, page = match.groups()
    return (folder or "") if page is None else f"{page}/"


def docs_paths(entries: Collection[FolderEntry]) -> Iterator[tuple[str, str]]:
    """Yield the path of each published file of documentation, and its file below docs_dir.

    MkDocs leaves out a README.md beside an index.md.
    """
    every = {entry.path for entry in entries}
    for path, *_ in entries:
        address = _address_of(path)
        folder, _, name = path.rpartition("/")
        is_left_out = name.startswith("README.") and f"{folder}/index.md".lstrip("/") in every
        if not is_left_out:
            yield (path if address is None else f"{address}index.html"), path


def docs_targets(entries: Collection[FolderEntry]) -> set[str]:
    """The addresses of all pages and files of documentation."""
    files = {entry.path for entry in entries if not _PAGE.fullmatch(entry.path)}
    return {*docs_addresses(entries), *files}


def published_docs(entries: Iterable[FolderEntry], engine: EngineSettings) -> list[FolderEntry]:
    """Leave out the files that MkDocs does not publish: hidden ones, and those excluded."""
    excluded = [".*", "/templates/"]
    for text in engine.words("exclude_docs") + engine.words("draft_docs"):
        excluded += text.splitlines()
    from pathspec import GitIgnoreSpec  # most commands do not need it

    hidden = GitIgnoreSpec.from_lines(excluded)
    return [entry for entry in entries if not hidden.match_file(entry.path)]


def check_docs_files(
    engine: EngineSettings, entries: Collection[FolderEntry], report: Report
) -> None:
    """Report files of documentation that could run, and that the audit would not read."""
    listed = engine.listed_files
    for entry in entries:
        suffix = entry.path.rpartition("/")[2].rpartition(".")[2].lower()
        if _PAGE.fullmatch(entry.path) or suffix in _KINDS or entry.path in listed:
            continue
        message = f"files of the kind '{suffix[:20]}' are not published"
        help_line = f"use one of {', '.join(_KINDS)}; or name it in exclude_docs"
        if suffix in ("js", "mjs"):
            help_line = "list it in extra_javascript, or delete it"
        report.add(Place(f"{engine.docs}/{entry.path}"), "public-file", message, help_line)
