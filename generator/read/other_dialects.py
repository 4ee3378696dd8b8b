"""Find marks of other Markdown dialects, which readers would see as typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark of another dialect, and what to write instead."""

    pattern: re.Pattern[str]
    problem: str
    """The message after the mark."""
    instead: str
    """The help line; `{0}` is the first group of the pattern, `{1}` the second."""


_NOTE = "is a note in another Markdown; here it is shown as typed"
_QUOTE = "write it as a paragraph, or quote it with >"
_MARKS = (
    _Mark(re.compile(r"\A(?:!!!|\?\?\?\+?)[ \t]+[\w\"'][^\n]{0,40}"), _NOTE, _QUOTE),
    _Mark(re.compile(r"\A:{3,}[ \t]*[{\w][^\n]{0,40}"), _NOTE, _QUOTE),
    _Mark(re.compile(r"\A\[!([A-Za-z]+)\]"), _NOTE, "begin the quotation with a word: **{0}:**"),
    _Mark(
        re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]{1,200})(?<=\S)==(?![=\w])"),
        "is a highlight in another Markdown; here it is shown as typed",
        "write **{0}**",
    ),
    _Mark(
        re.compile(r"(?<![\w:/]):([a-z][a-z0-9_+-]+):(?![\w:/])"),
        "is an emoji in another Markdown; here it is shown as typed",
        "type the emoji itself; if you mean the letters, put them in backticks: `:{0}:`",
    ),
    _Mark(
        re.compile(r"(?<![\w\]])(?!\[\d+\]\[\d+\])\[([^\[\]^]{1,200})\]\[([^\[\]]{0,200})\]"),
        "is no link, because no line gives its address",
        "write [{0}](<address>), or add a line [{1}]: <address>",
    ),
)


def shown_as_typed(text: str) -> Iterator[tuple[str, str, str]]:
    """Find marks of other dialects in text without Markdown of ours.

    Yields each mark as written, a message, and a help line.
    """
    for mark in _MARKS:
        for match in mark.pattern.finditer(text):
            groups = [group.strip()[:40] for group in match.groups()]
            if groups and not groups[-1]:  # `[label][]`
                groups[-1] = groups[0]
            yield (
                match.group(),
                f"'{match.group()[:40]}' {mark.problem}",
                mark.instead.format(*groups),
            )
