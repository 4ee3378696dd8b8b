"""Files that an audit found right, so that the next one need not look again.

A verdict is on a file as the file system tells of it, with the key of what it was
made from, and holds as long as no address has gone that it might link to: a site
that has lost a file is looked at anew as a whole. What cannot be read, or was
written by another version, is no verdict at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

import msgspec

from generator.audit.findings import Anchor
from generator.cache import prints
from generator.emit.files import write
from generator.emit.finished import Index
from generator.model import policy
from generator.report import codes

_INDEX = "pagefind/"
"""The search index's folder: its files are named by their content, and no page links to them."""
_OF_AUDITS = (
    *sorted(Path(__file__).parent.glob("*.py")),
    Path(policy.__file__),
    Path(codes.__file__).with_name("codes.toml"),
)


class Verdicts(msgspec.Struct, array_like=True):
    """What was right: every file, and the headings elsewhere that some of them rely on."""

    key: str = ""
    files: Index = {}
    anchors: dict[str, tuple[Anchor, ...]] = {}


_decode = msgspec.msgpack.Decoder(Verdicts).decode


def version(*terms: object) -> str:
    """A key that changes with the audit itself and with the terms it is made on."""
    key = hashlib.sha256(repr(terms).encode())
    for file in _OF_AUDITS:
        key.update(file.read_bytes())
    return key.hexdigest()


def read_verdicts(file: Path, key: str, files: AbstractSet[str]) -> Verdicts:
    """What is kept in a file; nothing, if it is of another key or a file of then is not among `files`."""
    try:
        kept = _decode(prints.opened(file.read_bytes()) or b"")
    except (OSError, msgspec.MsgspecError):
        return Verdicts(key)
    gone = kept.files.keys() - files
    if kept.key != key or not all(path.startswith(_INDEX) for path in gone):
        return Verdicts(key)
    return kept


def keep_verdicts(file: Path, verdicts: Verdicts) -> None:
    """Keep what `read_verdicts` reads; where it cannot be kept, the next audit has more to do."""
    with suppress(OSError):
        write(file, prints.sealed(msgspec.msgpack.encode(verdicts)))
