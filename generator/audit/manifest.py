"""List the files that a site may contain: copies of the theme's and editors' files, and others."""

import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.audit.problem import RULES, Problem
from generator.diagnostics.diagnostics import Report
from generator.model.fingerprint import fingerprint
from generator.model.policy import META
from generator.read.regular import walk
from generator.read.theme_names import hashed_names, published
from generator.search.index import installed_script

_INDEX = re.compile("|".join(RULES["files"]["index"]))
"""Matches files of the search index, whose names only Pagefind knows."""
_PAGEFIND = "pagefind/pagefind.js"
_NOT_COPIED = re.compile(
    r"\.|.*/\.|.*\.(?:py|pyc|html|md|markdown|mkdn|mkd)\Z|.*readme|mkdocs_theme\.yml\Z|locales/"
)
"""Files that MkDocs does not copy from a theme's folder (`Files.add_files_from_theme`)."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that a site may have, and what they must contain."""

    copies: Mapping[str, str]
    """Path in the site → its original; see `copies_of`."""
    paths: frozenset[str] = frozenset()
    """The path of every file but those of the search index."""
    policy: str = META
    """The content security policy of every page."""
    others: Mapping[str, bytes] = field(default_factory=dict)
    """Path of each file of an extension, below `path` → the fingerprint of its content.

    It is empty for data, which cannot run.
    """
    policies: Mapping[str, str] = field(default_factory=dict)
    """Path of each page with a policy of its own, below `path` → that policy."""
    path: str = ""
    """The digest's path in the site, such as `news/`."""
    passive: tuple[str, ...] = ()
    """Files of documentation and public files, which no page may run as a script."""

    def problem_with(self, path: str, content: bytes) -> Problem | None:
        """Say why a file is unexpected or differs from its original; None if it is right."""
        below = path.removeprefix(self.path)
        if path not in self.paths and not _INDEX.fullmatch(below):
            message = "this file is none of those that a build of the site writes"
            return Problem("unexpected-file", message)
        original = self.copies.get(path, "")
        if below == _PAGEFIND:
            is_same, original = content == installed_script(), "the installed version of Pagefind"
        elif original:
            copied = Path(original).read_bytes()
            # Other engines than MkDocs copy every file as it is.
            is_same = content in (copied, published(Path(original), copied))
        else:
            is_same = self.others.get(below, b"") in (b"", fingerprint(content))
        if is_same:
            return None
        name = "/".join(original.split("/")[-2:]) or "what its extension writes"
        return Problem("changed-file", f"this is no longer a copy of {name}")


def copies_of(themes: Sequence[str], public: Sequence[str], path: str = "") -> dict[str, str]:
    """Map the path of each copied file in the site to its original.

    Of the theme's folders, the first that has a file wins; files of `public` folders are published
    as they are. The digest's scripts and styles are below its `path`, such as `news/`.
    """
    originals: dict[str, str] = {}
    for folder in reversed(themes):
        files = _files(folder)
        originals |= {name: files[name] for name in files if not _NOT_COPIED.match(name.lower())}
    for old, new in hashed_names(themes).items():
        originals[path + new] = originals[old]
    for folder in public:
        originals |= _files(folder)
    return originals


def _files(folder: str) -> dict[str, str]:
    """Map the path of each regular file below a folder, relative to it, to the file's full path."""
    entries = walk(folder, "", Report())
    return {entry.path: entry.file for entry in entries if stat.S_ISREG(entry.status.st_mode)}
