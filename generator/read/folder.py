"""List the files of a content folder, and find articles in folders that are never read.

No link is followed. Names are checked before contents, since a name reaches
the file system of everyone who clones the repository.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.diagnostics.diagnostics import Place, Report
from generator.model.address import slugify
from generator.model.layout import ARTICLES, CONFIG, CONTENT, HABITS, PAGES, PUBLIC
from generator.model.settings import Limits, Settings
from generator.read.file_names import is_plain, is_utf8, printable, problem_of_name
from generator.read.regular import BEGINNINGS, FolderEntry, is_regular, read_regular, walk

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_INDEX = frozenset(("index", "readme"))
_MOST_BYTES = 128 * 1024
"""Maximum size in bytes of a file that could be a misplaced article, as for an article itself."""
_ARTICLE = re.compile(
    rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:[^\n]*\n){0,200}?(?:title|source|agencies)[ \t]*:"
)
_DATED = re.compile(r"(\d{4})-\d{2}-\d{2}-")
_DATED_OTHERWISE = re.compile(r"\A(?:\d{1,2}-\d{1,2}-\d{4}|\d{8})-")
_OF_ARTICLE = re.compile(rb"^(?:source|date)[ \t]*:", re.MULTILINE)
"""The keys of front matter that an article has and a page lacks."""
_OWN_NAMES = ("README.md", "CONTRIBUTING.md", "AGENTS.md", "CLAUDE.md")
"""Markdown for those who work in a folder."""
_ENDINGS = re.compile(r"(?:\.(?:md|markdown|mdown|mkd|mdx|txt))+\Z", re.IGNORECASE)
"""Endings of Markdown elsewhere, also where an editor hides the second of two."""
_OF_OTHER_PROGRAMS = (".doc", ".docx", ".odt", ".rtf", ".pages", ".html", ".htm", ".rst", ".adoc")
_OF_NOTION = re.compile(r"[ -][0-9a-f]{32}\Z")
"""Matches the number that Notion puts after the name of a page."""
_LEFT_BEHIND = re.compile(
    r"^\.|~$|\.(?:bak|orig|swp|tmp)$|^(?:Thumbs\.db|desktop\.ini)$", re.IGNORECASE
)
"""What systems and editors leave in folders."""


def content_folders(settings: Settings) -> tuple[str, ...]:
    """The folders of Markdown files."""
    return ARTICLES, PAGES, *settings.texts


def kind_of(path: str, settings: Settings) -> str:
    """The content folder of a file; a file elsewhere counts as an article."""
    for folder in content_folders(settings):
        if path.startswith(f"{folder}/"):
            return folder
    return ARTICLES


def list_files(
    folder: Path, shown_as: str, report: Report, *, misnamed: bool = False
) -> list[FolderEntry]:
    """Every usable Markdown file under a folder, sorted by path; none in a missing folder.

    Paths begin with `shown_as`. Every entry that is not a well-named regular file is reported. With
    `misnamed`, a file that needs another name, or that is in a folder that does, is listed too,
    because its content can be checked.
    """
    found: list[FolderEntry] = []
    names: dict[str, list[str]] = {}
    if os.path.islink(folder):  # noqa: PTH114 (a Path raises when its parent is closed)
        help_line = "put the folder itself here"
        report.add(Place(shown_as), "symlink", "this is a symbolic link", help_line)
        return []
    refused: set[str] = set()
    renamed: set[str] = set()
    for entry in walk(folder, shown_as, report):
        path = f"{shown_as}/{printable(entry.path)}"
        above, _, name = entry.path.rpartition("/")
        if above in refused:
            refused.add(entry.path)
        elif stat.S_ISDIR(entry.status.st_mode):
            is_good = _good_folder(name, path, report)
            if misnamed and (is_good is None or (is_good and above in renamed)):
                renamed.add(entry.path)
            elif not is_good:
                refused.add(entry.path)
        else:
            # A key shared by paths that are the same file, or the same page, on some system.
            composed = unicodedata.normalize("NFC", path)
            # Folding case can leave letters decomposed.
            folded = unicodedata.normalize("NFC", composed.casefold())
            names.setdefault(folded.removesuffix(".md").removesuffix("/index"), []).append(path)
            is_good = _good_file(name, path, entry.status.st_mode, report)
            if is_good or (misnamed and is_good is None):
                is_well_named = bool(is_good) and above not in renamed
                found.append(entry._replace(path=path, is_well_named=is_well_named))
    collided = _collided(names.values(), report)
    usable = [entry for entry in found if entry.path not in collided]
    return sorted(usable, key=lambda entry: entry.path)


def _collided(alike: Iterable[list[str]], report: Report) -> set[str]:
    """Report paths that are the same file or page on some system, and return them.

    Each list in `alike` has the paths with one key.
    """
    collided = set()
    for paths in alike:
        for path in paths:
            others = [other for other in paths if other != path]
            if not others:
                continue
            collided.add(path)
            message = f"collides with {', '.join(others)}"
            report.add(Place(path), "name-collision", message, "rename one of them")
    return collided


def list_path(path: Path, root: Path, report: Report) -> list[FolderEntry]:
    """List the files that a person asked to edit: one file, or all files of a folder."""
    whole, shown_as = path.absolute(), str(path)
    if whole.is_relative_to(root):
        shown_as = str(whole.relative_to(root))
    is_folder = path.is_dir() and not path.is_symlink()
    if is_folder and not path.name.endswith(".md"):
        return list_files(path, shown_as, report)
    status = path.lstat()
    if stat.S_ISDIR(status.st_mode):
        _good_folder(path.name, shown_as, report)
        return []
    if _good_file(path.name, shown_as, status.st_mode, report):
        return [FolderEntry(shown_as, str(path), status, True)]
    return []


def _good_folder(name: str, path: str, report: Report) -> bool | None:
    """Whether a folder is read, after reporting why not; None if only its name must change."""
    if name.endswith(".md"):
        report.add(Place(path), "not-a-file", "this is a folder", "an article is a text file")
        return False
    wrong = problem_of_name(name)
    if wrong or not _NAME.match(name):
        message = wrong or f"'{name}' cannot be a folder's name here"
        report.add(
            Place(path),
            "file-name",
            message,
            "name it YYYY, or use only a-z, 0-9 and single hyphens",
        )
        return None if is_utf8(name) and not name.startswith(".") else False
    return True


def is_good_name(name: str) -> bool:
    """Whether a Markdown file can have a name, given without its ending."""
    return bool(_NAME.match(name)) and not problem_of_name(name) and name not in _INDEX


def _good_file(name: str, path: str, mode: int, report: Report) -> bool | None:
    """Whether a file can be read, after reporting why not; None if only its name must change."""
    place, stem = Place(path), name.removesuffix(".md")
    if not is_regular(mode, place, report):
        return False
    if stem == name:
        bare = _ENDINGS.sub("", name)
        help_line = f"remove it, or {_form_of_name(path)}"
        if _LEFT_BEHIND.search(name):
            help_line = "delete it"
        elif bare != name and is_good_name(bare.lower()):
            help_line = f"name it {bare.lower()}.md"
        if name.lower().endswith(_OF_OTHER_PROGRAMS):
            help_line = "save its text as Markdown, in a file that ends in .md, and remove this one"
        if name.rpartition(".")[2].lower() in BEGINNINGS:
            help_line = f"move it to {PUBLIC}/, and link to it as /{printable(name)}"
        report.add(place, "stray-file", "only .md files belong here", help_line)
        return False
    if is_good_name(stem):
        return True
    message = problem_of_name(name) or f"'{name}' cannot be an article's name"
    if stem in _INDEX:
        message = f"'{name}' is the name of a folder's own page"
    report.add(place, "file-name", message, _name_help(path))
    return None if is_utf8(name) else False


def _name_help(path: str) -> str:
    """What to name a Markdown file, by the folder that it is in and the name that it has."""
    name = slugify(_OF_NOTION.sub("", _ENDINGS.sub("", path.rpartition("/")[2])))
    name = _DATED_OTHERWISE.sub("", name)
    if not is_good_name(name) or _DATED.fullmatch(f"{name}-"):
        return _form_of_name(path)
    day = "" if path.startswith(f"{PAGES}/") or _DATED.match(name) else "YYYY-MM-DD-"
    return f"name it {day}{name}.md"


def _form_of_name(path: str) -> str:
    """The form of a file's name in the folder of a path."""
    day = "" if path.startswith(f"{PAGES}/") else "YYYY-MM-DD-"
    return f"name it {day}<subject>.md, in small letters with hyphens"


