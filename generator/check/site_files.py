"""Find the files beside articles, and check the public ones, which are copied unchanged.

Public files are as untrusted as articles, so only regular files of a reasonable size are accepted,
and their types are an allow-list. They must not be files that a browser or a server could run, and
must not replace a file of the generator. Documentation and theme are the owner's, and are listed
only.
"""

import os
import re
import stat
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.check.docs_pages import published_docs
from generator.diagnostics.diagnostics import Place, Report
from generator.model.address import FOLDERS
from generator.model.layout import CONFIG, PUBLIC
from generator.model.page import OwnTemplate
from generator.read.engine_config import EngineSettings, read_engine_settings
from generator.read.file_names import printable, problem_of_name
from generator.read.regular import BEGINNINGS, FolderEntry, is_regular, read_regular, walk
from generator.read.text import decode
from generator.read.theme_names import PAGES

MOST_BYTES = 10 * 1024 * 1024
"""Maximum bytes of a file: a tenth of GitHub's limit; Material's largest file has a megabyte."""
_NAME = re.compile(r"(?:[a-z0-9][a-z0-9_-]*/)*[A-Za-z0-9][A-Za-z0-9_-]*\.([a-z0-9]+)")
_TYPES = ", ".join(sorted((*BEGINNINGS, "txt")))


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
    """List the files beside articles, and report what is no regular file in site_config.

    The result is None if there is an error: then the engine must not read the files. It is empty
    without the file of settings, `engine`.
    """
    if not os.path.lexists(root / engine):
        return SiteFiles(EngineSettings())
    before = report.count("error")
    settings = read_engine_settings(root / engine, report)
    if settings is None:
        return None
    _check_folder(root, CONFIG, report, but=settings.theme)
    public = _check_folder(root, PUBLIC, report)
    docs = published_docs(_files_in(root / settings.docs), settings) if settings.docs else []
    templates = _templates(root, settings, report)
    if report.count("error") > before:
        return None
    return SiteFiles(settings, tuple(public), tuple(docs), tuple(templates))


def _files_in(folder: Path) -> list[FolderEntry]:
    """List files that MkDocs reads, of any name and kind; links to files are among them."""
    found = walk(folder, "", Report())
    return [entry for entry in found if not stat.S_ISDIR(entry.status.st_mode)]


def _check_folder(root: Path, name: str, report: Report, but: str = "") -> list[FolderEntry]:
    """Return the usable files of a folder; report the others, and a symbolic link on its path.

    What is in the folder `but` is not checked.
    """
    if link := _link_on(root, name):
        message = "this is a symbolic link"
        report.add(Place(link), "symlink", message, "put the folder itself here")
        return []
    entries = walk(root / name, name, report)
    checked = (entry for entry in entries if not f"{name}/{entry.path}/".startswith(f"{but}/"))
    return list(_regular(checked if but else entries, name, report))


def _link_on(root: Path, name: str) -> str:
    """The first symbolic link on a path below the root, which may lead out of it; "" if none."""
    parts = name.split("/")
    paths = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
    return next((path for path in paths if (root / path).is_symlink()), "")


def _templates(root: Path, engine: EngineSettings, report: Report) -> list[OwnTemplate]:
    """Read the site's own templates of the digest's pages."""
    templates = []
    for entry in _files_in(root / engine.theme / PAGES):
        if not entry.path.lower().endswith((".html", ".htm")):
            continue
        path = f"{engine.theme}/{PAGES}{entry.path}"
        data = read_regular(entry.file, path, MOST_BYTES, report)
        text = decode(data, path, report)
        if text is not None:
            templates.append(OwnTemplate(entry.path, path, text))
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
    return below != "" and first in folders


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
