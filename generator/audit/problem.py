"""What is wrong in one file, before its line is known; and the rules of the audit, read from `rules.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.diagnostics.diagnostics import Diagnostic, Place
from generator.read.text import position

RULES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))
HELP: dict[str, str] = RULES["help"]
"""Code → what to do about it."""


def allowed(table: str) -> dict[str, frozenset[str]]:
    """The word lists of a table of `rules.toml`, by their names."""
    return {name: frozenset(words.split()) for name, words in RULES[table].items()}


@dataclass(frozen=True, slots=True)
class Problem:
    """A diagnostic without a place."""

    code: str
    message: str
    near: str = ""
    """The text to point at, in any capitals: `<script`; empty for the file as a whole."""
    nth: int = 1
    """Which occurrence of that text, from 1."""


def placed(problems: Iterable[Problem], path: str, data: bytes) -> list[Diagnostic]:
    """Turn the problems of a file into diagnostics with line and column.

    Args:
        problems: What is wrong with the file.
        path: The file, as its reader would type it.
        data: Its bytes.
    """
    text = data.decode("utf-8", "replace")
    diagnostics = []
    for problem in problems:
        offset = _offset(problem, text)
        place = Place(path) if offset is None else Place(path, *position(text, offset))
        diagnostics.append(Diagnostic(place, problem.code, problem.message, HELP[problem.code]))
    return diagnostics


def _offset(problem: Problem, text: str) -> int | None:
    if not problem.near:
        return None
    end = r"(?=[\s/>])" if problem.near.startswith("<") else ""
    matches = re.finditer(re.escape(problem.near) + end, text, re.IGNORECASE)
    return next((match.start() for number, match in enumerate(matches, 1) if number == problem.nth), None)


def excerpt(text: str, limit: int = 60) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= limit else f"{text[:limit]}…"
