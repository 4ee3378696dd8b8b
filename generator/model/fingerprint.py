"""Fingerprints: hashes of a few bytes that differ if the data differ.

BLAKE2b (RFC 7693) over a canonical form. Values are records of this package, so the form is
MessagePack: records in the order of their fields, mappings in their own order.
"""

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.extension import Extension
from generator.folders import CORE, added

SIZE = 16
"""Size of a fingerprint in bytes."""


def _plain(value: object) -> str:
    if isinstance(value, Extension):
        return value.package
    raise TypeError(f"{value!r} is no plain data: texts, numbers, dates, lists, mappings, records")


_encode = msgspec.msgpack.Encoder(enc_hook=_plain).encode


def fingerprint(*values: object) -> bytes:
    """Hash plain values, bytes and records.

    Raises:
        TypeError: a value is something else.
    """
    return blake2b(_encode(values), digest_size=SIZE).digest()


def program_fingerprint() -> bytes:
    """Hash this program: its modules, templates and theme, and all libraries.

    Libraries and versions are read from the names of pip's metadata folders, because loading and
    using `importlib.metadata` would take a tenth of the time of a build without changes.
    """
    return _fingerprint_of(added())


@cache
def _fingerprint_of(added_folders: tuple[Path, ...]) -> bytes:
    folders = [CORE, *(folder for folder in added_folders if CORE not in folder.parents)]
    parts: list[str | bytes] = []
    for root in dict.fromkeys(map(str, folders)):
        files = [f"{folder}/{name}" for folder, _, names in os.walk(root) for name in names]
        for file in sorted(files):
            # What Python and the templates' compiler keep there, and write there at this moment.
            if "/__pycache__/" not in file:
                parts += [file.removeprefix(root), Path(file).read_bytes()]
    libraries: set[str] = set()
    for place in sys.path:
        libraries.update(entry.name for entry in Path(place).glob("*-info"))
    return fingerprint(sys.version, sorted(libraries), parts)
