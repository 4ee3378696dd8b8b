"""Store values between runs, each in a separate file after a checksum.

A missing, truncated or damaged file counts as absent, and a value that cannot be written is not
stored: the work is repeated, and nothing fails.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from zlib import adler32, crc32

import msgspec

from generator.system.file_writing import write

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
