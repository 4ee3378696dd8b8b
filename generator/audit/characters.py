"""What may stand in no published text, of whatever kind: hidden characters, marks, paths of the machine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.audit.problem import Problem, excerpt
from generator.model.address import ROOT
from generator.read.text import describe

# Control characters but tab and line ends, U+2028 and U+2029, bidi embeddings, overrides and isolates.
_CONTROLS = bytes(number for number in (*range(32), 127) if number not in b"\t\n\r")
_WIDE = re.compile(rb"\xe2(?:\x80[\xa8-\xae]|\x81[\xa6-\xa9])")
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_HIDDEN_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,8}));?", re.IGNORECASE)
_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\u([0-9a-f]{4})", re.IGNORECASE)
_SUSPECT = re.compile(r"\\u(?:00[0189]|007f|202|206)", re.IGNORECASE)
"""Begins like the escape of a hidden character, and is quickly found."""
_MOST = 8


def holds_hidden(data: bytes) -> bool:
    """Whether a UTF-8 text holds a character that cannot be seen or reorders others."""
    if len(data.translate(None, _CONTROLS)) != len(data):
        return True
    return not data.isascii() and bool(_WIDE.search(data) or _C1.search(data))


def stray(data: bytes, secrets: Iterable[bytes]) -> Iterator[Problem]:
    """Hidden characters, marks of the generator and paths of this machine, in any text.

    Args:
        data: The file.
        secrets: Paths that tell where and by whom the site was built.
    """
    if holds_hidden(data):
        text = data.decode("utf-8", "replace")
        for match in list(_HIDDEN_TEXT.finditer(text))[:_MOST]:
            yield _hidden(match[0], re.escape(match[0]))
    yield from told(data, secrets)


def told(data: bytes, secrets: Iterable[bytes]) -> Iterator[Problem]:
    """Paths of this machine, in a text or in anything else."""
    for secret in secrets:
        if secret in data:
            path = secret.decode("utf-8", "replace")
            yield Problem(
                "machine-path",
                f"the file tells a path of this machine: {excerpt(path)}",
                "publish paths within the site only",
                re.escape(path),
            )


def referred(text: str) -> Iterator[Problem]:
    """Hidden characters written as numbers in HTML or XML: `&#x202E;`."""
    yield from _numbered(text, _REFERENCE)


def escaped(text: str) -> Iterator[Problem]:
    r"""Hidden characters written as escapes in JSON: `\u202e`."""
    if _SUSPECT.search(text):
        yield from _numbered(text, _ESCAPE)


def _numbered(text: str, pattern: re.Pattern[str]) -> Iterator[Problem]:
    for match in pattern.finditer(text):
        digits = match[1] or match[pattern.groups]
        number = int(digits, 16 if match[1] else 10)
        if number <= 0x10FFFF and _HIDDEN_TEXT.match(chr(number)):
            yield _hidden(chr(number), re.escape(match[0]))


def _hidden(char: str, near: str) -> Problem:
    if char == ROOT:
        return _mark(near)
    return Problem(
        "hidden-character",
        f"{describe(char)} stands in the file",
        "find out which source it comes from; content may not hold it",
        near,
    )


def _mark(near: str) -> Problem:
    return Problem(
        "unresolved-mark",
        "a mark of the generator is left, where a link or a text should stand",
        "pass what a template prints through its filters, so that marks are resolved",
        near,
    )
