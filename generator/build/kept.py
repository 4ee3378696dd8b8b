"""Values kept between runs, each in a file of its own behind a checksum.

A file that is missing, cut off or damaged has no value, and one that cannot be written is
not kept: the work is done again, and nothing fails.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from zlib import adler32, crc32

import msgspec

Value = TypeVar("Value")
_SIZE = 8
_encode = msgspec.msgpack.Encoder().encode


def read_kept(file: Path, decode: Callable[[bytes], Value]) -> Value | None:
    """The value of a file that `write_kept` wrote; None when there is none.

    Args:
        file: Where it is kept.
        decode: Reads the value from MessagePack, and raises `msgspec.MsgspecError` for another type.
    """
    with suppress(OSError, msgspec.MsgspecError):
        data = file.read_bytes()
        if data[:_SIZE] == _checksum(data[_SIZE:]):
            return decode(data[_SIZE:])
    return None


def write_kept(file: Path, value: object) -> None:
    """Keep a value, whole or not at all."""
    encoded = _encode(value)
    part = file.with_name(f"{file.name}.part")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_checksum(encoded) + encoded)
        os.replace(part, file)  # noqa: PTH105 (atomic, and says so)


def _checksum(data: bytes) -> bytes:
    """Eight bytes that tell damage, not forgery, so a quick checksum will do."""
    return (crc32(data) << 32 | adler32(data)).to_bytes(_SIZE, "big")
