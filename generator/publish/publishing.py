"""Publish finished files as a site, in one step.

A site is assembled beside the published one and takes its place by an exchange of names. So no
reader sees half a site, whether a build is running, was killed, or has filled the disk.

- `site/`: the published site
- `.site-new/`: the site published before, or what a killed build left; the next site is made of it
  by the files that changed
- `.site-lock`: held while any of these changes
- `.site-files`: the files of both; a folder that it does not know is not replaced

Whatever is in a folder that a build made is the build's: a file that somebody puts there is
deleted with the site after the next.
"""

import ctypes
import errno
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.read.regular import read_regular
from generator.system.file_writing import (
    BusyError,
    State,
    folder_for,
    locked,
    part_of,
    state_of,
    write,
)
from generator.system.workers import in_parts

if TYPE_CHECKING:  # it loads templates and catalogues, which a run with nothing to do does not need
    from generator.publish.making import Files


class PublishError(Failure):
    """The site could not be put in place; the published site is unchanged."""


class WrittenFiles(msgspec.Struct, frozen=True):
    """The files that a build wrote into a folder."""

    inode: int
    files: dict[str, State]
    """Path below the folder → state of the file; empty if that is not known."""


_decode = msgspec.msgpack.Decoder(list[WrittenFiles]).decode
_MOST_BYTES = 1 << 30
Approve = Callable[[Path], None]
"""Inspects a finished folder, and raises a `Failure` to prevent its publication."""
_LINKS = 5_000
"""Files that each process links in a tenth of a second; for fewer, no other process is started."""


def beside(site_dir: Path, what: str) -> Path:
    """Return the path beside a site for a purpose: `new`, `lock` and so on."""
    return site_dir.with_name(f".{site_dir.name}-{what}")


def _record(site_dir: Path) -> list[WrittenFiles]:
    """Return what builds wrote; nothing if the record is missing, damaged or no regular file."""
    data = read_regular(beside(site_dir, "files"), "", _MOST_BYTES, Report())
    try:
        return _decode(data) if data else []
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return []


def _written_in(folder: Path, record: Sequence[WrittenFiles]) -> dict[str, State]:
    """The files that a build wrote into a folder."""
    inode = folder.stat().st_ino if folder.is_dir() else 0
    return next((one.files for one in record if one.inode == inode), {})


def _files_in(folder: Path) -> Iterator[str]:
    """Yield the path of each file below a folder.

    Raises:
        OSError: a folder cannot be listed.
    """

    def refuse(error: OSError) -> None:
        raise error

    for above, _, names in os.walk(folder, onerror=refuse):
        prefix = "" if Path(above) == folder else f"{os.path.relpath(above, folder)}/"
        for name in names:
            yield prefix + name


def _states_in(folder: Path) -> dict[str, State]:
    states = ((path, state_of(folder / path)) for path in _files_in(folder))
    return {path: state for path, state in states if state is not None}


def record(folder: Path) -> None:
    """Record the files of a site that MkDocs has built, so that `digest build` may replace it."""
    built = WrittenFiles(folder.stat().st_ino, _states_in(folder))
    write(beside(folder, "files"), msgspec.msgpack.encode([built]))


def _refuse_others(folder: Path, record: Sequence[WrittenFiles]) -> None:
    """Refuse a folder that no build made.

    One that a build of the digest made has a file in the state in which it was written, or, as a
    copy whose files have other times, only files that were written.
    """
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() or not folder.is_dir():
        raise PublishError(f"{folder}: is not a folder; delete it, or choose another one")
    for one in record:
        if any(state_of(f"{folder}/{path}") == state for path, state in one.files.items()):
            return
    if (folder / "sitemap.xml.gz").is_file():  # MkDocs built it, and empties it in each build
        return
    known = {path for one in record for path in one.files}
    if not known.issuperset(_files_in(folder)):
        message = "is not empty, and no record shows that a build made it"
        raise PublishError(f"{folder}: {message}; delete it, or choose a new folder")


@contextmanager
def publishing(site_dir: Path) -> Iterator[None]:
    """Lock a site against other builds before making any of its files.

    Raises:
        PublishError: another build is running, or a folder is not a build's or cannot be written.
    """
    record = _record(site_dir)  # before anything is made beside a folder that is mistyped
    for folder in (site_dir, beside(site_dir, "new"), beside(site_dir, "old")):
        try:
            _refuse_others(folder, record)
        except OSError as error:
            raise PublishError(f"{folder}: cannot be read: {error.strerror}") from error
    try:
        site_dir.parent.mkdir(parents=True, exist_ok=True)
        lock = locked(beside(site_dir, "lock"))
        lock.__enter__()
    except BusyError as error:
        message = "another build is at work there; wait for it to end"
        raise PublishError(f"{site_dir}: {message}") from error
    except OSError as error:
        raise PublishError(f"{site_dir.parent}: cannot be written to: {error.strerror}") from error
    try:
        yield
    finally:
        lock.__exit__(None, None, None)


