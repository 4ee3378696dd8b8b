"""The record of the files that builds wrote, so that no build removes a file of somebody else.

A build replaces a folder only if the record lists every file in it. The record of a site is the file
`.site-files` beside it. It moves with the checkout and survives a deleted cache, but a pull request could
contain one. So a listed file is a build's own only if its size and time are the listed ones, too. No forged
record can name those of a file that somebody else keeps.
"""

import os
import stat
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.build.kept import State
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.read.regular import read_regular, walk
from generator.system.file_writing import write
from generator.system.workers import in_parts

_MOST_BYTES = 1 << 30
_TICK = 2_000_000_000
"""Nanoseconds by which times may differ: FAT and archives keep times in steps of two seconds."""
_PART = 5_000
"""Files that each process removes in a tenth of a second."""
_encode = msgspec.msgpack.Encoder().encode


class WrittenFiles(msgspec.Struct, frozen=True):
    """The files that a build wrote into a folder."""

    inode: int
    """The folder's inode, because another folder with the same name may contain anything."""
    files: dict[str, State]
    """Path below the folder → state of the file."""


_decode = msgspec.msgpack.Decoder(list[WrittenFiles]).decode


class ForeignFileError(Failure):
    """A folder has a file that no build wrote; nothing was changed."""


class Contents(NamedTuple):
    """Everything in a folder."""

    files: dict[str, State]
    """All entries except folders, so that a link counts as a file."""
    folders: list[str]
    """Paths of the folders in it, each before those that it contains."""


def contents_of(folder: Path) -> Contents:
    """List a folder without following links; a missing folder is empty.

    Raises:
        ForeignFileError: it is a link or a file, or a part of it cannot be listed.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ForeignFileError(f"{folder}: is not a folder; move it away, or choose another folder")
    report = Report()
    found = Contents({}, [])
    for entry in walk(folder, str(folder), report):
        if stat.S_ISDIR(entry.status.st_mode):
            found.folders.append(entry.path)
        else:
            found.files[entry.path] = entry.status.st_size, entry.status.st_mtime_ns
    for problem in report:
        raise ForeignFileError(f"{problem.place.path}: {problem.message}")
    return found


def read_record(record: Path) -> list[WrittenFiles]:
    """Return the listings in a record; none if it is missing, damaged or not a regular file."""
    data = read_regular(record, record.name, _MOST_BYTES, Report())
    try:
        return _decode(data) if data else []
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return []


def write_record(record: Path, listings: Iterable[WrittenFiles]) -> None:
    """Replace a record.

    Raises:
        OSError: it cannot be written.
    """
    write(record, _encode(list(listings)))


def listing_of(folder: Path, contents: Contents) -> WrittenFiles:
    """Turn the contents of a folder that builds wrote into an entry of its record."""
    return WrittenFiles(folder.stat().st_ino if folder.exists() else 0, contents.files)


def own_contents(folder: Path, listings: Sequence[WrittenFiles], help_line: str) -> Contents:
    """List a folder that a build may replace; `help_line` says what to do with a file that no build wrote.

    Raises:
        ForeignFileError: the folder has a file that no build wrote.
    """
    contents = contents_of(folder)
    written = _written_here(folder, contents, listings)
    for path, state in contents.files.items():
        if path not in written and not _is_listed(path, state, listings):
            message = "no build wrote this file, or it was changed since"
            raise ForeignFileError(f"{folder / path}: {message}; {help_line}")
    return contents


def _written_here(folder: Path, contents: Contents, listings: Sequence[WrittenFiles]) -> set[str]:
    """The paths that a build wrote into this very folder; a file at one of them is its own even if edited.

    A pull request cannot know a folder's inode. A new folder may get the inode of one that was deleted, but
    its files differ from all that were listed.
    """
    written: set[str] = set()
    for listing in listings:
        is_here = bool(contents.files) and folder.stat().st_ino == listing.inode
        if is_here and any(listing.files.get(path) == state for path, state in contents.files.items()):
            written.update(listing.files)
    return written


def _is_listed(path: str, state: State, listings: Sequence[WrittenFiles]) -> bool:
    for listing in listings:
        if path in listing.files and _is_same(state, listing.files[path]):
            return True
    folder, _, name = path.rpartition("/")
    if not (name.startswith(".") and name.endswith(".part")):
        return False
    whole = f"{folder}/{name[1:-5]}" if folder else name[1:-5]
    return any(whole in listing.files for listing in listings)


def _is_same(state: State, listed: State) -> bool:
    return state[0] == listed[0] and abs(state[1] - listed[1]) <= _TICK


def remove(folder: Path, contents: Contents, workers: int = 1) -> None:
    """Remove the listed files and folders, and nothing that was added since.

    Raises:
        OSError: something cannot be removed, or a file was added.
    """
    if not folder.exists():
        return
    paths = sorted(contents.files)
    for _ in in_parts(partial(_remove_files, str(folder)), paths, workers, _PART, few=_PART):
        pass
    for path in sorted(contents.folders, reverse=True):
        (folder / path).rmdir()
    folder.rmdir()


def _remove_files(folder: str, paths: Sequence[str]) -> None:
    for path in paths:
        os.unlink(f"{folder}/{path}")  # noqa: PTH108 (a Path for each of tens of thousands takes longer)
