"""The canonical form of YAML.

Lists are in brackets if they fit on the line, mappings have one key a line, and long
texts are folded. The form is stable: formatting it again changes nothing. A text is quoted unless
every reader of YAML takes it for the same text. Our reader takes `NO` and `12:30` for text, but
readers of YAML 1.1 take them for false and 750, and a digest's files should survive both.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
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
    """The text of a mapping; `remarks` has comments beside keys. Empty texts and lists are left out."""
    lines = []
    for key, value in values.items():
        if value not in ("", []):
            first, *more = block_lines({key: value})
            lines += [f"{first}  {remarks[key]}" if key in remarks else first, *more]
    return "".join(f"{line}\n" for line in lines)


def block_lines(values: Values, indent: int = 0) -> list[str]:
    """The lines of a list or mapping, not indented; `indent` is the number of columns before them."""
    lines: list[str] = []
    for key, value in (
        values.items() if isinstance(values, dict) else [(None, value) for value in values]
    ):
        start = "-" if key is None else f"{_one_line(key)}:"
        entry = _inline(value, start, indent)
        if entry is None:
            first, *more = block_lines(value, indent + len(_STEP))
            entry = [f"- {first}"] if key is None else [start, _STEP + first]
            entry += _indented(more)
        lines += entry
    return lines


def _indented(lines: list[str]) -> list[str]:
    return [line and _STEP + line for line in lines]


def _inline(value: Values, start: str, indent: int) -> list[str] | None:
    """The lines of an entry whose value begins beside its key or dash; None for other lists and mappings."""
    room = WIDTH - indent - len(start) - 1
    if isinstance(value, list | dict):
        is_key = start != "-"
        line = None if is_key and isinstance(value, dict) and value else _in_brackets(value)
        return [f"{start} {line}"] if line is not None and len(line) <= room else None
    lines = _folded(value, indent + len(_STEP), room) if isinstance(value, str) else None
    first, *more = lines or [_one_line(value)]
    return [f"{start} {first}".rstrip(" "), *_indented(more)]


def _in_brackets(value: Values) -> str | None:
    """A list, a mapping of one key or a scalar as part of a list; None if it needs several lines."""
    if isinstance(value, dict):
        texts = [_in_brackets(part) for pair in value.items() for part in pair]
        return None if len(value) > 1 or None in texts else f"{{{': '.join(map(str, texts))}}}"
    if isinstance(value, list):
        texts = list(map(_in_brackets, value))
        return None if None in texts else f"[{', '.join(map(str, texts))}]"
    if isinstance(value, Plain):
        odd = (
            _IN_FLOW.search(value.text)
            or _INSIDE.search(value.text)
            or _START.match(value.text[1:2])
        )
        return None if odd or not value.text else value.text
    return None if "\n" in value else plain_or_quoted(value, flow=True)


def _one_line(value: str | Plain) -> str:
    return value.text if isinstance(value, Plain) else plain_or_quoted(value)


def plain_or_quoted(value: str, *, flow: bool = False) -> str:
    """A text on one line, quoted if any YAML reader needs that; in brackets (`flow`) more texts need it."""
    plain = (
        value == value.strip()
        and not (_START.match(value) or _INSIDE.search(value) or (flow and _IN_FLOW.search(value)))
        and _RESOLVER.resolve(yaml.ScalarNode, value, (True, False)) == Resolver.DEFAULT_SCALAR_TAG
        and not is_misread(value)
        and is_text(value)
        and value.lower() not in ("y", "n")
        and unicodedata.is_normalized("NFC", value)
    )
    return value if plain else quoted(value)


def quoted(value: str, like: str = "") -> str:
    """A text in the kind of quotes `like` if that needs no escapes, otherwise in the kind with fewer."""
    if not unicodedata.is_normalized(
        "NFC", value
    ):  # a combining mark would change the letter before it
        return '"' + value.encode("unicode_escape").decode().replace('"', '\\"') + '"'
    if any(sign in value for sign in "\n\t\r"):
        return json.dumps(value, ensure_ascii=False)
    if (like == "'" and "'" not in value) or value.count('"') + value.count("\\") > value.count(
        "'"
    ):
        return "'" + value.replace("'", "''") + "'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _folded(value: str, indent: int, room: int) -> list[str] | None:
    """The lines of a text as a block scalar, beginning with `|` or `>`; None if one line is better.

    `room` is the number of columns left on the first line, `indent` the columns before the others.
    """
    if not _SAFE_IN_BLOCK.fullmatch(value) or not unicodedata.is_normalized("NFC", value):
        return None
    core = value.removesuffix("\n")
    chomp = "" if value.endswith("\n") else "-"
    lines = core.split("\n")
    if len(lines) > 1 and max(map(len, lines)) + indent <= WIDTH:
        return [f"|{chomp}", *lines]
    if chomp and len(lines) == 1 and len(plain_or_quoted(value)) <= room:
        return None
    wrapper = TextWrapper(WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    wrapped = [line for paragraph in lines for line in ("", *wrapper.wrap(paragraph))][1:]
    if len(wrapped) == 1:
        return None if chomp else ["|", core]
    return [f">{chomp}", *wrapped]
