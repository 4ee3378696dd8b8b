"""Many files changed as one: after a kill or a power cut all of them have changed, or none.

What is to be written goes into a journal first. Once the journal has its name (a
rename, on disk), the change is decided, and `recover` carries it out however often
that is interrupted. Before that, no file of the site has been touched.

The journal says which files to write, so it is never read from the checkout, where a
pull request could have put one. It is kept in a folder that only this user can write to,
and even then it reaches nothing but regular files below `content/` and `site_config/`.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.formats import as_text
from generator.editing.error import EditError
from generator.model.layout import WATCHED
from generator.read.regular import read_regular
from generator.system.file_writing import part_of, write
from generator.system.private_folder import is_ours, make_private, private_folder

_JOURNAL = "journal"
_MOST = 1 << 30
"""Bytes of one file: the journal holds every file of an edit twice, 10,000 articles of 50 kB at most."""
_RECOVER = "finish it with: digest recover"
_FORGET = "to keep all files as they are now: digest recover --forget"


class FileChange(msgspec.Struct, frozen=True):
    """One file: what it says and what it is to say; None where there is no file."""

    path: str
    """Below the site's folder; an absolute path for a file elsewhere, which changes on its own."""
    before: bytes | None
    after: bytes | None


def apply(root: Path, changes: Sequence[FileChange]) -> None:
    """Make all the changes, or none.

    Files outside `content/` and `site_config/`, which only `fmt` and `check --fix` are ever given,
    have nothing to do with each other: they are written one by one, each of them whole.

    Args:
        root: The site's folder, with no link in its path.
        changes: At most one for each path.

    Raises:
        EditError: when an edit was interrupted before, when a file no longer says what the change was
            made from, or when another command is changing files; nothing was changed.
        OSError: when the disk is full or a folder is read-only; `recover` continues from there.
    """
    if not changes:
        return
    with _locked(root):
        if is_interrupted(root):
            raise EditError("nothing was written: an earlier edit was interrupted", _RECOVER)
        for change in changes:
            file = _file(root, change.path) if _is_of_site(change.path) else root / change.path
            if content(file) != change.before:
                raise EditError(f"{change.path}: was changed meanwhile", "run the command once more")
        tied = [change for change in changes if _is_of_site(change.path)]
        if tied:
            _decide(root, tied)
            _carry_out(root)
        for change in changes:
            if not _is_of_site(change.path):
                _put(root / change.path, change.after)


def is_interrupted(root: Path) -> bool:
    """Whether an edit of this site was decided and not carried out to its end.

    A folder that cannot be trusted, or read, holds no journal.
    """
    with suppress(OSError):
        folder = _folder(root)
        return is_ours(folder, root) and (folder / _JOURNAL).exists()
    return False


def recover(root: Path) -> int:
    """Finish what an interrupted edit had decided.

    Returns:
        How many files belong to that edit; 0 when there was none.

    Raises:
        EditError: when one of the files was edited since, or another command is changing files now.
    """
    with _locked(root):
        return _carry_out(root) if is_interrupted(root) else 0


def forget(root: Path) -> bool:
    """Keep all files as an interrupted edit left them; returns False when there was none."""
    with _locked(root):
        if not is_interrupted(root):
            return False
        with suppress(EditError):
            for change in _decided(root):
                part_of(_file(root, change.path)).unlink(missing_ok=True)
        (_folder(root) / _JOURNAL).unlink()
    return True


def content(file: Path) -> bytes | None:
    """What a file says; None where there is none.

    Raises:
        EditError: when it is a link, a pipe, or anything else but a regular file that can be read.
    """
    if not os.path.lexists(file):
        return None
    report = Report()
    data = read_regular(file, str(file), _MOST, report)
    if data is None:
        raise EditError(as_text(report))
    return data


def _folder(root: Path) -> Path:
    return private_folder("XDG_STATE_HOME", ".local/state", root)


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """One command at a time; the lock is on the site's folder itself, so that no file is left behind."""
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise EditError("another digest command is changing files here", "wait for it to end") from error
    finally:
        os.close(handle)


def _is_of_site(path: str) -> bool:
    """Whether a path names a file below the folders that people write in."""
    first, _, rest = path.partition("/")
    return first in WATCHED and bool(rest) and os.path.normpath(path) == path and "\0" not in path


def _file(root: Path, path: str) -> Path:
    """The file at a path below the site's folder.

    Raises:
        EditError: when it lies elsewhere, or a link leads to it.
    """
    file = root / path
    if not _is_of_site(path):
        raise EditError(f"{path!r}: an edit cannot reach this path", _FORGET)
    if os.path.realpath(file) != str(file):
        raise EditError(f"{path}: a link leads to this file", "put the file itself there")
    return file


def _decide(root: Path, changes: Sequence[FileChange]) -> None:
    """Write the journal so that it is there whole or not at all."""
    folder = _folder(root)
    try:
        make_private(folder, root)
    except OSError as error:
        message = f"{error.filename}: the journal of an edit cannot be kept there: {error.strerror}"
        raise EditError(message, "name another folder in the variable XDG_STATE_HOME") from error
    part = part_of(folder / _JOURNAL)
    part.unlink(missing_ok=True)
    with part.open("xb") as stream:
        stream.write(msgspec.msgpack.encode(changes))
        stream.flush()
        os.fsync(stream.fileno())
    part.rename(folder / _JOURNAL)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _carry_out(root: Path) -> int:
    """Do what the journal says, as often as it takes, then take the journal away."""
    changes = _decided(root)
    pending = [change for change in changes if content(_file(root, change.path)) != change.after]
    for change in pending:
        if content(root / change.path) != change.before:
            raise EditError(
                f"{change.path}: was edited while a change of {len(changes)} files was unfinished",
                f"put it back as it was, or {_FORGET}",
            )
    for change in pending:
        _put(root / change.path, change.after)
    os.sync()
    (_folder(root) / _JOURNAL).unlink()
    return len(changes)


def _decided(root: Path) -> list[FileChange]:
    """The changes in the journal."""
    try:
        return msgspec.msgpack.decode(content(_folder(root) / _JOURNAL) or b"", type=list[FileChange])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise EditError("the journal of the interrupted edit cannot be read", _FORGET) from error


def _put(file: Path, data: bytes | None) -> None:
    if data is None:
        file.unlink(missing_ok=True)
    else:
        write(file, data)
