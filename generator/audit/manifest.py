"""List the files that a site may contain: copies of the theme's and editors' files, and others."""

import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.audit.problem import RULES, Problem
from generator.diagnostics.diagnostics import Report
from generator.extension import Extension
from generator.model.fingerprint import fingerprint
from generator.model.policy import META
from generator.read.known_plugins import written_by
from generator.read.regular import walk
from generator.read.theme_names import hashed_names, published
from generator.search.index import installed_script

_WRITTEN = re.compile(
    "|".join(RULES["files"]["written"]).replace("FOLDERS", RULES["files"]["folders"])
)
_NOT_COPIED = re.compile(
    r"\.|.*/\.|.*\.(?:py|pyc|html|md|markdown|mkdn|mkd)\Z|.*readme|mkdocs_theme\.yml\Z|locales/"
)
"""Files that MkDocs does not copy from a theme's folder (`Files.add_files_from_theme`)."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that a site may have, and what they must contain."""

    copies: Mapping[str, str]
    """Path in the site → its original; see `copies_of`."""
    policy: str = META
    """The content security policy of every page."""
    others: Mapping[str, bytes] = field(default_factory=dict)
    """Path of each file of an extension, below `path` → the fingerprint of its content.

    It is empty for data, which cannot run.
    """
    extensions: tuple[Extension, ...] = ()
    """The extensions that the site uses."""
    policies: Mapping[str, str] = field(default_factory=dict)
    """Path of each page with a policy of its own, below `path` → that policy."""
    path: str = ""
    """The digest's path in the site, such as `news/`."""
    plugins: tuple[str, ...] = ()
    """The names of other plugins, which may write files of their own."""

    def problem_with(self, path: str, content: bytes) -> Problem | None:
        """Say why a file is unexpected or differs from its original; None if it is right."""
        source = self.copies.get(path)
        if source:
            copied = Path(source).read_bytes()
            # Other engines than MkDocs copy every file as it is.
            if content in (copied, published(Path(source), copied)):
                return None
        below = path.removeprefix(self.path)
        known = self.others.get(below)
        if known is not None and known in (b"", fingerprint(content)):
            return None
        if any(extension.accepts(below, content) for extension in self.extensions):
            return None
        if known is None and _WRITTEN.fullmatch(below):
            # Compare the script that the digest writes with its original.
            if path.endswith(".js") and content != installed_script():
                message = "this is not the script of the installed version of Pagefind"
                return Problem("changed-file", message)
            return None
        if written_by(self.plugins).fullmatch(path):
            return None
        if source:
            original = "/".join(source.split("/")[-2:])
            return Problem("changed-file", f"this is no longer a copy of {original}")
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
