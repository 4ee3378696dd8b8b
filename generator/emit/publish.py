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
import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self

from generator.emit.finished import Files, Finished, Index, entry_of, read_index, remove, write_index
from generator.parallel import cores, in_parts, meanwhile
from generator.report.failure import Failure


class PublishError(Failure):
    """The site could not be put in place; what was published still is."""


_OF_A_SITE = ("index.html", "404.html")
_LINKS = 5_000
"""So many files are linked by one process."""
_FEW = 300
"""So many new files are brought to the disk one by one; for more, the whole file system is."""


def _beside(site_dir: Path, what: str) -> Path:
    return site_dir.with_name(f".{site_dir.name}-{what}")


class Records:
    """Indexes of published folders, by what stays the same when a folder is renamed.

    A folder without an index may hold anything: its index goes before the first change to it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _file(self, folder: Path) -> Path:
        status = folder.stat()
        return self.folder / f"{status.st_dev:x}-{status.st_ino:x}.index"

    def of(self, folder: Path) -> Index:
        """The index of a folder; empty when nothing is known of it."""
        return read_index(self._file(folder)) if folder.is_dir() else {}

    def know(self, folder: Path) -> bool:
        """Whether there may be an index of a folder."""
        return folder.is_dir() and self._file(folder).is_file()

    def keep(self, folder: Path, index: Index) -> None:
        """Say that a folder holds just this."""
        write_index(self._file(folder), index)

    def forget(self, folder: Path) -> None:
        """Say that a folder may hold anything."""
        with suppress(FileNotFoundError):
            self._file(folder).unlink()


@contextmanager
def _locked(site_dir: Path) -> Iterator[None]:
    _refuse_foreign(site_dir)
    try:
        site_dir.parent.mkdir(parents=True, exist_ok=True)
        lock = _beside(site_dir, "lock").open("a")
    except OSError as error:
        raise PublishError(f"{site_dir.parent}: cannot be written to: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
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
    old, staged = _beside(site_dir, "old"), _beside(site_dir, "new")
    if not old.exists():
        return
    if not site_dir.exists():
        old.rename(site_dir)
    elif staged.exists():
        shutil.rmtree(old)
    else:
        old.rename(staged)


def is_current(site_dir: Path, files: Files, records: Records) -> bool:
    """Whether a folder holds just these files."""
    index = records.of(site_dir)
    same = index.keys() == files.keys() and all(
        entry.key == files[path].entry.key for path, entry in index.items()
    )
    return same and is_whole(site_dir, records)


def is_whole(site_dir: Path, records: Records) -> bool:
    """Whether a folder holds what was last published there."""
    index = records.of(site_dir)
    return bool(index) and all(
        entry == entry_of(f"{site_dir}/{path}", entry.key) for path, entry in index.items()
    )


Approve = Callable[[Path, Index], None]
"""Looks at a finished folder, all of whose files were just seen, and raises when it may not be published."""


@dataclass(frozen=True, slots=True)
class Base:
    """What the next site is made of: a folder from before, as it was found."""

    folder: Path
    index: Index
    """Its files that are as they were published."""
    foreign: list[str]
    """What else lies there."""


def base_of(site_dir: Path, records: Records) -> Base:
    """Look at what the next site is made of; nothing is changed yet."""
    known = ((folder, records.of(folder)) for folder in _bases(site_dir))
    return next((_as_found(folder, index) for folder, index in known if index), _nothing(site_dir))


def _bases(site_dir: Path) -> tuple[Path, Path]:
    return _beside(site_dir, "new"), _beside(site_dir, "spare")


def _nothing(site_dir: Path) -> Base:
    return Base(_beside(site_dir, "new"), {}, [])


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
        self._wait: Callable[[], bool] | None = None

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
        if self._wait is None:
            self._held.enter_context(publishing(self._site_dir))
            prepare = partial(_prepare, self._site_dir, self._records)
            self._wait = self._held.enter_context(meanwhile(prepare, self._workers))

    def base(self) -> Base:
        """What the next site is made of."""
        prepared = self._wait is not None and self._wait()
        return (_prepared if prepared else base_of)(self._site_dir, self._records)


def _prepare(site_dir: Path, records: Records) -> None:
    """Have a base that is as its index says; where no older site is kept, a copy of what is published."""
    base = base_of(site_dir, records)
    if base.index:
        remove(base.folder, base.foreign)
        records.keep(base.folder, base.index)
    else:
        _copy(site_dir, base.folder, records)


def _prepared(site_dir: Path, records: Records) -> Base:
    known = ((folder, records.of(folder)) for folder in _bases(site_dir))
    return next((Base(folder, index, []) for folder, index in known if index), _nothing(site_dir))


def _copy(site_dir: Path, folder: Path, records: Records) -> None:
    """Make a second site of the files of the published one."""
    index = records.of(site_dir)
    if index:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        files = {path: Finished(f"{site_dir}/{path}", entry) for path, entry in index.items()}
        _place(f"{folder}/", files, sorted(files))
        records.keep(folder, index)


def publish(
    site_dir: Path, files: Files, records: Records, base: Base | None = None, approve: Approve | None = None
) -> bool:
    """Put a site in place; returns False when it stands there already.

    Args:
        site_dir: The place.
        files: The site.
        records: What is known of folders that were published.
        base: What `base_of` has found since the place was locked.
        approve: The last word.

    Raises:
        PublishError: when it cannot be moved there.
    """
    if is_current(site_dir, files, records):
        return False
    staged = _beside(site_dir, "new")
    base = base or base_of(site_dir, records)
    _begin_with(base, staged, records)
    index = dict(base.index)
    fresh = sync(staged, files, index, cores())
    if approve is not None:
        with meanwhile(partial(_settle, staged, fresh), cores()):
            approve(staged, index)
    _settle(staged, fresh)
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
    remove(staged, base.foreign)


def _as_found(folder: Path, index: Index) -> Base:
    """A folder with the part of its index that is true."""
    found: Index = {}
    foreign = []
    pending = [""]
    while pending:
        below = pending.pop()
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                path = below + entry.name
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/")
                    continue
                known = index.get(path)
                status = entry.stat(follow_symlinks=False)
                if known and known[1:] == (status.st_size, status.st_mtime_ns):
                    found[path] = known
                else:
                    foreign.append(path)
    return Base(folder, found, foreign)


def sync(folder: Path, files: Files, index: Index, workers: int = 1) -> list[str]:
    """Make a folder hold just these files.

    Args:
        folder: A folder that exists.
        files: What it shall hold.
        index: What it holds now; is brought up to date.
        workers: How many processes share the work.

    Returns:
        The paths of files that were not there, or other ones.

    Raises:
        OSError: when the disk is full, or a file is no longer as it was finished.
    """
    gone = index.keys() - files.keys()
    remove(folder, gone)
    for path in gone:
        del index[path]
    fresh = [path for path, file in files.items() if path not in index or index[path].key != file.entry.key]
    fresh.sort()  # so that a folder is made by one worker
    for _ in in_parts(partial(_place, f"{folder}/", files), fresh, workers, _LINKS, few=_LINKS):
        pass
    index.update((path, files[path].entry) for path in fresh)
    return fresh


def _place(root: str, files: Files, paths: Sequence[str]) -> None:
    """Give files their names in a folder."""
    made: set[str] = set()
    for path in paths:
        file = files[path]
        parent = path.rpartition("/")[0]
        if parent not in made:
            os.makedirs(root + parent, exist_ok=True)  # noqa: PTH103 (as below)
            made.add(parent)
        _link(file.source, root + path)
        if entry_of(file.source, file.entry.key) != file.entry:
            raise OSError(errno.ESTALE, "was changed while the site was put together", file.source)


def _link(source: str, target: str) -> None:
    """A second name for a file, or a copy where there can be none; takes the place of another file."""
    for _ in range(2):
        try:
            os.link(source, target, follow_symlinks=False)
        except FileExistsError:
            os.remove(target)  # noqa: PTH107 (a Path for each of many files takes longer than this)
        except OSError as error:
            if error.errno not in (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP):
                raise
            shutil.copy2(source, target)
            return
        else:
            return


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
    previous, spare = _beside(site_dir, "previous"), _beside(site_dir, "spare")
    try:
        if not site_dir.exists():
            staged.rename(site_dir)
            return
        exchange(staged, site_dir)
        if spare.exists():
            shutil.rmtree(spare)
        if previous.exists():
            previous.rename(spare)
        staged.rename(previous)
    except OSError as error:
        raise PublishError(f"{site_dir}: cannot be replaced: {error.strerror}") from error


def exchange(one: Path, other: Path) -> None:
    """Exchange the names of two folders: at once where the system can (renameat2(2)), else in three steps."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        rename = None
    here, at_once = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if rename and rename(here, os.fsencode(one), here, os.fsencode(other), at_once) == 0:
        return
    old = _beside(other, "old")
    other.rename(old)
    one.rename(other)
    old.rename(one)


def roll_back(site_dir: Path) -> None:
    """Publish what was published before; a second time, go back to what is there now.

    Raises:
        PublishError: when nothing is kept to go back to, or another build is at work.
    """
    previous = _beside(site_dir, "previous")
    with publishing(site_dir):
        if not previous.is_dir() or not site_dir.is_dir():
            raise PublishError(f"{site_dir}: no earlier site is kept beside it")
        exchange(previous, site_dir)
