"""Which files a site may hold: copies of the theme's and the editors' own, and what the digest writes."""

from __future__ import annotations

import re
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.audit.problem import Problem
from generator.diagnostics.diagnostics import Report
from generator.read.regular import walk
from generator.search.index import installed_script

_NAME = r"[A-Za-z0-9][A-Za-z0-9-]*"
_FOLDERS = rf"(?:{_NAME}(?:\.(?:html?|php|aspx?|jsp|cgi))?/)*"
"""Old addresses may end as those of an earlier system did; feeds and data are copied there, too."""
_KINDS = re.compile(
    "|".join(
        (
            rf"{_FOLDERS}index\.(?:html|md)",
            r"404\.html",
            rf"{_FOLDERS}(?:feed\.(?:xml|json)|rss\.xml|citations?\.(?:bib|csl\.json))",
            r"feeds\.opml",
            rf"(?:news-)?sitemap(?:-{_NAME})?\.xml",
            rf"(?:api/v[0-9]+|schema)/{_FOLDERS}[\w.-]+\.json",
            r"data/[\w.-]+\.(?:csv|sqlite)",
            r"search/[a-z0-9-]+\.json",
            r"pagefind/(?:[0-9]+/)?(?:fragment|index|filter)/\w+\.pf_\w+",
            r"pagefind/(?:[0-9]+/)?(?:pagefind-entry\.json|pagefind\.\w+\.pf_\w+)",
            r"pagefind/(?:pagefind\.js|wasm\.\w+\.pagefind)",
            r"_headers|_redirects|robots\.txt|llms\.txt|\.nojekyll",
        )
    )
)
_NOT_COPIED = re.compile(
    r"\.|.*/\.|.*\.(?:py|pyc|html|md|markdown|mkdn|mkd)\Z|.*readme|mkdocs_theme\.yml\Z|locales/"
)
"""What MkDocs leaves in a theme's folder (`Files.add_files_from_theme`)."""
_ANYONES = frozenset(("root", "runner", "user", "ubuntu", "debian", "vagrant", "admin", "app", "build", "ci"))
"""Names of home folders that tell nothing, and that an article may well write about."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is expected of a site.

    Attributes:
        copies: Path in the site → the file that it is a copy of; see `copies_of`.
        url: Where it will be published, ending in a slash; "" lets the front page say it.
        secrets: Paths of the machine, which no file may tell.
        sources: Folders of content, which may speak of any path.
    """

    copies: Mapping[str, str]
    url: str = ""
    secrets: tuple[bytes, ...] = ()
    sources: tuple[Path, ...] = ()

    def problem_with(self, path: str, content: bytes) -> Problem | None:
        """Why a file may not be there, or not say what it does."""
        source = self.copies.get(path)
        if source and Path(source).read_bytes() == content:
            return None
        if _KINDS.fullmatch(path):
            if path.endswith(".js") and content != installed_script():
                return Problem("changed-file", "this is not the script of the installed version of Pagefind")
            return None
        if source:
            return Problem("changed-file", f"this is no longer a copy of {'/'.join(source.split('/')[-2:])}")
        message = "neither the digest nor the theme nor site_config/public/ has put this here"
        return Problem("unexpected-file", message)


def copies_of(themes: Sequence[str], public: str) -> dict[str, str]:
    """Every file that is copied into the site, by its path there.

    Args:
        themes: Folders of the theme, the site's own first; of each file the first is copied.
        public: The folder whose files are published as they are.
    """
    found: dict[str, str] = {}
    for folder in reversed(themes):
        found |= {path: file for path, file in _files(folder) if not _NOT_COPIED.match(path.lower())}
    return found | dict(_files(public))


def _files(folder: str) -> Iterator[tuple[str, str]]:
    entries = walk(folder, "", Report())
    return ((entry.path, entry.file) for entry in entries if stat.S_ISREG(entry.status.st_mode))


def machine_paths(*folders: Path) -> tuple[bytes, ...]:
    """Paths worth keeping to oneself: the folders given, the home folder and Python's environment.

    A single step such as `/app` is left out, and a home folder that many machines have:
    an article may speak of those.
    """
    try:
        home = Path.home()
    except RuntimeError:
        home = Path("/")
    own: Iterable[Path] = (*folders, Path(sys.prefix), *([home] if home.name not in _ANYONES else []))
    found = {str(folder.resolve()) for folder in own if len(folder.resolve().parts) > 2}
    found.discard(sys.base_prefix)
    return tuple(path.encode() for path in sorted(found))
