"""Publish finished files as a site, in one step.

A site is assembled beside the published one and takes its place by an exchange of names. So no
reader sees half a site, whether a build is running, was killed, or has filled the disk. The
previous site is kept for `digest build --rollback`.

The oldest of three folders becomes the next site, by the files that changed. With 3,000 articles
and one new one, making all folders and links again took 0.9 of 3.9 processor seconds, and this
takes 0.3.

- `site/`: the published site
- `.site-previous/`: the site published before
- `.site-oldest/`: the one before that, of which the next one is made
- `.site-new/`: a site being assembled
- `.site-work-…/`: replaces an unusable cache
- `.site-lock`: held while any of these changes
- `.site-files`: their files (see `site_record`)
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
from typing import NamedTuple

from generator.diagnostics.failure import Failure
from generator.publish.making import Files
from generator.publish.site_record import (
    Contents,
    ForeignFileError,
    WrittenFiles,
    contents_of,
    own_contents,
    read_record,
    remove,
    write_record,
)
from generator.system.file_writing import folder_for, part_of
from generator.system.kept import state_of
from generator.system.locking import BusyError, locked
from generator.system.workers import in_parts


class PublishError(Failure):
    """The site could not be put in place; the published site is unchanged."""


Approve = Callable[[Path], None]
"""Inspects a finished folder, and raises a `Failure` to prevent its publication."""
_LINKS = 5_000
"""Files that each process links in a tenth of a second; for fewer, no other process is started."""


def beside(site_dir: Path, what: str) -> Path:
    """Return the path beside a site for a purpose: `new`, `previous`, `lock` and so on."""
    return site_dir.with_name(f".{site_dir.name}-{what}")


class HeldSite(NamedTuple):
    """A locked site that a build may replace."""

    folder: Path
    contents: Contents
    """The site's files before the build."""
    record: list[WrittenFiles]
    """The record of the folders that builds wrote for this site."""

    def read_again(self) -> "HeldSite":
        """Return the same site with its record as an attempt to publish it left that."""
        return self._replace(record=read_record(record_of(self.folder)))


@contextmanager
def publishing(site_dir: Path, known: Sequence[WrittenFiles] = ()) -> Iterator[HeldSite]:
    """Lock a site against other builds before making any of its files.

    `known` are files last published there, which the user's own cache lists besides the record.

    Raises:
        PublishError: another build is running, or the folder cannot be written to.
        ForeignFileError: the folder, or one beside it, contains a file that no build wrote.
    """
    _refuse_unknown(site_dir, known)
    with ExitStack() as stack:
        try:
            site_dir.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(beside(site_dir, "lock")))
        except BusyError as error:
            raise PublishError(
                f"{site_dir}: another build is at work there; wait for it to end"
            ) from error
        except OSError as error:
            raise PublishError(
                f"{site_dir.parent}: cannot be written to: {error.strerror}"
            ) from error
        for folder in (site_dir.parent, site_dir):
            if folder.exists() and not os.access(folder, os.W_OK):
                raise PublishError(
                    f"{folder}: is read-only; make it writable or choose another --site-dir"
                )
        record = read_record(record_of(site_dir))
        _end_exchange(site_dir, record)
        yield HeldSite(site_dir, _own_files(site_dir, [*record, *known]), record)


def check_site(site_dir: Path, known: Sequence[WrittenFiles]) -> None:
    """Check that a builder may replace a site.

    Raises:
        ForeignFileError: the site contains a file that no build wrote.
    """
    _own_files(site_dir, [*read_record(record_of(site_dir)), *known])


def _own_files(site_dir: Path, listings: Sequence[WrittenFiles]) -> Contents:
    help_line = (
        f"move it away, or delete {site_dir} if nothing in it is yours, as after a copy; "
        "files to publish belong in the folder of public files (site_config/public)"
    )
    return own_contents(site_dir, listings, help_line)


def record_files(site_dir: Path) -> None:
    """Record everything in a site that MkDocs wrote itself.

    If that fails, the next build refuses the folder until somebody deletes it.
    """
    with suppress(OSError, ForeignFileError):
        written = contents_of(site_dir).listing
        others = [one for one in read_record(record_of(site_dir)) if one.inode != written.inode]
        write_record(record_of(site_dir), [written, *others])


def record_of(site_dir: Path) -> Path:
    """The path of the record of the files that builds wrote into a site."""
    return beside(site_dir, "files")


def _refuse_unknown(site_dir: Path, known: Sequence[WrittenFiles]) -> None:
    """Refuse a folder that has files but no record, because --site-dir may be mistyped.

    This is before anything is made beside the folder.
    """
    if not os.path.lexists(site_dir):
        return
    if site_dir.is_symlink() or not site_dir.is_dir():
        raise PublishError(
            f"{site_dir}: is not a folder; choose a new or empty folder for the site"
        )
    if not known and not record_of(site_dir).is_file() and any(site_dir.iterdir()):
        message = "is not empty, and no record shows that a build made it"
        raise PublishError(f"{site_dir}: {message}; delete it, or choose a new folder")


