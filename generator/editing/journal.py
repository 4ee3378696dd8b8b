"""Change several files as one: after a kill or a power failure, either all of them have changed or none.

An edit is written to a journal first, and is decided once the journal has its final name on disk;
until then no file of the site is touched. `recover` can complete a decided edit however often it is
interrupted.

A journal says which files to write. It is never read from the checkout, where a pull request could
put one: only this user can write to its folder. It reaches only regular files below `content/` and
`site_config/`.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.diagnostics.formats import as_text
from generator.model.layout import WATCHED
from generator.read.regular import read_regular
from generator.system.file_writing import part_of, write
from generator.system.private_folder import is_ours, make_private, private_folder

_JOURNAL = "journal"
_MAX_BYTES = 1 << 30
"""Maximum bytes of a journal: an edit of 10,000 articles of 50 kB, each stored before and after."""
_RECOVER = "finish it with: digest recover"
_FORGET = "to keep the files as they are: digest recover --forget"


class FileChange(msgspec.Struct, frozen=True):
    """A file's content before and after; None if the file does not exist."""

    path: str
    """Relative to the site's folder; absolute for a file elsewhere, which is written independently."""
    before: bytes | None
    after: bytes | None


def apply(root: Path, changes: Sequence[FileChange]) -> None:
    """Make all changes, or none.

    Files outside `content/` and `site_config/`, which only `fmt` and `check --fix` change, do not
    depend on each other and are written one by one. The path of the site's folder must contain no
    link.

    Raises:
        EditError: an earlier edit was interrupted, a file no longer has the content `before`, or
            another command is changing files; nothing was changed.
        OSError: a file cannot be written; `recover` continues from there.
    """
    if not changes:
        return
    with _locked(root):
        if is_interrupted(root):
            raise EditError("nothing was written: an earlier edit was interrupted", _RECOVER)
        for change in changes:
            file = _site_file(root, change.path) if _is_of_site(change.path) else root / change.path
            if read_file(file) != change.before:
                raise EditError(
                    f"{change.path}: changed while the command ran", "run the command again"
                )
        together = [change for change in changes if _is_of_site(change.path)]
        if together:
            _decide(root, together)
            _carry_out(root)
        for change in changes:
            if not _is_of_site(change.path):
                _put(root / change.path, change.after)


def is_interrupted(root: Path) -> bool:
    """Whether an edit was decided but not finished; false if the journal's folder cannot be trusted."""
    with suppress(OSError):
        folder = _folder(root)
        return is_ours(folder, root) and (folder / _JOURNAL).exists()
    return False


def recover(root: Path) -> int:
    """Finish an interrupted edit; return the number of its files, 0 if there is none.

    Raises:
        EditError: one of the files was edited since, or another command is changing files.
    """
    with _locked(root):
        return _carry_out(root) if is_interrupted(root) else 0


def forget(root: Path) -> bool:
    """Drop an interrupted edit and leave all files as they are; return False if there is none."""
    with _locked(root):
        if not is_interrupted(root):
            return False
        with suppress(EditError):
            for change in _decided(root):
                part_of(_site_file(root, change.path)).unlink(missing_ok=True)
        (_folder(root) / _JOURNAL).unlink()
    return True


def read_file(file: Path) -> bytes | None:
    """The content of a file; None if it does not exist.

    Raises:
        EditError: it is not a regular file, or cannot be read.
    """
    if not os.path.lexists(file):
        return None
    report = Report()
    data = read_regular(file, str(file), _MAX_BYTES, report)
    if data is None:
        raise EditError(as_text(report))
    return data


def _folder(root: Path) -> Path:
    return private_folder("XDG_STATE_HOME", ".local/state", root)


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Allow one command at a time; the lock is on the site's folder itself and leaves no file behind."""
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise EditError(
            "another digest command is changing files here", "wait until it ends"
        ) from error
    finally:
        os.close(handle)


def _is_of_site(path: str) -> bool:
    first, _, rest = path.partition("/")
    return first in WATCHED and bool(rest) and os.path.normpath(path) == path and "\0" not in path


def _site_file(root: Path, path: str) -> Path:
    """The file at a path below `content/` or `site_config/`.

    Raises:
        EditError: the path leads elsewhere, or through a link.
    """
    file = root / path
    if not _is_of_site(path):
        raise EditError(f"{path!r}: an edit cannot reach this path", _FORGET)
    if os.path.realpath(file) != str(file):
        raise EditError(
            f"{path}: is reached through a link", "replace the link with the file itself"
        )
    return file


def _decide(root: Path, changes: Sequence[FileChange]) -> None:
    """Write the whole journal to disk, then give it its final name."""
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
    """Write the journal's changes and delete it; safe to repeat."""
    changes = _decided(root)
    pending = [
        change for change in changes if read_file(_site_file(root, change.path)) != change.after
    ]
    for change in pending:
        if read_file(root / change.path) != change.before:
            raise EditError(
                f"{change.path}: was edited during an interrupted change of {len(changes)} files",
                f"restore it, or {_FORGET}",
            )
    for change in pending:
        _put(root / change.path, change.after)
    os.sync()
    (_folder(root) / _JOURNAL).unlink()
    return len(changes)


def _decided(root: Path) -> list[FileChange]:
    try:
        return msgspec.msgpack.decode(
            read_file(_folder(root) / _JOURNAL) or b"", type=list[FileChange]
        )
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise EditError("the journal of the interrupted edit cannot be read", _FORGET) from error


def _put(file: Path, data: bytes | None) -> None:
    if data is None:
        file.unlink(missing_ok=True)
    else:
        write(file, data)
