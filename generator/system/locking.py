"""Lock files between processes."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BusyError(OSError):
    """Another process holds the lock."""


@contextmanager
def locked(file: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold a lock on a file during the block; the system releases it however the process ends.

    The file is created if missing, and stays. Locks of fcntl(2) are not inherited by workers, which
    may outlive their parent.

    Raises:
        BusyError: another process holds the lock, and `wait` is false.
        OSError: the file cannot be opened for writing.
    """
    handle = os.open(
        file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600
    )
    try:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except (BlockingIOError, PermissionError) as error:
            raise BusyError(error.errno, "is held by another process", str(file)) from error
        yield
    finally:
        os.close(handle)
