"""Find the likely mistake behind a libyaml error, which only reports where the parser stopped.

That place is often a line below the mistake. Each function here looks for one kind of mistake in
the lines before it.
"""

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from generator.model.article import Article
from generator.model.term import Term
from generator.read.text import describe

_KEY = r"[A-Za-z][\w-]*"
_SPACES = "\u00a0\u2007\u202f\u3000\t"
_APART = re.compile(
    rf"(\s*(?:- )?)({_KEY})[ {_SPACES}]*([:：\ufe55\ua789])(?![ \n]|\Z)[{_SPACES}]*(.*)"
)
_NO_COLON = re.compile(rf"({_KEY}) +(?![:#])(\S.*)")
_ENTRY = re.compile(rf"( *)(?:- )?({_KEY}|\"[^\"]*\"|'[^']*'):(?: +(\S.*)|\s*)\Z")
_ITEM = re.compile(r" *- ")
_GLUED_ITEM = re.compile(r"( *)-([^\s-].*)")
_SINGLE = re.compile(r"'(?:[^']|'')*'\s*(?:#.*)?\Z")
_DOUBLE = re.compile(r"\"(?:[^\"\\]|\\.)*\"\s*(?:#.*)?\Z")
_QUOTED_WORDS = re.compile(r"([\"'])[^\"']+\1(?!\w)")
_SPECIAL = "*&!%@`"
ODD_INDENT = re.compile(rf" *[{_SPACES}][ {_SPACES}]*(?=\S)")
_FIELDS = (*Article.__dataclass_fields__, *Term.__dataclass_fields__)
_KEYS = frozenset((*_FIELDS, "agencies", "themes"))
"""Words that are likely keys.

At the start of a line without a colon, other words are likelier the rest of the value above.
"""


_BEGINS = re.compile(rf"(?:{_KEY}|\"[^\"]*\"|'[^']*')[ {_SPACES}]*[:：\ufe55\ua789]")
_KEY_IN = re.compile(
    rf"^[ {_SPACES}]*(?:- *)?({_KEY})(?=[ {_SPACES}]*[:：\ufe55\ua789]| )", re.MULTILINE
)


class Slip(NamedTuple):
    """A mistake in YAML: line and column counted from 0, the message, and the help line."""

    line: int
    column: int
    message: str
    help: str


def find_slip(lines: list[str], stopped: int) -> Slip | None:
    """The first mistake in a YAML mapping, up to the line where libyaml stopped; None if none."""
    within = list(enumerate(lines[: stopped + 1]))
    checks = (_odd_indents, _colons, _quotes, _special_signs, _indents, _dashes)
    return min(chain.from_iterable(check(within) for check in checks), default=None)


def entry_lines(lines: list[str], start: int, end: int, indent: int) -> Iterator[tuple[int, int]]:
    """Yield the first line of each entry with an indentation, and that after its last.

    Lines are counted from 0; the entries are between `start` and `end`.
    """
    left = " " * indent
    begin = [line[indent:] if line.startswith(left) else "" for line in lines[start:end]]
    written = {line.partition(":")[0].strip() for line in begin if _BEGINS.match(line)}
    starts = []
    for number, line in enumerate(begin, start):
        word = line.partition(" ")[0]
        if _BEGINS.match(line) or (word in _KEYS and word not in written):
            starts.append(number)
    yield from pairwise([*starts, end])


def keys_in(text: str) -> frozenset[str]:
    """The keys that a text may have been meant to have, at any depth."""
    return frozenset(_KEY_IN.findall(text))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _indented(indent: int, text: str) -> str:
    """Describe a line and its indentation in words."""
    return f"{_spaces(indent)}:{' ' * (indent + 1)}{_short(text)}"


def _odd_indents(lines: list[tuple[int, str]]) -> Iterator[Slip]:
    """Find lines that are indented with a tab or with unusual spaces."""
    for number, line in lines:
        match = ODD_INDENT.match(line)
        if match:
            yield odd_indent(number, match[0])
            return


def odd_indent(line: int, indent: str) -> Slip:
    """The slip of a line that is indented with other characters than spaces."""
    odd = next(char for char in indent if char != " ")
    character = "a tab" if odd == "\t" else describe(odd)
    message = f"the line is indented with {character}"
    return Slip(line, indent.index(odd), message, "indent with spaces instead")


def _colons(lines: list[tuple[int, str]]) -> Iterator[Slip]:
    """Find the first line whose key has no colon, another colon, or no space after it."""
    open_brackets = 0
    above: re.Match[str] | None = None
    for number, line in lines:
        entry, apart, words = _ENTRY.match(line), _APART.fullmatch(line), _NO_COLON.fullmatch(line)
        if apart and not apart[4].startswith("//"):
            yield _apart(number, line, apart)
            return
        if words and not apart and not entry and not open_brackets:
            yield _without_colon(number, words, above)
            return
        above = entry or above
        open_brackets += sum(map(line.count, "[{")) - sum(map(line.count, "]}"))


