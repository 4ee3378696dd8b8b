"""The paths of a site, each with its owner: whoever writes the file there.

The list is made of recipes, before any file is. So two owners of one path end a check or a build
before one file replaces another, and the audit accepts the listed paths only.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from generator.check.docs_pages import docs_addresses, docs_paths
from generator.check.site_settings import read_config_file
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.failure import Failure
from generator.diagnostics.suggest import did_you_mean
from generator.load.loaded import Loaded
from generator.model.layout import CONFIG, PUBLIC
from generator.pages.environment import template_names
from generator.read.engine_config import EngineSettings
from generator.read.file_names import problem_of_name
from generator.read.regular import walk
from generator.read.theme_names import hashed_names, theme_folders
from generator.read.yaml import plain_values
from generator.recipes.every_file import every_file, path_below
from generator.recipes.page_files import is_beside, page_owners
from generator.recipes.recipe import DIGEST, EXTENSION, PLUGINS, THEME, Recipe, written
from generator.recipes.shell import Frame

_ASSETS = "assets"
"""The only folder of a theme's package that is published."""
_SEARCH_INDEX = "pagefind"
"""The folder of the search index, whose files only Pagefind knows."""
_NOT_COPIED = ("*.html", "*.py", "*.pyc", "*readme*", "*.md", "mkdocs_theme.yml", ".*", "*/.*")
"""Files of a theme folder that MkDocs does not publish."""
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#")
"""Matches an address at another host, and a part of the same page."""
_MARKDOWN = re.compile(r"\.(?:md|markdown|mdown|mkdn|mkd)\Z")


class Owned(NamedTuple):
    """A path below the site's root, and whose file it is."""

    path: str
    owner: str


def site_paths(loaded: Loaded, recipes: Iterable[Recipe]) -> dict[str, str]:
    """Map the path of each file that a build makes to its owner.

    Raises:
        Failure: two files have one address, on some hosts or on all, or a plugin's file has a name
            that no file of the site may have.
    """
    made = [Owned(path, recipe.owner) for recipe in recipes for path in recipe.paths]
    lines = [
        f"two files have the same address: {one.owner} has /{one.path}, "
        f"and {other.owner} has /{other.path}"
        for one, other in _clashes([*made, *_around(loaded)], loaded)
    ]
    lines += [
        f"{owner} writes a file that many computers cannot have: {problem}"
        for path, owner in made
        if owner == PLUGINS and (problem := _problem_of_names(path))
    ]
    if lines:
        raise Failure("\n".join(lines))
    return dict(made)


def _problem_of_names(path: str) -> str:
    return next(filter(None, map(problem_of_name, path.split("/"))), "")


def check_paths(loaded: Loaded) -> None:
    """Report two owners of one path, as far as these are known before MkDocs runs.

    Two paths must be among them: that of the picture in site.yml, and that of the front page.
    """
    made = [
        Owned(path, recipe.owner) for recipe in every_file(loaded, Frame()) for path in recipe.paths
    ]
    for address, owner in page_owners(loaded).items():
        made.append(Owned(path_below(loaded.path, f"{address}index.html"), owner))
    listed = [*made, *_around(loaded)]
    for one, other in _clashes(listed, loaded):
        _report(one, other, loaded)
    paths = {path for path, _ in listed}
    picture = loaded.checked.settings.share_image
    folder = "" if is_beside(loaded, picture) else loaded.path
    if picture and path_below(folder, picture) not in paths:
        shown_as = f"{CONFIG}/site.yml"
        settings = read_config_file(loaded.root / CONFIG, "site.yml", shown_as, Report())
        node = settings.at("share_image") if settings else None
        place = node.place if node else Place(shown_as)
        message = f"there is no public file '{picture}'"
        help_line = f"put the picture into {PUBLIC}/"
        if picture.startswith(f"{PUBLIC}/"):
            inner = picture.removeprefix(f"{PUBLIC}/")
            help_line += f", and write its path in that folder: share_image: {inner}"
        loaded.report.add(place, "missing-file", message, help_line)
    engine = loaded.others.engine if loaded.others else EngineSettings()
    _check_listed(dict(listed), engine, loaded.report)
    _check_menu(loaded, paths)
    _check_own_templates(loaded)
    if loaded.path and engine.alone and "index.html" not in paths:
        message = f"the site has no front page, because the digest is at /{loaded.path}"
        help_line = f"write {engine.docs}/index.md, or delete the option `path`"
        if not engine.docs:
            help_line = f"delete the option `path: {engine.path.rstrip('/')}`; or, for pages of "
            help_line += "documentation around the digest, write docs_dir: docs and docs/index.md"
        loaded.report.add(engine.path_place, "missing-file", message, help_line)


def _check_own_templates(loaded: Loaded) -> None:
    """Warn of the site's own page templates that replace none of ours and that none includes."""
    own = loaded.others.templates if loaded.others else ()
    known = set(template_names(()))
    for template in own:
        others = (other.text for other in own if other is not template)
        if template.name in known or any(template.name in text for text in others):
            continue
        message = "no page has a template of this name, so nothing reads the file"
        otherwise = "name it as the template that it replaces, or delete it"
        help_line = did_you_mean(template.name, known, otherwise)
        loaded.report.add(Place(template.path), "not-used", message, help_line)


def may_be_listed(owner: str, engine: EngineSettings) -> bool:
    """Whether extra_javascript and extra_css may name a file: one that is not generated."""
    folders = (f"{PUBLIC}/", f"{engine.theme}/", EXTENSION)
    is_document = bool(engine.docs) and owner.startswith(f"{engine.docs}/")
    return owner in (THEME, PLUGINS) or is_document or owner.startswith(folders)


