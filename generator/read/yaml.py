"""Read YAML from libyaml's events into a tree whose nodes have places.

PyYAML's loaders lose lines, columns and repeated keys, and they interpret aliases, tags and words
such as `NO`. Events keep everything: a scalar stays the written text, with a note whether it was
quoted, and the field that reads it decides what it means. Nodes are Structs, because an article has
dozens and creating a frozen dataclass takes five times as long.
"""

import re
from typing import Any, NamedTuple, NoReturn

import yaml
from msgspec import Struct

from generator.diagnostics.diagnostics import Place, Report
from generator.model.settings import Limits
from generator.read.text import find_forbidden
from generator.read.yaml_slips import (
    HIDES,
    ODD_SPACES,
    Slip,
    find_slip,
    in_quotes,
    odd_indent,
    own_block,
    special_sign,
    within_other_quotes,
)

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_Event = Any  # types-PyYAML does not know the fields of its events

_NUMBER = re.compile(
    r"[-+]?(\d[\d_]*(\.[\d_]*)?(e[-+]?\d+)?|\.\d+|\.inf|\.nan|0x[0-9a-f]+)$", re.IGNORECASE
)
_YAML_1_1 = re.compile(r"(?:yes|no|on|off)\Z|0o[0-7]+\Z", re.IGNORECASE)
"""Other readers interpret these as true, false and numbers (YAML 1.1, and octal numbers of 1.2)."""
_CUT_OFF = re.compile(r"(,?)[ \t]+(#[^\s#].*)")
_BLANK = re.compile(r"\s*\Z")
"""The rest of a line, from a column; a copy for every value of a long line would take minutes."""
_CUT_OFF_BELOW = re.compile(r"()[ \t]+(#\w(?!\w*:).*)")
_NUMBERED = re.compile(r"[ \t]+(#[ \t]+\d.*)")
_WRITTEN_OUT = re.compile(r"[a-z0-9.-]*\Z")
"""A slug, or the name of a theme or an extension: no text, in which # would mean a number."""
_TEXTS = frozenset(
    ["title", "name", "summary", "tagline", "description", "label", "who", "note", "site_name"]
)
"""The keys of texts in which # before a number may be a part of the text."""
_SIGNS = re.compile("[#*&!]")
_MOST_SLIPS = 10
"""Slips of one file that are passed over, each by reading it once more."""
_HELP = "write one `<key>: <value>` a line"
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}([Tt ]+\d{1,2}:\d{2}.*)?$")


class Scalar(Struct, frozen=True):
    """A single value as written."""

    value: str
    plain: bool
    place: Place

    @property
    def kind(self) -> str:
        """The type by YAML 1.2's core schema: text, empty, number, date, or true or false."""
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
    """Whether YAML readers interpret an unquoted value as a number, null or a Boolean."""
    kind = Scalar(value, True, Place("")).kind
    return kind in ("number", "empty", "true or false") or bool(_YAML_1_1.match(value))


class Sequence(Struct, frozen=True):
    """A list of nodes."""

    items: "tuple[Node, ...]"
    place: Place
    kind: str = "list"


class Mapping(Struct, frozen=True):
    """Unique keys with values, in the author's order."""

    entries: "dict[str, tuple[Scalar, Node]]"
    place: Place
    kind: str = "mapping"
    lost: dict[str, Place] = {}
    """Keys that may be in a block with a slip of YAML, of which nothing else is known."""

    def at(self, *keys: str) -> "Node | None":
        """The value at a path of keys; None if there is none."""
        node: Node | None = self
        for key in keys:
            if not isinstance(node, Mapping) or key not in node.entries:
                return None
            _, node = node.entries[key]
        return node


Node = Scalar | Sequence | Mapping


class _UnreadableError(Exception):
    """Stops the reader; its arguments are those of `Report.add`."""


