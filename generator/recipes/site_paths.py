"""The paths of a site, each with its owner: whoever writes the file there.

The list is made of recipes, before any file is. So two owners of one path end a check or a build
before one file replaces another, and the audit accepts the listed paths only.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from generator.check.docs_pages import docs_paths
from generator.check.site_settings import read_config_file
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.failure import Failure
from generator.load.loaded import Loaded
from generator.model.layout import CONFIG, PUBLIC
from generator.read.engine_config import EngineSettings
from generator.read.regular import walk
from generator.read.theme_names import hashed_names, theme_folders
from generator.recipes.every_file import every_file, path_below
from generator.recipes.page_files import is_beside, page_owners
from generator.recipes.recipe import DIGEST, PLUGINS, THEME, Recipe, written
from generator.recipes.shell import Frame

_SETTINGS = f"{CONFIG}/site.yml"
_ASSETS = "assets"
"""The only folder of a theme's package that is published."""
_NOT_COPIED = (
    *("*.html", "*.py", "*.pyc", "*readme*", "*.md", "mkdocs_theme.yml", ".*", "*/.*"),
    "sitemap.xml",
)
"""Files of a theme folder that are not published, the template of MkDocs' sitemap among them."""


class Owned(NamedTuple):
    """A path below the site's root, and whose file it is."""

    path: str
    owner: str


def site_paths(loaded: Loaded, recipes: Iterable[Recipe]) -> dict[str, str]:
    """Map the path of each file that a build makes to its owner.

    Raises:
        Failure: two files have one address, on some hosts or on all.
    """
    made = [Owned(path, recipe.owner) for recipe in recipes for path in recipe.paths]
    lines = [
        f"two files have the same address: {one.owner} has /{one.path}, "
        f"and {other.owner} has /{other.path}"
        for one, other in _clashes([*made, *_around(loaded)], loaded)
    ]
    if lines:
        raise Failure("\n".join(lines))
    return dict(made)


def check_paths(loaded: Loaded) -> None:
    """Report two owners of one path, as far as these are known before MkDocs runs."""
    made = [
        Owned(path, recipe.owner) for recipe in every_file(loaded, Frame()) for path in recipe.paths
    ]
    for address, owner in page_owners(loaded).items():
        made.append(Owned(path_below(loaded.path, f"{address}index.html"), owner))
    for one, other in _clashes([*made, *_around(loaded)], loaded):
        _report(one, other, loaded)
    picture = loaded.checked.settings.share_image
    is_public = any(entry.path == picture for entry in loaded.public)
    if picture and not is_public and not is_beside(loaded, picture):
        settings = read_config_file(loaded.root / CONFIG, "site.yml", _SETTINGS, Report())
        node = settings.at("share_image") if settings else None
        place = node.place if node else Place(_SETTINGS)
        message = f"there is no public file '{picture}'"
        loaded.report.add(place, "missing-file", message, f"put the picture into {PUBLIC}/")


def beside(loaded: Loaded, files: Mapping[str, bytes]) -> Iterator[Recipe]:
    """Yield recipes of the files that MkDocs has written, each with its owner."""
    owners = dict(_around(loaded))
    for path, data in files.items():
        yield written(path, data, owners.get(path, PLUGINS))


def _around(loaded: Loaded) -> Iterator[Owned]:
    """List what is written beside the recipes, as far as the files tell."""
    yield Owned("404.html", THEME)
    if loaded.others is None:
        return
    engine = loaded.others.engine
    for path, file in docs_paths(loaded.others.docs, has_folders=engine.has_folders):
        yield Owned(path, f"{engine.docs}/{file}")
    folders = theme_folders(loaded.root, engine)
    for path in hashed_names(folders).values():
        yield Owned(engine.path + path, THEME)
    own = loaded.root / engine.theme
    seen = set()
    for entry in walk(own, "", Report()):
        if Path(entry.file).is_file() and not _is_template(entry.path):
            seen.add(entry.path)
            yield Owned(entry.path, f"{engine.theme}/{entry.path}")
    for folder in map(Path, folders):
        for entry in walk(folder / _ASSETS, "", Report()):
            path = f"{_ASSETS}/{entry.path}"
            if folder != own and path not in seen and Path(entry.file).is_file():
                yield Owned(path, THEME)


def _folded(path: str) -> str:
    """Return what hosts that ignore case, and the way an accent is written, know a path by."""
    return unicodedata.normalize("NFC", path).casefold()


def _is_template(path: str) -> bool:
    return any(fnmatch(path.lower(), pattern) for pattern in _NOT_COPIED)


def _clashes(listed: Iterable[Owned], loaded: Loaded) -> Iterator[tuple[Owned, Owned]]:
    """Find files that cannot be published together: at one address, or one as the other's folder.

    Many hosts ignore case, `.html` and the way in which an accent is written. Two files that MkDocs
    writes are its own affair.
    """
    index = Owned(f"{loaded.path}pagefind", DIGEST)  # only Pagefind knows the files in it
    every = {one: _folded(one.path) for one in (*listed, index)}
    served: dict[str, Owned] = {}
    files: dict[str, Owned] = {}
    for one, path in every.items():
        other = served.setdefault(_served_at(path), one)
        files.setdefault(path, one)
        if other is not one and (_is_ours(one, loaded) or _is_ours(other, loaded)):
            yield other, one
    for one, path in every.items():
        above = path
        while "/" in above:
            above = above.rpartition("/")[0]
            if above in files and (_is_ours(one, loaded) or _is_ours(files[above], loaded)):
                yield files[above], one


def _is_ours(one: Owned, loaded: Loaded) -> bool:
    """Whether the digest writes a file, and not MkDocs."""
    engine = loaded.others.engine if loaded.others else EngineSettings()
    beside = tuple(f"{folder}/" for folder in (engine.docs, engine.theme) if folder)
    return one.owner not in (THEME, PLUGINS) and not one.owner.startswith(beside)


def _served_at(path: str) -> str:
    """The address of a file, whose path has no capitals, on a host that ignores `.html`."""
    address = path.removesuffix(".html")
    if address == "index" or address.endswith("/index"):
        address = address.removesuffix("index").rstrip("/")
    return address


def _report(one: Owned, other: Owned, loaded: Loaded) -> None:
    """Report a clash at the file that a person can rename, which is seldom the digest's."""
    engine = loaded.others.engine if loaded.others else EngineSettings()
    beside = tuple(f"{folder}/" for folder in (engine.docs, PUBLIC, engine.theme) if folder)
    if one.owner.startswith(beside) and not other.owner.startswith(beside):
        one, other = other, one
    address = other.path.removesuffix("index.html")
    message = f"{one.owner} has the same address, /{address}"
    help_line = "rename or move one of the two"
    if one.path != other.path:
        message = f"{one.owner} has the address /{one.path}, which many hosts take for /{address}"
    if "/" not in other.owner:  # no file that a person can rename
        message = f"{other.owner} and {one.owner} have the same address, /{address}"
    elif other.path == "index.html":
        message = "this page and the digest's front page have the same address"
        help_line = "write `plugins: [{digest: {path: news}}]` in mkdocs.yml, or remove this page"
    place = Place(other.owner if "/" in other.owner else _SETTINGS)
    loaded.report.add(place, "duplicate-address", message, help_line)
