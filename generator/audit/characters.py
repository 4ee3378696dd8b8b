"""What no published text may contain: hidden characters, marks of the generator, paths of the machine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.audit.problem import Problem, excerpt
from generator.model.address import ROOT
from generator.read.text import describe

_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Control characters but tab and line ends, line and paragraph separators, and what reorders text."""
_REFERENCE = re.compile(r"&#(?:x(?P<hex>[0-9a-f]{1,8})|(?P<decimal>[0-9]{1,8}));?", re.IGNORECASE)
_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\u(?P<hex>[0-9a-f]{4})", re.IGNORECASE)
_LIMIT = 8
"""Hidden characters that are reported of one file."""


def hidden(text: str) -> Iterator[Problem]:
    """Find hidden characters in a text."""
    for char in _HIDDEN.findall(text)[:_LIMIT]:
        yield _problem(char, char)


def referred(text: str) -> Iterator[Problem]:
    """Find hidden characters written as numbers in HTML or XML: `&#x202E;`."""
    return _numbered(_REFERENCE, text)


def escaped(text: str) -> Iterator[Problem]:
    r"""Find hidden characters written as escapes in JSON: `\u202e`."""
    return _numbered(_ESCAPE, text)


def machine_paths_in(data: bytes, secrets: Iterable[bytes]) -> Iterator[Problem]:
    """Find paths of this machine in a file of any kind."""
    for path in [secret.decode("utf-8", "replace") for secret in secrets if secret in data]:
        yield Problem("machine-path", f"the file reveals a path of this machine: {excerpt(path)}", path)


def _numbered(pattern: re.Pattern[str], text: str) -> Iterator[Problem]:
    for match in pattern.finditer(text):
        groups = match.groupdict()
        number = int(groups["hex"], 16) if groups["hex"] else int(groups["decimal"])
        if number <= 0x10FFFF and _HIDDEN.match(chr(number)):
            yield _problem(chr(number), match[0])


def _problem(char: str, near: str) -> Problem:
    if char == ROOT:
        return Problem("unresolved-mark", "a mark of the generator was not replaced", near)
    return Problem("hidden-character", f"the file contains {describe(char)}", near)
