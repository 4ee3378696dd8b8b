"""Find markup of other systems, which would be published as typed.

Writers bring it from Material, Hugo, Jekyll, wikis and others; `other_markup.toml` lists it. Code,
addresses, and quoted words are left alone: a text may be about such markup.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from markdown_it.token import Token

from generator.read.tables import table

_CODE, _EDGE, _EMPHASIS = "\x01", "\x02", "\x03"
"""Stand for a code span and the edges of other elements and of emphasis; texts contain none."""
_ESCAPED = dict(zip("()[]", "\x04\x05\x06\x07", strict=True))
"""Brackets with a backslash, which begin and end formulas in LaTeX."""
_NAMES = {
    "<code>": _CODE,
    "<mark>": _EDGE,
    "<em>": _EMPHASIS,
    **{f"<{bracket}>": 2 * sign for bracket, sign in _ESCAPED.items()},
}
"""What patterns call them."""
_QUOTED = re.compile(
    r'"[^"]*"|“[^“”]*”|„[^„“”]*[“”]|”[^”]*”|«[^«»]*»|»[^«»]*«|‹[^‹›]*›|‘[^‘’]*’|‚[^‚‘’]*[‘’]'
    r"|「[^「」]*」|『[^『』]*』|《[^《》]*》|(?<![\w'])'(?!')[^'\n]+'(?![\w'])"
)
_ADDRESS = re.compile(r"(?:(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{0,20}://|\bwww\.)\S+")


@dataclass(frozen=True, slots=True)
class Markup:
    """A row of the table: markup that the digest does not have."""

    looks: str
    """An example."""
    of: str
    """The systems whose markup it is; "" for a slip in Markdown."""
    help: str
    """What to write here, as a command."""
    also: tuple[str, ...]
    """Further examples."""
    within: str
    """`block`, `quotation`, `address` or `html` if it is looked for only there, else empty."""
    signs: tuple[str, ...]
    """A text without any of these pieces does not contain it."""
    likely: re.Pattern[str]
    """Nor does one without a match of this simple pattern."""
    source: str
    """Its pattern, which is compiled for the first text that may contain it."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds it."""
        return _compiled(self.source)

    def is_possible(self, text: str) -> bool:
        """Whether a text may contain it, which takes a microsecond to tell."""
        for sign in self.signs:  # a generator takes thrice as long
            if sign in text:
                return self.likely.search(text) is not None
        return False

    @property
    def says(self) -> str:
        """What is wrong with it, after the text itself."""
        if not self.of:
            return "is shown as it is typed"
        return f"is markup of {self.of}; the digest does not have it"

    def problem(self, written: str, parts: Mapping[str, str]) -> tuple[str, str, str]:
        """The code, message and help line for a piece of text that is such markup.

        `parts` are what the groups of the pattern matched; they fill blanks of the help.
        """
        message = f"'{written}' {self.says}"
        help_line = self.help
        for name, part in parts.items():
            help_line = help_line.replace(f"<{name}>", part)
        help_line += "; if the text is about it, put it in `backticks`"
        return "other-markup", message, help_line


class Found(NamedTuple):
    """Markup in the source of a block: its row, line and column (both from 0), text and parts."""

    row: Markup
    line: int
    column: int
    written: str
    parts: Mapping[str, str]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


@cache
def every_markup() -> tuple[Markup, ...]:
    """The rows of the table."""
    return tuple(map(_row, table("generator.read", "other_markup").values()))


def _row(entry: dict[str, str | list[str]]) -> Markup:
    pattern = str(entry["pattern"])
    for name, sign in _NAMES.items():
        pattern = pattern.replace(name, sign)
    return Markup(
        looks=str(entry["looks"]),
        of=str(entry["of"]),
        help=str(entry["help"]),
        also=tuple(entry.get("also", ())),
        within=str(entry.get("within", "")),
        signs=tuple(entry.get("signs", ())),
        likely=re.compile(str(entry.get("likely", ""))),
        source=pattern,
    )


def possible(text: str) -> list[Markup]:
    """The rows that a text may have: searching it for short pieces takes microseconds."""
    return [row for row in every_markup() if row.is_possible(text)]


def of_address(href: str) -> Markup | None:
    """The markup that the address of a link is, if any."""
    return next((row for row in _within("address") if row.pattern.fullmatch(href)), None)


