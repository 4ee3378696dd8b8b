"""Publish finished files as a site, in one step.

A site is assembled beside the published one and takes its place by an exchange of names. So no
reader sees half a site, whether a build is running, was killed, or has filled the disk.

- `site/`: the published site
- `.site-previous/`: the site published before, for `digest build --rollback`
- `.site-new/`: the one before that, or what a killed build left; the next site is made of it by the
  files that changed
- `.site-lock`: held while any of these changes
- `.site-files`: their files (see `site_record`)
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
from typing import TYPE_CHECKING, NamedTuple

from generator.diagnostics.failure import Failure
from generator.publish.site_record import (
    Contents,
    ForeignFileError,
    WrittenFiles,
    contents_of,
    own_contents,
    read_record,
    write_record,
)
from generator.system.file_writing import BusyError, folder_for, locked, part_of, state_of
from generator.system.workers import in_parts

if TYPE_CHECKING:  # it loads templates and catalogues, which a run with nothing to do does not need
    from generator.publish.making import Files


class PublishError(Failure):
    """The site could not be put in place; the published site is unchanged."""


Approve = Callable[..., None]
"""Inspects a finished folder, and raises a `Failure` to prevent its publication."""
_LINKS = 5_000
"""Files that each process links in a tenth of a second; for fewer, no other process is started."""
_MOVE_IT = "move it away, or delete {0} if nothing in it is yours; files to publish belong in the"
_MOVE_IT += " folder of public files (site_config/public)"


def beside(site_dir: Path, what: str) -> Path:
    """Return the path beside a site for a purpose: `new`, `previous`, `lock` and so on."""
    return site_dir.with_name(f".{site_dir.name}-{what}")


class HeldSite(NamedTuple):
    """A locked site that a build may replace."""

    folder: Path
    record: list[WrittenFiles]

    def beside(self, what: str) -> Path:
        """Return the path of a folder beside the site."""
        return beside(self.folder, what)

    def own(self, folder: Path) -> Contents:
        """List a folder; see `own_contents`."""
        return own_contents(folder, self.record, _MOVE_IT.format(folder))


@contextmanager
def publishing(site_dir: Path) -> Iterator[HeldSite]:
    """Lock a site against other builds before making any of its files.

    Raises:
        PublishError: another build is running, or the folder cannot be written to.
        ForeignFileError: the folder contains a file that no build wrote.
    """
    record = beside(site_dir, "files")
    if os.path.lexists(site_dir):  # before anything is made beside a folder that is mistyped
        if site_dir.is_symlink() or not site_dir.is_dir():
            raise PublishError(f"{site_dir}: is not a folder; choose a new or empty folder")
        if not record.is_file() and any(site_dir.iterdir()):
            message = "is not empty, and no record shows that a build made it"
            raise PublishError(f"{site_dir}: {message}; delete it, or choose a new folder")
    try:
        site_dir.parent.mkdir(parents=True, exist_ok=True)
        for folder in (site_dir.parent, site_dir):
            if folder.exists() and not os.access(folder, os.W_OK):
                raise PublishError(f"{folder}: is read-only; choose another --site-dir")
        lock = locked(beside(site_dir, "lock"))
        lock.__enter__()
    except BusyError as error:
        message = "another build is at work there; wait for it to end"
        raise PublishError(f"{site_dir}: {message}") from error
    except OSError as error:
        raise PublishError(f"{site_dir.parent}: cannot be written to: {error.strerror}") from error
    try:
        held = HeldSite(site_dir, read_record(record))
        old, staged = held.beside("old"), held.beside("new")
        if os.path.lexists(old):  # an exchange in three steps was interrupted
            held.own(old)
            old.rename(staged if site_dir.exists() else site_dir)
        held.own(site_dir)
        yield held
    finally:
        lock.__exit__(None, None, None)


def check_site(site_dir: Path) -> None:
    """Check that a builder may replace a site.

    Raises:
        ForeignFileError: the site contains a file that no build wrote.
    """
    HeldSite(site_dir, read_record(beside(site_dir, "files"))).own(site_dir)


def record_files(site_dir: Path) -> None:
    """Record everything in a site that MkDocs wrote itself.

    If that fails, the next build refuses the folder until somebody deletes it.
    """
    with suppress(OSError, ForeignFileError):
        contents = contents_of(site_dir)
        states = {path: state_of(f"{site_dir}/{path}") for path in contents.files}
        known = {path: state for path, state in states.items() if state is not None}
        written = WrittenFiles(contents.inode, known)
        record = beside(site_dir, "files")
        others = [one for one in read_record(record) if one.inode != written.inode]
        write_record(record, [written, *others])


def publish(site: HeldSite, files: "Files", approve: Approve | None = None) -> str:
    """Publish a site.

    Returns:
        Why the previous site could not be kept, in one sentence, or "".

    Raises:
        PublishError: the disk is full, or the site cannot be moved into place.
        ForeignFileError: `.site-new` contains a file that no build wrote.
        OSError: a finished file no longer exists.
    """
    target, staged, previous = site.folder, site.beside("new"), site.beside("previous")
    try:
        contents = site.own(staged)
        staged.mkdir(exist_ok=True)
        inodes = {folder.stat().st_ino for folder in (target, previous) if folder.is_dir()}
        kept = [one for one in site.record if one.inode in {*inodes, contents.inode}]
        # Recorded first, so that the next build knows the files of one that is killed from here on.
        states = {path: file.state for path, file in files.items()}
        planned = WrittenFiles(staged.stat().st_ino, states)
        write_record(site.beside("files"), [planned, *kept])
        _change(staged, contents, files)
        _flush(staged)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise PublishError(f"{target}: cannot be written: {error.strerror}") from error
        raise
    if approve is not None:
        approve(staged, passed=_unchanged(site, files))
    try:
        if not target.exists():
            staged.rename(target)
            return ""
        exchange(staged, target)
    except OSError as error:
        raise PublishError(f"{target}: cannot be replaced: {error.strerror}") from error
    try:  # the replaced site becomes the previous one, and the one before it goes
        site.own(previous)
        spare = site.beside("old")
        if previous.is_dir():
            previous.rename(spare)
        staged.rename(previous)
        if spare.is_dir():
            spare.rename(staged)
    except ForeignFileError as error:
        return f"the site before cannot be kept: {error}"
    except OSError as error:
        return f"the site before cannot be kept: {error.filename}: {error.strerror}"
    return ""


def _unchanged(site: HeldSite, files: "Files") -> set[str]:
    """The files that the published site, which was audited, has as well.

    There are none if the new site lacks an address, because the others may link to it. The names of
    the search index change with every article, and no page links to them.
    """
    for last in site.record:
        if site.folder.is_dir() and last.inode == site.folder.stat().st_ino:
            gone = [path for path in last.files.keys() - files.keys() if "pagefind/" not in path]
            same = {path for path, file in files.items() if last.files.get(path) == file.state}
            return set() if gone else same
    return set()


def _change(folder: Path, contents: Contents, files: "Files") -> None:
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
    needed = {""}
    for path in files:
        above = path.rpartition("/")[0]
        while above not in needed:
            needed.add(above)
            above = above.rpartition("/")[0]
    for path in sorted(contents.folders, reverse=True):
        if path not in needed:
            (folder / path).rmdir()
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
    """Exchange the names of two folders.

    This is one step if possible (renameat2(2)). Otherwise it is three, and `publishing` ends what a
    killed build began.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    here, at_once = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if rename and rename(here, os.fsencode(first), here, os.fsencode(second), at_once) == 0:
        return
    old = second.with_name(f".{second.name}-old")
    second.rename(old)
    first.rename(second)
    old.rename(first)


