"""What is wrong in one file, before its line is known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.diagnostics.diagnostics import Diagnostic, Place
from generator.read.text import position

HELP = {
    "active-link": "write an address that begins with https://, or one within the site",
    "address-collision": "let the addresses differ by more than capitals",
    "changed-file": "build the site again",
    "dead-link": "name a page, file or id of the site; site_url must say where it is published",
    "duplicate-id": "change one of them; ids from articles begin with c-",
    "event-handler": "use a script file",
    "foreign-address": "set site_url in mkdocs.yml to where the site is published",
    "foreign-resource": "put it into the site's own theme folder and link to it there",
    "hidden-character": "find out which source it comes from; content may not hold it",
    "inline-script": "put it into a file below site_config/theme/assets/ and list it in mkdocs.yml",
    "inline-style": "put it into a style sheet of the theme, and give the element a class",
    "invalid-data": "write JSON without NaN, XML without control characters, CSV with ' before formulas",
    "machine-path": "publish paths within the site only",
    "missing-file-of-site": "build the site again",
    "missing-rel": 'write rel="external noopener"',
    "not-utf8": "write every file as UTF-8",
    "unexpected-file": "delete it; a file that belongs to the site goes to site_config/public/",
    "unexpected-markup": "take it out of the template; the allow-list is in generator/audit/markup.py",
    "unresolved-mark": "print links with the function `link`",
    "wrong-policy": "let theme/main.html begin with them; the policy is in generator/model/policy.py",
}
"""Code → what would be right."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A diagnostic without a place.

    Attributes:
        code: One of `HELP`.
        message: What is wrong.
        near: The text to point at, in any capitals: `<script`; "" for the file as a whole.
        nth: Which occurrence of that text, from 1.
    """

    code: str
    message: str
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
        found.append(Diagnostic(place, problem.code, problem.message, HELP[problem.code]))
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
