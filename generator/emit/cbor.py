"""Pieces of CBOR (RFC 8949) that are made by the million: a library's call for each would cost more."""

from __future__ import annotations

_UNSIGNED, _NEGATIVE, _TEXT, _ARRAY = 0x00, 0x20, 0x60, 0x80


def _head(kind: int, value: int) -> bytes:
    if value < 24:
        return bytes((kind | value,))
    size = 1 if value < 1 << 8 else 2 if value < 1 << 16 else 4
    return bytes((kind | 23 + size.bit_length(),)) + value.to_bytes(size, "big")


class _Numbers(dict[int, bytes]):
    def __missing__(self, value: int) -> bytes:
        self[value] = made = _head(_NEGATIVE, -1 - value) if value < 0 else _head(_UNSIGNED, value)
        return made


class _Arrays(dict[int, bytes]):
    def __missing__(self, length: int) -> bytes:
        self[length] = made = _head(_ARRAY, length)
        return made


NUMBERS = _Numbers()
"""Whole number → its bytes, made once."""
ARRAYS = _Arrays()
"""Length → what stands before the members of an array, made once."""


def text(value: str) -> bytes:
    """The bytes of a text."""
    data = value.encode()
    return _head(_TEXT, len(data)) + data
