"""Check the files of the theme, and the public files, which are copied unchanged.

Only regular files of a reasonable size are accepted. Public files are as untrusted as articles, so
their types are an allow-list. They must not be files that a browser or a server could run, and must
not replace a file of the generator.
"""

import os
import re
import stat
from codecs import BOM_UTF8
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.check.docs_pages import check_docs_files, published_docs
from generator.diagnostics.diagnostics import Place, Report
from generator.model.address import FOLDERS, LLMS
from generator.model.layout import CONFIG, ENGINE_FILE, PUBLIC
from generator.model.page import OwnTemplate
from generator.read.engine_config import EngineSettings, read_engine_settings
from generator.read.file_names import is_utf8, printable, problem_of_name
from generator.read.regular import BEGINNINGS, FolderEntry, is_regular, read_regular, walk
from generator.read.style_sheets import loaded_from_elsewhere
from generator.read.tables import table
from generator.read.text import decode, position
from generator.read.theme_names import OWN_STYLE, PAGES

MOST_BYTES = 10 * 1024 * 1024
"""Maximum bytes of a file: a tenth of GitHub's limit; Material's largest file has a megabyte."""
_RESERVED_FILES = frozenset((LLMS,))
_NAME = re.compile(r"(?:[a-z0-9][a-z0-9_-]*/)*[A-Za-z0-9][A-Za-z0-9_-]*\.([a-z0-9]+)")
_TYPES = ", ".join(sorted((*BEGINNINGS, "txt")))
_ACTIVE = (".html", ".js", ".mjs")
_MOST_NAMED = 3
_SETTINGS = f"move what the digest needs into {CONFIG}/site.yml, and delete the file"
_SETTINGS_OF_OTHERS = {
    "_config.yml": "Jekyll",
    "hugo.toml": "Hugo",
    "hugo.yaml": "Hugo",
    "pelicanconf.py": "Pelican",
}
_OF_OTHERS = {
    **{
        file: (f"the digest does not read {program}'s settings", _SETTINGS)
        for file, program in _SETTINGS_OF_OTHERS.items()
    },
    ".github/workflow": (
        "GitHub runs no workflow in this folder",
        "rename it to .github/workflows",
    ),
    f"{CONFIG}/link-history.json": (
        "no command looks for dead links any more",
        "delete it; a link checker finds them",
    ),
}
"""Files and folders that mean something to other programs or earlier versions, or are misspelt."""
_FOLDER_OF = dict.fromkeys((".css", ".html", ".js", ".svg"), "")
_FOLDER_OF |= dict.fromkeys((".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".webp"), PUBLIC)
"""Suffix of a file that pages need → the folder where it is published; "" is the theme's."""
_OF_CI = (".github/workflows/*.y*ml", ".gitlab-ci.yml")
_COMMAND = re.compile(r"^(?!\s*(?:- )?name:)[^#]*?(?<![\w-])digest +(?:-f +\S+ +)?(\w[^#]*)")
"""Matches a line that runs the program, from the name of the command on."""


class SiteFiles(NamedTuple):
    """The settings of mkdocs.yml, and the files beside it that a build reads or copies."""

    engine: EngineSettings
    public: tuple[FolderEntry, ...] = ()
    """Files, with paths below the public folder."""
    docs: tuple[FolderEntry, ...] = ()
    """The files of documentation, with paths below docs_dir."""
    templates: tuple[OwnTemplate, ...] = ()
    """The site's own templates of pages."""


def read_site_files(root: Path, engine: str, report: Report) -> SiteFiles | None:
    """Report everything in settings, theme and public folder that is not a regular file.

    The result is None if there is an error: then the engine must not read the files. It is empty
    without the file of settings, `engine`. Code that a build would run is a warning.
    """
    if not os.path.lexists(root / engine):
        return SiteFiles(EngineSettings())
    before = report.count("error")
    settings = read_engine_settings(root / engine, report)
    if settings is None:
        return None
    config = _check_folder(root, CONFIG, report)
    if not settings.theme.startswith(f"{CONFIG}/"):
        _check_folder(root, settings.theme, report)
    is_own = not _link_on(root, settings.theme)
    entries = walk(root / settings.theme, settings.theme, Report()) if is_own else ()
    overrides = [entry for entry in entries if is_utf8(entry.path)]
    _warn_of_code([f"{settings.theme}/{entry.path}" for entry in overrides], report)
    templates = _templates(overrides, settings, report)
    _warn_of_style(overrides, templates, settings, report)
    _warn_of_folders(root, config, settings, report)
    _warn_of_commands(root, report)
    _check_styles(settings.theme, overrides, settings.site_url, report)
    docs = _check_folder(root, settings.docs, report) if settings.docs else []
    docs = published_docs(docs, settings)
    _check_styles(settings.docs, docs, settings.site_url, report)
    check_docs_files(settings, docs, report)
    public = _check_folder(root, PUBLIC, report)
    if report.count("error") > before:
        return None
    pages = [one for one in templates if one.name.startswith(PAGES)]
    own = tuple([one._replace(name=one.name.removeprefix(PAGES)) for one in pages])
    return SiteFiles(settings, tuple(public), tuple(docs), own)


def _check_folder(root: Path, name: str, report: Report) -> list[FolderEntry]:
    """Return the usable files of a folder; report the others, and a symbolic link on its path."""
    if link := _link_on(root, name):
        message = "this is a symbolic link"
        report.add(Place(link), "symlink", message, "put the folder itself here")
        return []
    return list(_regular(walk(root / name, name, report), name, report))


def _link_on(root: Path, name: str) -> str:
    """The first symbolic link on a path below the root, which may lead out of it; "" if none."""
    parts = name.split("/")
    paths = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
    return next((path for path in paths if (root / path).is_symlink()), "")


def _warn_of_code(overrides: Iterable[str], report: Report) -> None:
    """Warn once about templates and scripts of the site, which run in builds and in browsers."""
    own = sorted(path for path in overrides if path.lower().endswith(_ACTIVE))
    if own:
        names = ", ".join(path[:80] for path in own[:_MOST_NAMED])
        more = f" and {len(own) - _MOST_NAMED} more" if len(own) > _MOST_NAMED else ""
        message = f"this template or script is the site's own, not the digest's: {names}{more}"
        help_line = "read it before you build the site or publish it"
        report.add(Place(own[0]), "own-template", message, help_line)


def _warn_of_style(
    overrides: Collection[FolderEntry],
    templates: Collection[OwnTemplate],
    settings: EngineSettings,
    report: Report,
) -> None:
    """Warn about style sheets in the theme's folder where pages load none of them."""
    sheets = [entry.path for entry in overrides if re.fullmatch(r"[^/]+\.css", entry.path)]
    loaded = {OWN_STYLE, *settings.listed_files}
    if loaded.isdisjoint(sheets) and not any(
        name in one.text for name in sheets for one in templates
    ):
        for name in sheets:
            message = "no page loads this style sheet"
            help_line = f"name it {OWN_STYLE}, or write extra_css: [{name}] in mkdocs.yml"
            report.add(Place(f"{settings.theme}/{name}"), "not-used", message, help_line)


def _warn_of_folders(
    root: Path, config: Iterable[FolderEntry], settings: EngineSettings, report: Report
) -> None:
    """Warn about files and folders that only other programs read, or that nothing reads there."""
    docs = root / "docs"
    is_own_site = (docs / ENGINE_FILE).is_file()
    if settings.docs != "docs" and (docs / "index.md").is_file() and not is_own_site:
        message = "nothing publishes the pages of this folder"
        help_line = "to have them beside the digest, write docs_dir: docs in mkdocs.yml"
        report.add(Place("docs"), "not-used", message, help_line)
    for folder in ("overrides", f"{CONFIG}/overrides"):
        is_ours = folder == settings.theme or _link_on(root, folder)
        if not is_ours and any((root / folder).glob("**/*.html")):
            message = "nothing reads the templates of this folder"
            help_line = f"move them to {settings.theme}/, which is the theme's custom_dir"
            report.add(Place(folder), "not-used", message, help_line)
    for name in sorted(entry.path for entry in config if "/" not in entry.path):
        meant = _FOLDER_OF.get(PurePosixPath(name).suffix.lower())
        if meant is not None:
            message = f"nothing reads this file, because it is directly in {CONFIG}/"
            help_line = f"move it to {meant or settings.theme}/"
            report.add(Place(f"{CONFIG}/{name}"), "not-used", message, help_line)
    for name, (message, help_line) in _OF_OTHERS.items():
        if os.path.lexists(root / name):
            report.add(Place(name), "not-used", message, help_line)


def _warn_of_commands(root: Path, report: Report) -> None:
    """Warn of commands and options of earlier versions that CI still runs."""
    gone = table("generator.read", "gone")
    for file in sorted(file for pattern in _OF_CI for file in root.glob(pattern)):
        path = file.relative_to(root).as_posix()
        if _link_on(root, path):
            continue  # it may lead out of the site
        text = decode(read_regular(file, path, MOST_BYTES, Report()), path, Report()) or ""
        for number, line in enumerate(text.splitlines(), 1):
            run = _COMMAND.search(line)
            typed = run[1].replace("=", " ").split() if run else []
            for what, instead in {**gone["commands"], **gone["options"]}.items():
                command, *options = what.split()
                if run and typed[0] == command and {*options}.issubset(typed):
                    message = f"'digest {what}' has gone: {instead}"
                    place = Place(path, number, run.start(1) + 1)
                    report.add(place, "retired-key", message, "delete it")


def _check_styles(
    folder: str, entries: Iterable[FolderEntry], site_url: str, report: Report
) -> None:
    """Report what the style sheets in a folder load from other sites."""
    for entry in entries:
        if not entry.path.lower().endswith(".css"):
            continue
        path = f"{folder}/{entry.path}"
        data = read_regular(entry.file, path, MOST_BYTES, Report())
        css = decode(data, path, report) if data is not None else None
        for found in loaded_from_elsewhere(css or "", site_url):
            place = Place(path, *position(css or "", found.offset))
            message = f"this style sheet loads '{found.address[:60]}' from another site"
            help_line = f"put the file into {folder}/, and name it by its path"
            if found.address.endswith("()"):
                message = f"nobody can read from '{found.address}' what this style sheet loads"
                help_line = "write the file's path in its place"
            report.add(place, "foreign-style", message, help_line)


def _templates(
    overrides: Iterable[FolderEntry], engine: EngineSettings, report: Report
) -> list[OwnTemplate]:
    """Read the site's own templates; problems with the files are reported elsewhere."""
    templates = []
    for entry in overrides:
        if not entry.path.lower().endswith((".html", ".htm")):
            continue
        path = f"{engine.theme}/{entry.path}"
        data = read_regular(entry.file, path, MOST_BYTES, Report())
        text = decode(data, path, report)
        if data is None or text is None:
            continue
        templates.append(OwnTemplate(entry.path, path, text))
        if data.startswith(BOM_UTF8) and not entry.path.startswith(PAGES):  # MkDocs prints it
            message = "a byte order mark is not allowed here"
            help_line = "save the file as UTF-8 without BOM"
            report.add(Place(path), "forbidden-character", message, help_line)
    return templates


def _regular(entries: Iterator[FolderEntry], name: str, report: Report) -> Iterator[FolderEntry]:
    refused: set[str] = set()
    for entry in entries:
        place = Place(f"{name}/{printable(entry.path)}")
        above, _, own = entry.path.rpartition("/")
        if above in refused:  # the folder has been reported
            refused.add(entry.path)
            continue
        if message := problem_of_name(own):
            help_line = "rename it; use plain letters, digits and hyphens"
            report.add(place, "file-name", message, help_line)
            refused.add(entry.path)
            continue
        if stat.S_ISDIR(entry.status.st_mode) or not is_regular(
            entry.status.st_mode, place, report
        ):
            continue
        if not os.access(entry.file, os.R_OK):
            report.add(
                place, "unreadable", "cannot be read: Permission denied", "check its permissions"
            )
        elif entry.status.st_size > MOST_BYTES and not entry.path.endswith(".tgz"):
            message = f"{entry.status.st_size:,} bytes are more than the {MOST_BYTES:,} allowed"
            report.add(place, "too-large", message, "shorten it, or split it in two")
        else:
            yield entry


def check_public_files(
    files: SiteFiles, addresses: Collection[str], url: str, report: Report
) -> bool:
    """Report public files that must not be published; return False if there are any.

    `addresses` are those of pages and redirects; `url` is the site's own, or "" if it is not known.
    """
    before = len(report)
    taken = {*FOLDERS, *(address.partition("/")[0] for address in addresses)}
    folded: dict[str, str] = {}
    for entry in files.public:
        place = Place(f"{PUBLIC}/{entry.path}")
        other = folded.setdefault(entry.path.casefold(), entry.path)
        if other != entry.path:
            message = f"many hosts confuse it with {other}, which differs only in case"
            report.add(place, "name-collision", message, "rename one of the two")
        match = _NAME.fullmatch(entry.path)
        kind = match[1] if match else ""
        if entry.path in _SPECIAL:
            _check_text(entry, place, url, report)
        elif kind != "txt" and kind not in BEGINNINGS:
            message = f"'{entry.path}' is not a type of file that is published"
            help_line = f"use a plain name and one of these types: {_TYPES}; "
            help_line += "styles and scripts are the theme's"
            ending = entry.path.rpartition(".")[2]
            if not match and ending.lower() in BEGINNINGS:
                message = f"'{entry.path}' is not a plain name"
                help_line = "use only letters from A to Z, digits and hyphens, folders in small "
                help_line += f"letters, and the ending .{ending.lower()}"
            report.add(place, "public-file", message, help_line)
        elif _is_taken(entry.path.lower(), taken):
            message = f"/{entry.path} belongs to the generator"
            report.add(place, "public-file", message, "move it to a folder such as files/")
        elif kind == "txt":
            _check_text(entry, place, url, report)
        else:
            _check_binary(entry, place, kind, report)
    return len(report) == before


def _is_taken(path: str, folders: Collection[str]) -> bool:
    """Whether the generator writes a file at a path, or owns the folder that the path is in."""
    first, _, below = path.partition("/")
    return path in _RESERVED_FILES or (below != "" and first in folders)


def _check_binary(entry: FolderEntry, place: Place, kind: str, report: Report) -> None:
    data = read_regular(entry.file, place.path, MOST_BYTES, report)
    if data is None:
        return
    if not re.match(BEGINNINGS[kind], data, re.DOTALL):
        help_line = "save it in that format, or correct its ending"
        report.add(place, "public-file", f"the content is not of type {kind}", help_line)


def _check_text(entry: FolderEntry, place: Place, url: str, report: Report) -> None:
    data = read_regular(entry.file, place.path, MOST_BYTES, report)
    text = decode(data, place.path, report)
    check = _SPECIAL.get(entry.path)
    if text is None or check is None:
        return
    for line, message, help_line in check(text, url):
        report.add(Place(place.path, line), "public-file", message, help_line)


Found = Iterator[tuple[int, str, str]]
"""Line, message and help line of each problem."""


def _cname(text: str, url: str) -> Found:
    """Problems of a CNAME file, which tells GitHub Pages the host of the site."""
    host = urlsplit(url).hostname
    if not host:
        help_line = "write `url` in site_config/site.yml first, or delete the file"
        yield 1, "the site has no address that this host could be compared with", help_line
    elif text.strip() != host:
        help_line = f"write {host}, or delete the file"
        yield 1, f"the host is not that of the site's address, {host}", help_line


def _nojekyll(text: str, _url: str) -> Found:
    if text:
        yield 1, "the file is not empty", "delete what is in it"


def _security(_text: str, _url: str) -> Found:
    """Accept the contacts of a security.txt (RFC 9116) as they are."""
    yield from ()


_SPECIAL: dict[str, Callable[[str, str], Found]] = {
    ".nojekyll": _nojekyll,
    ".well-known/security.txt": _security,
    "CNAME": _cname,
}
"""File names with a meaning to hosts, and the checks of their content."""
