"""Check whether a body can be parsed in time, before the Markdown parser sees it.

A Markdown parser may scan a paragraph again for each mark in it. So the number of marks, the length
of paragraphs, and structures that nest or multiply are limited here. Inside a fence the parser
searches for nothing, so only the lengths of its lines count.
"""

import re
from collections.abc import Iterator
from itertools import chain

from generator.model.limits import Limits
from generator.read.text import position

Excess = tuple[str, int]
"""The excessive structure, and the line of the body on which it begins, from 1."""

_LEADERS = re.compile(r"(?:[ ]*(?:>|[*+-](?=[ ]|$)|\d+[.)](?=[ ]|$)))+")
_LEADER = re.compile(r">|[*+-]|\d+[.)]")
_RULE = re.compile(r"[ ]*([*_-])([ ]*\1){2,40}[ ]*\Z")
_CODE_BLOCK = re.compile(
    r"^ {0,3}(?:(?P<ticks>`{3,}+)[^`\n]*|(?P<tildes>~{3,}+)[^\n]*)\n"
    r"(?:(?! {0,3}(?:(?P=ticks)`*|(?P=tildes)~*)[ \t]*$)[^\n]*\n)*+[^\n]*",
    re.MULTILINE,
)
_LINK = re.compile(r"\]\(|(?<![\w/(\"])(?:https?://|www\.)|[\w.+-]@\w")
"""Matches a piece of each link: in brackets, a bare address, or a bare mailbox."""
_LINK_SIGNS = ("](", "://", "www.", "@")
_RUN_OF_MARKS = re.compile(r"[\[\]()<>!*_`~]{24,}")
_HEADING = re.compile(r"^[ ]{0,3}#", re.MULTILINE)
_TABLE_ROW = re.compile(r"\|.*$", re.MULTILINE)
_WORDLESS = re.compile(r"^[ ]*(?:[^\w\s]|_)(?:[^\w\n]|_)*$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n[ ]*\n")
_BRACKET_REACH = 3_000
"""Maximum average distance between brackets of a pair in characters; links are far shorter."""


def find_excess(body: str, limits: Limits) -> Excess | None:
    """The first reason why a body would take too long to parse; None for any ordinary text."""
    text = body.expandtabs(4)  # the text as the parser sees it
    prose = without_code_blocks(text)
    checks = chain(
        _long_lines(text, limits),
        *(check(prose, limits) for check in (_marks, _lines, _paragraphs, _nesting)),
    )
    return next(checks, None)


def without_code_blocks(text: str) -> str:
    """The text with its fenced code blocks reduced to their line ends."""
    return _CODE_BLOCK.sub(lambda match: "\n" * match.group().count("\n"), text)


def _at(text: str, offset: int) -> int:
    return position(text, offset)[0]


def _long_lines(text: str, limits: Limits) -> Iterator[Excess]:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > limits.line_length:
            yield f"a line of {len(line):,} characters (at most {limits.line_length:,})", number


def _marks(prose: str, limits: Limits) -> Iterator[Excess]:
    for sign, most, name in (
        ("[", limits.brackets, "square brackets"),
        ("<", limits.brackets, "less-than signs"),
        ("![", limits.links, "images"),
        ("[^", limits.footnotes * 2, "footnote marks"),
        ("*", limits.emphasis, "asterisks"),
        ("_", limits.emphasis, "underscores"),
        ("`", limits.emphasis, "backticks"),
        ("~", limits.emphasis, "tildes"),
        ("\\", limits.emphasis, "backslashes"),
        ("&", limits.emphasis, "ampersands"),
        ("  \n", limits.list_items, "forced line breaks"),
    ):
        if (count := prose.count(sign)) > most:
            yield (
                f"{count:,} {name} are more than the {most:,} allowed",
                _at(prose, prose.find(sign)),
            )
    if (
        sum(map(prose.count, _LINK_SIGNS)) > limits.links
    ):  # counting signs is fast, and hardly a text has so many
        links = list(_LINK.finditer(prose))
        if len(links) > limits.links:
            reason = f"{len(links):,} links are more than the {limits.links:,} allowed"
            yield reason, _at(prose, links[0].start())
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
            yield (
                f"{len(found):,} {name} are more than the {most:,} allowed",
                _at(prose, found[0].start()),
            )
    widest = max((row.group().count("|") for row in rows), default=0)
    if widest > limits.columns:
        yield (
            f"a table of {widest:,} columns (at most {limits.columns})",
            _at(prose, rows[0].start()),
        )
    lines = sum(1 for line in prose.split("\n") if line)
    if lines > limits.lines:
        yield f"{lines:,} lines are more than the {limits.lines:,} allowed", 1


def _paragraphs(prose: str, limits: Limits) -> Iterator[Excess]:
    """Report runs of lines without a blank line that are too long; the parser reads each run as a unit."""
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
