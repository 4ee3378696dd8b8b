"""Fingerprints: a few bytes that differ when the data differ.

BLAKE2b (RFC 7693) over a canonical form. Values are records of this package's
own, so the form is MessagePack: records in the order of their fields, mappings
in their own order.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

import msgspec

import generator

SIZE = 16
"""Bytes of a fingerprint."""
_encode = msgspec.msgpack.Encoder().encode


def of(*values: object) -> bytes:
    """The fingerprint of plain values, of bytes among them, and of records."""
    return blake2b(_encode(values), digest_size=SIZE).digest()


@cache
def of_program() -> bytes:
    """The fingerprint of this program: its modules, templates and theme, and all libraries.

    Libraries and their versions are the names of the folders in which pip describes them. To load and use
    `importlib.metadata` would take a tenth of a build that has nothing to do.
    """
    root = str(Path(generator.__file__).parent)
    paths = (f"{folder}/{name}" for folder, _, names in os.walk(root) for name in names)
    files = sorted(path for path in paths if not path.endswith(".pyc"))
    parts = [part for path in files for part in (path.removeprefix(root), Path(path).read_bytes())]
    libraries = sorted({entry.name for place in sys.path for entry in Path(place).glob("*-info")})
    return of(sys.version, libraries, parts)
