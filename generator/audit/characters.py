"""What no published text may hold: hidden characters, marks of the generator, paths of the machine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.audit.problem import Problem, excerpt
from generator.model.address import ROOT
from generator.read.text import describe

_CONTROLS = bytes(number for number in (*range(32), 127) if number not in b"\t\n\r")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Control characters but tab and line ends, line and paragraph separators, and what reorders text."""
_HIDDEN_UTF8 = re.compile(rb"\xe2(?:\x80[\xa8-\xae]|\x81[\xa6-\xa9])|\xc2[\x80-\x9f]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,8}));?", re.IGNORECASE)
_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\u([0-9a-f]{4})", re.IGNORECASE)
_MOST = 8
"""Hidden characters that are reported of one file."""


def hidden(data: bytes) -> Iterator[Problem]:
    """Hidden characters in a UTF-8 text."""
    # Deleting bytes and comparing lengths is twenty times as fast as a regular expression.
    has_controls = len(data.translate(None, _CONTROLS)) != len(data)
    if has_controls or (not data.isascii() and _HIDDEN_UTF8.search(data)):
        found = _HIDDEN.findall(data.decode("utf-8", "replace"))
        yield from (_problem(char, char) for char in found[:_MOST])


def referred(text: str) -> Iterator[Problem]:
    """Hidden characters written as numbers in HTML or XML: `&#x202E;`."""
    if "&#" in text:
        yield from _numbered(_REFERENCE, text)


def escaped(text: str) -> Iterator[Problem]:
    r"""Hidden characters written as escapes in JSON: `\u202e`."""
    if "\\u" in text:
        yield from _numbered(_ESCAPE, text)


def told(data: bytes, secrets: Iterable[bytes]) -> Iterator[Problem]:
    """Paths of this machine, in a text or in anything else."""
    for path in [secret.decode("utf-8", "replace") for secret in secrets if secret in data]:
        yield Problem("machine-path", f"the file tells a path of this machine: {excerpt(path)}", path)


def _numbered(pattern: re.Pattern[str], text: str) -> Iterator[Problem]:
    for match in pattern.finditer(text):
        digits = match[1] or match[pattern.groups]
        number = int(digits, 16 if match[1] else 10)
        if number <= 0x10FFFF and _HIDDEN.match(chr(number)):
            yield _problem(chr(number), match[0])


def _problem(char: str, near: str) -> Problem:
    if char == ROOT:
        return Problem("unresolved-mark", "a mark of the generator was not replaced", near)
    return Problem("hidden-character", f"the file holds {describe(char)}", near)
