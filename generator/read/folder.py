"""The files of a content folder: which are there, and whether their names can be addresses.

Nothing is opened here and no link is followed. Names are judged before
contents, since a name is what reaches the file system of everyone who clones.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.read.limits import Limits
from generator.report.diagnostics import Place, Report

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_WINDOWS = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
_INDEX = {"index", "readme"}
_NAME_HELP = "name it like 2024-05-02-ministry-reports-an-attack.md"


class FoundFile(Struct, frozen=True):
    """A regular file: where it is, and its path as problems name it."""

    file: str
    path: str
    size: int
    stamp: tuple[int, ...] = ()
    """What the file system says of it; when that stays the same, so has the file."""

    @property
    def changed(self) -> int:
        """The later of its two times of change, in nanoseconds since 1970."""
        return max(self.stamp[:2], default=0)


def _found(file: str, path: str, status: os.stat_result) -> FoundFile:
    stamp = (status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_size)
    return FoundFile(file, path, status.st_size, stamp)


def list_files(folder: Path, shown_as: str, report: Report) -> list[FoundFile]:
    """Every usable Markdown file under a folder, in the order of their paths.

    Args:
        folder: Where to look; a missing folder is an empty one.
        shown_as: How the folder is called in problems, for instance `content/articles`.
        report: Gains a problem for each entry that is not a well-named regular file.
    """
    found: list[FoundFile] = []
    names: dict[str, list[str]] = {}
    if folder.is_symlink():
        report.add(Place(shown_as), "symlink", "this is a link", "put the folder itself here")
        return []
    pending = [(folder, shown_as)]
    while pending:
        pending.extend(_look_into(*pending.pop(), found, names, report))
    collided = [paths for paths in names.values() if len(paths) > 1]
    for paths in collided:
        _report_collision(paths, report)
    bad = {path for paths in collided for path in paths}
    found = [entry for entry in found if entry.path not in bad]
    return sorted(found, key=lambda entry: entry.path)


def list_path(path: Path, root: Path, report: Report) -> list[FoundFile]:
    """The files at one path, a file or a folder, that someone asked to have checked."""
    whole = path.absolute()
    shown_as = str(whole.relative_to(root)) if whole.is_relative_to(root) else str(path)
    if path.is_dir() and not path.is_symlink() and not path.name.endswith(".md"):
        return list_files(path, shown_as, report)
    status = path.lstat()
    if (
        _good_file(path.name, shown_as, status.st_mode, report)
        if not stat.S_ISDIR(status.st_mode)
        else _good_folder(path.name, shown_as, report)
    ):
        return [_found(str(path), shown_as, status)]
    return []


def _look_into(
    folder: Path, shown_as: str, found: list[FoundFile], names: dict[str, list[str]], report: Report
) -> Iterator[tuple[Path, str]]:
    """Add a folder's files to `found`; yields its folders, however deep someone nested them."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        report.add(Place(shown_as), "unreadable", f"cannot be opened: {error.strerror}", "chmod a+rx")
        return
    for entry in entries:
        path = f"{shown_as}/{_printable(entry.name)}"
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            continue
        if stat.S_ISDIR(status.st_mode):
            if _good_folder(entry.name, path, report):
                yield Path(entry.path), path
            continue
        names.setdefault(_address_key(path), []).append(path)
        if _good_file(entry.name, path, status.st_mode, report):
            found.append(_found(entry.path, path, status))


def _printable(name: str) -> str:
    if name.isascii():
        return name
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _address_key(path: str) -> str:
    """What two paths share when they would be one file, or one page, on some system."""
    if path.isascii():
        return path.lower().removesuffix(".md").removesuffix("/index")
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
    return folded.removesuffix(".md").removesuffix("/index")


def _good_folder(name: str, path: str, report: Report) -> bool:
    if name.endswith(".md"):
        report.add(Place(path), "not-a-file", "this is a folder", "an article is a text file")
        return False
    if not _NAME.match(name) or name in _WINDOWS:
        message = f"'{_printable(name)}' cannot be a folder's name here"
        report.add(Place(path), "file-name", message, "name it like 2024")
        return False
    return True


def _good_file(name: str, path: str, mode: int, report: Report) -> bool:
    if stat.S_ISLNK(mode):
        report.add(Place(path), "symlink", "this is a link", "put the file itself here")
    elif not stat.S_ISREG(mode):
        report.add(Place(path), "not-a-file", "this is not an ordinary file", "remove it")
    elif not name.endswith(".md"):
        report.add(Place(path), "stray-file", "only .md files belong here", f"remove it, or {_NAME_HELP}")
    elif not _NAME.match(stem := name.removesuffix(".md")):
        report.add(Place(path), "file-name", f"'{_printable(name)}' cannot be an article's name", _NAME_HELP)
    elif stem in _WINDOWS or stem in _INDEX:
        report.add(Place(path), "file-name", f"'{name}' has a special meaning elsewhere", _NAME_HELP)
    else:
        return True
    return False


def _report_collision(paths: list[str], report: Report) -> None:
    for path in paths:
        others = ", ".join(other for other in paths if other != path)
        report.add(Place(path), "name-collision", f"cannot stand beside {others}", "rename one of them")


def read_bytes(entry: FoundFile, limits: Limits, report: Report) -> bytes | None:
    """A file's bytes; None, and a problem, when it is too large or cannot be read.

    Opened without following links, so that what was listed is what is read.
    """
    if entry.size > limits.file_size:
        report.add(
            Place(entry.path),
            "too-large",
            f"{entry.size:,} bytes are more than the {limits.file_size:,} allowed",
            "an article summarises: shorten it, or split it in two",
        )
        return None
    try:
        handle = os.open(entry.file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            return _read_to(handle, limits.file_size + 1)
        finally:
            os.close(handle)
    except OSError as error:
        report.add(
            Place(entry.path), "unreadable", f"cannot be read: {error.strerror}", "check its permissions"
        )
        return None


def _read_to(handle: int, most: int) -> bytes:
    """At most so many bytes; a read may return fewer than were asked for."""
    data = os.read(handle, most)
    while len(data) < most and (more := os.read(handle, most - len(data))):
        data += more
    return data
