"""What is wrong in one file, before it is known where: the text it stands at is looked up last."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.read.text import position
from generator.report.diagnostics import Diagnostic, Place


@dataclass(frozen=True, slots=True)
class Problem:
    """A diagnostic without a place.

    Attributes:
        code: One of `report/codes.toml`.
        message: What is wrong.
        help: What would be right.
        near: A regular expression for the text it stands at; "" for the file as a whole.
        element: The element it is about, if any: its name, and which of that name it is, from 1.
    """

    code: str
    message: str
    help: str
    near: str = ""
    element: tuple[str, int] = field(default=("", 0), compare=False)


def placed(problems: Iterable[Problem], path: str, data: bytes) -> list[Diagnostic]:
    """Problems with line and column: at their element, or equal ones at one occurrence after the other."""
    text = data.decode("utf-8", "replace")
    after: dict[str, int] = {}
    tags: dict[str, list[int]] = {}
    found = []
    for problem in problems:
        offset = _offset(problem, text, after, tags)
        place = Place(path) if offset is None else Place(path, *position(text, offset))
        found.append(Diagnostic(place, problem.code, problem.message, problem.help))
    return found


def _offset(problem: Problem, text: str, after: dict[str, int], tags: dict[str, list[int]]) -> int | None:
    """Where a problem stands; `after` knows where the last one like it does, `tags` where elements begin."""
    if not problem.near:
        return None
    near = re.compile(problem.near, re.IGNORECASE)
    name, number = problem.element
    if name:
        if name not in tags:
            begins = re.finditer(rf"<{re.escape(name)}(?=[\s/>])", text, re.IGNORECASE)
            tags[name] = [match.start() for match in begins]
        if number <= len(tags[name]) and near.match(text, tags[name][number - 1]):
            return tags[name][number - 1]
    match = near.search(text, after.get(problem.near, 0))
    if match:
        after[problem.near] = match.end()
    return match.start() if match else None


def excerpt(text: str, most: int = 60) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= most else f"{text[:most]}…"
