"""Record the files that builds wrote, so that no build removes a file of somebody else.

A build replaces a folder only if the record lists every file in it. The record of a site is the
file `.site-files` beside it. It moves with the checkout and survives a deleted cache, but a pull
request could contain one. So a listed file is a build's own only if its size and time are the
listed ones, too. No forged record can name those of a file that somebody else keeps.
"""

import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.read.regular import read_regular
from generator.system.file_writing import write
from generator.system.kept import State, state_of
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
    """Everything in a folder, by path."""

    inode: int
    files: dict[str, State]
    """All entries except folders, so that a link counts as a file."""
    folders: list[str]
    """Paths of the folders in it, each before those that it contains."""

    @property
    def listing(self) -> WrittenFiles:
        """Make the entry of this folder in a record."""
        return WrittenFiles(self.inode, self.files)


def _scan(folder: Path) -> tuple[int, list[str], list[str]]:
    """List a folder: its inode, the paths of its files, and those of its folders.

    A missing folder is empty. The states of files are not asked for: those of 40,000 files take
    twice as long as listing them.

    Raises:
        ForeignFileError: it is a link or a file, or a part of it cannot be listed.
    """
    if not os.path.lexists(folder):
        return 0, [], []
    if folder.is_symlink() or not folder.is_dir():
        raise ForeignFileError(f"{folder}: is not a folder; move it away, or choose another folder")
    files: list[str] = []
    folders: list[str] = []
    pending = [""]
    try:
        while pending:
            prefix = pending.pop()
            with os.scandir(f"{folder}/{prefix}") as listed:
                for entry in listed:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{prefix}{entry.name}")
                        pending.append(f"{prefix}{entry.name}/")
                    else:
                        files.append(f"{prefix}{entry.name}")
    except OSError as error:
        raise ForeignFileError(f"{error.filename}: cannot be listed: {error.strerror}") from error
    return folder.stat().st_ino, files, folders


def contents_of(folder: Path) -> Contents:
    """List a folder, without following links, and ask for the state of each file.

    Raises:
        ForeignFileError: it is a link or a file, or a part of it cannot be listed.
    """
    inode, files, folders = _scan(folder)
    states = ((path, state_of(f"{folder}/{path}")) for path in files)
    return Contents(inode, {path: state for path, state in states if state is not None}, folders)


def read_record(record: Path) -> list[WrittenFiles]:
    """Return the listings in a record.

    There are none if it is missing, damaged or not a regular file.
    """
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


def own_contents(folder: Path, listings: Sequence[WrittenFiles], help_line: str) -> Contents:
    """List a folder that a build may replace.

    `help_line` says what to do with a file that no build wrote.

    Raises:
        ForeignFileError: the folder has a file that no build wrote.
    """
    inode, paths, folders = _scan(folder)
    written = _written_here(folder, inode, paths, listings)
    files: dict[str, State] = {}
    for path in paths:
        state = written.get(path) or _listed_state(folder, path, listings)
        if state is None:
            message = "no build wrote this file, or it was changed since"
            raise ForeignFileError(f"{folder / path}: {message}; {help_line}")
        files[path] = state
    return Contents(inode, files, folders)


def _written_here(
    folder: Path, inode: int, paths: Sequence[str], listings: Sequence[WrittenFiles]
) -> dict[str, State]:
    """The files that a build wrote into this very folder, with their present states.

    Here a file is the build's own even if somebody edited it. A pull request cannot know a folder's
    inode. A new folder may get the inode of one that was deleted, but its files differ from all
    that were listed.
    """
    written: dict[str, State] = {}
    for listing in listings:
        if listing.inode != inode:
            continue
        if any(
            path in listing.files and state_of(f"{folder}/{path}") == listing.files[path]
            for path in paths
        ):
            written.update(listing.files)
    return written


def _listed_state(folder: Path, path: str, listings: Sequence[WrittenFiles]) -> State | None:
    """Return the state of a file that a listing has; None if none has it.

    It may also be the part of a listed file that a killed build had written.
    """
    state = state_of(f"{folder}/{path}")
    for listing in listings:
        if state is not None and path in listing.files and _is_same(state, listing.files[path]):
            return state
    above, _, name = path.rpartition("/")
    if not (name.startswith(".") and name.endswith(".part")):
        return None
    whole = f"{above}/{name[1:-5]}" if above else name[1:-5]
    return state if any(whole in listing.files for listing in listings) else None


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
        os.unlink(f"{folder}/{path}")  # noqa: PTH108 (a Path is slower)