def publish(target: Path, files: "Files", approve: Approve | None = None) -> None:
    """Publish a site, which `publishing` has locked.

    Raises:
        PublishError: the disk is full, or the site cannot be moved into place.
        OSError: a finished file no longer exists.
    """
    staged = beside(target, "new")
    try:
        staged.mkdir(exist_ok=True)
        record = _record(target)
        planned = {path: file.state for path, file in files.items()}
        written = [WrittenFiles(staged.stat().st_ino, planned), *_present(target, record)]
        write(beside(target, "files"), msgspec.msgpack.encode(written))
        _change(staged, files)
        _flush(staged)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise PublishError(f"{target}: cannot be written: {error.strerror}") from error
        raise
    if approve is not None:
        approve(staged)
    try:
        if target.exists():
            exchange(staged, target)
        else:
            staged.rename(target)
    except OSError as error:
        raise PublishError(f"{target}: cannot be replaced: {error.strerror}") from error


def _present(target: Path, record: Sequence[WrittenFiles]) -> Iterator[WrittenFiles]:
    """Yield what is in the folders of a site now, so that they are known after a killed build."""
    for folder in (beside(target, "new"), target, beside(target, "old")):
        if not folder.exists():
            continue
        inode, known = folder.stat().st_ino, _written_in(folder, record)
        is_unfinished = record and record[0].inode == inode and folder != target
        if not known or is_unfinished:
            known = _states_in(folder)
        yield WrittenFiles(inode, known)


def _change(folder: Path, files: "Files") -> None:
    """Change a folder into a site of these files.

    A file with the size and time of a finished file is taken for that file. Files are linked,
    because copying takes ten times as long; they are copied if links are impossible.
    """
    # A Path for each of tens of thousands of files and folders would take longer than the rest.
    kept, emptied = set(), set()
    for above, folders, names in os.walk(folder, topdown=False):
        prefix = f"{above}/".removeprefix(f"{folder}/")
        for name in names:
            path, where = prefix + name, f"{above}/{name}"
            if path in files and files[path].state == state_of(where):
                kept.add(path)
            else:
                os.unlink(where)  # noqa: PTH108
                emptied.add(above)
        for name in folders:
            where = f"{above}/{name}"
            if os.path.islink(where):  # noqa: PTH114
                os.unlink(where)  # noqa: PTH108
            elif where in emptied:
                with suppress(OSError):  # it still has files
                    os.rmdir(where)  # noqa: PTH106
                    emptied.add(above)
        if not folders and not names:  # a killed build left it
            emptied.add(above)
    missing = sorted(files.keys() - kept)  # sorted, so that a folder's files go to one worker
    work = partial(_place_all, f"{folder}/", files)
    deque(in_parts(work, missing, _LINKS, few=_LINKS), maxlen=0)


def _place_all(root: str, files: "Files", paths: Sequence[str]) -> None:
    last = None
    for path in paths:
        folder = path.rpartition("/")[0]
        if folder != last:
            folder_for(root + path)
            last = folder
        place(files[path].source, root + path)


def place(source: str, target: str) -> None:
    """Link a file to a second name, replacing any file there; copy it if linking is impossible."""
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        os.remove(target)  # noqa: PTH107 (a Path for each of tens of thousands takes longer)
        place(source, target)
    except OSError as error:
        if error.errno not in (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP):
            raise
        part = part_of(Path(target))  # a killed build leaves no truncated file under the final name
        part.unlink(missing_ok=True)
        shutil.copy2(source, part)
        part.replace(target)


def _flush(folder: Path) -> None:
    """Write the folder's file system to the disk (syncfs(2)), before the folder takes its place."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        flush = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if flush is None:
            os.sync()
        elif flush(handle):
            raise OSError(ctypes.get_errno(), "cannot be written to the disk", str(folder))
    finally:
        os.close(handle)


def exchange(first: Path, second: Path) -> None:
    """Exchange the names of two folders, in one step where the system can (renameat2(2))."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    here, at_once = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if rename and rename(here, os.fsencode(first), here, os.fsencode(second), at_once) == 0:
        return
    old = beside(second, "old")
    shutil.rmtree(old, ignore_errors=True)
    second.rename(old)
    first.rename(second)
    old.rename(first)


def published(site_dir: Path, files: "Files | None" = None) -> bool:
    """Whether a folder still has the files last published there, all of them unchanged.

    If `files` are given, they must also be the same.
    """
    written = _written_in(site_dir, _record(site_dir))
    if files is not None and written != {path: file.state for path, file in files.items()}:
        return False
    states = ((f"{site_dir}/{path}", state) for path, state in written.items())
    return bool(written) and all(state_of(path) == state for path, state in states)


def update(folder: Path, before: "Files", files: "Files") -> None:
    """Change a folder that is being served from one set of files to another, file by file."""
    for path in before.keys() - files.keys():
        (folder / path).unlink(missing_ok=True)
        with suppress(OSError):  # stop at a folder that is not empty
            for above in (folder / path).relative_to(folder).parents[:-1]:
                (folder / above).rmdir()
    changed = sorted(path for path, file in files.items() if before.get(path) != file)
    _place_all(f"{folder}/", files, changed)
