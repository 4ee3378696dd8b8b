"""From finished files to the published site, in one step.

A site is assembled beside the published one and takes its place by an exchange of names. So no reader sees
half a site, whether a build is running, was killed, or has filled the disk. The previous site is kept for
`digest build --rollback`.

    site/            the published site
    .site-previous/  the site published before
    .site-new/       a site being assembled
    .site-work/      used instead of a cache that cannot be used
    .site-lock       held while any of these changes
"""

import ctypes
import errno
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from generator.build.products import Files
from generator.diagnostics.failure import Failure
from generator.system.file_writing import folder_for
from generator.system.locking import BusyError, locked
from generator.system.workers import in_parts


class PublishError(Failure):
    """The site could not be put in place; the published site is unchanged."""


Approve = Callable[[Path], None]
"""Inspects a finished folder, and raises a `Failure` to prevent its publication."""
_OF_A_SITE = ("index.html", "404.html")
_LINKS = 5_000
"""Files that each process links in a tenth of a second; for fewer, no other process is started."""


def beside(site_dir: Path, what: str) -> Path:
    """Return the path beside a site for a purpose: `new`, `previous`, `lock` and so on."""
    return site_dir.with_name(f".{site_dir.name}-{what}")


@contextmanager
def publishing(site_dir: Path) -> Iterator[None]:
    """Lock a site against other builds before making any of its files.

    Raises:
        PublishError: another build is running, or the folder cannot be written to or contains something
            that no build has made.
    """
    _refuse_foreign(site_dir)
    with ExitStack() as stack:
        try:
            site_dir.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(beside(site_dir, "lock")))
        except BusyError as error:
            raise PublishError(f"{site_dir}: another build is at work there; wait for it to end") from error
        except OSError as error:
            raise PublishError(f"{site_dir.parent}: cannot be written to: {error.strerror}") from error
        for folder in (site_dir.parent, site_dir):
            if folder.exists() and not os.access(folder, os.W_OK):
                raise PublishError(f"{folder}: is read-only; make it writable or choose another --site-dir")
        _end_exchange(site_dir)
        shutil.rmtree(beside(site_dir, "work"), ignore_errors=True)
        yield


def _refuse_foreign(site_dir: Path) -> None:
    """Refuse to replace anything except a site or an empty folder: --site-dir may be mistyped."""
    if not site_dir.exists():
        return
    if not site_dir.is_dir():
        raise PublishError(f"{site_dir}: is a file; choose a folder for the site")
    is_site = any((site_dir / name).is_file() for name in _OF_A_SITE)
    if not is_site and any(site_dir.iterdir()):
        raise PublishError(f"{site_dir}: holds something that is not a site; choose a new or empty folder")


def publish(site_dir: Path, files: Files, workers: int, approve: Approve | None = None) -> str:
    """Publish a site; its folder must be locked (see `publishing`).

    Returns:
        Why the previous site could not be kept, in one sentence, or "".

    Raises:
        PublishError: the disk is full, or the site cannot be moved into place.
        OSError: a finished file no longer exists.
    """
    staged = beside(site_dir, "new")
    try:
        fill(staged, files, workers)
        _flush(staged)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise PublishError(f"{site_dir}: cannot be written: {error.strerror}") from error
        raise
    if approve is not None:
        approve(staged)
    try:
        if not site_dir.exists():
            staged.rename(site_dir)
            return ""
        exchange(staged, site_dir)
    except OSError as error:
        raise PublishError(f"{site_dir}: cannot be replaced: {error.strerror}") from error
    return _keep_before(staged, beside(site_dir, "previous"), workers)


def _keep_before(replaced: Path, previous: Path, workers: int) -> str:
    """Keep the replaced site as the previous one; returns the reason if that fails, otherwise ""."""
    try:
        if previous.exists():
            _remove(previous, workers)
        replaced.rename(previous)
    except OSError as error:
        return f"the site before cannot be kept: {error.filename or previous}: {error.strerror}"
    return ""


def fill(folder: Path, files: Files, workers: int = 1) -> None:
    """Make a folder that contains exactly these files.

    Files are linked, because copying takes ten times as long; they are copied if links are impossible.
    """
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    work = partial(_place_all, f"{folder}/", files)
    paths = sorted(files)  # sort, so that the files of a folder go to one worker
    deque(in_parts(work, paths, workers, _LINKS, few=_LINKS), maxlen=0)


def _remove(folder: Path, workers: int) -> None:
    """Remove an old site. With 10,000 articles it has 16,000 folders, which takes as long as linking it."""
    parts = [entry for entry in folder.glob("*/*/*") if entry.is_dir()]
    deque(in_parts(_remove_all, parts, workers), maxlen=0)
    shutil.rmtree(folder)


def _remove_all(folders: Sequence[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder)


def _place_all(root: str, files: Files, paths: Sequence[str]) -> None:
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
        shutil.copy2(source, target)


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
    """Exchange the names of two folders: at once if possible (renameat2(2)), otherwise in three steps."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    here, at_once = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if rename and rename(here, os.fsencode(first), here, os.fsencode(second), at_once) == 0:
        return
    old = beside(second, "old")
    second.rename(old)
    first.rename(second)
    old.rename(first)


def _end_exchange(site_dir: Path) -> None:
    """Finish or undo an exchange in three steps that a killed build began."""
    old, staged = beside(site_dir, "old"), beside(site_dir, "new")
    if not old.exists():
        return
    if not site_dir.exists():
        old.rename(site_dir)
    elif staged.exists():
        shutil.rmtree(old)
    else:
        old.rename(staged)


def roll_back(site_dir: Path) -> None:
    """Publish the previous site; a second call undoes the first.

    Raises:
        PublishError: there is no previous site, or another build is running.
    """
    previous = beside(site_dir, "previous")
    with publishing(site_dir):
        if not previous.is_dir() or not site_dir.is_dir():
            raise PublishError(f"{site_dir}: no earlier site is kept beside it")
        exchange(previous, site_dir)


def update(folder: Path, before: Files, files: Files) -> None:
    """Change a folder that is being served from one set of files to another, file by file."""
    for path in before.keys() - files.keys():
        (folder / path).unlink(missing_ok=True)
        with suppress(OSError):  # stop at a folder that is not empty
            for above in (folder / path).relative_to(folder).parents[:-1]:
                (folder / above).rmdir()
    changed = sorted(path for path, file in files.items() if before.get(path) != file)
    _place_all(f"{folder}/", files, changed)
