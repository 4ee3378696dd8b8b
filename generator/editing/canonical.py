"""Write YAML in its canonical form.

Lists are in brackets if they fit on the line, mappings have one key a line, and long
texts are folded. The form is stable: formatting it again changes nothing. A text is quoted unless
every reader of YAML takes it for the same text. Our reader takes `NO` and `12:30` for text, but
readers of YAML 1.1 take them for false and 750, and a digest's files should survive both.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from itertools import chain
from textwrap import TextWrapper
from typing import Any

import yaml
from yaml.resolver import Resolver

from generator.editing.yaml_text import Plain, Values, is_text
from generator.read.yaml import is_misread

WIDTH = 100
"""Columns; a word that is longer is not broken."""

_STEP = "  "
_START = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`]")
_INSIDE = re.compile(r":(?=\s|\Z)|\s#|[\t\n\r]")
_IN_FLOW = re.compile(r"[?,\[\]{}]|:\Z")
_RESOLVER: Any = Resolver()
_SAFE_IN_BLOCK = re.compile(r"W(?: W)*(?:\n+W(?: W)*)*\n?".replace("W", r"(?!\s)[^ \t\r\n]+"))
"""Words with single spaces between them, and no character to escape."""


def dump(values: Mapping[str, Values], remarks: Mapping[str, str] = {}) -> str:
    """Write a mapping as text; empty texts and lists are left out.

    `remarks` maps keys to the comments beside them.
    """
    lines = []
    for key, value in values.items():
        if value in ("", []):
            continue
        first, *more = block_lines({key: value})
        if key in remarks:
            first += f"  {remarks[key]}"
        lines += [first, *more]
    return "".join(f"{line}\n" for line in lines)


def block_lines(values: Values, indent: int = 0) -> list[str]:
    """Write a list or mapping as lines that are not indented.

    `indent` is the number of columns that will be before them, which leaves less room.
    """
    lines: list[str] = []
    if isinstance(values, dict):
        for key, value in values.items():
            start = f"{_one_line(key)}:"
            entry = _inline(value, start, indent)
            if entry is None:
                entry = [start, *_indented(block_lines(value, indent + len(_STEP)))]
            lines += entry
    else:
        for value in values:
            entry = _inline(value, "-", indent)
            if entry is None:
                first, *more = block_lines(value, indent + len(_STEP))
                entry = [f"- {first}", *_indented(more)]
            lines += entry
    return lines


def _indented(lines: list[str]) -> list[str]:
    return [line and _STEP + line for line in lines]


def _inline(value: Values, start: str, indent: int) -> list[str] | None:
    """The lines of an entry whose value begins beside its key or dash.

    The result is None for a list or a mapping that does not fit on the line.
    """
    room = WIDTH - indent - len(start) - 1
    if isinstance(value, list | dict):
        if start != "-" and isinstance(value, dict) and value:
            return None
        line = _in_brackets(value)
        if line is None or len(line) > room:
            return None
        return [f"{start} {line}"]
    lines = None
    if isinstance(value, str):
        lines = _folded(value, indent + len(_STEP), room)
    first, *more = lines or [_one_line(value)]
    return [f"{start} {first}".rstrip(" "), *_indented(more)]


def _in_brackets(value: Values) -> str | None:
    """Write a value on one line as an item of a list; None if it needs several lines.

    Only scalars, lists, and mappings of one key are written like this.
    """
    if isinstance(value, dict):
        if len(value) > 1:
            return None
        return _joined("{", ": ", "}", list(chain.from_iterable(value.items())))
    if isinstance(value, list):
        return _joined("[", ", ", "]", value)
    if isinstance(value, str):
        if "\n" in value:
            return None
        return plain_or_quoted(value, flow=True)
    text: str = value.text
    if not text or _START.match(text[1:2]):
        return None
    if _IN_FLOW.search(text) or _INSIDE.search(text):
        return None
    return text


def _joined(opening: str, between: str, closing: str, parts: list[Values]) -> str | None:
    texts = []
    for part in parts:
        text = _in_brackets(part)
        if text is None:
            return None
        texts.append(text)
    return opening + between.join(texts) + closing


def _one_line(value: str | Plain) -> str:
    if isinstance(value, Plain):
        return value.text
    return plain_or_quoted(value)


def plain_or_quoted(value: str, *, flow: bool = False) -> str:
    """Write a text on one line, in quotes if any reader of YAML needs them.

    In brackets (`flow`), more texts need them.
    """
    if _needs_quotes(value) or (flow and _IN_FLOW.search(value)):
        return quoted(value)
    return value


def _needs_quotes(value: str) -> bool:
    if value != value.strip() or _START.match(value) or _INSIDE.search(value):
        return True
    if not unicodedata.is_normalized("NFC", value):
        return True
    if is_misread(value) or not is_text(value) or value.lower() in ("y", "n"):
        return True
    tag = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False))
    return bool(tag != Resolver.DEFAULT_SCALAR_TAG)


def quoted(value: str, like: str = "") -> str:
    """Write a text in quotes: those of `like` if that needs no escapes, else those with fewer."""
    if not unicodedata.is_normalized("NFC", value):
        # Unescaped, a combining mark would change the letter before it.
        return '"' + value.encode("unicode_escape").decode().replace('"', '\\"') + '"'
    if any(sign in value for sign in "\n\t\r"):
        return json.dumps(value, ensure_ascii=False)
    escapes_in_double = value.count('"') + value.count("\\")
    escapes_in_single = value.count("'")
    if (like == "'" and not escapes_in_single) or escapes_in_double > escapes_in_single:
        return "'" + value.replace("'", "''") + "'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _folded(value: str, indent: int, room: int) -> list[str] | None:
    """Write a text as the lines of a block scalar; None if one line is better.

    `room` is the number of columns left on the first line, `indent` the columns before the others.
    """
    if not _SAFE_IN_BLOCK.fullmatch(value) or not unicodedata.is_normalized("NFC", value):
        return None
    core = value.removesuffix("\n")
    chomp = "-"
    if value.endswith("\n"):
        chomp = ""
    lines = core.split("\n")
    if len(lines) > 1 and max(map(len, lines)) + indent <= WIDTH:
        return [f"|{chomp}", *lines]
    if chomp and len(lines) == 1 and len(plain_or_quoted(value)) <= room:
        return None
    wrapper = TextWrapper(WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    wrapped = wrapper.wrap(lines[0])
    for paragraph in lines[1:]:
        wrapped += ["", *wrapper.wrap(paragraph)]
    if len(wrapped) > 1:
        return [f">{chomp}", *wrapped]
    if chomp:
        return None
    return ["|", core]
