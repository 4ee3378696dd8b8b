"""One way to keep two commands from doing the same at the same time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BusyError(OSError):
    """Another process holds the lock."""


@contextmanager
def locked(file: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold a lock during the block; the system lets go of it when the process ends, however that happens.

    A lock of fcntl(2) belongs to the process that took it, and not to workers, which may outlive it.

    Args:
        file: Stands for what is locked; it is made when it is missing, and stays.
        wait: Wait for another process to end, instead of failing.

    Raises:
        BusyError: when another process holds the lock.
        OSError: when the file cannot be written to.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except (BlockingIOError, PermissionError) as error:
            raise BusyError(error.errno, "is held by another process", str(file)) from error
        yield
    finally:
        os.close(handle)
