"""Name the slip behind an error of the YAML parser, and show the line as it should be.

libyaml reports where it stopped, which may be a line below the slip. So the line where it stopped
and the one above are compared with the slips that people make; the first that fits is the one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from typing import NamedTuple

from generator.model.article import Article
from generator.model.term import Term
from generator.read.text import describe

ODD_SPACES = "\t\u00a0\u2007\u202f\u3000"
"""A tab, and spaces of web pages and word processors: none can indent YAML."""
_TAB = 2
"""Spaces for an odd one; the digest's files are indented by two."""
_KEY = r"[A-Za-z][\w-]*|\"[^\"]*\"|'[^']*'"
_ENTRY = re.compile(rf"( *)((?:- +)?)({_KEY}):(?: +(\S.*))?\s*\Z")
_APART = re.compile(rf"( *(?:- +)?)({_KEY})([:：\ufe55\ua789])(?![ \n]|//|\Z)[{ODD_SPACES}]*(.*)\Z")
_OTHER_MARK = re.compile(r" *([*•–—·]) ?(\S.*)\Z")
_MEMBER = re.compile(r"( *)((?:- +)?)([^\s-].*)\Z")
_TEXT_ITEM = re.compile(r"( *)- +([^\s:#][^:]*)\Z")
_BARE = re.compile(r"[^\s#]")
"""A line that is not blank, indented or a comment."""
_TAG = re.compile(r"!\w+ *[\[{\"']")
"""A value with a tag, as MkDocs has it in `!ENV [NAME, default]`."""
_GLUED = re.compile(r" *-([^\s-].*)\Z")
_WORDS = re.compile(r"([\w-]+) +(\S.*)\Z")
_LISTED = re.compile(r"[a-z_]+ +\[[^\[\]]*\]\s*\Z")
"""A key of a taxonomy without its colon, before a list."""
_COMMENT = re.compile(r"\A([^\"'#]*) #.*")
"""A value without quotation marks, in which # could be text, and a comment after it."""
_SINGLE = re.compile(r"'(?:[^']|'')*'\s*(?:#.*)?\Z")
_DOUBLE = re.compile(r"\"(?:[^\"\\]|\\[\\\"/ntxuU0abefrvNLP_ ])*\"\s*(?:#.*)?\Z")
_QUOTED_WORDS = re.compile(r"([\"'])[^\"']+\1(?!\w)")
_QUOTES = {
    "“": '”“"',
    "„": '“”"',
    "‟": "”",
    "”": '”"',
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‘": "’‘'",
    "‚": "‘’'",
    "`": "`´'",
    "´": "´`'",
    "″": '″"',
    "＂": "＂",
    "❝": "❞",
}
"""A quotation mark that YAML does not have → the marks that may close it."""
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_CLOSED_BY = {"[": "]", "{": "}"}
_LINK = re.compile(r"\[([^\[\]]+)\]\(<?(https?://[^\s()<>]+)>?\)")
_HASH = re.compile(r"(\A[\[{]|[\[{,])\s*#")
_AFTER_BRACKETS = re.compile(r"(\[[^\[\]{}\"']*\]|\{[^\[\]{}\"']*\})\s*[/;,]*\s*([^\s#\]}].*)")
_SPECIAL = "*&!%@`?,|>"
_KEYS = frozenset(field.name for model in (Article, Term) for field in fields(model))
"""A line without a colon that begins with one of these lacks the colon; another lacks a key."""
_LONGEST = 400
"""Characters of a line that is shown: the longest summary."""


class Slip(NamedTuple):
    """A mistake in YAML: line and column counted from 0, the message and the help line."""

    line: int
    column: int
    message: str
    help: str


Lines = Sequence[str]
HIDES = "; other problems of this file appear when it is mended"
"""The end of the message about a slip after which nothing can be read with certainty."""


class KeyLines(NamedTuple):
    """A top-level key with all lines of its value: the lines from `start` up to `stop`, from 0."""

    start: int
    stop: int
    key: str
    keys: dict[str, int]
    """Every word of the block that may be a key → its line; a slip can move a key into it."""
    is_open: bool
    """Whether a quotation mark in it may be open, and the lines below a part of its value."""


