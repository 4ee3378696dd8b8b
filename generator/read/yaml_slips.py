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
_DASH_IN_BRACKETS = re.compile(rf"( *{_KEY}: *\[ *)- +([^\],]+)")
_SINGLE = re.compile(r"'(?:[^']|'')*'\s*(?:#.*)?\Z")
_DOUBLE = re.compile(r"\"(?:[^\"\\]|\\.)*\"\s*(?:#.*)?\Z")
_QUOTED_WORDS = re.compile(r"([\"'])[^\"']+\1(?!\w)")
_SPECIAL = "*&!%@`"
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}(?:\s+#.*)?\Z")
"""The beginning of a block scalar, whose text follows in indented lines."""
ODD_INDENT = re.compile(rf" *[{_SPACES}][ {_SPACES}]*(?=\S)")
_KEYS = frozenset(
    (
        *Article.__dataclass_fields__,
        *Term.__dataclass_fields__,
        "agencies",
        "themes",
        "retracted",
        "title",
    )
)
"""Words that are likely keys.

At the start of a line without a colon, other words are likelier the rest of the value above.
"""


class Slip(NamedTuple):
    """A mistake: line and column from 0, the message, and the help."""

    line: int
    column: int
    message: str
    help: str


def find_slip(lines: list[str], stopped: int) -> Slip | None:
    """The first mistake in a YAML mapping up to the line at which libyaml stopped, or None."""
    within = list(enumerate(lines[: stopped + 1]))
    checks = (_block_texts, _odd_indents, _colons, _quotes, _special_signs, _indents, _dashes)
    return min(chain.from_iterable(check(within) for check in checks), default=None)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _block_texts(lines: list[tuple[int, str]]) -> Iterator[Slip]:
    """The first line of text below `key: >` that is not indented."""
    above: re.Match[str] | None = None
    for number, line in lines:
        if above and line.strip():
            indent = len(above[1])
            is_indented = len(line) - len(line.lstrip()) > indent
            if not is_indented and not _ENTRY.match(line):
                message = f"this line belongs to '{above[2]}' but is not indented"
                help_line = (
                    f"indent every line of its text by {_spaces(indent + 2)}:{' ' * (indent + 3)}"
                )
                yield Slip(number, indent, message, f"{help_line}{_short(line.strip())}")
                return
            if not is_indented:
                above = None
        match = _ENTRY.match(line)
        if match and above is None and _BLOCK.match(match[3] or ""):
            above = match


def _odd_indents(lines: list[tuple[int, str]]) -> Iterator[Slip]:
    """Lines that are indented with a tab or with spaces that only look ordinary."""
    for number, line in lines:
        if match := ODD_INDENT.match(line):
            yield odd_indent(number, match[0])
            return


def odd_indent(line: int, indent: str) -> Slip:
    """A line that is indented with other characters than spaces."""
    odd = next(char for char in indent if char != " ")
    character = "a tab" if odd == "\t" else describe(odd)
    message = f"the line is indented with {character}"
    return Slip(line, indent.index(odd), message, "indent with spaces instead")


def _colons(lines: list[tuple[int, str]]) -> Iterator[Slip]:
    """The first line whose key has no colon, another colon, or no space after it."""
    open_brackets = 0
    above: re.Match[str] | None = None
    for number, line in lines:
        if match := _APART.fullmatch(line):
            column, key = match.start(3), match[2]
            message = f"there is no space after '{key}:'"
            if match[3] != ":":
                message = f"'{match[3]}' is not an ordinary colon"
            elif line[column + 1] in _SPACES:
                message = f"the space after '{key}:' is not an ordinary space"
            if not match[4].startswith("//"):
                column += match[3] == ":"
                yield Slip(number, column, message, f"write {key}: {_short(match[4])}".rstrip())
                return
        elif not open_brackets and (match := _NO_COLON.fullmatch(line)) and not _ENTRY.match(line):
            yield _without_colon(number, match, above)
            return
        above = _ENTRY.match(line) or above
        open_brackets += sum(map(line.count, "[{")) - sum(map(line.count, "]}"))


def _without_colon(number: int, match: re.Match[str], above: re.Match[str] | None) -> Slip:
    """A line of words: an entry whose colon is missing, or the rest of the value above."""
    word, rest = match.groups()
    continues = above and above[3] and word.lower() not in _KEYS
    if above and continues:
        indent = len(above[1]) + 2
        message = f"this line has no key; if it continues '{above[2]}', it must be indented"
        return Slip(
            number,
            0,
            message,
            f"indent it by {_spaces(indent)}:{' ' * (indent + 1)}{_short(match[0])}",
        )
    return Slip(
        number, match.end(1), f"there is no colon after '{word}'", f"write {word}: {_short(rest)}"
    )


def _quotes(lines: list[tuple[int, str]]) -> Iterator[Slip]:
    """Quoted values with text after the closing quotation mark, or without a closing mark."""
    for number, line in lines:
        match = _ENTRY.match(line)
        value = match[3] if match and match[3] else ""
        if value[:1] == "'" and not _SINGLE.match(value) and "'" in value[1:]:
            column = match.start(3)  # type: ignore[union-attr]
            inner = _between_marks(value).replace('"', r"\"")
            message = "the apostrophe ends the quoted value"
            yield Slip(number, column, message, f'use double quotes: "{_short(inner)}"')
        elif value[:1] == '"' and not _DOUBLE.match(value) and value.count('"') > 1:
            column = match.start(3)  # type: ignore[union-attr]
            message = "a quotation mark ends the value before its last word"
            inner = _between_marks(value)
            if "'" not in inner:
                yield Slip(number, column, message, f"use single quotes: '{_short(inner)}'")
            else:
                escaped = inner.replace('"', r"\"")
                yield Slip(
                    number,
                    column,
                    message,
                    f'put a backslash before each inner one: "{_short(escaped)}"',
                )


def _between_marks(value: str) -> str:
    """A value without the quotation marks around it; those around its first words are kept."""
    value = value.strip()
    if value[-1] == value[0]:
        return value[1:-1]
    return value if _QUOTED_WORDS.match(value) else value[1:]


def _special_signs(lines: list[tuple[int, str]]) -> Iterator[Slip]:
    """Values that begin with a special character of YAML."""
    for number, line in lines:
        match = _ENTRY.match(line)
        if match and match[3] and match[3][0] in _SPECIAL:
            yield special_sign(number, match.start(3), match[3])


def special_sign(line: int, column: int, value: str) -> Slip:
    """A value that begins with a special character such as `*`, which needs quotes."""
    escaped = _short(value.strip()).replace("\\", r"\\").replace('"', r"\"")
    message = f"a value that begins with {value[0]} needs quotes"
    return Slip(line, column, message, f'write "{escaped}"')


def _dashes(lines: list[tuple[int, str]]) -> Iterator[Slip]:
    """An item without a space after its dash, below one with a space, and a dash in brackets."""
    for (_, above), (number, line) in pairwise([(-1, ""), *lines]):
        if match := _DASH_IN_BRACKETS.match(line):
            message = "values in brackets have no dashes"
            yield Slip(number, match.end(1), message, f"write [{_short(match[2].strip())}]")
        elif (match := _GLUED_ITEM.fullmatch(line)) and _ITEM.match(above):
            message = "there is no space after the dash"
            yield Slip(number, len(match[1]), message, f"write - {_short(match[2])}")


def _indents(lines: list[tuple[int, str]]) -> Iterator[Slip]:
    """Keys whose indentation matches no key above, or that are below a key with a value."""
    open_keys: list[tuple[int, str, bool]] = []
    parent = ""
    closed = 0  # the indent of the block that ended at the last key
    for number, line in lines:
        if not line.strip() or line.lstrip().startswith(("#", "- ")):
            continue
        match = _ENTRY.match(line)
        if match is None:
            return  # a value on several lines, which may be indented freely
        indent, key = len(match[1]), match[2]
        ended = 0
        while open_keys and open_keys[-1][0] > indent:
            ended = open_keys[-1][0]
            last = open_keys.pop()
            if not open_keys or open_keys[-1][0] < indent:
                yield _misaligned(number, indent, key, last, "")
                return
        if open_keys and open_keys[-1][0] < indent == closed and open_keys[-1][2]:
            less, other = open_keys[-1][:2]
            around = f"but the keys around it by {_spaces(indent)}"
            message = f"'{other}' is indented by {_spaces(less)}, {around}"
            yield Slip(number - 1, less, message, f"indent '{other}' by {_spaces(indent)}")
            return
        if open_keys and indent > open_keys[-1][0] and open_keys[-1][2]:
            yield _misaligned(number, indent, key, open_keys[-1], parent)
            return
        if open_keys and open_keys[-1][0] == indent:
            _, above_key, has_value = open_keys.pop()
            parent = parent if has_value else above_key
        value = match[3] or ""
        if value[:1] in ("|", ">"):
            return
        open_keys.append((indent, key, bool(value)))
        closed = ended


def _misaligned(
    line: int, indent: int, key: str, above: tuple[int, str, bool], parent: str
) -> Slip:
    target, other = above[:2]
    message = f"'{key}' is indented by {_spaces(indent)}, but '{other}' above by {_spaces(target)}"
    help_line = f"indent '{key}' by {_spaces(target)}"
    if parent:
        help_line = f"indent both by {_spaces(target + 2)}, below '{parent}:'"
    elif not target:
        help_line = f"delete the {'space' if indent == 1 else 'spaces'} before '{key}'"
    return Slip(line, indent, message, help_line)


def _spaces(count: int) -> str:
    return "no spaces" if not count else "1 space" if count == 1 else f"{count} spaces"
