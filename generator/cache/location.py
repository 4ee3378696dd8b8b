"""Where a site's cache lies: in the user's own cache folder.

A cache is trusted: a forged entry would put a page on the site that no file of the
content holds, past every check. So it is never read from the checkout, whose files a
pull request can bring, but from a folder that belongs to the user alone.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

VARIABLE = "DIGEST_CACHE_DIR"
"""Names the folder that holds the caches of all sites, instead of the user's own cache folder."""
_NAME = "security-news-digest"
TAG = "CACHEDIR.TAG"
_TAG_TEXT = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder only saves work; it can be deleted at any time. See https://bford.info/cachedir/\n"
    "# Site: {root}\n"
)


_NOWHERE = Path(os.devnull) / "no-cache"
"""Below something that is no folder: nothing is found there, and nothing can be written."""


@contextmanager
def caches_in(folder: Path) -> Iterator[None]:
    """Keep the caches of all sites in a folder during the block, in this process and those it starts."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(folder.absolute())
    try:
        yield
    finally:
        del os.environ[VARIABLE]
        if before is not None:
            os.environ[VARIABLE] = before


class NoCacheError(OSError):
    """There is no folder that a cache can safely be kept in; says why in one sentence."""


def cache_location(root: Path) -> Path:
    """The folder that holds, or would hold, the cache of a site.

    `$DIGEST_CACHE_DIR` comes first, then `$XDG_CACHE_HOME` (XDG Base Directory Specification 0.8: a
    relative path is ignored), then `~/.cache`. Each site has a folder named after a hash of its real path.

    Args:
        root: The folder of mkdocs.yml.

    Raises:
        NoCacheError: when the user has no home folder.
    """
    site = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:20]
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(os.path.realpath(chosen)) / site
    users = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if not users.is_absolute():
        try:
            users = Path.home() / ".cache"
        except RuntimeError as error:
            raise NoCacheError(f"the user has no home folder; set {VARIABLE}") from error
    return Path(os.path.realpath(users)) / _NAME / site


def open_cache(root: Path) -> Path:
    """The cache folder of a site, made when it is missing.

    It is readable by its owner only, and no link in it is followed: links are removed.

    Raises:
        NoCacheError: when it cannot be written to, belongs to somebody else, can be changed by others
            or lies within the site's own folder.
    """
    folder = cache_location(root)
    if folder.is_relative_to(os.path.realpath(root)):
        raise NoCacheError(f"{folder.parent} lies within the site; choose a folder outside of it")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        _check_owner(folder)
        for entry in os.scandir(folder):
            if entry.is_symlink():
                Path(entry.path).unlink()
    except NoCacheError:
        raise
    except OSError as error:
        raise NoCacheError(f"{error.filename or folder}: {error.strerror}") from error
    with suppress(OSError):  # a full disk: the build will notice, and do without
        if not (folder / TAG).exists():
            (folder / TAG).write_text(_TAG_TEXT.format(root=root), encoding="utf-8", errors="replace")
    return folder


def _check_owner(folder: Path) -> None:
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise NoCacheError(f"{folder} is not a folder")
    if status.st_uid != os.geteuid():
        raise NoCacheError(f"{folder} belongs to another user")
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise NoCacheError(f"other users can write to {folder}; chmod go-w")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise NoCacheError(f"{folder} is read-only")


def cache_of(root: Path) -> Path:
    """The cache folder of a site; a path where nothing is and nothing can be when there is none."""
    try:
        return open_cache(root)
    except NoCacheError:
        return _NOWHERE


def why_no_cache(root: Path) -> str:
    """Why a site has no cache, in one sentence; empty when it has one."""
    try:
        open_cache(root)
    except NoCacheError as error:
        return str(error)
    return ""
