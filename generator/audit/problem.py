"""What is wrong in one file, before its line is known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.read.text import position
from generator.report.diagnostics import Diagnostic, Place


@dataclass(frozen=True, slots=True)
class Problem:
    """A diagnostic without a place.

    Attributes:
        code: One of `report/codes.toml`.
        message: What is wrong.
        help: What would be right.
        near: The text to point at, in any capitals: `<script`; "" for the file as a whole.
        nth: Which occurrence of that text, from 1.
    """

    code: str
    message: str
    help: str
    near: str = ""
    nth: int = 1


def placed(problems: Iterable[Problem], path: str, data: bytes) -> list[Diagnostic]:
    """Problems with line and column, looked up in the file.

    Args:
        problems: What is wrong with it.
        path: The file, as its reader would type it.
        data: Its bytes.
    """
    text = data.decode("utf-8", "replace")
    found = []
    for problem in problems:
        offset = _offset(problem, text)
        place = Place(path) if offset is None else Place(path, *position(text, offset))
        found.append(Diagnostic(place, problem.code, problem.message, problem.help))
    return found


def _offset(problem: Problem, text: str) -> int | None:
    if not problem.near:
        return None
    end = r"(?=[\s/>])" if problem.near.startswith("<") else ""
    matches = re.finditer(re.escape(problem.near) + end, text, re.IGNORECASE)
    return next((match.start() for number, match in enumerate(matches, 1) if number == problem.nth), None)


def excerpt(text: str, most: int = 60) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= most else f"{text[:most]}…"
