"""Published names of the theme's scripts and styles, with a hash of their content.

Browsers can then cache them for a year, and load new ones after any change. The search scripts
import each other by name, so their folder has the hash. All share one hash, because they change
together with a release.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import generator
from generator.diagnostics.diagnostics import Report
from generator.folders import added
from generator.model.fingerprint import fingerprint
from generator.read.engine_config import LEAN, MATERIAL, EngineSettings
from generator.read.regular import read_regular

_THEME = Path(generator.__file__).with_name("theme")
COMMON = _THEME / "common"
"""Styles and scripts that both frames load."""
FRAME_FOLDERS = {MATERIAL: _THEME / "material", LEAN: _THEME / "digest"}
"""Name of a theme in mkdocs.yml → the folder of the digest's part of it."""

_STYLES = {
    MATERIAL: ("assets/digest.css", "assets/material.css"),
    LEAN: ("assets/digest.css", "assets/frame.css"),
}
OPEN_SEARCH = "assets/search/open.js"
"""The script that every page loads, also those of documentation."""
_SCRIPTS = (OPEN_SEARCH, "assets/copy.js", "assets/visit.js", "assets/arrange.js")
_FRAME_SCRIPTS = {MATERIAL: ("assets/material.js",), LEAN: ()}
_FILES = ("assets/*.css", "assets/*.js", "assets/search/*.js")
OWN_STYLE = "custom.css"
PAGES = "pages/"
"""The folder of page templates in the site's theme folder."""
_MOST_BYTES = 1024 * 1024
"""Maximum size of a file in bytes; the largest of ours has 35 kilobytes."""
_COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)
_LINKED = re.compile(r'(?:href|src)="((?:[\w-]+/)*[\w-]+\.[0-9a-f]{8,10}[./][\w.-]*(?:css|js))"')


def theme_folders(root: Path, engine: EngineSettings) -> list[str]:
    """Return the folders of a site's theme, its own first, without starting MkDocs."""
    folders = [FRAME_FOLDERS[engine.frame], COMMON, *added_folders()]
    own = root / engine.theme
    if own.is_dir():
        folders.insert(0, own)
    if engine.frame == MATERIAL:
        folders += material_folders()
    return list(map(str, folders))


def material_folders() -> list[Path]:
    """The folder of Material's templates, in a list; none if Material is not installed."""
    package = find_spec(MATERIAL)
    places = (package.submodule_search_locations if package else None) or ()
    return [Path(place, "templates") for place in places]


def added_folders() -> list[Path]:
    """Return the theme folders that extensions add."""
    folders = [folder / "theme" for folder in added()]
    return [folder for folder in folders if folder.is_dir()]


def visible_files(folder: str | Path) -> Iterator[str]:
    """Yield the path of each file in a folder of the theme that is in no hidden folder.

    Most of Material's files are 14,000 icons in a hidden folder.
    """
    for place, below, names in os.walk(folder):
        below[:] = [name for name in below if not name.startswith(".")]
        yield from (Path(place, name).relative_to(folder).as_posix() for name in names)


def styles_of(frame: str, listed: Iterable[str], overrides: Path) -> list[str]:
    """The paths of a site's styles, in the order in which its pages load them.

    The digest's styles come first, then those of extra_css, then the one in the site's theme
    folder.
    """
    styles = [*_STYLES[frame], *listed]
    if (overrides / OWN_STYLE).is_file():
        styles.append(OWN_STYLE)
    return list(dict.fromkeys(styles))


def published(file: Path, content: bytes) -> bytes:
    """Return what is published of the content of a file of the theme.

    Our styles lose their comments, which are a sixth of their compressed size.
    """
    is_ours = any(map(file.is_relative_to, (COMMON, *FRAME_FOLDERS.values())))
    if is_ours and file.suffix == ".css":
        return _COMMENT.sub(b"", content)
    return content


def scripts_of(frame: str) -> list[str]:
    """The paths of the digest's scripts that its pages load."""
    return [*_SCRIPTS, *_FRAME_SCRIPTS[frame]]


def hashed_names(folders: Sequence[str]) -> dict[str, str]:
    """Map a path in the theme to its published path with a hash, for scripts and styles.

    These are the digest's. Of the theme's folders, the first that has a file wins.
    """
    names: set[str] = set()
    for folder in (COMMON, *added_folders(), *FRAME_FOLDERS.values()):
        files: list[Path] = []
        if str(folder) in folders:
            for pattern in _FILES:
                files += folder.glob(pattern)
        names.update(str(file.relative_to(folder)) for file in files)
    content = {}
    for name in sorted(names):
        files = [Path(folder, name) for folder in folders]
        file = next(filter(Path.is_file, files), None)
        if file is not None:
            content[name] = read_regular(file, name, _MOST_BYTES, Report())
    content_hash = fingerprint(content).hex()
    mark = content_hash[:10]
    return {name: _with(name, mark) for name in content}


def _with(name: str, mark: str) -> str:
    folder, _, file = name.rpartition("/search/")
    if folder:
        return f"{folder}/search.{mark}/{file}"
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{mark}.{suffix}"


def linked_files(front_page: str) -> list[str]:
    """The hashed scripts and styles that a site's front page links to, as paths from its root."""
    return list(dict.fromkeys(_LINKED.findall(front_page)))
