"""The folder of the cache, for one build at a time."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.cache.location import TAG, open_cache

_LOCK = "lock"


@contextmanager
def workspace(root: Path) -> Iterator[Path]:
    """A folder in which a build keeps what the next one can use.

    Another build of the same site waits here until this one has ended. A site without a cache gets a
    temporary folder.
    """
    try:
        folder = open_cache(root)
        lock = (folder / _LOCK).open("a")
    except OSError:
        with tempfile.TemporaryDirectory(prefix="digest-") as temporary:
            yield Path(temporary)
        return
    with lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)  # held by this process, not by workers that may outlive it
        yield folder


def clear(cache: Path) -> None:
    """Forget all that a cache holds, but for its lock."""
    for entry in cache.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.name not in (_LOCK, TAG):
            entry.unlink(missing_ok=True)


@contextmanager
def instead(folder: Path) -> Iterator[Path]:
    """A folder for a build that cannot use the cache; it is empty, and goes when the build ends."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
