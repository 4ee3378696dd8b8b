"""Check whether a body can be parsed in time, before the Markdown parser sees it.

A Markdown parser may scan a paragraph again for each mark in it. So the number of marks, the length
of paragraphs, and structures that nest or multiply are limited here. Inside a fence the parser
searches for nothing, so only the lengths of its lines count.

Nearly all texts are far below every limit. So each check counts a sign first, which takes a
microsecond, and searches with an expression only if there are enough of that sign.
"""

import re

from generator.model.limits import Limits
from generator.read.text import position

Excess = tuple[str, int]
"""The excessive structure, and the line of the body on which it begins, from 1."""

_LEADERS = re.compile(r"(?:[ ]*(?:>|[*+-](?=[ ]|$)|\d+[.)](?=[ ]|$)))+")
_LEADER = re.compile(r">|[*+-]|\d+[.)]")
_LEADER_SIGNS = frozenset(">*+-0123456789")
"""The characters with which a leader begins."""
_RULE = re.compile(r"([*_-])([ ]*\1){2,40}[ ]*\Z")
_CODE_BLOCK = re.compile(
    r"^ {0,3}(?:(?P<ticks>`{3,}+)[^`\n]*|(?P<tildes>~{3,}+)[^\n]*)\n"
    r"(?:(?! {0,3}(?:(?P=ticks)`*|(?P=tildes)~*)[ \t]*$)[^\n]*\n)*+[^\n]*",
    re.MULTILINE,
)
_LINK = re.compile(r"\]\(|(?<![\w/(\"])(?:https?://|www\.)|[\w.+-]@\w")
"""Matches a piece of each link: in brackets, a bare address, or a bare mailbox."""
_LINK_SIGNS = ("](", "://", "www.", "@")
_MARKS = "[]()<>!*_`~"
_MOST_IN_A_ROW = 23
"""Maximum marks side by side; the end of a link in emphasis in brackets, `)_**)`, has five."""
_RUN_OF_MARKS = re.compile(rf"[{re.escape(_MARKS)}]{{{_MOST_IN_A_ROW + 1},}}")
_HEADING = re.compile(r"^[ ]{0,3}#", re.MULTILINE)
_TABLE_ROW = re.compile(r"\|.*$", re.MULTILINE)
_WORDLESS = re.compile(r"^[ ]*(?:[^\w\s]|_)(?:[^\w\n]|_)*$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n[ ]*\n")
_BRACKET_REACH = 3_000
"""Maximum average distance between brackets of a pair in characters; links are far shorter."""


def find_excess(body: str, limits: Limits) -> Excess | None:
    """The first reason why a body would take too long to parse; None if there is none."""
    text = body.expandtabs(4)  # the text as the parser sees it
    too_long = _long_line(text, limits)
    if too_long:
        return too_long
    prose = without_code_blocks(text)
    for check in (_marks, _links, _lines, _paragraphs, _nesting):
        excess = check(prose, limits)
        if excess:
            return excess
    return None


def without_code_blocks(text: str) -> str:
    """The text with its fenced code blocks reduced to their line ends."""
    if "```" not in text and "~~~" not in text:
        return text
    return _CODE_BLOCK.sub(lambda match: "\n" * match.group().count("\n"), text)


def _too_many(count: int, name: str, most: int, prose: str, offset: int) -> Excess:
    line, _ = position(prose, offset)
    return f"{count:,} {name} are more than the {most:,} allowed", line


def _long_line(text: str, limits: Limits) -> Excess | None:
    most = limits.line_length
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > most:
            return f"a line of {len(line):,} characters (at most {most:,})", number
    return None


def _marks(prose: str, limits: Limits) -> Excess | None:
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
        count = prose.count(sign)
        if count > most:
            return _too_many(count, name, most, prose, prose.find(sign))
    return None


def _links(prose: str, limits: Limits) -> Excess | None:
    """Report too many links, or a long run of marks without text."""
    if sum(map(prose.count, _LINK_SIGNS)) > limits.links:
        links = list(_LINK.finditer(prose))
        if len(links) > limits.links:
            return _too_many(len(links), "links", limits.links, prose, links[0].start())
    if sum(map(prose.count, _MARKS)) > _MOST_IN_A_ROW:
        run = _RUN_OF_MARKS.search(prose)
        if run:
            line, _ = position(prose, run.start())
            return f"'{run.group()[:12]}…' is not text that can be read", line
    return None


def _lines(prose: str, limits: Limits) -> Excess | None:
    for sign, pattern, most, name in (
        ("#", _HEADING, limits.headings, "headings"),
        ("|", _TABLE_ROW, limits.table_rows, "table rows"),
        ("\n", _WORDLESS, limits.table_rows // 2, "lines without a word"),
    ):
        if prose.count(sign) >= most:
            found = list(pattern.finditer(prose))
            if len(found) > most:
                return _too_many(len(found), name, most, prose, found[0].start())
    lines = list(filter(None, prose.split("\n")))
    widest = max((line.count("|") for line in lines), default=0)
    if widest > limits.columns:
        line, _ = position(prose, prose.find("|"))
        return f"a table of {widest:,} columns (at most {limits.columns})", line
    if len(lines) > limits.lines:
        return f"{len(lines):,} lines are more than the {limits.lines:,} allowed", 1
    return None


def _paragraphs(prose: str, limits: Limits) -> Excess | None:
    """Report runs of lines without a blank line that are too long.

    The parser reads each run as a unit.
    """
    most = limits.paragraph
    number, looked_at = 1, 0
    for paragraph in _BLANK_LINES.split(prose):
        length, brackets = len(paragraph), paragraph.count("[")
        looked_at += brackets * length
        if length > most:
            return f"{length:,} characters without a blank line (at most {most:,})", number
        if looked_at > limits.brackets * _BRACKET_REACH:
            return f"{brackets} square brackets in one long paragraph", number
        number += paragraph.count("\n") + 2
    return None


def _nesting(prose: str, limits: Limits) -> Excess | None:
    items = 0
    for number, line in enumerate(prose.split("\n"), 1):
        words = line.lstrip(" ")
        indent = len(line) - len(words)
        # A level of a list is indented by up to four spaces, and code in it by up to eight more.
        if words and indent > 4 * limits.nesting + 8:
            return f"a line indented by {indent} characters", number
        leaders = None
        if words[:1] in _LEADER_SIGNS and not _RULE.match(words):
            leaders = _LEADERS.match(words)
        if leaders:
            items += 1
            if len(_LEADER.findall(leaders.group())) > limits.nesting:
                return f"quotations or lists nested more than {limits.nesting} deep", number
    if items > limits.list_items:
        return f"{items:,} list items are more than the {limits.list_items:,} allowed", 1
    return None
