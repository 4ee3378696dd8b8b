"""Problems of a file, whose lines are not known yet, and the rules of the audit in `rules.toml`."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from generator.diagnostics.diagnostics import Diagnostic, Place
from generator.model.address import ROOT
from generator.read.tables import table
from generator.read.text import describe, position

RULES: dict[str, Any] = table(__package__, "rules")
HELP: dict[str, str] = RULES["help"]
"""Code → help line."""


def allowed(rules: str) -> dict[str, frozenset[str]]:
    """Return the word lists of a table in `rules.toml`, by name."""
    return {name: frozenset(words.split()) for name, words in RULES[rules].items()}


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of a file, without its place."""

    code: str
    message: str
    near: str = ""
    """The text to point at, such as `<script`, in any case; empty for the whole file."""
    nth: int = 1
    """Number of the occurrence to point at, from 1."""


def placed(problem: Problem, path: str, text: str) -> Diagnostic:
    """Find the place of a problem in a file; `path` names it as a person would type it."""
    offset = _offset(problem, text)
    place = Place(path) if offset is None else Place(path, *position(text, offset))
    return Diagnostic(place, problem.code, problem.message, HELP[problem.code])


def _offset(problem: Problem, text: str) -> int | None:
    if not problem.near:
        return None
    return next(islice(places(problem.near, text), problem.nth - 1, None), None)


def places(near: str, text: str) -> Iterator[int]:
    """Yield the offsets of a text that a problem points at, or of a tag that begins like it."""
    end = r"(?=[\s/>])" if near.startswith("<") else ""
    for match in re.finditer(re.escape(near) + end, text, re.IGNORECASE):
        yield match.start()


def excerpt(text: str) -> str:
    """The beginning of a text, for a message."""
    if len(text) <= 60:
        return text
    return f"{text[:60]}…"


_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Control characters except tab and line ends, line and paragraph separators, and bidi controls."""
_REFERENCE = re.compile(
    r"&#(?:x0*(?P<hex>[0-9a-f]{1,8})|0*(?P<decimal>[0-9]{1,8}));?", re.IGNORECASE
)
_LIMIT = 8
"""Maximum number of hidden characters reported for a file."""


def hidden(text: str) -> Iterator[Problem]:
    """Find hidden characters in a text."""
    for char in _HIDDEN.findall(text)[:_LIMIT]:
        yield _problem(char, char)


def referred(text: str) -> Iterator[Problem]:
    """Find hidden characters in HTML that are written as numbers: `&#x202E;`."""
    for match in _REFERENCE.finditer(text):
        number = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
        if number <= sys.maxunicode and _HIDDEN.match(chr(number)):
            yield _problem(chr(number), match[0])


def _problem(char: str, near: str) -> Problem:
    if char == ROOT:
        return Problem("unresolved-mark", "a mark of the generator was not replaced", near)
    return Problem("hidden-character", f"the file contains {describe(char)}", near)
