"""YAML with its layout: the offset of every value, and every comment with its entry.

`read.yaml` determines a file's meaning; this tree also records its layout, so that an edit can leave the
rest unchanged. libyaml drops comments, but between two scalars there are only indicators, white space
and comments, so comments are searched for there.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from generator.diagnostics.failure import EditError

_Event = Any  # types-PyYAML does not know the fields of its events
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
BLOCK_STYLES = ("|", ">")
_COMMENT = re.compile(r"#[^\n]*")
_HEADER_COMMENT = re.compile(r"[ \t](#[^\n]*)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CLOSING = re.compile(r"[\s,\]}]*[\]}][\s,\]}]*")
_MODELINE = re.compile(r"#\s*yaml-language-server:")


class UnreadableError(EditError):
    """The text is not the plain YAML that content uses."""


@dataclass(slots=True, eq=False)
class Comment:
    """A comment with its #, and its offsets in the text; -1 for a new one."""

    text: str
    start: int = -1
    end: int = -1


@dataclass(slots=True, eq=False)
class YamlNode:
    """A scalar, a list or a mapping, with its offsets in the text; -1 for a new one."""

    kind: Literal["value", "list", "mapping"]
    value: str = ""
    style: str = ""
    """The first character of a scalar: `'`, `"`, `|` or `>`; empty for a plain one."""
    slots: list[Slot] = field(default_factory=list)
    flow: bool = False
    """Whether a list or mapping is written in brackets."""
    foot: list[Comment] = field(default_factory=list)
    """Comments below the last slot."""
    start: int = -1
    end: int = -1
    column: int = 0

    @property
    def is_mapping(self) -> bool:
        """Whether it is a mapping."""
        return self.kind == "mapping"

    @property
    def is_collection(self) -> bool:
        """Whether it is a list or a mapping."""
        return self.kind != "value"

    def get(self, key: str) -> Slot | None:
        """The entry of a key."""
        return next((slot for slot in self.slots if slot.key and slot.key.value == key), None)


@dataclass(slots=True, eq=False)
class Slot:
    """An entry of a mapping or an item of a list, with its comments."""

    node: YamlNode
    key: YamlNode | None = None
    above: list[Comment] = field(default_factory=list)
    beside: list[Comment] = field(default_factory=list)

    @property
    def start(self) -> int:
        """The start of its key, or of its value."""
        return self.key.start if self.key else self.node.start

    @property
    def name(self) -> str:
        """Its key; empty for an item."""
        return self.key.value if self.key else ""


@dataclass(slots=True)
class Tree:
    """A whole text; comments in `head` are about the file rather than about its first key."""

    text: str
    root: YamlNode
    head: list[Comment] = field(default_factory=list)


def text_node(value: str) -> YamlNode:
    """A new text, to be quoted if necessary."""
    return YamlNode("value", value, '"')


def entry_of(key: str, value: object) -> Slot:
    """A new entry of a text, a date, a flag, or a list or mapping of these."""
    return Slot(_node_of(value), YamlNode("value", key))


def mapping_of(values: Mapping[str, object]) -> YamlNode:
    """A new mapping; keys with empty values are left out."""
    slots = [entry_of(key, value) for key, value in values.items() if value not in ("", [])]
    return YamlNode("mapping", slots=slots)


def _node_of(value: object) -> YamlNode:
    if isinstance(value, Mapping):
        return mapping_of(value)
    if isinstance(value, list):
        return YamlNode("list", slots=[Slot(_node_of(item)) for item in value])
    if isinstance(value, bool):
        return YamlNode("value", str(value).lower())
    if isinstance(value, dt.date):
        return YamlNode("value", value.isoformat())
    return text_node(" ".join(str(value).split()))


def read(text: str) -> Tree:
    """Read one YAML mapping.

    Raises:
        UnreadableError: `read.yaml` rejects the text.
    """
    try:
        events = yaml.parse(text, Loader=_Loader)
        next(events)
        next(events)
        root = _node(next(events), events)
    except (yaml.YAMLError, RecursionError, StopIteration, ValueError, AttributeError) as error:
        raise UnreadableError(str(error).partition("\n")[0]) from error
    if not root.is_mapping:
        raise UnreadableError("not a mapping")
    tree = Tree(text, root)
    leaves = list(_leaves(root, ()))
    for comment in _comments(text, leaves):
        _attach(comment, tree, leaves)
    return tree


