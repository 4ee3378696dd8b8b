"""Whether a body can be read in time, judged before the Markdown parser sees it.

Python-Markdown looks at a paragraph once more for each mark in it, so its time
grows with marks times the length of the paragraph. Both are bounded here, for
every kind of mark, and so is everything that nests or multiplies. Inside a
fence the parser looks for nothing, so only its lines' length counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown.extensions.fenced_code import FencedBlockPreprocessor

from generator.read.limits import Limits
from generator.read.text import position

Excess = tuple[str, int]
"""What is too much, and the line of the body on which it begins, from 1."""

_LEADERS = re.compile(r"(?:[ ]*(?:>|[*+-](?=[ ]|$)|\d+[.)](?=[ ]|$)))+")
_LEADER = re.compile(r">|[*+-]|\d+[.)]")
_RULE = re.compile(r"[ ]*([*_-])([ ]*\1){2,40}[ ]*\Z")
_FENCE = re.compile(r"^[ ]*(?:`{3,}|~{3,})", re.MULTILINE)
_FENCE_WITH_OPTIONS = re.compile(r"^(?:`{3,}+|~{3,}+)[ ]*+(?:\{|.*hl_lines=)", re.MULTILINE)
_CODE_BLOCK = FencedBlockPreprocessor.FENCED_BLOCK_RE
_MARK_SIGNS = "[]()<>!*_`~"
_MOST_MARKS = 24
_MARKS = re.compile(rf"[{re.escape(_MARK_SIGNS)}]{{{_MOST_MARKS},}}")
_HEADING = re.compile(r"^[ ]{0,3}#", re.MULTILINE)
_TABLE_ROW = re.compile(r"\|.*$", re.MULTILINE)
_WORDLESS = re.compile(r"^[ ]*(?:[^\w\s]|_)(?:[^\w\n]|_)*$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n[ ]*\n")
_MOST_FENCES = 80
_BRACKET_REACH = 3_000
"""Characters in which the other end of a bracket is looked for, on average; links are far shorter."""


def find_excess(body: str, limits: Limits) -> Excess | None:
    """The first reason why a body would take too long to read; None for any honest text."""
    # As the parser will see it: tabs decide what is a fence.
    text = body.expandtabs(4)
    return _long_line(text, limits) or _in_fences(text) or _in_prose(_without_code(text), limits)


def _at(text: str, offset: int) -> int:
    return position(text, offset)[0]


def _in_fences(text: str) -> Excess | None:
    if "```" not in text and "~~~" not in text:
        return None
    fences = [match.start() for match in _FENCE.finditer(text)]
    if len(fences) > _MOST_FENCES:
        return f"{len(fences):,} code fences are more than the {_MOST_FENCES} allowed", _at(text, fences[-1])
    if options := _FENCE_WITH_OPTIONS.search(text):
        return "a code fence is followed by more than the name of a language", _at(text, options.start())
    return None


def _without_code(text: str) -> str:
    """The text without fenced code, its lines still counted."""
    if "```" not in text and "~~~" not in text:
        return text
    return _CODE_BLOCK.sub(lambda found: "\n" * found.group().count("\n"), text)


def _long_line(text: str, limits: Limits) -> Excess | None:
    if len(text) <= limits.line_length:
        return None
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > limits.line_length:
            return f"a line of {len(line):,} characters (at most {limits.line_length:,})", number
    return None


def _in_prose(prose: str, limits: Limits) -> Excess | None:
    checks: tuple[Callable[[str, Limits], Excess | None], ...] = (
        _many_marks,
        _many_lines,
        _long_paragraph,
        _deep_nesting,
    )
    return next((excess for check in checks if (excess := check(prose, limits))), None)


def _many_marks(prose: str, limits: Limits) -> Excess | None:
    for sign, most, name in (
        ("[", limits.brackets, "square brackets"),
        ("<", limits.brackets, "less-than signs"),
        ("](", limits.links, "links"),
        ("![", limits.links, "images"),
        ("[^", limits.footnotes * 2, "footnote marks"),
        ("*", limits.emphasis, "asterisks"),
        ("_", limits.emphasis, "underscores"),
        ("`", limits.emphasis, "backticks"),
        ("\\", limits.emphasis, "backslashes"),
        ("&", limits.emphasis, "ampersands"),
        ("  \n", limits.list_items, "forced line breaks"),
    ):
        if (count := prose.count(sign)) > most:
            return f"{count:,} {name} are more than the {most:,} allowed", _at(prose, prose.find(sign))
    few = sum(map(prose.count, _MARK_SIGNS)) < _MOST_MARKS
    if not few and (match := _MARKS.search(prose)):
        return f"'{match.group()[:12]}…' is not text that can be read", _at(prose, match.start())
    return None


def _many_lines(prose: str, limits: Limits) -> Excess | None:
    every = prose.count("\n") + 1
    for pattern, most, name in (
        (_HEADING, limits.headings, "headings"),
        (_TABLE_ROW, limits.table_rows, "table rows"),
        (_WORDLESS, limits.table_rows // 2, "lines without a word"),
    ):
        if every <= most and (pattern is not _TABLE_ROW or "|" not in prose):
            continue
        found = list(pattern.finditer(prose))
        if len(found) > most:
            return f"{len(found):,} {name} are more than the {most:,} allowed", _at(prose, found[0].start())
        if pattern is _TABLE_ROW and (wide := _wide_row([row.group() for row in found], limits)):
            return wide, _at(prose, found[0].start())
    lines = sum(1 for line in prose.split("\n") if line) if every > limits.lines else 0
    return (
        (f"{lines:,} lines are more than the {limits.lines:,} allowed", 1) if lines > limits.lines else None
    )


def _wide_row(rows: list[str], limits: Limits) -> str | None:
    widest = max((row.count("|") for row in rows), default=0)
    if widest > limits.columns:
        return f"a table of {widest:,} columns (at most {limits.columns})"
    return None


def _long_paragraph(prose: str, limits: Limits) -> Excess | None:
    """Lines that no blank line parts are read as one, whatever they become."""
    most_looked_at = limits.brackets * _BRACKET_REACH
    if len(prose) <= limits.paragraph and prose.count("[") * len(prose) <= most_looked_at:
        return None
    number, looked_at = 1, 0
    for paragraph in _BLANK_LINES.split(prose):
        if len(paragraph) > limits.paragraph:
            return (
                f"{len(paragraph):,} characters without a blank line (at most {limits.paragraph:,})",
                number,
            )
        looked_at += paragraph.count("[") * len(paragraph)
        if looked_at > most_looked_at:
            return f"{paragraph.count('[')} square brackets in one long paragraph", number
        number += paragraph.count("\n") + 2
    return None


def _deep_nesting(prose: str, limits: Limits) -> Excess | None:
    items = 0
    for number, line in enumerate(prose.split("\n"), 1):
        if line[:1].isalpha() or _RULE.match(line) or not line.strip(" "):
            continue
        if leaders := _LEADERS.match(line):
            items += 1
            if len(_LEADER.findall(leaders.group())) > limits.nesting:
                return f"quotations or lists nested more than {limits.nesting} deep", number
        indent = len(line) - len(line.lstrip(" "))
        if indent > 4 * limits.nesting + 8:
            return f"a line indented by {indent} characters", number
    return (
        (f"{items:,} list items are more than the {limits.list_items:,} allowed", 1)
        if items > limits.list_items
        else None
    )