def own_block(lines: Lines, number: int) -> KeyLines | None:
    """The block that a line belongs to; None unless this is certain.

    It is if each line from the first to the next block begins with a key or belongs to one above.
    """
    start = next((at for at in range(number, -1, -1) if _begins(lines[at])), -1)
    stop = next((at for at in range(number + 1, len(lines)) if _begins(lines[at])), len(lines))
    above = [line for line in lines[: stop + 1] if line.strip() and not line.startswith("#")]
    if start < 0 or not _begins(above[0]) or not all(map(_first_key, filter(_begins, above))):
        return None
    key = _first_key(lines[start])
    within = range(start, stop)
    keys = {_first_key(lines[at].lstrip(f"- {ODD_SPACES}")): at for at in reversed(within)}
    keys.pop("", None)
    text = "\n".join(lines[start:stop])
    if has_open_bracket(text):
        return None  # the lines below may be within the brackets
    return KeyLines(start, stop, key, keys, is_open=any(text.count(mark) % 2 for mark in "\"'"))


def has_open_bracket(text: str) -> bool:
    """Whether a bracket may be open at the end of a text, so that lines below are within it."""
    return any(text.count(one) != text.count(other) for one, other in _CLOSED_BY.items())


def _begins(line: str) -> bool:
    """Whether a line is not blank, indented, a comment or an item of a list."""
    return bool(line.strip()) and not line[0].isspace() and not line.startswith(("#", "- "))


def _first_key(line: str) -> str:
    """The key that a line begins with, with or without a good colon; "" if that is not certain."""
    match = _ENTRY.match(line) or _APART.match(line)
    if match and not match[1]:
        return match[3 if match.re is _ENTRY else 2].strip("\"'")
    words = _WORDS.match(line)
    is_key = words and (words[1] in _KEYS or _LISTED.match(line))
    return words[1] if words and is_key else ""


def find_slip(lines: Lines, stopped: int, column: int) -> Slip | None:
    """The slip because of which a parser stopped at a line and column, counted from 0; or None."""
    if slip := _left_open(lines, stopped):
        return slip
    for number in (stopped, stopped - 1):
        if not 0 <= number < len(lines):
            continue
        at = column if number == stopped else len(lines[number])
        for check in _CHECKS:
            if slip := check(lines, number, at):
                return slip
    # A quotation mark that is not closed ends at the next one, on any line below.
    above = range(min(stopped, len(lines)) - 1, -1, -1)
    open_quotes = next(filter(None, (_quotes(lines, number, 0) for number in above)), None)
    # A text without a colon goes on below blank lines and comments.
    text = next((number for number in above if _BARE.match(lines[number])), 0)
    return open_quotes or _without_colon(lines, text, 0)


def _left_open(lines: Lines, stopped: int) -> Slip | None:
    """Find a quotation mark above that is closed only by the first one of the last line read."""
    for number in range(min(stopped, len(lines)) - 1, -1, -1):
        _, value = _entry(lines, number)
        mark = value[:1]
        if mark not in ("'", '"') or mark in value[1:]:
            continue
        if not any(mark in line for line in lines[number + 1 : stopped]):
            return _quotes(lines, number, 0)
        return None
    return None


def _entry(lines: Lines, number: int) -> tuple[re.Match[str] | None, str]:
    """The entry on a line, and its value; None and "" for another line."""
    match = _ENTRY.match(lines[number])
    return match, (match[4] or "").strip() if match else ""


def odd_indent(line: int, text: str) -> Slip:
    """The slip of a line that is indented with a tab or an unusual space."""
    words = text.lstrip(f" {ODD_SPACES}")
    indent = text.removesuffix(words)
    column = next(place for place, char in enumerate(indent) if char in ODD_SPACES)
    odd = indent[column]
    depth = sum(_TAB if char == "\t" else 1 for char in indent)
    what = "a tab" if odd == "\t" else describe(odd)
    message = f"the line is indented with {what}"
    return Slip(line, column, message, f"indent it with {_shown_with_spaces(depth, words)}")


def within_other_quotes(text: str) -> str:
    """The words between quotation marks that YAML does not have, around a whole value; else ""."""
    if text.startswith("<<") and text.endswith(">>"):
        return text[2:-2].strip()
    first, inner, last = text[:1], text[1:-1], text[-1:]
    if not inner.strip() or last not in _QUOTES.get(first, ()):
        return ""
    marks = _APOSTROPHE.sub("", inner)
    if first in marks or last in marks:  # “one” and “two”, or ``both marks twice''
        return within_other_quotes(inner) if inner[0] == first and inner[-1] == last else ""
    return inner.strip()


def mark_without_other(text: str) -> str:
    """A quotation mark at one end of a value that has no other quotation mark; else ""."""
    marks = [char for char in text if char in '“”„«»"']
    ends = (text[:1], text[-1:] if not text[-2:-1].isdigit() else "")  # a screen of 5”
    return marks[0] if len(marks) == 1 and marks[0] in ends else ""