class _Reader:
    """Builds nodes from events; `line_offset` places them in the whole file."""

    def __init__(
        self,
        text: str,
        path: str,
        line_offset: int,
        limits: Limits,
        report: Report,
        tags: dict[Place, str] | None,
    ) -> None:
        # MkDocs reads with PyYAML's own parser, which differs from libyaml in odd cases.
        loader = _Loader if tags is None else yaml.SafeLoader
        self.next_event = loader(text).get_event
        self.text = text
        # Only these signs make the reader look at lines, so most texts are not split.
        self.lines = text.split("\n") if _SIGNS.search(text) else []
        self.path = path
        self.line_offset = line_offset
        self.limits = limits
        self.report = report
        self.tags = tags

    def refuse(self, slip: Slip) -> NoReturn:
        place = Place(self.path, slip.line + 1 + self.line_offset, slip.column + 1)
        raise _UnreadableError(place, "invalid-yaml", slip.message, slip.help)

    def place(self, event: _Event) -> Place:
        mark = event.start_mark
        return Place(self.path, mark.line + 1 + self.line_offset, mark.column + 1)

    def node(self, depth: int, event: _Event = None) -> Node:
        event = event or self.next_event()
        place = self.place(event)
        if feature := self.feature(event):
            raise _UnreadableError(place, "yaml-feature", *feature)
        if depth > self.limits.nesting:
            message = f"nested more than {self.limits.nesting} deep"
            raise _UnreadableError(place, "too-deep", message, "use a flat list")
        if isinstance(event, yaml.ScalarEvent):
            if event.style == '"':  # the escapes of which can write forbidden characters
                self.check_escapes(event.value, place)
            value = self.with_hashes(event) if self.lines and not event.style else event.value
            # A folded text is not in quotation marks, either, but only this needs to be known.
            is_plain = not event.style or (
                event.style in "|>" and bool(within_other_quotes(value.strip()))
            )
            return Scalar(value, is_plain, place)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := self.next_event(), yaml.SequenceEndEvent):
                items.append(self.node(depth + 1, inner))
            return Sequence(tuple(items), place)
        return Mapping(self.entries(depth), place)

    def check_escapes(self, value: str, place: Place) -> None:
        for _, what in find_forbidden(value)[:1]:
            help_line = "delete it, or the escape that writes it"
            message = f"the value contains {what}"
            self.report.add(place, "forbidden-character", message, help_line)

    def with_hashes(self, event: _Event) -> str:
        """An unquoted value together with what follows a `#` within one of its words.

        The parser takes the rest of such a line as a comment.
        """
        value, number, column = str(event.value), event.end_mark.line, event.end_mark.column
        line, *below = self.lines[number : number + 2] or [""]
        lost = _CUT_OFF.match(line, column)
        if lost is None and value and below and _BLANK.match(line, column):
            number += 1
            lost = _CUT_OFF_BELOW.match(below[0])
        if lost is None:
            return value
        comma, words = lost[1], lost[2].rstrip()
        whole = f"{value} {words}".lstrip()
        shown = whole if len(whole) <= 80 else f"…{whole[-79:]}"
        quoted = shown.replace("\\", r"\\").replace('"', r"\"")
        message = f"'{words[:40]}' is not shown: # after a space begins a comment"
        help_line = f'put the whole value in quotes: "{quoted}"'
        if not value and all(word.startswith("#") for word in words.split()):
            named = ", ".join(word.lstrip("#") for word in words.split())
            help_line = f"write words without #: [{named[:80]}]"
        if comma:
            item = words.partition(",")[0].rstrip("]")
            help_line = f'put a value that begins with # in quotes: "{item[:60]}"'
        place = Place(self.path, number + 1 + self.line_offset, lost.start(2) + 1)
        self.report.add(place, "cut-off-value", message, help_line)
        return value if comma else whole

    def check_number(self, key: str, text: Scalar) -> None:
        """Warn about a number in the comment after a text: in `Train # 12`, it is hardly one."""
        line = self.lines[text.place.line - self.line_offset - 1]
        start = text.place.column - 1
        lost = _NUMBERED.match(line, start + len(text.value))
        if lost is None or not line.startswith(text.value, start) or _WRITTEN_OUT.match(text.value):
            return
        words = lost[1].rstrip()
        message = f"'{words[:40]}' is not shown: # after a space begins a comment"
        help_line = f"put the whole value in quotes: {key}: {in_quotes(f'{text.value} {words}')}; "
        help_line += "or begin the comment with a word"
        place = Place(self.path, text.place.line, lost.start(1) + 1)
        self.report.add(place, "number-in-comment", message, help_line)

    def feature(self, event: _Event) -> tuple[str, str] | None:
        """Name the unsupported YAML feature that an event uses, with help; None if it uses none."""
        mark = event.start_mark
        if self.tags is not None and event.anchor is None and event.tag:
            self.tags[self.place(event)] = event.tag
            return None
        is_alias = isinstance(event, yaml.AliasEvent)
        if not is_alias and not event.anchor and not event.tag:
            return None
        value = self.lines[mark.line][mark.column :]
        is_text = value[:2] != "!!" and " " in value.strip(" ]}")
        if is_alias or is_text:
            slip = special_sign(mark.line, mark.column, self.lines[mark.line])
            return slip.message, slip.help
        if event.anchor:
            return f"'&{event.anchor}' is a YAML anchor", "delete it"
        return f"'{event.tag}' is a YAML tag", "delete the tag"

    def entries(self, depth: int) -> dict[str, tuple[Scalar, Node]]:
        found: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(inner := self.next_event(), yaml.MappingEndEvent):
            key = self.node(depth + 1, inner)
            value = self.node(depth + 1)
            if not isinstance(key, Scalar):
                message, help_line = "a key must be a word", "write `key: value`"
                if isinstance(key, Mapping):  # {{ … }}
                    message = "the digest fills in no templates"
                    help_line = "write the value itself in place of {{ … }}"
                raise _UnreadableError(key.place, "not-a-mapping", message, help_line)
            if key.plain and key.value[:1] in tuple(ODD_SPACES):
                line = key.place.line - self.line_offset - 1
                self.refuse(odd_indent(line, self.text.split("\n")[line]))
            if key.value == "<<":
                message = "'<<' is a YAML merge key"
                raise _UnreadableError(key.place, "yaml-feature", message, "write the values out")
            if key.value in found:
                message = f"'{key.value}' is already in line {found[key.value][0].place.line}"
                self.report.add(key.place, "repeated-key", message, "keep one of the two")
            else:
                found[key.value] = (key, value)
                if self.lines and key.value in _TEXTS and isinstance(value, Scalar):
                    self.check_number(key.value, value)
        return found


