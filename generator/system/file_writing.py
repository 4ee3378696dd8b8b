"""Write files atomically, and only if their content changes."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar
from zlib import adler32, crc32

import msgspec

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


def part_of(path: Path) -> Path:
    """The temporary name of a file.

    It is in the same folder, because a rename cannot cross file systems.
    """
    return path.with_name(f".{path.name}.part")


def write(path: Path, content: str | bytes) -> bool:
    """Replace a file in one step; its permissions are kept.

    Returns False, and writes nothing, if the content is unchanged.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(path)
    part.unlink(missing_ok=True)  # it may be a link to another file
    try:
        create(str(part), data)
        with suppress(FileNotFoundError):
            shutil.copymode(path, part)
        os.replace(part, path)  # noqa: PTH105 (atomic, and says so)
    finally:
        part.unlink(missing_ok=True)
    return True


def folder_for(path: str) -> None:
    """Create the folder of a file if it is missing.

    Usually only its last part is missing, so that is tried first.
    """
    folder = os.path.dirname(path)  # noqa: PTH120 (a Path is slower)
    try:
        os.mkdir(folder)  # noqa: PTH102 (likewise)
    except FileExistsError:
        if not os.path.isdir(folder):  # noqa: PTH112 (likewise)
            raise
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 (likewise)


def create(path: str, data: bytes) -> None:
    """Write a new file, and create its folder if it is missing.

    Raises:
        FileExistsError: the file exists.
        NotADirectoryError: a part of its folder is a file.
    """
    try:
        file = os.open(path, _NEW, 0o666)
    except FileNotFoundError:
        folder_for(path)
        file = os.open(path, _NEW, 0o666)
    try:
        written = os.write(file, data)
        while written < len(data):
            written += os.write(file, memoryview(data)[written:])
    finally:
        os.close(file)


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


Value = TypeVar("Value")
SETTLED = 3_000_000_000
"""Nanoseconds after which a change to a file shows in its time stamps, which have two-second steps
on FAT."""
State = tuple[int, int]
"""Size of a file in bytes and its modification time in nanoseconds since 1970, to detect
changes."""
_SIZE = 8
_encode = msgspec.msgpack.Encoder().encode


def read_kept(file: Path, decode: Callable[[bytes], Value]) -> Value | None:
    """Return the value in a file that `write_kept` wrote, or None.

    `decode` reads it from MessagePack, and raises `msgspec.MsgspecError` for another type.
    """
    with suppress(OSError, msgspec.MsgspecError, RecursionError):
        if not file.is_file():  # reading a pipe would wait for ever
            return None
        data = file.read_bytes()
        if data[:_SIZE] == _checksum(data[_SIZE:]):
            return decode(data[_SIZE:])
    return None


def write_kept(file: Path, value: object) -> None:
    """Store a value; it is written whole or not at all."""
    encoded = _encode(value)
    with suppress(OSError):
        write(file, _checksum(encoded) + encoded)


def _checksum(data: bytes) -> bytes:
    """Return a checksum of eight bytes.

    It detects damage, not forgery, so a fast one will do.
    """
    return (crc32(data) << 32 | adler32(data)).to_bytes(_SIZE, "big")


def state_of(file: str | Path) -> State | None:
    """Return the state of a file, or None if it does not exist."""
    try:
        status = os.lstat(file)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
