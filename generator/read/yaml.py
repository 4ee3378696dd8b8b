"""YAML as a tree with places, from libyaml's events.

PyYAML's loaders lose what we need (lines, columns, repeated keys) and do what
we must not (aliases, tags, `NO` as false). Events have it all: a scalar stays
the text that was written, with a note whether it was quoted, and the field
that reads it decides what it means. Nodes are Structs, since an article has dozens and a frozen
dataclass takes five times as long to make.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from msgspec import Struct

from generator.read.limits import Limits
from generator.read.text import find_forbidden
from generator.report.diagnostics import Place, Report

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_Event = Any  # types-PyYAML does not know the fields of its events

_NUMBER = re.compile(r"[-+]?(\d[\d_]*(\.[\d_]*)?(e[-+]?\d+)?|\.\d+|\.inf|\.nan|0x[0-9a-f]+)$", re.IGNORECASE)
_YAML_1_1 = re.compile(r"(?:yes|no|on|off)\Z|0o[0-7]+\Z", re.IGNORECASE)
"""Other readers take these for true, false and numbers (YAML 1.1, and octal numbers of 1.2)."""
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}([Tt ]+\d{1,2}:\d{2}.*)?$")


class Scalar(Struct, frozen=True):
    """A single value as it was written."""

    value: str
    plain: bool
    place: Place

    @property
    def kind(self) -> str:
        """What YAML 1.2's core schema reads: text, empty, number, date, or true or false."""
        if not self.plain:
            return "text"
        if self.value in ("", "~", "null", "Null", "NULL"):
            return "empty"
        if self.value in ("true", "false", "True", "False", "TRUE", "FALSE"):
            return "true or false"
        if _DATE.match(self.value):
            return "date"
        return "number" if _NUMBER.match(self.value) else "text"


def is_misread(value: str) -> bool:
    """Whether YAML readers take a value without quotes for a number, null or a Boolean."""
    kind = Scalar(value, True, Place("")).kind
    return kind in ("number", "empty", "true or false") or bool(_YAML_1_1.match(value))


class Sequence(Struct, frozen=True):
    """A list of values."""

    items: tuple[Node, ...]
    place: Place
    kind: str = "list"


class Mapping(Struct, frozen=True):
    """Names with values, in the author's order, each name once."""

    entries: dict[str, tuple[Scalar, Node]]
    place: Place
    kind: str = "mapping"

    def at(self, *keys: str) -> Node | None:
        """The value at a path of keys; None when it leads nowhere."""
        node: Node | None = self
        for key in keys:
            node = node.entries[key][1] if isinstance(node, Mapping) and key in node.entries else None
        return node


Node = Scalar | Sequence | Mapping


class _RefusedError(Exception):
    """Reading stops here: the reason has been reported."""


