"""From finished files to the published site, in one step.

A site is put together beside the published one and takes its place by an
exchange of names, so that a reader, a killed build or a full disk never meets
half of it. The last good site stays next to it, to go back to; the one before
is where the next is put together, since most of its files are right already.

    site/            what is published
    .site-previous/  what was published before
    .site-spare/     older; the next build turns it into the next site
    .site-new/       a site being put together
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Self

from generator.emit.base import Base, base_of, prepare
from generator.emit.finished import Files
from generator.emit.placing import sync
from generator.emit.records import Records, beside, is_current
from generator.parallel import cores, meanwhile
from generator.report.failure import Failure


class PublishError(Failure):
    """The site could not be put in place; what was published still is."""


_OF_A_SITE = ("index.html", "404.html")
_FEW = 300
"""So many new files are brought to the disk one by one; for more, the whole file system is."""


@contextmanager
def _locked(site_dir: Path) -> Iterator[None]:
    _refuse_foreign(site_dir)
    try:
        site_dir.parent.mkdir(parents=True, exist_ok=True)
        lock = beside(site_dir, "lock").open("a")
    except OSError as error:
        raise PublishError(f"{site_dir.parent}: cannot be written to: {error.strerror}") from error
    with lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # this process's: workers may outlive it
        except OSError as error:
            raise PublishError(f"{site_dir}: another build is at work there; wait for it to end") from error
        yield


def _refuse_foreign(site_dir: Path) -> None:
    """A mistyped --site-dir must not cost anyone a folder: only a site, or nothing, is replaced."""
    if not site_dir.exists():
        return
    if not site_dir.is_dir():
        raise PublishError(f"{site_dir}: is a file; choose a folder for the site")
    is_site = any((site_dir / name).is_file() for name in _OF_A_SITE)
    if not is_site and any(site_dir.iterdir()):
        raise PublishError(f"{site_dir}: holds something that is not a site; choose a new or empty folder")


@contextmanager
def publishing(site_dir: Path) -> Iterator[None]:
    """Keep every other build away from a site, from before anything is made for it.

    Raises:
        PublishError: when another build is at work, the place cannot be written to, or something
            stands there that no build has made.
    """
    with _locked(site_dir):
        if site_dir.exists() and not os.access(site_dir, os.W_OK):
            raise PublishError(f"{site_dir}: is read-only; make it writable or choose another --site-dir")
        _put_right(site_dir)
        yield


def _put_right(site_dir: Path) -> None:
    """End an exchange in three steps that a killed build has begun; see `exchange`."""
    old, staged = beside(site_dir, "old"), beside(site_dir, "new")
    if not old.exists():
        return
    if not site_dir.exists():
        old.rename(site_dir)
    elif staged.exists():
        shutil.rmtree(old)
    else:
        old.rename(staged)


Approve = Callable[[Path], None]
"""Looks at a finished folder, all of whose files were just seen, and raises when it may not be published."""


class Beginning:
    """The lock of a site, and what the next site is made of, from the earliest moment on.

    A site that was published before is locked at once, and while its content is read another process
    sees to the base. Where there is none, nothing is written before `lock`: content may be wrong.
    """

    def __init__(self, site_dir: Path, records: Records, workers: int) -> None:
        self._site_dir = site_dir
        self._records = records
        self._workers = workers
        self._held = ExitStack()
        self._ready: Callable[[], None] | None = None

    def __enter__(self) -> Self:
        """Begin.

        Raises:
            PublishError: see `publishing`.
        """
        if self._records.know(self._site_dir):
            self.lock()
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def lock(self) -> None:
        """Keep every other build away until the end.

        Raises:
            PublishError: see `publishing`.
        """
        if self._ready is None:
            self._held.enter_context(publishing(self._site_dir))
            seeing_to_it = partial(prepare, self._site_dir, self._records)
            self._ready = self._held.enter_context(meanwhile(seeing_to_it, self._workers))

    def base(self) -> Base:
        """What the next site is made of, once; the place must be locked."""
        assert self._ready is not None  # noqa: S101 (see `lock`)
        self._ready()
        return base_of(self._site_dir, self._records)


def publish(
    site_dir: Path, files: Files, records: Records, base: Base, approve: Approve | None = None
) -> bool:
    """Put a site in place; returns False when it stands there already.

    Args:
        site_dir: The place.
        files: The site.
        records: What is known of folders that were published.
        base: What it is made of; see `Beginning`.
        approve: Looks at the folder that is to take its place, and raises a `Failure` to stop that.

    Raises:
        PublishError: when it cannot be moved there.
    """
    if is_current(site_dir, files, records):
        return False
    staged = beside(site_dir, "new")
    _begin_with(base, staged, records)
    index = dict(base.index)
    fresh = sync(staged, files, index, cores())
    with meanwhile(partial(_settle, staged, fresh), cores()) as settled:
        if approve is not None:
            approve(staged)
        settled()
    records.keep(staged, index)
    _swap(staged, site_dir)
    return True


def _begin_with(base: Base, staged: Path, records: Records) -> None:
    """Make a base the folder in which the next site is put together."""
    if staged.exists() and not base.index:
        shutil.rmtree(staged)
    elif base.folder != staged:
        shutil.rmtree(staged, ignore_errors=True)
        base.folder.rename(staged)
    staged.mkdir(exist_ok=True)
    records.forget(staged)


def _settle(folder: Path, fresh: list[str]) -> None:
    """See to it that what was written is on the disk before its place is taken."""
    if len(fresh) > _FEW:
        os.sync()
        return
    for path in (*fresh, *{path.rpartition("/")[0] for path in fresh}, ""):
        handle = os.open(folder / path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _swap(staged: Path, site_dir: Path) -> None:
    previous, spare = beside(site_dir, "previous"), beside(site_dir, "spare")
    try:
        if not site_dir.exists():
            staged.rename(site_dir)
            return
        exchange(staged, site_dir)
    except OSError as error:
        raise PublishError(f"{site_dir}: cannot be replaced: {error.strerror}") from error
    try:
        if spare.exists():
            shutil.rmtree(spare)
        if previous.exists():
            previous.rename(spare)
        staged.rename(previous)
    except OSError as error:
        what = f"{error.filename or previous}: {error.strerror}"
        raise PublishError(
            f"{site_dir}: the new site is live, but the one before is not kept: {what}"
        ) from error


def exchange(one: Path, other: Path) -> None:
    """Exchange the names of two folders: at once where the system can (renameat2(2)), else in three steps."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        rename = None
    here, at_once = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if rename and rename(here, os.fsencode(one), here, os.fsencode(other), at_once) == 0:
        return
    old = beside(other, "old")
    other.rename(old)
    one.rename(other)
    old.rename(one)


def roll_back(site_dir: Path) -> None:
    """Publish what was published before; a second time, go back to what is there now.

    Raises:
        PublishError: when nothing is kept to go back to, or another build is at work.
    """
    previous = beside(site_dir, "previous")
    with publishing(site_dir):
        if not previous.is_dir() or not site_dir.is_dir():
            raise PublishError(f"{site_dir}: no earlier site is kept beside it")
        exchange(previous, site_dir)
