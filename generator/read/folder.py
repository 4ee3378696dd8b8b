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
from generator.model.layout import ARTICLES, CONFIG, CONTENT, PAGES, PUBLIC
from generator.model.settings import Limits, Settings
from generator.read.file_names import is_plain, is_utf8, printable, problem_of_name
from generator.read.regular import BEGINNINGS, FolderEntry, is_regular, read_regular, walk

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_INDEX = frozenset(("index", "readme"))
_MOST_BYTES = 128 * 1024
"""Maximum size in bytes of a file that could be a misplaced article, as for an article itself."""
_ARTICLE = re.compile(
    rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:[^\n]*\n){0,200}?(?:date|source|agencies)[ \t]*:"
)
"""Front matter with a key that articles have and pages have not."""
_DATED = re.compile(r"(\d{4})-\d{2}-\d{2}-")
_TEXT = re.compile(r".+\.(?:markdown|mdown|mkdn?|mdx|txt|md)", re.IGNORECASE)
"""Names that other programs give to texts in Markdown."""
_NAME_HELP = "name it YYYY-MM-DD-<subject>.md, in small letters with hyphens"


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
        help_line = f"remove it, or {_NAME_HELP}"
        if name.rpartition(".")[2].lower() in BEGINNINGS:
            help_line = f"move it to {PUBLIC}/, and link to it as /{printable(name)}"
        elif _TEXT.fullmatch(name):
            help_line = f"name it {printable(name).rpartition('.')[0]}.md"
        report.add(place, "stray-file", "only .md files belong here", help_line)
        return False
    if is_good_name(stem):
        return True
    message = problem_of_name(name) or f"'{name}' cannot be an article's name"
    if stem in _INDEX:
        message = f"'{name}' is the name of a folder's own page"
    report.add(place, "file-name", message, _NAME_HELP)
    return None if is_utf8(name) else False


def read_bytes(entry: FolderEntry, limits: Limits, report: Report) -> bytes | None:
    """Read a listed file; report one that is too large or cannot be read, and return None."""
    return read_regular(entry.file, entry.path, limits.file_size, report)


def check_misplaced(root: Path, settings: Settings, report: Report) -> None:
    """Report articles and pages outside the folders that are read, and a missing `content/`.

    Articles may be beside mkdocs.yml or among settings. Every text in `content/` is meant for
    readers, whatever it begins with.
    """
    if not os.path.lexists(root / CONTENT):
        restored = f"to bring back a deleted folder: git restore {CONTENT}"
        help_line = f"articles belong in {ARTICLES}/; {restored}"
        report.add(Place(CONTENT), "missing-file", "there is no such folder", help_line)
    for path, file in _markdown_files(root, content_folders(settings)):
        data = read_regular(file, path, _MOST_BYTES, Report())
        name = path.rpartition("/")[2]
        year = _DATED.match(name)
        if data and _ARTICLE.match(data):
            target = f"{ARTICLES}/{year[1]}" if year else ARTICLES
            message = "this looks like an article, but files here are not read"
        elif data and path.startswith(f"{CONTENT}/"):
            target = f"{ARTICLES}/{year[1]}" if year else PAGES
            message = "files here are not read"
        else:
            continue
        report.add(Place(path), "stray-file", message, f"move it to {target}/{name}")


def _markdown_files(root: Path, folders: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """Yield the path and file of Markdown beside mkdocs.yml or in a folder that is not checked.

    Bad names in `site_config/` are an error already (see `check.site_files`).
    """
    for file in sorted(root.glob("*.md")):
        yield printable(file.name), file
    checked = tuple(f"{folder}/" for folder in (*folders, PUBLIC))
    for name in (CONTENT, CONFIG):
        if (root / name).is_symlink():
            continue
        for entry in walk(root / name, name, Report()):
            path = f"{name}/{printable(entry.path)}"
            is_read = path.startswith(checked)
            is_reported = name == CONFIG and not is_plain(entry.path)
            if path.endswith(".md") and not is_read and not is_reported:
                yield path, Path(entry.file)
