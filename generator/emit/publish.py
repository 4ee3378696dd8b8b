"""From a finished folder to the published one, in one step.

A site is built beside the published one and takes its place by renaming, so
that a reader, a killed build or a full disk never meets half of it. The last
good site is kept next to it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class PublishError(RuntimeError):
    """The site could not be put in place; what was published still is."""


_OF_A_SITE = ("index.html", "404.html")


def _beside(site_dir: Path, what: str) -> Path:
    return site_dir.with_name(f".{site_dir.name}-{what}")


@contextmanager
def staging(site_dir: Path) -> Iterator[Path]:
    """A folder to build in, on the same file system; gone afterwards unless published.

    Raises:
        PublishError: when another build is at work, the place cannot be written to, or something
            stands there that no build has made.
    """
    staged = _beside(site_dir, "new")
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
        if site_dir.exists() and not os.access(site_dir, os.W_OK):
            raise PublishError(f"{site_dir}: is read-only; make it writable or choose another --site-dir")
        shutil.rmtree(staged, ignore_errors=True)
        try:
            yield staged
        finally:
            shutil.rmtree(staged, ignore_errors=True)


def _refuse_foreign(site_dir: Path) -> None:
    """A mistyped --site-dir must not cost anyone a folder: only a site, or nothing, is replaced."""
    if not site_dir.exists():
        return
    if not site_dir.is_dir():
        raise PublishError(f"{site_dir}: is a file; choose a folder for the site")
    is_site = any((site_dir / name).is_file() for name in _OF_A_SITE)
    if not is_site and any(site_dir.iterdir()):
        raise PublishError(f"{site_dir}: holds something that is not a site; choose a new or empty folder")


def swap(staged: Path, site_dir: Path) -> None:
    """Put a staged site in the place of the published one.

    Raises:
        PublishError: when it cannot be moved there.
    """
    previous = _beside(site_dir, "previous")
    try:
        shutil.rmtree(previous, ignore_errors=True)
        if site_dir.exists():
            site_dir.rename(previous)
        staged.rename(site_dir)
    except OSError as error:
        if not site_dir.exists() and previous.exists():
            previous.rename(site_dir)
        raise PublishError(f"{site_dir}: cannot be replaced: {error.strerror}") from error