def in_quotes(text: str) -> str:
    """A value as it is written in quotation marks, those of YAML in place of other ones."""
    text = within_other_quotes(text) or text
    if "'" not in text and any(sign in text for sign in '"\\'):
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def special_sign(line: int, column: int, text: str) -> Slip:
    """The slip of a value that begins with a character such as `*`; `text` is its whole line."""
    start, value = text[:column].lstrip(), text[column:].strip()
    message = f"a value that begins with {value[0]} needs quotes"
    if value.startswith("*") and value.endswith("*"):
        value = value.strip("*")  # **bold** has no meaning in a value
        message = "the value is in marks of Markdown"
    return Slip(line, column, message, f"write {_short(start + in_quotes(value))}")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _shown_with_spaces(count: int, text: str) -> str:
    """Say how far a line is indented, and show it: `2 spaces:   name: …`."""
    spaces = "1 space" if count == 1 else f"{count} spaces"
    return f"{spaces}:{' ' * (count + 1)}{_short(text.strip())}"


def _entry_above(lines: Lines, number: int) -> re.Match[str] | None:
    """The nearest entry above a line; None if there is none."""
    return next(_entries_above(lines, number), None)


def _odd_indent(lines: Lines, number: int, _column: int) -> Slip | None:
    line = lines[number]
    indent = line[: len(line) - len(line.lstrip(f" {ODD_SPACES}"))]
    return odd_indent(number, line) if set(indent) & set(ODD_SPACES) else None


def _dash(lines: Lines, number: int, _column: int) -> Slip | None:
    """Find an item of a list without its dash, or without the space after it."""
    line = lines[number]
    indent = len(line) - len(line.lstrip())
    if other := _OTHER_MARK.match(line):
        message = f"an item of a list begins with a dash, not with {other[1]}"
        return Slip(number, indent, message, f"write - {_short(other[2])}")
    if glued := _GLUED.match(line):
        message = "there is no space after the dash"
        return Slip(number, indent, message, f"write - {_short(glued[1])}")
    above = lines[number - 1] if number else ""
    if above.startswith(f"{' ' * indent}- ") and line.strip() and not _ENTRY.match(line):
        message = "there is no dash before this item of the list"
        return Slip(number, indent, message, f"write - {_short(line.strip())}")
    return None


def _apart(lines: Lines, number: int, _column: int) -> Slip | None:
    """Find a key with another colon, or with no ordinary space after its colon."""
    line = lines[number]
    match = _APART.match(line)
    if match is None:
        return None
    start, key, colon, value = match.groups()
    help_line = f"write {start.lstrip()}{key}: {_short(value)}".rstrip()
    column = match.start(3)
    if colon != ":":
        return Slip(number, column, f"'{colon}' is not an ordinary colon", help_line)
    message = f"there is no space after '{key}:'"
    if line[column + 1] in ODD_SPACES:
        message = f"the space after '{key}:' is not an ordinary space"
    return Slip(number, column + 1, message, help_line)


def _quotes(lines: Lines, number: int, _column: int) -> Slip | None:
    """Find a quoted value with text after its closing quotation mark, or without that mark."""
    match, value = _entry(lines, number)
    mark = value[:1]
    if match is None or mark not in ("'", '"'):
        return None
    if (_SINGLE if mark == "'" else _DOUBLE).match(value):
        return None
    inner = value[1:-1] if value[1:].endswith(mark) else value[1:]
    if inner[-1:] in ("”", "“", "»", "«") and inner[-1] not in inner[:-1]:
        inner = inner[:-1]  # "one mark is straight, and the other is not”
    if _QUOTED_WORDS.match(value) and not value.endswith(mark):
        inner = value  # only its first words are quoted
    message = "the quotation mark is not closed"
    if mark == "'" and "'" in value[1:]:
        message = "the apostrophe ends the quoted value"
    elif mark == '"' and '"' in inner:
        message = "a quotation mark ends the value before its last word"
    elif "\\" in inner:
        message = "a backslash has a meaning of its own between double quotation marks"
    help_line = f"write {match[2]}{match[3]}: {_short(in_quotes(inner))}"
    if "{{" in inner and "}}" in inner:
        message = "the digest fills in no templates"
        help_line = f"write the value itself in place of {_short(inner[inner.index('{{') :])}"
    return Slip(number, match.start(4), message, help_line)