def read_bytes(entry: FolderEntry, limits: Limits, report: Report) -> bytes | None:
    """Read a listed file; report one that is too large or cannot be read, and return None."""
    return read_regular(entry.file, entry.path, limits.file_size, report)


def check_misplaced(root: Path, settings: Settings, report: Report) -> None:
    """Report articles outside the folders that are read, and a missing `content/`.

    They may be beside mkdocs.yml, directly in `content/`, in another folder of it, or among
    settings.
    """
    if not os.path.lexists(root / CONTENT):
        restored = f"to bring back a deleted folder: git restore {CONTENT}"
        help_line = f"articles belong in {ARTICLES}/; {restored}"
        report.add(Place(CONTENT), "missing-file", "there is no such folder", help_line)
    for path, file in _unread_files(root, content_folders(settings)):
        if path.startswith(f"{CONTENT}/") and not _ENDINGS.search(path):
            _good_file(file.name, path, file.lstat().st_mode, report)
            continue
        data = read_regular(file, path, _MOST_BYTES, Report())
        is_ours = path.startswith(f"{CONTENT}/") and file.name not in _OWN_NAMES
        if data is not None and (is_ours or _ARTICLE.match(data)):
            what, help_line = _belongs(path, data)
            message = f"this looks like {what}, but files here are not read"
            report.add(Place(path), "stray-file", message, help_line)


