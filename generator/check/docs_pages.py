"""The addresses of documentation in docs_dir beside the digest, to which articles may link."""

import re
from collections.abc import Collection, Iterable, Iterator

from generator.read.engine_config import EngineSettings
from generator.read.regular import FolderEntry

_PAGE = re.compile(r"(?:(.*/)?(?:index|README)|(.*))\.(?:md|markdown|mdown|mkdn|mkd)", re.DOTALL)


def docs_addresses(entries: Collection[FolderEntry], *, has_folders: bool = True) -> dict[str, str]:
    """Map the address of each page of documentation to its file below docs_dir, as MkDocs does.

    Without `has_folders`, `install.md` is at `install.html`.
    """
    pages = ((_address_of(entry.path, has_folders), entry.path) for entry in entries)
    return {address: path for address, path in pages if address is not None}


def _address_of(path: str, has_folders: bool) -> str | None:
    """The address of a page of documentation; None for another file."""
    match = _PAGE.fullmatch(path)
    if match is None:
        return None
    folder, page = match.groups()
    if page is None:
        return folder or ""
    return f"{page}/" if has_folders else f"{page}.html"


def docs_paths(
    entries: Collection[FolderEntry], *, has_folders: bool = True
) -> Iterator[tuple[str, str]]:
    """Yield the path of each published file of documentation, and its file below docs_dir.

    MkDocs leaves out a README.md beside an index.md.
    """
    every = {entry.path for entry in entries}
    for path, *_ in entries:
        address = _address_of(path, has_folders)
        folder, _, name = path.rpartition("/")
        is_left_out = name.startswith("README.") and f"{folder}/index.md".lstrip("/") in every
        if not is_left_out:
            is_file = address is None or address.endswith(".html")
            yield (address or path if is_file else f"{address}index.html"), path


def docs_targets(entries: Collection[FolderEntry], *, has_folders: bool = True) -> set[str]:
    """The addresses of all pages and files of documentation."""
    files = {entry.path for entry in entries if not _PAGE.fullmatch(entry.path)}
    return {*docs_addresses(entries, has_folders=has_folders), *files}


def published_docs(entries: Iterable[FolderEntry], engine: EngineSettings) -> list[FolderEntry]:
    """Leave out the files that MkDocs does not publish: hidden ones, and those excluded."""
    excluded = [".*", "/templates/"]
    for key in ("exclude_docs", "draft_docs"):
        excluded += str(engine.values.get(key) or "").splitlines()
    from pathspec import GitIgnoreSpec  # most commands do not need it

    hidden = GitIgnoreSpec.from_lines(excluded)
    return [entry for entry in entries if not hidden.match_file(entry.path)]
