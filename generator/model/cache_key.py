"""Fingerprints: a few bytes that differ when the data differ.

BLAKE2b (RFC 7693) over a canonical form. Values are records of this package's
own, so the form is MessagePack: records in the order of their fields, mappings
in their own order.
"""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import msgspec

import generator

SIZE = 16
"""Bytes of a fingerprint."""
_encode = msgspec.msgpack.Encoder().encode
# Libraries whose version changes the output.
_LIBRARIES = (
    "babel",
    "jinja2",
    "markdown-it-py",
    "mkdocs",
    "nh3",
    "anyascii",
    "pillow",
    "pyyaml",
    "selectolax",
)


def of(*values: object) -> bytes:
    """The fingerprint of plain values, of bytes among them, and of records."""
    return blake2b(_encode(values), digest_size=SIZE).digest()


@cache
def of_program() -> bytes:
    """The fingerprint of this program: its modules, templates and theme, and the libraries behind them."""
    root = Path(generator.__file__).parent
    files = sorted(file for file in root.rglob("*.*") if file.suffix != ".pyc" and file.is_file())
    parts = [part for file in files for part in (str(file.relative_to(root)), file.read_bytes())]
    versions = [f"{name} {version(name)}" for name in _LIBRARIES]
    return of(sys.version, versions, parts)