def _apart(number: int, line: str, match: re.Match[str]) -> Slip:
    """The slip of a line whose key has another colon, or no space after it."""
    column, key, value = match.start(3), match[2], _short(match[4])
    help_line = f"write {key}: {value}".rstrip()
    if match[3] != ":":
        return Slip(number, column, f"'{match[3]}' is not an ordinary colon", help_line)
    message = f"there is no space after '{key}:'"
    if line[column + 1] in _SPACES:
        message = f"the space after '{key}:' is not an ordinary space"
    return Slip(number, column + 1, message, help_line)


def _without_colon(number: int, match: re.Match[str], above: re.Match[str] | None) -> Slip:
    """The slip of a line of words: either its colon is missing, or it continues the value above."""
    word, rest = match.groups()
    if above and above[3] and word.lower() not in _KEYS:
        message = f"this line has no key; if it continues '{above[2]}', it must be indented"
        sample = _indented(len(above[1]) + 2, match[0])
        return Slip(number, 0, message, f"indent it by {sample}")
    message = f"there is no colon after '{word}'"
    return Slip(number, match.end(1), message, f"write {word}: {_short(rest)}")


def _values(lines: list[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield each value that begins on the line of its key: line, column and text."""
    for number, line in lines:
        match = _ENTRY.match(line)
        if match and match[3]:
            yield number, match.start(3), match[3]


def _quotes(lines: list[tuple[int, str]]) -> Iterator[Slip]:
    """Find quoted values with text after the closing quotation mark, or without that mark."""
    for number, column, value in _values(lines):
        mark, inner = value[0], _between_marks(value)
        escaped = _short(inner.replace('"', r"\""))
        if mark == "'" and "'" in value[1:] and not _SINGLE.match(value):
            message, help_line = (
                "the apostrophe ends the quoted value",
                f'use double quotes: "{escaped}"',
            )
        elif mark == '"' and '"' in value[1:] and not _DOUBLE.match(value):
            message = "a quotation mark ends the value before its last word"
            help_line = f'put a backslash before each inner one: "{escaped}"'
            if "'" not in inner:
                help_line = f"use single quotes: '{_short(inner)}'"
        else:
            continue
        yield Slip(number, column, message, help_line)


def _between_marks(value: str) -> str:
    """Remove the quotation marks around a value; marks around its first words are kept."""
    value = value.strip()
    if value[-1] == value[0]:
        return value[1:-1]
    return value if _QUOTED_WORDS.match(value) else value[1:]


def _special_signs(lines: list[tuple[int, str]]) -> Iterator[Slip]:
    """Find values that begin with a special character of YAML."""
    for number, column, value in _values(lines):
        if value[0] in _SPECIAL:
            yield special_sign(number, column, value)


def special_sign(line: int, column: int, value: str) -> Slip:
    """The slip of a value that begins with a special character such as `*` and needs quotes."""
    escaped = _short(value.strip()).replace("\\", r"\\").replace('"', r"\"")
    message = f"a value that begins with {value[0]} needs quotes"
    return Slip(line, column, message, f'write "{escaped}"')


def _dashes(lines: list[tuple[int, str]]) -> Iterator[Slip]:
    """Find a dash without a space among other items of a list."""
    above = ""
    for number, line in lines:
        glued = _GLUED_ITEM.fullmatch(line)
        if glued and _ITEM.match(above):
            message = "there is no space after the dash"
            yield Slip(number, len(glued[1]), message, f"write - {_short(glued[2])}")
        above = line


def _indents(lines: list[tuple[int, str]]) -> Iterator[Slip]:
    """Find the first key whose indentation matches no key above, or that is below a value."""
    above: list[re.Match[str]] = []
    for number, line in lines:
        if not line.strip() or line.lstrip().startswith(("#", "- ")):
            continue
        key = _ENTRY.match(line)
        if key is None:
            return  # a value on several lines, which may be indented freely
        last = above[-1] if above and above[-1][3] else None
        while above and len(above[-1][1]) > len(key[1]):
            last = above.pop()
        if above and len(above[-1][1]) == len(key[1]):
            above.pop()
        elif last:
            own, target = _spaces(len(key[1])), _spaces(len(last[1]))
            message = f"'{key[2]}' is indented by {own}, but '{last[2]}' above by {target}"
            help_line = f"indent '{key[2]}' by {target}"
            if not last[1]:
                help_line = f"delete {own} before '{key[2]}'"
            yield Slip(number, len(key[1]), message, help_line)
            return
        if key[3] and key[3][0] in "|>":
            return
        above.append(key)


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count or 'no'} spaces"