def _node(event: _Event, events: Iterator[_Event]) -> YamlNode:
    start, end, column = event.start_mark.index, event.end_mark.index, event.start_mark.column
    if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag:
        raise ValueError("not plain YAML")
    if isinstance(event, yaml.ScalarEvent):
        return YamlNode("value", event.value, event.style or "", start=start, end=end)
    node = YamlNode("list", flow=bool(event.flow_style), start=start, end=end, column=column)
    if isinstance(event, yaml.MappingStartEvent):
        node.kind = "mapping"
    inner: _Event
    while not isinstance(inner := next(events), yaml.CollectionEndEvent):
        first = _node(inner, events)
        if node.is_mapping and first.is_collection:
            raise ValueError("a key must be a word")
        node.slots.append(Slot(_node(next(events), events), first) if node.is_mapping else Slot(first))
    if inner.end_mark:
        node.end = inner.end_mark.index
    return node


_Leaf = tuple[YamlNode, tuple[Slot, ...]]
"""A key or a scalar, and the slots that enclose it, the outermost first."""


def _leaves(node: YamlNode, path: tuple[Slot, ...]) -> Iterator[_Leaf]:
    for slot in node.slots:
        inner = (*path, slot)
        if slot.key:
            yield slot.key, inner
        if slot.node.is_collection:
            yield from _leaves(slot.node, inner)
        else:
            yield slot.node, inner


def _comments(text: str, leaves: list[_Leaf]) -> Iterator[Comment]:
    """All comments in order, except those in the header of a block scalar, which are attached here."""
    if "#" not in text:
        return
    position = 0
    for leaf, path in leaves:
        yield from _between(text, position, max(position, leaf.start))
        position = leaf.end
        if leaf.style in BLOCK_STYLES:
            line_end = text.find("\n", leaf.start, leaf.end)
            header = _HEADER_COMMENT.search(text, leaf.start, line_end if line_end >= 0 else leaf.end)
            if header:
                path[-1].beside.append(Comment(_spaced(header[1]), header.start(1), header.end(1)))
    yield from _between(text, position, len(text))


def _between(text: str, start: int, end: int) -> Iterator[Comment]:
    for match in _COMMENT.finditer(text, start, end):
        yield Comment(_spaced(match.group()), match.start(), match.end())


def _spaced(comment: str) -> str:
    """Put a space after #, because the check takes `#word` after a value for a cut-off part of the value."""
    return re.sub(r"^#(?=[^\s#])", "# ", comment.rstrip())


def _attach(comment: Comment, tree: Tree, leaves: list[_Leaf]) -> None:
    """Give a comment to the slot on its line or below it, or to the foot of a list or mapping."""
    text, line = tree.text, tree.text.rfind("\n", 0, comment.start) + 1
    index = bisect_left(leaves, comment.start, key=lambda leaf: leaf[0].start)
    indent = text[line : comment.start]
    if index and (leaves[index - 1][0].end > line or _CLOSING.fullmatch(indent)):
        # The outermost slot that ends before the comment, or the slot whose key precedes it.
        path = leaves[index - 1][1]
        next((slot for slot in path if slot.node.end <= comment.start), path[-1]).beside.append(comment)
        return
    first = tree.root.slots[0].start if tree.root.slots else -1
    # A line for editors, or a blank line between it and the first key, makes it about the file.
    of_file = _MODELINE.match(comment.text) or _BLANK_LINE.search(text, comment.end, first)
    if comment.start < first and not tree.root.flow and of_file:
        tree.head.append(comment)
    else:
        _attach_above(tree.root, comment, len(indent) - len(indent.lstrip(" ")))


def _attach_above(parent: YamlNode, comment: Comment, column: int) -> None:
    """Attach a comment to the next slot below it, or by its indentation to the end of a mapping."""
    below = next((slot for slot in parent.slots if slot.start > comment.start), None)
    index = parent.slots.index(below) if below else len(parent.slots)
    comments = below.above if below else parent.foot
    if index:
        previous = parent.slots[index - 1]
        node = previous.node
        if node.start > comment.start:  # between a key and its value
            inner = node.is_collection and not node.flow
            (node.slots[0] if inner else previous).above.append(comment)
            return
        ends = node.slots[-1].start if node.slots and not node.flow else node.end
        belongs_inside = not comments and _owns_by_indent(node, parent, column)
        if node.is_collection and (comment.start < ends or belongs_inside):
            _attach_above(node, comment, column)
            return
    comments.append(comment)


def _owns_by_indent(node: YamlNode, parent: YamlNode, column: int) -> bool:
    """Whether a comment below a list or mapping is indented like its slots."""
    if node.flow:
        return False
    indented = node.column > parent.column or not parent.is_mapping
    return column > node.column or (indented and column == node.column)


def end_of(slot: Slot, text: str) -> int:
    """The end of a slot's last line, comments within it included."""
    node = slot.node
    ends = [comment.end for comment in (*slot.beside, *([] if node.flow else node.foot))]
    if slot.key:
        ends.append(slot.key.end)
    if not node.is_collection:
        ends.append(node.start + len(text[node.start : node.end].rstrip("\n")))
    elif node.flow:
        ends.append(node.end)
    else:
        ends.extend(end_of(inner, text) for inner in node.slots)
    return max(ends)
