"""Find the location of a site's cache, in the user's own cache folder.

A cache is trusted: a forged entry would publish a page that is in no content file and passed no
check. A pull request can add files to the checkout, so the cache is never read from there, but from
a folder that belongs to the user alone.
"""

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EPERM
from pathlib import Path

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def make_private(folder: Path, root: Path) -> None:
    """Create a folder and the one around it, or check those that exist.

    Args:
        folder: The folder.
        root: The site, in which the folder may not be: a pull request could add it there.

    Raises:
        PermissionError: one of the two is a link, has another owner, or is writable by others.
        OSError: it cannot be created.
    """
    if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root)):
        reason = "lies within the site, where a pull request can write"
        raise PermissionError(EPERM, reason, str(folder))
    folder.parent.parent.mkdir(parents=True, exist_ok=True)
    for level in (folder.parent, folder):
        with suppress(FileExistsError):
            level.mkdir(mode=0o700)
        problem = _problem(level.lstat())
        if problem:
            raise PermissionError(EPERM, problem, str(level))


def _problem(status: os.stat_result) -> str:
    """Say why a folder is not private; "" if it is."""
    if not stat.S_ISDIR(status.st_mode):
        return "is not a folder; remove it"
    if status.st_uid != os.geteuid():
        return "belongs to another user"
    if status.st_mode & _OTHERS_WRITE:
        return "can be changed by other users; chmod go-w"
    return ""


VARIABLE = "DIGEST_CACHE_DIR"
"""The environment variable with the folder for the caches of all sites."""
_PROGRAM = "security-news-digest"
TAG = "CACHEDIR.TAG"
_TAG_TEXT = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder only saves work; it can be deleted at any time. "
    "See https://bford.info/cachedir/\n"
    "# Site: {root}\n"
)
_NOWHERE = Path(os.devnull) / "no-cache"
"""A path below a device file, where nothing exists and nothing can be written."""


@contextmanager
def caches_in(folder: Path) -> Iterator[None]:
    """Use a folder for all caches during the block, in this process and its children."""
    before = os.environ.get(VARIABLE, "")
    os.environ[VARIABLE] = str(folder.absolute())
    try:
        yield
    finally:
        os.environ[VARIABLE] = before


def cache_location(root: Path) -> Path:
    """Return where a site's cache is: below `$DIGEST_CACHE_DIR`, `$XDG_CACHE_HOME` or `~/.cache`.

    It is named after the site's path, and may not exist yet. A relative path in a variable is
    ignored, as the XDG Base Directory Specification requires.

    Raises:
        PermissionError: the user has no home folder.
    """
    variable = VARIABLE
    if not os.environ.get(VARIABLE):
        variable = "XDG_CACHE_HOME"
    base = Path(os.environ.get(variable, ""))
    if not base.is_absolute():
        base = Path(os.path.expanduser("~"), ".cache")  # noqa: PTH111 (Path.home may raise)
    if not base.is_absolute():
        reason = f"there is no home folder; set the variable {variable}"
        raise PermissionError(EPERM, reason, "~")
    site = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()
    return base / _PROGRAM / site[:32]


def open_cache(root: Path) -> Path:
    """Return the cache folder of a site; create it if it is missing, and remove links in it.

    Raises:
        OSError: the folder cannot be written to, belongs to another user, can be changed by others
            or is within the site's own folder.
    """
    folder = cache_location(root)
    make_private(folder, root)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(EPERM, "cannot be written to", str(folder))
    for entry in os.scandir(folder):
        if entry.is_symlink():
            Path(entry.path).unlink()
    with suppress(OSError):  # on a full disk, the build will notice and continue without a cache
        if not (folder / TAG).exists():
            (folder / TAG).write_text(
                _TAG_TEXT.format(root=root), encoding="utf-8", errors="replace"
            )
    return folder


def cache_of(root: Path) -> Path:
    """Return the cache folder of a site.

    If there is none, the result is a path that cannot exist.
    """
    try:
        return open_cache(root)
    except OSError:
        return _NOWHERE


def why_no_cache(root: Path) -> str:
    """Say in one sentence why a site has no cache; "" if it has one."""
    try:
        open_cache(root)
    except OSError as error:
        return f"{error.filename}: {error.strerror}"
    return ""


def empty_cache(cache: Path) -> None:
    """Remove everything in a cache except its lock, as far as possible."""
    with suppress(OSError):
        for entry in cache.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            elif entry.name != "lock":
                entry.unlink()
