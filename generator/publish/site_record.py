"""Record the files that builds wrote, so that no build removes a file of somebody else.

The record of a site is the file `.site-files` beside it. A pull request could contain one. So a
file is a build's own only if its size and time are the listed ones, or if it is in the very folder
that a build filled. Nobody can foretell the inode of that folder.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.read.regular import read_regular
from generator.system.file_writing import State, state_of, write

_MOST_BYTES = 1 << 30
_TICK = 2_000_000_000
"""Nanoseconds by which times may differ: FAT and archives keep times in steps of two seconds."""


class WrittenFiles(msgspec.Struct, frozen=True):
    """The files that a build wrote into a folder."""

    inode: int
    files: dict[str, State]
    """Path below the folder → state of the file."""


_decode = msgspec.msgpack.Decoder(list[WrittenFiles]).decode


class ForeignFileError(Failure):
    """A folder has a file that no build wrote; nothing was changed."""


class Contents(NamedTuple):
    """The contents of a folder."""

    inode: int
    files: list[str]
    """All entries except folders, so that a link counts as a file."""
    folders: list[str]
    """Each before those that it contains."""


def contents_of(folder: Path) -> Contents:
    """List a folder without following links; one that is missing is empty.

    Raises:
        ForeignFileError: it is a link or a file, or a part of it cannot be listed.
    """
    if not os.path.lexists(folder):
        return Contents(0, [], [])
    if folder.is_symlink() or not folder.is_dir():
        raise ForeignFileError(f"{folder}: is not a folder; move it away, or choose another folder")
    found = Contents(folder.stat().st_ino, [], [])
    try:
        for prefix in (pending := [""]):
            with os.scandir(f"{folder}/{prefix}") as listed:
                for entry in listed:
                    if entry.is_dir(follow_symlinks=False):
                        found.folders.append(prefix + entry.name)
                        pending.append(f"{prefix}{entry.name}/")
                    else:
                        found.files.append(prefix + entry.name)
    except OSError as error:
        raise ForeignFileError(f"{error.filename}: cannot be listed: {error.strerror}") from error
    return found


def own_contents(folder: Path, record: Iterable[WrittenFiles], help_line: str) -> Contents:
    """List a folder that a build may replace.

    Raises:
        ForeignFileError: the folder has a file that no build wrote.
    """
    found = contents_of(folder)
    own: set[str] = set()
    listed: dict[str, list[State]] = {}
    for listing in record:
        # A new folder may get the inode of a deleted one, but then none of its files is listed.
        states = listing.files
        if listing.inode == found.inode and any(
            path in states and state_of(f"{folder}/{path}") == states[path] for path in found.files
        ):
            own |= states.keys()
        for path, state in states.items():
            listed.setdefault(path, []).append(state)
    for path in found.files:
        # A killed build may have left the part of a file that it was copying.
        above, _, name = path.rpartition("/")
        whole = name.removeprefix(".").removesuffix(".part")
        is_part = name == f".{whole}.part" and f"{above}/{whole}".lstrip("/") in listed
        if path not in own and not is_part and not _is_listed(folder, path, listed):
            message = "no build wrote this file, or it was changed since"
            raise ForeignFileError(f"{folder / path}: {message}; {help_line}")
    return found


def _is_listed(folder: Path, path: str, listed: dict[str, list[State]]) -> bool:
    state = state_of(f"{folder}/{path}")
    for size, time in listed.get(path, ()):
        if state is not None and state[0] == size and abs(state[1] - time) <= _TICK:
            return True
    return False


def read_record(record: Path) -> list[WrittenFiles]:
    """Return the listings in a record; none if it is missing, damaged or not a regular file."""
    data = read_regular(record, record.name, _MOST_BYTES, Report())
    try:
        return _decode(data) if data else []
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return []


def write_record(record: Path, listings: Iterable[WrittenFiles]) -> None:
    """Replace a record."""
    write(record, msgspec.msgpack.encode(list(listings)))
