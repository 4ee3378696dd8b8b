"""Many files changed as one: after a kill or a power cut either none of them has changed, or all.

What is to be written goes into a journal first. Once that stands under its
name (a rename, on disk), the change is decided: whoever comes next, this
process or a later one, carries it out to the end. Before that nothing of the
site has been touched, and a leftover is thrown away.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.edit.error import EditError

FOLDER = ".digest-edit"
_JOURNAL = "journal.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Change:
    """One file: what it said and what it shall say; None where there is no file."""

    path: str
    """Below the site's folder; an absolute path for a file elsewhere."""
    before: bytes | None
    after: bytes | None


def apply(root: Path, changes: Sequence[Change]) -> None:
    """Make all the changes, or none.

    Args:
        root: The site's folder.
        changes: At most one for each path.

    Raises:
        EditError: when a file no longer says what the change was made from, or another command
            is changing files; nothing was changed.
        OSError: when the disk is full or a folder is read-only. The next command goes on from there.
    """
    if not changes:
        return
    with _locked(root):
        _recover(root)
        for change in changes:
            if content(root / change.path) != change.before:
                raise EditError(f"{change.path}: was changed meanwhile", "run the command once more")
        _decide(root, changes)
        _carry_out(root)


def recover(root: Path) -> int:
    """Finish what a killed command had decided, and clear away what it had not.

    Returns:
        How many files belong to the change that was finished; 0 when there was none.

    Raises:
        EditError: when one of the files was edited since, or another command is changing files now.
    """
    if not (root / FOLDER).exists():
        return 0
    with _locked(root):
        return _recover(root)


def _recover(root: Path) -> int:
    folder = root / FOLDER
    if (folder / _JOURNAL).exists():
        return _carry_out(root)
    shutil.rmtree(folder, ignore_errors=True)
    return 0


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """One command at a time; the lock is the folder itself, so that none is left behind."""
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise EditError("another digest command is changing files here", "wait for it to end") from error
    finally:
        os.close(handle)


def content(file: Path) -> bytes | None:
    """What a file says; None where there is none."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def _decide(root: Path, changes: Sequence[Change]) -> None:
    """Write the journal so that it is there whole or not at all."""
    records = [
        {
            "path": change.path,
            "before": _digest(change.before),
            "after": None if change.after is None else change.after.decode("utf-8"),
        }
        for change in changes
    ]
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    part = folder / f"{_JOURNAL}.part"
    with part.open("w", encoding="utf-8", newline="") as stream:
        json.dump({"version": _VERSION, "changes": records}, stream, ensure_ascii=False)
        stream.flush()
        os.fsync(stream.fileno())
    part.rename(folder / _JOURNAL)
    _sync(folder)
    _sync(root)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _carry_out(root: Path) -> int:
    """Do what the journal says, as often as it takes, then take the journal away."""
    folder = root / FOLDER
    records = _records(folder / _JOURNAL)
    pending = [record for record in records if not _is_done(root, record)]
    for record in pending:
        if _digest(content(root / record["path"])) != record["before"]:
            raise EditError(
                f"{record['path']}: was edited while a change of {len(records)} files was unfinished",
                f"put it back as it was, or remove {FOLDER} to keep all files as they are now",
            )
    for record in pending:
        _put(root / record["path"], record["after"], folder / "part")
    os.sync()
    (folder / _JOURNAL).unlink()
    shutil.rmtree(folder, ignore_errors=True)
    return len(records)


def _records(journal: Path) -> list[dict[str, str]]:
    try:
        records: list[dict[str, str]] = json.loads(journal.read_text(encoding="utf-8"))["changes"]
    except (ValueError, KeyError, TypeError) as error:
        help_line = f"remove {FOLDER}, then look at what has changed"
        raise EditError(f"{FOLDER}/{_JOURNAL}: cannot be read", help_line) from error
    return records


def _is_done(root: Path, record: dict[str, str]) -> bool:
    after = record["after"]
    return content(root / record["path"]) == (None if after is None else after.encode())


def _put(file: Path, after: str | None, part: Path) -> None:
    """One file, whole: written apart, then renamed; its permissions stay."""
    if after is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(after.encode())
    if file.exists():
        shutil.copymode(file, part)
    try:
        part.replace(file)
    except OSError as error:
        if error.errno != errno.EXDEV:  # a folder of the site on a file system of its own
            raise
        beside = file.with_name(f".{file.name}.part")
        shutil.copy(part, beside)
        beside.replace(file)