def _sign(lines: Lines, number: int, _column: int) -> Slip | None:
    """Find a value that begins with a special character of YAML."""
    match, value = _entry(lines, number)
    if match is None or not value or (value[0] not in _SPECIAL and not value.startswith("- ")):
        return None
    if _TAG.match(value):
        return None
    if value[0] in "|>":
        if value.rstrip("+-")[1:].isdigit() or not value.rstrip("+-")[1:]:
            return None
        message = f"a text after {value[0]} begins on the next line"
        help_line = f"write it without {value[0]}: {match[3]}: {_short(value[1:].lstrip('+- '))}"
        return Slip(number, match.start(4), message, help_line)
    return special_sign(number, match.start(4), lines[number])


def _brackets(lines: Lines, number: int, _column: int) -> Slip | None:
    """Find a value in brackets that are not closed, or a colon that needs quotes between them."""
    match = _ENTRY.match(lines[number])
    if slip := match and _strange_in_brackets(number, match):
        return slip
    # A comment is no part of the value: a bracket after it would close nothing.
    value = _COMMENT.sub(r"\1", match[4] or "").strip() if match else ""
    if match is None or value[:1] not in _CLOSED_BY:
        return None
    inner = value.rstrip("]} ")
    opened = [char for char in inner if char in _CLOSED_BY]
    for char in inner:
        if char in "]}" and opened:
            opened.pop()
    closed = inner + "".join(_CLOSED_BY[char] for char in reversed(opened))
    message, place = "the brackets of the value are not closed as they were opened", match.start(4)
    if closed == value:
        parts = [_quoted_part(part) for part in value[1:-1].split(", ")]
        closed = f"{value[0]}{', '.join(parts)}{value[-1]}"
        message = "a value that contains ': ' needs quotes"
        if "?" in value and ": " not in value:
            message = "a value between brackets that contains '?' needs quotes"
    if closed == value:
        return None
    help_line = f"write {match[2]}{match[3]}: {_short(closed)}"
    if inner.endswith(","):
        help_line = f"write {_CLOSED_BY[value[0]]} after the last value"
    return Slip(number, place, message, help_line)


def _strange_in_brackets(number: int, match: re.Match[str]) -> Slip | None:
    """Find a link of Markdown, a # before a word, or a text after the brackets of a value."""
    value, column = (match[4] or "").strip(), match.start(4)
    before = f"write {match[2]}{match[3]}: "
    if link := _LINK.fullmatch(value):
        words, address = _short(link[1]), link[2]
        written = {"source": f"{{name: {words}, url: {address}}}", "name": words}.get(
            match[3], address
        )
        return Slip(number, column, "the value is a link of Markdown", before + written)
    if _HASH.search(value):
        message = "a # begins a comment, and the brackets are not closed before it"
        return Slip(number, column, message, before + _short(_HASH.sub(r"\1", value)))
    if after := _AFTER_BRACKETS.fullmatch(value):
        message = "there is a text after the brackets"
        help_line = f"delete it, or make it a comment: {match[3]}: {after[1]}  # {_short(after[2])}"
        return Slip(number, column + after.start(2), message, help_line)
    return None


def _quoted_part(part: str) -> str:
    if "?" in part and part[0] not in "\"'[{":
        return in_quotes(part)
    key, colon, value = part.partition(": ")
    return f"{key}: {in_quotes(value)}" if colon and ": " in value else part


def _colon(lines: Lines, number: int, column: int) -> Slip | None:
    """Find a value with a colon in it that is not in quotes."""
    match, value = _entry(lines, number)
    is_braced = value.startswith("{") and value.endswith("}")
    if match is None or ": " not in f"{value} " or value[:1] in ("'", '"') or is_braced:
        return None
    help_line = f"write {match[2]}{match[3]}: {_short(in_quotes(value))}"
    return Slip(number, column, "a value that contains ': ' needs quotes", help_line)


def _indent(lines: Lines, number: int, _column: int) -> Slip | None:
    """Find a key that is indented as no key above it, or below a key that has a value."""
    own = _ENTRY.match(lines[number])
    above = _entry_above(lines, number)
    if own is None or above is None or own[1] == above[1]:
        return None
    is_deeper = len(own[1]) > len(above[1])
    if (is_deeper and not above[4]) or (not is_deeper and own[1] in _open_indents(lines, number)):
        return None
    first = next(at for at in reversed(range(number)) if lines[at] == above.string)
    parent = _entry_above(lines, first)
    if is_deeper and parent and not (parent[4] or above[2]) and parent[1] == above[1]:
        # The first key below an entry has lost its indentation, and the second one has it.
        message = f"'{above[3]}' is not indented as '{own[3]}' below"
        help_line = f"indent it by {_shown_with_spaces(len(own[1]), above.string)}"
        return Slip(first, len(above[1]), message, help_line)
    count, target = len(own[1]), len(above[1] + above[2])
    if not is_deeper:
        target = _nearest_indent(lines, number, count)
        above = next(one for one in _entries_above(lines, number) if target in _indents(one))
    message = f"'{own[3]}' is indented by {_spaces(count)}, "
    message += f"but '{above[3]}' above by {_spaces(target)}"
    help_line = f"indent it by {_shown_with_spaces(target, lines[number])}"
    if not target:
        help_line = f"write it without spaces before it: {_short(lines[number].strip())}"
    return Slip(number, count, message, help_line)


