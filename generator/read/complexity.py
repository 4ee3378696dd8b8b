"""Whether a body can be read in time, judged before the Markdown parser sees it.

Python-Markdown looks at a paragraph once more for each mark in it, so its time
grows with marks times the length of the paragraph. Both are bounded here, for
every kind of mark, and so is everything that nests or multiplies. Inside a
fence the parser looks for nothing, so only the lengths of its lines count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from markdown.extensions.fenced_code import FencedBlockPreprocessor

from generator.model.limits import Limits
from generator.read.text import position

Excess = tuple[str, int]
"""What is too much, and the line of the body on which it begins, from 1."""

_LEADERS = re.compile(r"(?:[ ]*(?:>|[*+-](?=[ ]|$)|\d+[.)](?=[ ]|$)))+")
_LEADER = re.compile(r">|[*+-]|\d+[.)]")
_RULE = re.compile(r"[ ]*([*_-])([ ]*\1){2,40}[ ]*\Z")
_FENCE = re.compile(r"^[ ]*(?:`{3,}|~{3,})", re.MULTILINE)
_FENCE_WITH_OPTIONS = re.compile(r"^(?:`{3,}+|~{3,}+)[ ]*+(?:\{|.*hl_lines=)", re.MULTILINE)
_CODE_BLOCK = FencedBlockPreprocessor.FENCED_BLOCK_RE
_RUN_OF_MARKS = re.compile(r"[\[\]()<>!*_`~]{24,}")
_HEADING = re.compile(r"^[ ]{0,3}#", re.MULTILINE)
_TABLE_ROW = re.compile(r"\|.*$", re.MULTILINE)
_WORDLESS = re.compile(r"^[ ]*(?:[^\w\s]|_)(?:[^\w\n]|_)*$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n[ ]*\n")
_MOST_FENCES = 80
_BRACKET_REACH = 3_000
"""Characters in which the other end of a bracket is looked for, on average; links are far shorter."""


def find_excess(body: str, limits: Limits) -> Excess | None:
    """The first reason why a body would take too long to read; None for any honest text."""
    text = body.expandtabs(4)  # as the parser will see it: tabs decide what is a fence
    if excess := next(chain(_long_lines(text, limits), _fences(text)), None):
        return excess
    # Only now: finding the ends of fences takes the square of their number.
    prose = _CODE_BLOCK.sub(lambda found: "\n" * found.group().count("\n"), text)
    checks = (_marks, _lines, _paragraphs, _nesting)
    return next(chain.from_iterable(check(prose, limits) for check in checks), None)


def _at(text: str, offset: int) -> int:
    return position(text, offset)[0]


def _long_lines(text: str, limits: Limits) -> Iterator[Excess]:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > limits.line_length:
            yield f"a line of {len(line):,} characters (at most {limits.line_length:,})", number


def _fences(text: str) -> Iterator[Excess]:
    fences = [match.start() for match in _FENCE.finditer(text)]
    if len(fences) > _MOST_FENCES:
        yield f"{len(fences):,} code fences are more than the {_MOST_FENCES} allowed", _at(text, fences[-1])
    if options := _FENCE_WITH_OPTIONS.search(text):
        yield "a code fence is followed by more than the name of a language", _at(text, options.start())


def _marks(prose: str, limits: Limits) -> Iterator[Excess]:
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
            yield f"{count:,} {name} are more than the {most:,} allowed", _at(prose, prose.find(sign))
    if run := _RUN_OF_MARKS.search(prose):
        yield f"'{run.group()[:12]}…' is not text that can be read", _at(prose, run.start())


def _lines(prose: str, limits: Limits) -> Iterator[Excess]:
    rows = list(_TABLE_ROW.finditer(prose))
    for found, most, name in (
        (list(_HEADING.finditer(prose)), limits.headings, "headings"),
        (rows, limits.table_rows, "table rows"),
        (list(_WORDLESS.finditer(prose)), limits.table_rows // 2, "lines without a word"),
    ):
        if len(found) > most:
            yield f"{len(found):,} {name} are more than the {most:,} allowed", _at(prose, found[0].start())
    widest = max((row.group().count("|") for row in rows), default=0)
    if widest > limits.columns:
        yield f"a table of {widest:,} columns (at most {limits.columns})", _at(prose, rows[0].start())
    lines = sum(1 for line in prose.split("\n") if line)
    if lines > limits.lines:
        yield f"{lines:,} lines are more than the {limits.lines:,} allowed", 1


def _paragraphs(prose: str, limits: Limits) -> Iterator[Excess]:
    """Lines that no blank line parts are read as one, whatever they become."""
    number, looked_at = 1, 0
    for paragraph in _BLANK_LINES.split(prose):
        length, most = len(paragraph), limits.paragraph
        looked_at += paragraph.count("[") * length
        if length > most:
            yield f"{length:,} characters without a blank line (at most {most:,})", number
        if looked_at > limits.brackets * _BRACKET_REACH:
            yield f"{paragraph.count('[')} square brackets in one long paragraph", number
        number += paragraph.count("\n") + 2


def _nesting(prose: str, limits: Limits) -> Iterator[Excess]:
    items = 0
    for number, line in enumerate(prose.split("\n"), 1):
        if not line.strip(" ") or _RULE.match(line):
            continue
        if leaders := _LEADERS.match(line):
            items += 1
            if len(_LEADER.findall(leaders.group())) > limits.nesting:
                yield f"quotations or lists nested more than {limits.nesting} deep", number
        indent = len(line) - len(line.lstrip(" "))
        if indent > 4 * limits.nesting + 8:
            yield f"a line indented by {indent} characters", number
    if items > limits.list_items:
        yield f"{items:,} list items are more than the {limits.list_items:,} allowed", 1
