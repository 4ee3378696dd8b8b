"""List the files that a site may contain: copies of the theme's and editors' files, and others."""

import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.audit.problem import RULES, Problem
from generator.diagnostics.diagnostics import Report
from generator.extension import Extension
from generator.model.policy import META
from generator.read.known_plugins import written_by
from generator.read.regular import walk
from generator.read.theme_names import hashed_names

_WRITTEN = re.compile(
    "|".join(RULES["files"]["written"]).replace("FOLDERS", RULES["files"]["folders"])
)
_NOT_COPIED = re.compile(
    r"\.|.*/\.|.*\.(?:py|pyc|html|md|markdown|mkdn|mkd)\Z|.*readme|mkdocs_theme\.yml\Z|locales/"
)
"""Files that MkDocs does not copy from a theme's folder (`Files.add_files_from_theme`)."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that a site may have, and the policies of its pages."""

    copies: Mapping[str, str]
    """Path in the site → its original; see `copies_of`."""
    policy: str = META
    """The content security policy of every page."""
    others: frozenset[str] = frozenset()
    """The files of extensions, below `path`."""
    extensions: tuple[Extension, ...] = ()
    """The extensions that the site uses."""
    policies: Mapping[str, str] = field(default_factory=dict)
    """Path of each page with a policy of its own, below `path` → that policy."""
    path: str = ""
    """The digest's path in the site, such as `news/`."""
    plugins: tuple[str, ...] = ()
    """The names of other plugins, which may write files of their own."""

    def problem_with(self, path: str, content: bytes) -> Problem | None:
        """Say why a file is unexpected; None if it belongs to the site."""
        below = path.removeprefix(self.path)
        if path in self.copies or below in self.others or _WRITTEN.fullmatch(below):
            return None
        if any(extension.accepts(below, content) for extension in self.extensions):
            return None
        if written_by(self.plugins).fullmatch(path):
            return None
        packages = "".join(f" nor {own.name}" for own in self.extensions if own.core)
        message = "this file comes from neither the digest nor the theme nor site_config/public/"
        return Problem("unexpected-file", message + packages)


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