class _Reader:
    """Builds nodes from events; `line_offset` places them in the whole file."""

    def __init__(self, text: str, path: str, line_offset: int, limits: Limits, report: Report) -> None:
        self.next_event = _Loader(text).get_event
        self.path = path
        self.line_offset = line_offset
        self.limits = limits
        self.report = report
        self.escapes = "\\" in text or not text.isascii()
        """Whether a value may hold what the text may not, or not there; in ASCII only escapes do."""

    def place(self, event: _Event) -> Place:
        mark = event.start_mark
        return Place(self.path, mark.line + 1 + self.line_offset, mark.column + 1)

    def refuse(self, event: _Event, code: str, message: str, help_line: str) -> _RefusedError:
        self.report.add(self.place(event), code, message, help_line)
        return _RefusedError()

    def document(self) -> Node | None:
        """The only document of the text, or None when it is empty."""
        self.next_event()
        event = self.next_event()
        if isinstance(event, yaml.StreamEndEvent):
            return None
        node = self.node(self.next_event(), depth=1)
        self.next_event()
        event = self.next_event()
        if not isinstance(event, yaml.StreamEndEvent):
            raise self.refuse(
                event, "yaml-feature", "a second YAML document begins here", "keep one document"
            )
        return node

    def node(self, event: _Event, depth: int) -> Node:
        if event.anchor or event.tag:
            raise self.not_plain(event)
        if depth > self.limits.nesting:
            raise self.refuse(
                event, "too-deep", f"nested more than {self.limits.nesting} deep", "use a flat list"
            )
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def not_plain(self, event: _Event) -> _RefusedError:
        if isinstance(event, yaml.AliasEvent):
            return self.refuse(
                event, "yaml-feature", f"'*{event.anchor}' is a YAML alias", "write the value out"
            )
        if event.anchor:
            return self.refuse(event, "yaml-feature", f"'&{event.anchor}' is a YAML anchor", "leave it out")
        return self.refuse(event, "yaml-feature", f"'{event.tag}' is a YAML tag", "leave the tag out")

    def scalar(self, event: _Event) -> Scalar:
        place = self.place(event)
        for _, what in find_forbidden(event.value)[:1] if self.escapes else ():
            self.report.add(
                place,
                "forbidden-character",
                f"the value holds {what}",
                "delete it, or the escape that stands for it",
            )
        return Scalar(event.value, not event.style, place)

    def sequence(self, event: _Event, depth: int) -> Sequence:
        items = []
        while not isinstance(inner := self.next_event(), yaml.SequenceEndEvent):
            items.append(self.node(inner, depth + 1))
        return Sequence(tuple(items), self.place(event))

    def mapping(self, event: _Event, depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(inner := self.next_event(), yaml.MappingEndEvent):
            key = self.node(inner, depth + 1)
            value = self.node(self.next_event(), depth + 1)
            if not isinstance(key, Scalar):
                raise self.refuse(inner, "not-a-mapping", "a key must be a word", "write `key: value`")
            if key.value == "<<":
                raise self.refuse(inner, "yaml-feature", "'<<' is a YAML merge key", "write the values out")
            if key.value in entries:
                first = entries[key.value][0].place
                self.report.add(
                    key.place,
                    "repeated-key",
                    f"'{key.value}' already stands in line {first.line}",
                    "keep one of the two",
                )
                continue
            entries[key.value] = (key, value)
        return Mapping(entries, self.place(event))


def _help_for(problem: str, line: str) -> str:
    """How to mend a syntax error, by what libyaml says of it and the line that it says it of."""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent with spaces; a tab stands here"
    if "mapping values are not allowed" in problem and line.count(": ") > 1:
        return 'put a value that contains ": " in quotes, as in title: "Report: part two"'
    if "cannot start any token" in problem:
        return "put a value that begins with a special sign in quotes"
    if "expected ',' or" in problem:
        return "close the list with ] or the braces with }, and put commas between values"
    if "found unexpected end of stream" in problem or "while scanning a quoted" in problem:
        return "close the quotation mark"
    return "write one `key: value` a line, indented with spaces, as in date: 2024-05-02"


def parse(text: str, path: str, report: Report, limits: Limits, line_offset: int = 0) -> Node | None:
    """Parse one YAML document.

    Args:
        text: The YAML, already decoded and free of forbidden characters.
        path: Where it comes from, for the places of problems.
        report: Gains what is wrong; syntax errors end the reading at once.
        limits: How deep values may be nested.
        line_offset: Lines of the file that stand before this text.

    Returns:
        The tree; None for an empty document or one that could not be read.
    """
    try:
        return _Reader(text, path, line_offset, limits, report).document()
    except _RefusedError:
        return None
    except yaml.MarkedYAMLError as error:
        opened = any(word in (error.context or "") for word in ("flow", "quoted", "simple key"))
        mark = error.context_mark if opened else error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        problem = error.problem or "cannot be read"
        help_line = _help_for(problem, [*text.split("\n"), ""][line])
        place = Place(path, line + 1 + line_offset, column + 1)
        report.add(place, "invalid-yaml", f"not valid YAML: {problem}", help_line)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        reason = str(error).splitlines()[0] if str(error) else "cannot be read"
        report.add(Place(path, 1 + line_offset), "invalid-yaml", reason, _help_for("", ""))
    return None