class _Stop(NamedTuple):
    """What stops the reading: the arguments of `Report.add`, and the line of the parser.

    The line is counted from 0; it is -1 if no part of the file can be read after it.
    """

    place: Place
    code: str
    message: str
    help: str
    line: int


def parse(
    text: str,
    path: str,
    report: Report,
    limits: Limits,
    line_offset: int = 0,
    *,
    tags: dict[Place, str] | None = None,
    partly: bool = False,
) -> Node | None:
    """Parse one YAML document; None if it is empty or could not be read.

    A slip stops the reading. With `partly`, a mapping is read without the top-level keys whose
    values have slips, if it is certain where these end; it lists them as `lost`.

    The text is decoded and free of forbidden characters; `line_offset` lines of the file come
    before it. Tags are errors, unless `tags` is given: then they are added to it with the places of
    their values.
    """
    lost: dict[str, Place] = {}
    blanked: set[str] = set()
    while isinstance(read := _read(_Reader(text, path, line_offset, limits, report, tags)), _Stop):
        lines = text.split("\n")
        number = read.place.line - 1 - line_offset
        is_known = partly and read.line >= 0 and len(blanked) < _MOST_SLIPS
        block = own_block(lines, number) if is_known else None
        is_again = block is not None and block.key in blanked
        if block is None or is_again or (block.is_open and read.line >= block.stop):
            report.add(read.place, read.code, f"{read.message}{HIDES}", read.help)
            return None
        report.add(*read[:4])
        blanked.add(block.key)
        lost |= {key: Place(path, at + 1 + line_offset) for key, at in block.keys.items()}
        # The key stays, without a value: slips below name the key above them.
        rest = [f"{block.key}:", *[""] * (block.stop - block.start - 1)]
        text = "\n".join([*lines[: block.start], *rest, *lines[block.stop :]])
    if lost and isinstance(read, Mapping):
        entries = {key: entry for key, entry in read.entries.items() if key not in blanked}
        return Mapping(entries, read.place, lost=lost)
    return read


def _read(reader: _Reader) -> "Node | _Stop | None":
    """Read one document up to its end or to a slip."""
    path, offset = reader.path, reader.line_offset
    try:
        reader.next_event()
        if isinstance(reader.next_event(), yaml.StreamEndEvent):
            return None
        node = reader.node(1)
        reader.next_event()
        after = reader.next_event()
        if isinstance(after, yaml.StreamEndEvent):
            return node
        message = "a second YAML document begins here"
        return _Stop(reader.place(after), "yaml-feature", message, "keep one document", -1)
    except _UnreadableError as refused:
        place, code, message, help_line = refused.args
        return _Stop(place, code, message, help_line, place.line - 1 - offset)
    except yaml.MarkedYAMLError as error:
        slip, is_named = _slip(error, reader.text)
        place = Place(path, slip.line + 1 + offset, slip.column + 1)
        mark = error.problem_mark or error.context_mark
        stopped = mark.line if mark and is_named else -1
        return _Stop(place, "invalid-yaml", slip.message, slip.help, stopped)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        reason = str(error).splitlines()[0] if str(error) else "cannot be read"
        return _Stop(
            Place(path, 1 + offset), "invalid-yaml", f"not valid YAML: {reason}", _HELP, -1
        )


def _slip(error: yaml.MarkedYAMLError, text: str) -> tuple[Slip, bool]:
    """What to write in place of what the parser cannot read, and whether a known slip is there."""
    opened = any(word in (error.context or "") for word in ("flow", "quoted", "simple key"))
    mark = error.context_mark if opened else error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if slip := find_slip(text.split("\n"), line, column):
        return slip, True
    return Slip(line, column, f"not valid YAML: {error.problem or 'cannot be read'}", _HELP), False


def written(node: Node | None) -> str:
    """The text of a plain value; "" for a list, a set of keys or an absent value."""
    return node.value if isinstance(node, Scalar) else ""