def roll_back(site_dir: Path) -> None:
    """Publish the previous site; a second call undoes the first.

    Raises:
        PublishError: there is no previous site, or another build is running.
        ForeignFileError: the site or the previous one contains a file that no build wrote.
    """
    with publishing(site_dir) as held:
        previous = held.beside("previous")
        if not previous.is_dir() or not site_dir.is_dir():
            raise PublishError(f"{site_dir}: no earlier site is kept beside it")
        held.own(previous)
        exchange(previous, site_dir)


def published(site_dir: Path, files: "Files | None" = None) -> bool:
    """Whether a folder still has the files last published there, all of them unchanged.

    If `files` are given, they must also be the same.
    """
    if not site_dir.is_dir():
        return False
    for last in read_record(beside(site_dir, "files")):
        if last.inode == site_dir.stat().st_ino:
            wanted = {path: file.state for path, file in (files or {}).items()}
            is_same = files is None or wanted == last.files
            states = ((f"{site_dir}/{path}", state) for path, state in last.files.items())
            return is_same and all(state_of(path) == state for path, state in states)
    return False


def update(folder: Path, before: "Files", files: "Files") -> None:
    """Change a folder that is being served from one set of files to another, file by file."""
    for path in before.keys() - files.keys():
        (folder / path).unlink(missing_ok=True)
        with suppress(OSError):  # stop at a folder that is not empty
            for above in (folder / path).relative_to(folder).parents[:-1]:
                (folder / above).rmdir()
    changed = sorted(path for path, file in files.items() if before.get(path) != file)
    _place_all(f"{folder}/", files, changed)