def _nearest_indent(lines: Lines, number: int, count: int) -> int:
    """The open indentation that is nearest to a line's, and less than that of what is in it."""
    below = next((line for line in lines[number + 1 :] if line.strip()), "")
    inner = len(below) - len(below.lstrip(" "))
    indents = [*map(len, _open_indents(lines, number))]
    fitting = [indent for indent in indents if inner <= count or indent < inner]
    return min(fitting or indents, key=lambda indent: (abs(indent - count), -indent))


def _entries_above(lines: Lines, number: int) -> Iterator[re.Match[str]]:
    return filter(None, map(_ENTRY.match, reversed(lines[:number])))


def _indents(entry: re.Match[str]) -> tuple[int, int]:
    """The indentations of an entry: of its key, and of the item of a list that begins with it."""
    return len(entry[1] + entry[2]), len(entry[1])


def _open_indents(lines: Lines, number: int) -> set[str]:
    """The indentations at which a line can go on: those of the entry above it and its parents."""
    found: list[str] = []
    for entry in _entries_above(lines, number):
        for indent in (entry[1] + " " * len(entry[2]), entry[1]):
            if not found or len(indent) < len(found[-1]):
                found.append(indent)
    return set(found)


def _mixed(lines: Lines, number: int, _column: int) -> Slip | None:
    """Find a key among the items of a list, or an item among keys, at one indentation."""
    own = _MEMBER.match(lines[number])
    if own is None:
        return None
    beside = (_MEMBER.match(line) for line in reversed(lines[:number]) if _BARE.match(line.strip()))
    for other in beside:
        if other is None or len(other[1]) < len(own[1]):
            return None
        if len(other[1]) == len(own[1]):
            break
    else:
        return None
    if bool(other[2]) == bool(own[2]):
        return None
    line = next(at for at in reversed(range(number)) if lines[at] == other.string) + 1
    column = len(own[1])
    if own[2]:
        message = f"this line begins with a dash, but line {line} at the same indentation does not"
        return Slip(number, column, message, f"write it without the dash: {_short(own[3].strip())}")
    message = f"this line has no dash, but line {line} at the same indentation has one"
    help_line = f"give it one, or write line {line} without; or indent this line as its neighbours"
    return Slip(number, column, message, help_line)


def _keyless_item(lines: Lines, number: int, _column: int) -> Slip | None:
    """Find a key below an item of a list that is a text instead of keys."""
    above = _TEXT_ITEM.match(lines[number - 1]) if number else None
    own = _ENTRY.match(lines[number])
    if above is None or own is None or len(own[1]) <= len(above[1]):
        return None
    message = "this item of the list has keys below it, but no key itself"
    help_line = f"write - <key>: {_short(above[2])}"
    return Slip(number - 1, len(above[1]), message, help_line)


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count or 'no'} spaces"


def _without_colon(lines: Lines, number: int, _column: int) -> Slip | None:
    """Find a line of words: its colon is missing, or it goes on with the value above."""
    line = lines[number]
    match = _WORDS.match(line)
    if not line.strip() or line[:1] in " #-?[{" or _ENTRY.match(line):
        return None
    above = _entry_above(lines, number)
    is_key = match and (match[1].lower() in _KEYS or match[2][0] in "[{\"'")
    if match and (is_key or above is None):
        message = f"there is no colon after '{match[1]}'"
        value = match[2].removeprefix("= ")
        return Slip(number, match.end(1), message, f"write {match[1]}: {_short(value)}")
    if above is None:
        return None
    message = f"this line has no key; if it continues '{above[3]}', it must be indented"
    target = len(above[1] + above[2]) + _TAB
    return Slip(number, 0, message, f"indent it by {_shown_with_spaces(target, line)}")


_CHECKS: Iterable[Callable[[Lines, int, int], Slip | None]] = (
    _odd_indent,
    _dash,
    _apart,
    _quotes,
    _sign,
    _brackets,
    _colon,
    _keyless_item,
    _indent,
    _mixed,
    _without_colon,
)
"""Each finds one kind of slip on a line; `column` is where the parser stopped."""
