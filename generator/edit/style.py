"""How a value is written: plain where every YAML reader reads it as the same text, else quoted.

Ours reads `NO` as text and `12:30` too; readers of YAML 1.1 make false and 750
of them, and a digest's files should survive both.
"""

from __future__ import annotations

import re
import unicodedata

from generator.edit.syntax import Scalar
from generator.read.yaml import Scalar as ReadScalar
from generator.report.diagnostics import Place

WIDTH = 100
"""Columns; what cannot be broken may stand further out."""

_NOWHERE = Place("")
_START = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`]")
_INSIDE = re.compile(r":(?=\s|\Z)|\s#|[\t\n\r]")
_IN_FLOW = re.compile(r"[?,\[\]{}]|:\Z")
_MISREAD = re.compile(
    r"(?: y|n|yes|no|on|off|true|false|null|~|=|<<"
    r"| [-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.[\d_]+)(?:e[-+]?\d+)?"
    r"| [-+]?0(?:b[01_]+|o[0-7_]+|x[\da-f_]+)"
    r"| [-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?"
    r"| [-+]?\.(?:inf|nan)"
    r"| \d{4}-\d\d?-\d\d?(?:[t ].*)?"
    r")\Z",
    re.IGNORECASE | re.VERBOSE,
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_BREAK = re.compile(r"(?<=\S) (?=\S)")


def kind_of(scalar: Scalar) -> str:
    """What our reader takes a value for: text, empty, number, date, or true or false."""
    return ReadScalar(scalar.value, not scalar.style, _NOWHERE).kind


def one_line(scalar: Scalar, *, flow: bool = False) -> str:
    """A value on one line; what is a number, a date, a flag or nothing stays plain."""
    if kind_of(scalar) != "text":
        return scalar.value
    return text(scalar.value, flow=flow)


def text(value: str, *, flow: bool = False) -> str:
    """A text on one line, in quotes only where some reader needs them."""
    return value if _stands_plain(value, flow=flow) else quoted(value)


def fits_flow(scalar: Scalar) -> bool:
    """Whether a value can stand in brackets among others."""
    if "\n" in scalar.value or not (scalar.value or scalar.style):
        return False
    return kind_of(scalar) == "text" or not (
        _IN_FLOW.search(scalar.value) or _INSIDE.search(scalar.value) or _START.match(scalar.value[1:2])
    )


def _stands_plain(value: str, *, flow: bool) -> bool:
    return bool(
        value
        and value == value.strip()
        and not _START.match(value)
        and not _INSIDE.search(value)
        and not (flow and _IN_FLOW.search(value))
        and not _MISREAD.match(value)
        and unicodedata.is_normalized("NFC", value)
    )


def quoted(value: str, like: str = "") -> str:
    """A text in quotes: those of `like` where they need no escapes, else those that need fewer."""
    if any(sign in value for sign in "\n\t\r") or not unicodedata.is_normalized("NFC", value):
        return '"' + "".join(map(_escaped, value)) + '"'
    if (like == "'" and "'" not in value) or value.count('"') + value.count("\\") > value.count("'"):
        return "'" + value.replace("'", "''") + "'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escaped(char: str) -> str:
    """A character between double quotes; a mark that would join the letter before it is spelled out."""
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isascii() or (unicodedata.is_normalized("NFC", f"a{char}") and not unicodedata.combining(char)):
        return char
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"


def block(value: str, indent: int, first_line: int) -> list[str] | None:
    """A text as the lines of a block scalar, its sign first; None when one line serves it better.

    Args:
        value: The text.
        indent: Columns before each line of the text.
        first_line: How long the line would be with the value on it.
    """
    core = value.removesuffix("\n")
    chomp = "" if value.endswith("\n") else "-"
    if not _can_be_block(core):
        return None
    pad = " " * indent
    if "\n" in core and max(map(len, core.split("\n"))) + indent <= WIDTH:
        return [f"|{chomp}", *(pad + line if line else "" for line in core.split("\n"))]
    if "\n" not in value and first_line <= WIDTH:
        return None
    lines = _folded(core, WIDTH - indent)
    if len(lines) == 1 and not chomp:
        return [f"|{chomp}", pad + core]
    return [f">{chomp}", *(pad + line if line else "" for line in lines)] if len(lines) > 1 else None


def _can_be_block(core: str) -> bool:
    """Whether a text survives as a block: no line has white space around it, no sign needs an escape."""
    lines = core.split("\n")
    return bool(
        lines[0]
        and lines[-1]
        and all(line == line.strip() for line in lines)
        and "\t" not in core
        and "\r" not in core
        and unicodedata.is_normalized("NFC", core)
    )


def _folded(core: str, width: int) -> list[str]:
    """Lines that folding joins to the text again: a line break of it is one blank line more."""
    lines: list[str] = []
    for number, paragraph in enumerate(core.split("\n")):
        if number:
            lines.append("")
        if paragraph:
            lines.extend(_wrapped(paragraph, width))
    return lines


def _wrapped(paragraph: str, width: int) -> list[str]:
    """Greedy lines, broken only at single spaces."""
    lines: list[str] = []
    for word in _BREAK.split(paragraph):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
