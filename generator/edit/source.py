"""A content file in two halves, and whether two texts mean the same.

The body is kept to the byte but for line ends: only front matter is rewritten.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from generator.read.limits import LIMITS
from generator.read.yaml import Mapping, Node, Scalar, parse
from generator.report.diagnostics import Report

_BOM = "\ufeff"
_OPENING = "---\n"
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)

Meaning = object


@dataclass(frozen=True, slots=True)
class Source:
    """Front matter between its two lines of dashes, composed (NFC), and all that follows."""

    front: str
    body: str
    line_end: str = "\n"

    @property
    def canonical(self) -> bytes:
        """The file with LF line ends, one empty line above the text and one line end below it."""
        body = self.body.strip("\n")
        rest = f"\n{body}\n" if body else ""
        return f"{_OPENING}{self.front}---\n{rest}".encode()

    @property
    def as_written(self) -> bytes:
        """The file with its own line ends and empty lines."""
        return f"{_OPENING}{self.front}---{self.body}".replace("\n", self.line_end).encode()


def split(data: bytes) -> Source | None:
    """Take a file apart; None when it is not UTF-8 or has no front matter."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    line_end = "\r\n" if "\r\n" in text else "\n"
    text = text.removeprefix(_BOM).replace("\r\n", "\n")
    closing = _CLOSING.search(text, len(_OPENING)) if text.startswith(_OPENING) else None
    if closing is None:
        return None
    front = text[len(_OPENING) : closing.start()]
    return Source(unicodedata.normalize("NFC", front), text[closing.end() :], line_end)


def meaning(node: Node) -> Meaning:
    """What a tree says, whatever it looks like: the order of keys is no part of it."""
    if isinstance(node, Mapping):
        return meaning_of_keys(node)
    if isinstance(node, Scalar):
        return (node.kind, node.value)
    return [meaning(item) for item in node.items]


def meaning_of_keys(mapping: Mapping) -> dict[str, Meaning]:
    """What each key of a mapping says."""
    return {key: meaning(value) for key, (_, value) in mapping.entries.items()}


def meaning_of(text: str) -> Meaning:
    """What a text of YAML says to `read.yaml`; None when it finds anything wrong with it."""
    report = Report()
    node = parse(text, "", report, LIMITS)
    return meaning(node) if node is not None and report.ok else None