def publish(site: HeldSite, files: Files, workers: int, approve: Approve | None = None) -> str:
    """Publish a site.

    Returns:
        Why the previous site could not be kept, in one sentence, or "".

    Raises:
        PublishError: the disk is full, or the site cannot be moved into place.
        ForeignFileError: `.site-new` or `.site-oldest` contains a file that no build wrote.
        OSError: a finished file no longer exists.
    """
    site_dir, staged = site.folder, beside(site.folder, "new")
    previous = _PreviousSite(site)
    try:
        contents = _begun(site)
        # Recorded first, so that the next build knows the files of one that is killed from here on.
        planned = WrittenFiles(contents.inode, {path: file.state for path, file in files.items()})
        folders = (site.contents, previous.contents, contents)
        write_record(record_of(site_dir), [planned, *(folder.listing for folder in folders)])
        _change(staged, contents, files, workers)
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
    return previous.replace_by(staged, workers)


def _begun(site: HeldSite) -> Contents:
    """Put the folder that becomes the new site in its place, and return its contents.

    It is what a killed build left, or the oldest site, or an empty folder.
    """
    staged, oldest = beside(site.folder, "new"), beside(site.folder, "oldest")
    for folder in (staged, oldest):
        contents = own_contents(folder, site.record, f"move it away, or delete {folder}")
        if contents.inode:
            folder.rename(staged)
            return contents
    staged.mkdir()
    return Contents(staged.stat().st_ino, {}, [])


class _PreviousSite:
    """The site that was published before the present one.

    The next one replaces it only if builds wrote all of it.
    """

    def __init__(self, site: HeldSite) -> None:
        self._site = site
        self._folder = beside(site.folder, "previous")
        self._problem = ""
        self.contents = Contents(0, {}, [])
        """Its files; none if one of them is somebody else's."""
        try:
            self.contents = self._own(self._folder)
        except ForeignFileError as error:
            self._problem = str(error)

    def replace_by(self, replaced: Path, workers: int) -> str:
        """Keep the replaced site as the previous one; return why that failed, or ""."""
        problem = self._problem
        oldest = beside(self._site.folder, "oldest")
        try:
            if not problem and self.contents.inode:
                remove(oldest, self._own(oldest), workers)
                self._folder.rename(oldest)
            if not problem:
                replaced.rename(self._folder)
        except ForeignFileError as error:
            problem = str(error)
        except OSError as error:
            problem = f"{error.filename or self._folder}: {error.strerror}"
        return f"the site before cannot be kept: {problem}" if problem else ""

    def _own(self, folder: Path) -> Contents:
        return own_contents(folder, self._site.record, f"move it away, or delete {folder}")


def _change(folder: Path, contents: Contents, files: Files, workers: int) -> None:
    """Change a folder with the given contents into a site of these files.

    A file with the size and time of a finished file is taken for that file. Files are linked,
    because copying takes ten times as long; they are copied if links are impossible.
    """
    kept = set()
    for path in contents.files:
        where = f"{folder}/{path}"
        if path in files and files[path].state == state_of(where):
            kept.add(path)
        else:
            os.unlink(where)  # noqa: PTH108 (a Path for each of tens of thousands takes longer)
    needed = _folders_of(files)
    for path in sorted(contents.folders, reverse=True):
        if path not in needed:
            (folder / path).rmdir()
    missing = sorted(files.keys() - kept)  # sorted, so that a folder's files go to one worker
    work = partial(_place_all, f"{folder}/", files)
    deque(in_parts(work, missing, workers, _LINKS, few=_LINKS), maxlen=0)


def _folders_of(files: Files) -> set[str]:
    """The folders that contain files, and all folders above them."""
    folders = {""}
    for path in files:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


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
        part = part_of(
            Path(target)
        )  # a killed build must leave no truncated file under the final name
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
    """Exchange the names of two folders.

    This is one step if possible (renameat2(2)), otherwise three.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    here, at_once = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if rename and rename(here, os.fsencode(first), here, os.fsencode(second), at_once) == 0:
        return
    old = beside(second, "old")
    second.rename(old)
    first.rename(second)
    old.rename(first)


def _end_exchange(site_dir: Path, record: Sequence[WrittenFiles]) -> None:
    """Finish or undo an exchange in three steps that a killed build began.

    Raises:
        ForeignFileError: `.site-old` contains a file that no build wrote.
    """
    old, staged = beside(site_dir, "old"), beside(site_dir, "new")
    if not os.path.lexists(old):
        return
    contents = own_contents(old, record, f"move it away, or delete {old}")
    if not site_dir.exists():
        old.rename(site_dir)
    elif staged.exists():
        remove(old, contents)
    else:
        old.rename(staged)


def roll_back(site_dir: Path, known: Sequence[WrittenFiles] = ()) -> None:
    """Publish the previous site; a second call undoes the first.

    `known` are files last published there, which the user's own cache lists besides the record.

    Raises:
        PublishError: there is no previous site, or another build is running.
        ForeignFileError: the site or the previous one contains a file that no build wrote.
    """
    previous = beside(site_dir, "previous")
    with publishing(site_dir, known) as held:
        if not previous.is_dir() or not site_dir.is_dir():
            raise PublishError(f"{site_dir}: no earlier site is kept beside it")
        own_contents(previous, held.record, f"move it away, or delete {previous}")
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
