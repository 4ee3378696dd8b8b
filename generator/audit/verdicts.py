"""Files that an audit found right, by their content, so that the next one need not look again.

A verdict is on a path and its bytes, and holds as long as no address has gone
that it might link to: a site that has lost a file is looked at anew as a whole.
What cannot be read, or was written by another version, is no verdict at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator.audit.findings import Anchor
from generator.model import policy
from generator.report import site_codes

_INDEX = "pagefind/"
"""The search index's folder: its files are named by their content, and no page links to them."""
_OF_AUDITS = (*sorted(Path(__file__).parent.glob("*.py")), Path(policy.__file__), Path(site_codes.__file__))

_decode = msgspec.json.Decoder(dict[str, list[str]]).decode


@dataclass(frozen=True, slots=True)
class Verdict:
    """A file that was right: its digest, and the headings elsewhere that it relies on."""

    digest: str
    anchors: tuple[Anchor, ...] = ()


def digest(content: bytes) -> str:
    """What a file's content is known by."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def version(*terms: object) -> str:
    """A key that changes with the audit itself and with the terms it is made on."""
    key = hashlib.sha256(repr(terms).encode())
    for file in _OF_AUDITS:
        key.update(file.read_bytes())
    return key.hexdigest()


def read_verdicts(file: Path, key: str, files: Iterable[str]) -> dict[str, Verdict]:
    """What is kept in a file; nothing, if it is of another key or a file of then is not among `files`."""
    try:
        text = file.read_text(encoding="utf-8")
        checksum, _, body = text.partition("\n")
        if checksum != _checksum(key, body):
            return {}
        kept = _decode(body)
    except (OSError, ValueError, msgspec.MsgspecError):
        return {}
    there = set(files)
    if any(path not in there and not path.startswith(_INDEX) for path in kept):
        return {}
    return {
        path: Verdict(one, tuple(zip(rest[::2], rest[1::2], strict=True)))
        for path, (one, *rest) in kept.items()
        if path in there
    }


def verdict_text(key: str, verdicts: Mapping[str, Verdict]) -> str:
    """What `read_verdicts` reads."""
    kept = {
        path: [one.digest, *(part for anchor in one.anchors for part in anchor)]
        for path, one in sorted(verdicts.items())
    }
    body = msgspec.json.encode(kept).decode()
    return f"{_checksum(key, body)}\n{body}"


def _checksum(key: str, body: str) -> str:
    return digest(f"{key}\n{body}".encode())