def _check_listed(owners: Mapping[str, str], engine: EngineSettings, report: Report) -> None:
    """Report a file in mkdocs.yml that is missing, or a script made of others' words.

    Hooks, and plugins that are switched on, may write one that is not there yet.
    """
    may_be_written = engine.running or engine.hooks
    served = {_folded(path): owner for path, owner in owners.items()}
    listed = engine.listed_files
    for path, place in {**listed, **engine.pictures}.items():
        owner = owners.get(path) or served.get(_folded(unquote(path)), "")
        if path in listed and owner and not may_be_listed(owner, engine):
            message = f"'{path}' is made by the digest, and is neither a script nor a style sheet"
            help_line = f"name a file of {engine.docs or PUBLIC}/, or delete it"
            report.add(place, "public-file", message, help_line)
        elif path not in owners and not may_be_written:
            message = (
                f"there is no file {engine.docs or PUBLIC}/{path}, so pages ask for it in vain"
            )
            known = [known for known, owner in owners.items() if may_be_listed(owner, engine)]
            help_line = did_you_mean(path, known, "create it, correct the name, or delete the line")
            report.add(place, "missing-file", message, help_line)


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
    for path, file in docs_paths(loaded.others.docs):
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

    Many hosts ignore case, `.html` and the way in which an accent is written. No documentation is
    in the folders of the digest's pages, in its own.
    """
    every = {one: _folded(one.path) for one in listed}
    served: dict[str, Owned] = {}
    files: dict[str, Owned] = {}
    folders = {_SEARCH_INDEX: Owned(f"{loaded.path}{_SEARCH_INDEX}/", DIGEST)}
    for one, path in every.items():
        other = served.setdefault(_served_at(path), one)
        files.setdefault(path, one)
        if other is not one:
            yield other, one
        folder = _first_folder(path, loaded)
        is_page = one.path.endswith("/index.html") and one.owner != PLUGINS
        if folder and is_page and not _is_of_docs(one, loaded):
            folders.setdefault(folder, Owned(f"{loaded.path}{folder}/", DIGEST))
    for one, path in every.items():
        above = path
        while "/" in above:
            above = above.rpartition("/")[0]
            if above in files:
                yield files[above], one
        folder = _first_folder(path, loaded)
        if folder in folders and _is_of_docs(one, loaded) and served[_served_at(path)] is one:
            yield folders[folder], one


def _first_folder(path: str, loaded: Loaded) -> str:
    """The first folder of a path below that of the digest; "" for others."""
    first, folder, _ = path.removeprefix(loaded.path).partition("/")
    return first if folder and path.startswith(loaded.path) else ""


def _is_of_docs(one: Owned, loaded: Loaded) -> bool:
    docs = loaded.others.engine.docs if loaded.others else ""
    return bool(docs) and one.owner.startswith(f"{docs}/")


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
    if one.path.endswith("/"):
        message, help_line = f"the folder /{one.path} is the digest's", "move this file elsewhere"
    if "/" not in other.owner:  # no file that a person can rename
        message = f"{other.owner} and {one.owner} have the same address, /{address}"
    elif other.path == "index.html":
        message = "this page and the digest's front page have the same address"
        help_line = "write `plugins: [{digest: {path: news}}]` in mkdocs.yml, or remove this page"
    place = Place(other.owner if "/" in other.owner else f"{CONFIG}/site.yml")
    loaded.report.add(place, "duplicate-address", message, help_line)


def _check_menu(loaded: Loaded, paths: Collection[str]) -> None:
    """Report entries of the menu that lead to no page or file of the site.

    Plugins and hooks may add pages and change the menu, so with one of them nothing is checked.

    Args:
        loaded: The site.
        paths: Every path that a build makes.
    """
    files = loaded.others
    if files is None or files.engine.running or files.engine.hooks:
        return
    docs = docs_addresses(files.docs)
    sources = {path: address for address, path in docs.items()}
    for node in plain_values(files.engine.values.at("nav")):
        target = re.split("[?#]", node.value)[0].removeprefix("./").lstrip("/")
        stem = _MARKDOWN.sub("", target)
        is_source = stem != target
        address = target if not is_source else f"{stem}/".removesuffix("index/")
        page = f"{address.rstrip('/')}/index.html".lstrip("/")
        is_section = is_source and stem.rpartition("/")[2] == "index" and page in paths
        is_there = target in sources if is_source else target in paths or page in paths
        if _ELSEWHERE.match(node.value) or is_there or is_section:
            continue
        below = [path for path in sources if path.startswith(f"{target.rstrip('/')}/")]
        if is_source and page in paths:
            help_line = f"write the address of the page: {address}"
        elif not is_source and below:
            help_line = f"name a page of this folder: {', '.join(below[:3])}"
        else:
            folder = files.engine.docs or PUBLIC
            pages = (path for path in paths if path.endswith("/index.html"))
            addresses = [path.removesuffix("index.html") for path in pages]
            known = [*sources, *addresses] if is_source else [*addresses, *sources]
            form = f"write the path of a page in {folder}/, or the address of one of the digest's"
            help_line = did_you_mean(target, known, f"{form}, as in <page>/")
        message = f"the menu names '{node.value[:60]}', which is no page of the site"
        loaded.report.add(node.place, "broken-link", message, help_line)