def _belongs(path: str, data: bytes) -> tuple[str, str]:
    """What a Markdown file in a folder that is not read looks like, and where to move it."""
    name = path.rpartition("/")[2]
    bare = _ENDINGS.sub("", name)
    if year := _DATED.match(name):
        return "an article", f"move it to {ARTICLES}/{year[1]}/{bare}.md"
    if _ARTICLE.match(data) and _OF_ARTICLE.search(data):
        return "an article", f"move it to {ARTICLES}/{bare}.md"
    if bare.lower() in _INDEX:
        help_line = f"the digest makes the front page; move the text to {PAGES}/<subject>.md"
        return "a page", help_line
    return "a page", f"move it to {PAGES}/{bare}.md"


def _unread_files(root: Path, folders: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """Yield path and file of Markdown beside mkdocs.yml or in a folder that is not checked.

    In `content/`, every file is meant for readers.

    Bad names in `site_config/` are an error already (see `check.site_files`).
    """
    for file in sorted(root.glob("*.md")):
        yield printable(file.name), file
    for name in HABITS:
        for entry in () if (root / name).is_symlink() else walk(root / name, name, Report()):
            if entry.path.endswith(".md") and _DATED.match(entry.path.rpartition("/")[2]):
                yield f"{name}/{printable(entry.path)}", Path(entry.file)
    checked = tuple(f"{folder}/" for folder in (*folders, PUBLIC))
    for name in (CONTENT, CONFIG):
        if (root / name).is_symlink():
            continue
        for entry in walk(root / name, name, Report()):
            path = f"{name}/{printable(entry.path)}"
            is_read = path.startswith(checked)
            is_reported = name == CONFIG and not is_plain(entry.path)
            is_folder = stat.S_ISDIR(entry.status.st_mode)
            is_meant = path.endswith(".md") or (name == CONTENT and not is_folder)
            is_read |= path in folders  # one that is a file is reported where it is listed
            if is_meant and not is_read and not is_reported:
                yield path, Path(entry.file)
