"""Which files a site may hold: copies of the theme's and the editors' own, and what the digest writes."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.layout import CONFIG, CONTENT

_NAME = r"[A-Za-z0-9][A-Za-z0-9-]*"
_FOLDERS = rf"(?:{_NAME}(?:\.(?:html?|php|aspx?|jsp|cgi))?/)*"
"""Old addresses may end as those of an earlier system did; feeds and data are copied there, too."""
_KINDS = re.compile(
    "|".join(
        (
            rf"{_FOLDERS}index\.(?:html|md|txt|json)",
            r"404\.html",
            rf"{_FOLDERS}(?:feed|rss|atom)\.(?:xml|json)",
            r"feeds\.opml",
            rf"(?:{_NAME}/)?(?:news-)?sitemap(?:-{_NAME})?\.xml(?:\.gz)?",
            rf"{_FOLDERS}{_NAME}\.(?:bib|csl\.json|ris|eml|ics|png|jpg|jpeg|webp|avif)",
            rf"api/v[0-9]+/{_FOLDERS}[A-Za-z0-9][\w.-]*\.json",
            rf"data/{_FOLDERS}[A-Za-z0-9][\w.-]*\.(?:csv|json|jsonl|xml|bib|sqlite|db|gz|zip)",
            r"search/[a-z0-9-]+\.json",
            rf"schema/{_FOLDERS}{_NAME}\.json",
            r"pagefind/(?:recent/)?(?:fragment|index|filter)/\w+\.pf_(?:fragment|index|filter)",
            r"pagefind/(?:recent/)?(?:pagefind-entry\.json|pagefind(?:-worker)?\.js)",
            r"pagefind/(?:recent/)?(?:pagefind\.\w+\.pf_meta|wasm\.\w+\.pagefind)",
            r"_headers|_redirects|robots\.txt|llms\.txt|\.nojekyll",
        )
    )
)
_NOT_COPIED = re.compile(
    r"\.|.*/\.|.*\.(?:py|pyc|html|md|markdown|mkdn|mkd)\Z|.*readme|mkdocs_theme\.yml\Z|locales/"
)
"""What MkDocs leaves in a theme's folder (`Files.add_files_from_theme`)."""
_DOTTED = (".nojekyll", ".well-known/security.txt")
_ANYONES = frozenset(("root", "runner", "user", "ubuntu", "debian", "vagrant", "admin", "app", "build", "ci"))
"""Names of home folders that tell nothing, and that an article may well write about."""
PINNED_SCRIPTS = {
    "pagefind.js": "252d272bd34d483d19a752060f6a065114d15ab12c42d8f905ca565e2768a009",
    "pagefind-worker.js": "4ca50d25bcab9e1c3afbc00ab5f7761114e83c8fc1b83d38655af1558b650c2a",
}
"""SHA-256 of the scripts that Pagefind 1.5.2 writes: the only ones that are not copies of the theme's."""


def is_pinned(path: str, content: bytes) -> bool:
    """Whether a script that a build has written is one of those that it may write."""
    return PINNED_SCRIPTS.get(path.rpartition("/")[2]) == hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is expected of a site.

    Attributes:
        url: Where it will stand, ending in a slash; "" lets the front page say it.
        public: The folder whose files are published as they are.
        themes: Folders of the theme, the site's own first; of each file the first is copied.
        written: Every file that a build has written beyond those copies, by its path from the
            root; None where that is not known, and any file of a kind that builds write is right.
        secrets: Paths of the machine, which no file may tell.
        sources: Folders of content, which may speak of any path.
    """

    url: str = ""
    public: Path | None = None
    themes: tuple[Path, ...] = ()
    written: frozenset[str] | None = None
    secrets: tuple[bytes, ...] = ()
    sources: tuple[Path, ...] = ()

    def copies(self) -> dict[str, Path]:
        """Every file that is copied into the site, by its path there: the file it is a copy of."""
        found: dict[str, Path] = {}
        for folder in reversed(self.themes):
            names = (str(file.relative_to(folder)) for file in _visible(folder))
            found |= {name: folder / name for name in names if not _NOT_COPIED.match(name.lower())}
        if self.public is not None:
            found |= {str(file.relative_to(self.public)): file for file in _visible(self.public)}
            found |= {name: self.public / name for name in _DOTTED if (self.public / name).is_file()}
        return found

    def may_be_written(self, path: str) -> bool:
        """Whether the digest itself may have made a file."""
        return path in self.written if self.written is not None else bool(_KINDS.fullmatch(path))


def _visible(folder: Path) -> Iterator[Path]:
    """Files below a folder without what is hidden: a theme has thousands of icons there."""
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(here) / name for name in names if not name.startswith("."))


def expected(
    root: Path,
    site_dir: Path,
    *,
    public: Path | str,
    themes: Iterable[Path | str],
    url: str = "",
    written: Iterable[str] | None = None,
) -> Manifest:
    """What is expected of the site that a project builds.

    Args:
        root: The folder of mkdocs.yml.
        site_dir: The built site.
        public: The engine's docs_dir.
        themes: The engine's folders of the theme, in the order it looks into them.
        url: Where the site will stand; "" lets its front page say it.
        written: Every file that a build wrote beyond copies; None where that is not known.
    """
    return Manifest(
        url=url,
        public=Path(public),
        themes=tuple(map(Path, themes)),
        written=None if written is None else frozenset(written),
        secrets=machine_paths(root, site_dir),
        sources=(root / CONTENT, root / CONFIG),
    )


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