def of_html(text: str, start: int) -> Markup | None:
    """The markup that begins like HTML at an offset in a text, if any."""
    return next((row for row in _within("html") if row.pattern.match(text, start)), None)


def _within(where: str) -> Iterator[Markup]:
    return (row for row in every_markup() if row.within == where)


def find(rows: Sequence[Markup], block: Token, within: str) -> Iterator[Found]:
    """Find the markup of some rows in an inline token.

    `within` is "quotation" for the text of a block quotation, in which other rows are not looked
    for, and "block" for that of a paragraph of its own. Each row is found once on each line.
    """
    wanted = (within,) if within == "quotation" else ("", within)
    rows = [row for row in rows if row.within in wanted]
    if not any(row.is_possible(block.content) for row in rows):
        return
    text, offsets = _flat(block)
    matches = [
        (match.start(), number, match.end(), match.groupdict(""))
        for number, row in enumerate(rows)
        for match in row.pattern.finditer(text)
    ]
    if not matches:
        return
    untouched = _Spans([*_QUOTED.finditer(text)]), _Spans([*_ADDRESS.finditer(text)])
    places = _Places(block.content)
    end, told = 0, set()
    for start, number, stop, parts in sorted(matches, key=itemgetter(0, 1)):
        if start < end or any(spans.contain(start) for spans in untouched):
            continue
        end = stop
        line, column = places.of(offsets[start])
        if (number, line) not in told:
            told.add((number, line))
            written = block.content[offsets[start] : offsets[stop - 1] + 1]
            said = {name: part for name, part in parts.items() if part}
            yield Found(rows[number], line, column, written, said)


class _Places:
    """Lines and columns of a text, both from 0."""

    def __init__(self, text: str) -> None:
        self._begins = [0, *(match.end() for match in re.finditer("\n", text))]

    def of(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._begins, offset) - 1
        return line, offset - self._begins[line]


class _Spans:
    """Spans of a text that are asked for ascending offsets."""

    def __init__(self, matches: list[re.Match[str]]) -> None:
        self._left = [match.span() for match in reversed(matches)]

    def contain(self, offset: int) -> bool:
        while self._left and self._left[-1][1] <= offset:
            self._left.pop()
        return bool(self._left) and self._left[-1][0] <= offset


def _flat(block: Token) -> tuple[str, list[int]]:
    """The text of an inline token, and the offset of each of its letters in the token's source.

    Code spans, escaped letters, images and the edges of elements are one letter each.
    """
    text: list[str] = []
    offsets: list[int] = []
    cursor, address = 0, ""
    for token in block.children or ():
        shown = _shown(token)
        start, cursor = _span(token, address, block.content, cursor)
        is_same = cursor - start == len(shown)
        offsets.extend(range(start, cursor) if is_same else [start] * len(shown))
        text.append(shown)
        if token.type == "link_open":
            address = str(token.attrs.get("href", ""))
    return "".join(text), offsets


def _shown(token: Token) -> str:
    """What stands for a token in the text that is searched."""
    if token.type == "text" or token.content == token.markup != "":  # a backslash before a letter
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "code_inline":
        return _CODE
    if token.tag == "em":
        return _EMPHASIS
    if token.type == "text_special" and token.content in _ESCAPED:
        return 2 * _ESCAPED[token.content]
    # MediaWiki's __TOC__ is strong, and Pandoc's H~2~O crossed out.
    return token.markup if token.markup in ("__", "~") else _EDGE


def _span(token: Token, address: str, source: str, cursor: int) -> tuple[int, int]:
    """The offsets in the source between which a token is written, at or after `cursor`.

    `address` is that of the last link, so that the text after a link is not found in its address.
    """
    written = token.markup
    if token.type == "code_inline":
        opened = source.find(written, cursor) + len(written)
        return opened - len(written), source.find(written, opened + len(token.content)) + len(
            written
        )
    if token.type == "text":
        written = token.content
    elif token.type in ("softbreak", "hardbreak"):
        written = "\n"
    elif token.type == "image":
        written = str(token.attrs.get("src", ""))
    elif token.type == "link_close" and source.startswith("](", cursor):
        written = address
    start = source.find(written, cursor)
    return (start, start + len(written)) if start >= 0 else (cursor, cursor)
