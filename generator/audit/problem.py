"""Problems of a file, whose lines are not known yet, and the rules of the audit in `rules.toml`."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
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
    """The text to point at, such as `<script` or `#part`, in any case; empty for the whole file."""
    nth: int = 1
    """Number of the occurrence to point at, from 1."""
    help: str = ""
    """The help line; empty for that of the code."""


def placed(problem: Problem, path: str, text: str) -> tuple[Diagnostic, int | None]:
    """Find the place of a problem in a file, and its offset in the text if it has one.

    `path` names the file as a person would type it.
    """
    offset = _offset(problem, text)
    help_line = problem.help or HELP[problem.code]
    place = Place(path) if offset is None else Place(path, *position(text, offset))
    return Diagnostic(place, problem.code, problem.message, help_line), offset


def _offset(problem: Problem, text: str) -> int | None:
    if not problem.near:
        return None
    end = {"<": r"(?=[\s/>])", "#": PART_ENDS}.get(problem.near[0], "")
    matches = re.finditer(re.escape(problem.near) + end, text, re.IGNORECASE)
    for number, match in enumerate(matches, 1):
        if number == problem.nth:
            return match.start()
    return None


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
PART_ENDS = r"(?![\w-])"
"""Ends the name of a part, such as `#install`, which may begin that of another."""
_LIMIT = 8
"""Maximum number of hidden characters reported for a file."""


def hidden(text: str) -> Iterator[Problem]:
    """Find hidden characters in a text."""
    for char in _HIDDEN.findall(text)[:_LIMIT]:
        yield _problem(char, char)


def referred(text: str) -> Iterator[Problem]:
    """Find hidden characters in HTML that are written as numbers: `&#x202E;`.

    Content cannot have them, but pages of documentation are judged by the audit alone.
    """
    for match in _REFERENCE.finditer(text):
        number = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
        if number <= sys.maxunicode and _HIDDEN.match(chr(number)):
            yield _problem(chr(number), match[0])


def _problem(char: str, near: str) -> Problem:
    if char == ROOT:
        return Problem("unresolved-mark", "a mark of the generator was not replaced", near)
    return Problem("hidden-character", f"the file contains {describe(char)}", near)
