"""The canonical form of a tree of YAML, with its comments.

Lists are in brackets if they fit on the line and have no comments, mappings have one key a line, and long
texts are folded. The form is stable: formatting it again changes nothing. A text is quoted unless every
reader of YAML takes it for the same text. Our reader takes `NO` and `12:30` for text, but readers of YAML
1.1 take them for false and 750, and a digest's files should survive both.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from textwrap import TextWrapper

from generator.diagnostics.diagnostics import Place
from generator.editing.yaml_tree import Comment, Slot, Tree, YamlNode
from generator.read.yaml import Scalar

WIDTH = 100
"""Columns; a word that is longer is not broken."""

_STEP = 2
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


def dump(tree: Tree) -> str:
    """The text of a whole tree, each line with its line end."""
    lines = [*_remarks(tree.head, 0), *_lines_of(tree.root.slots, 0), *_remarks(tree.root.foot, 0)]
    return "".join(f"{line}\n" for line in lines)


def _lines_of(slots: Iterable[Slot], indent: int) -> list[str]:
    return [line for slot in slots for part in slot_lines(slot, indent) for line in part]


def _remarks(comments: Iterable[Comment], indent: int) -> list[str]:
    return [" " * indent + comment.text for comment in comments]


def slot_lines(slot: Slot, indent: int) -> tuple[list[str], list[str]]:
    """The lines of the comments above a slot, and those of the slot."""
    above = _remarks(slot.above, indent)
    start = f"{' ' * indent}{one_line(slot.key)}:" if slot.key else f"{' ' * indent}-"
    comments, lines = _value(slot.node, start, indent, item=slot.key is None)
    above += [" " * indent + line for line in comments]
    no_room_beside = slot.key is None and slot.node.is_collection and len(lines) > 1
    if len(slot.beside) == 1 and not no_room_beside:
        lines[0] += f"  {slot.beside[0].text}"
    else:
        above += _remarks(slot.beside, indent)
    return above, lines


def _value(node: YamlNode, start: str, indent: int, *, item: bool) -> tuple[list[str], list[str]]:
    """Comments that must move above the key or dash, and the lines of the value after it."""
    if not node.is_collection:
        return [], _scalar(node, start, indent)
    comments, node = _first_comments(node) if item else ([], node)
    if not node.slots:
        return [*comments, *_remarks(node.foot, 0)], [f"{start} {'{}' if node.is_mapping else '[]'}"]
    flow = _flow(node) if item or not node.is_mapping else None
    if flow is not None and len(start) + 1 + len(flow) <= WIDTH:
        return comments, [f"{start} {flow}"]
    foot = _remarks(node.foot, indent + _STEP)
    if not item:
        return [], [start, *_lines_of(node.slots, indent + _STEP), *foot]
    above, first = slot_lines(node.slots[0], indent + _STEP)
    rest = _lines_of(node.slots[1:], indent + _STEP)
    comments += [line.lstrip(" ") for line in above]
    return comments, [f"{start} {first[0].lstrip(' ')}", *first[1:], *rest, *foot]


def _first_comments(node: YamlNode) -> tuple[list[str], YamlNode]:
    """Split off the comments that would come between a dash and its value."""
    if not node.slots:
        return [], node
    first = node.slots[0]
    inner, value = _first_comments(first.node) if first.key is None else ([], first.node)
    bare = Slot(value, first.key, [], first.beside)
    return [*_remarks(first.above, 0), *inner], replace(node, slots=[bare, *node.slots[1:]])


def _scalar(node: YamlNode, start: str, indent: int) -> list[str]:
    inline = one_line(node)
    if scalar_kind(node) == "text":
        lines = block(node.value, indent + _STEP, len(start) + 1 + len(inline))
        if lines:
            return [f"{start} {lines[0]}", *lines[1:]]
    return [f"{start} {inline}" if inline else start]


def _flow(node: YamlNode) -> str | None:
    """A list, or a mapping of one key, in brackets; None if it needs several lines."""
    if not node.is_collection:
        return one_line(node, flow=True) if _fits_flow(node) else None
    if node.foot or (node.is_mapping and len(node.slots) > 1):
        return None
    parts = []
    for slot in node.slots:
        inner = None if slot.above or slot.beside else _flow(slot.node)
        if inner is None or (slot.key and not _fits_flow(slot.key)):
            return None
        parts.append(f"{one_line(slot.key, flow=True)}: {inner}" if slot.key else inner)
    return f"{{{', '.join(parts)}}}" if node.is_mapping else f"[{', '.join(parts)}]"


def scalar_kind(node: YamlNode) -> str:
    """The type of a scalar for our reader: text, empty, number, date, or true or false."""
    return Scalar(node.value, not node.style, _NOWHERE).kind


def one_line(node: YamlNode, *, flow: bool = False) -> str:
    """A scalar on one line; numbers, dates, flags and empty values stay plain."""
    return plain_or_quoted(node.value, flow=flow) if scalar_kind(node) == "text" else node.value


def plain_or_quoted(value: str, *, flow: bool = False) -> str:
    """A text on one line, quoted if any YAML reader needs that; in brackets (`flow`) more texts need it."""
    plain = (
        value
        and value == value.strip()
        and not _START.match(value)
        and not _INSIDE.search(value)
        and not (flow and _IN_FLOW.search(value))
        and not _MISREAD.match(value)
        and unicodedata.is_normalized("NFC", value)
    )
    return value if plain else quoted(value)


def _fits_flow(node: YamlNode) -> bool:
    """Whether a scalar can be written inside brackets."""
    if "\n" in node.value or not (node.value or node.style):
        return False
    return scalar_kind(node) == "text" or not (
        _IN_FLOW.search(node.value) or _INSIDE.search(node.value) or _START.match(node.value[1:2])
    )


def quoted(value: str, like: str = "") -> str:
    """A text in the kind of quotes `like` if that needs no escapes, otherwise in the kind with fewer."""
    if not unicodedata.is_normalized("NFC", value):  # a combining mark would change the letter before it
        return '"' + value.encode("unicode_escape").decode().replace('"', '\\"') + '"'
    if any(sign in value for sign in "\n\t\r"):
        return json.dumps(value, ensure_ascii=False)
    if (like == "'" and "'" not in value) or value.count('"') + value.count("\\") > value.count("'"):
        return "'" + value.replace("'", "''") + "'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def block(value: str, indent: int, first_line: int) -> list[str] | None:
    """The lines of a text as a block scalar, beginning with `|` or `>`; None if one line is better.

    `first_line` is the length of that one line in columns.
    """
    core = value.removesuffix("\n")
    chomp = "" if value.endswith("\n") else "-"
    if not _can_be_block(core):
        return None
    pad = " " * indent
    lines = core.split("\n")
    if len(lines) > 1 and max(map(len, lines)) + indent <= WIDTH:
        return [f"|{chomp}", *(pad + line if line else "" for line in lines)]
    if "\n" not in value and first_line <= WIDTH:
        return None
    folded = _folded(core, WIDTH - indent)
    if len(folded) == 1 and not chomp:
        return [f"|{chomp}", pad + core]
    return [f">{chomp}", *(pad + line if line else "" for line in folded)] if len(folded) > 1 else None


def _can_be_block(core: str) -> bool:
    """Whether a block scalar preserves a text: only single spaces within lines, no character to escape."""
    lines = core.split("\n")
    return bool(
        lines[0]
        and lines[-1]
        and all(line == line.strip() for line in lines)
        and not any(sign in core for sign in ("\t", "\r", "  "))
        and unicodedata.is_normalized("NFC", core)
    )


def _folded(core: str, width: int) -> list[str]:
    """Lines that a reader folds into the same text: each line break becomes a blank line."""
    wrapper = TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    paragraphs = [wrapper.wrap(paragraph) for paragraph in core.split("\n")]
    return [line for paragraph in paragraphs for line in ("", *paragraph)][1:]
