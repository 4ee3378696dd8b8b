"""YAML as it is written: every value with its place in the text, every comment beside what it is about.

`read.yaml` says what a file means; this says how the file puts it, so that a change
touches no more than it must. libyaml drops comments, but whatever lies between its
scalars is indicators, white space and comments, so they are found there.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from generator.editing.error import EditError

_Event = Any  # types-PyYAML does not know the fields of its events
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
BLOCK_STYLES = ("|", ">")
_COMMENT = re.compile(r"#[^\n]*")
_HEADER_COMMENT = re.compile(r"[ \t](#[^\n]*)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CLOSING = re.compile(r"[\s,\]}]*[\]}][\s,\]}]*")
_MODELINE = re.compile(r"#\s*yaml-language-server:")


class UnreadableError(EditError):
    """The text is not the plain YAML that content is written in."""


@dataclass(slots=True, eq=False)
class Comment:
    """A comment with its #, from `start` to `end` in the text."""

    text: str
    start: int = -1
    end: int = -1


@dataclass(slots=True, eq=False)
class YamlNode:
    """A value, a list or a mapping. What is not written down yet has the places -1."""

    kind: Literal["value", "list", "mapping"]
    value: str = ""
    style: str = ""
    """The first character of a value in quotes or in a block; empty for a plain one."""
    slots: list[Slot] = field(default_factory=list)
    flow: bool = False
    """Whether a list or mapping is written in brackets."""
    foot: list[Comment] = field(default_factory=list)
    """The comments below the last slot."""
    start: int = -1
    end: int = -1
    column: int = 0

    @property
    def keyed(self) -> bool:
        """Whether it is a mapping."""
        return self.kind == "mapping"

    @property
    def holds(self) -> bool:
        """Whether it is a list or a mapping."""
        return self.kind != "value"

    def get(self, key: str) -> Slot | None:
        """The entry of a key; None where there is none, as in a list or a single value."""
        return next((slot for slot in self.slots if slot.key and slot.key.value == key), None)


@dataclass(slots=True, eq=False)
class Slot:
    """An entry of a mapping, or an item of a list: what moves as one, with its comments."""

    node: YamlNode
    key: YamlNode | None = None
    above: list[Comment] = field(default_factory=list)
    beside: list[Comment] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where its key, or its value, begins."""
        return self.key.start if self.key else self.node.start

    @property
    def name(self) -> str:
        """Its key as text; nothing for an item."""
        return self.key.value if self.key else ""


@dataclass(slots=True)
class Tree:
    """A whole text; `head` are the comments about the file rather than about its first key."""

    text: str
    root: YamlNode
    head: list[Comment] = field(default_factory=list)


def text_node(value: str) -> YamlNode:
    """A text to be written in quotes where it needs them."""
    return YamlNode("value", value, '"')


def entry_of(key: str, value: object) -> Slot:
    """An entry to be written.

    Args:
        key: Its key.
        value: A text, a day, a flag, or a list or mapping of them. What a mapping has that is empty is
            left out.
    """
    return Slot(_node_of(value), YamlNode("value", key))


def mapping_of(values: Mapping[str, object]) -> YamlNode:
    """A mapping to be written, without what is empty."""
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
        UnreadableError: for anything that `read.yaml` would not read either.
    """
    try:
        events = yaml.parse(text, Loader=_Loader)
        next(events)
        next(events)
        root = _node(next(events), events)
    except (yaml.YAMLError, RecursionError, StopIteration, ValueError, AttributeError) as error:
        raise UnreadableError(str(error).partition("\n")[0]) from error
    if not root.keyed:
        raise UnreadableError("not a mapping")
    tree = Tree(text, root)
    leaves = list(_leaves(root, ()))
    for comment in _comments(text, leaves):
        _place(comment, tree, leaves)
    return tree


def _node(event: _Event, events: Iterator[_Event]) -> YamlNode:
    start, end, column = event.start_mark.index, event.end_mark.index, event.start_mark.column
    if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag:
        raise ValueError("not plain YAML")
    if isinstance(event, yaml.ScalarEvent):
        return YamlNode("value", event.value, event.style or "", start=start, end=end)
    node = YamlNode("list", flow=bool(event.flow_style), start=start, end=start, column=column)
    if isinstance(event, yaml.MappingStartEvent):
        node.kind = "mapping"
    inner: _Event
    while not isinstance(inner := next(events), yaml.CollectionEndEvent):
        first = _node(inner, events)
        if node.keyed and first.holds:
            raise ValueError("a key must be a word")
        node.slots.append(Slot(_node(next(events), events), first) if node.keyed else Slot(first))
    if inner.end_mark:
        node.end = inner.end_mark.index
    return node


_Leaf = tuple[YamlNode, tuple[Slot, ...]]
"""A key or a value, and the slots that hold it, the outermost first."""


def _leaves(node: YamlNode, above: tuple[Slot, ...]) -> Iterator[_Leaf]:
    for slot in node.slots:
        path = (*above, slot)
        if slot.key:
            yield slot.key, path
        if slot.node.holds:
            yield from _leaves(slot.node, path)
        else:
            yield slot.node, path


def _comments(text: str, leaves: list[_Leaf]) -> Iterator[Comment]:
    """Every comment, in the order of the text; one behind `>-` goes to its slot at once."""
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
                path[-1].beside.append(Comment(header[1].rstrip(), header.start(1), header.end(1)))
    yield from _between(text, position, len(text))


def _between(text: str, start: int, end: int) -> Iterator[Comment]:
    for match in _COMMENT.finditer(text, start, end):
        yield Comment(match.group().rstrip(), match.start(), match.end())


def _place(comment: Comment, tree: Tree, leaves: list[_Leaf]) -> None:
    """Give a comment to the slot beside or above which it is written, or to the foot of a list or mapping."""
    text, line = tree.text, tree.text.rfind("\n", 0, comment.start) + 1
    index = bisect_left(leaves, comment.start, key=lambda leaf: leaf[0].start)
    ahead = text[line : comment.start]
    if index and (leaves[index - 1][0].end > line or _CLOSING.fullmatch(ahead)):
        # The outermost slot that ends before the comment, or the one whose key it follows.
        path = leaves[index - 1][1]
        next((slot for slot in path if slot.node.end <= comment.start), path[-1]).beside.append(comment)
        return
    first = tree.root.slots[0].start if tree.root.slots else -1
    if comment.start < first and not tree.root.flow and _about_file(comment, text, first):
        tree.head.append(comment)
    else:
        _place_above(tree.root, comment, len(ahead) - len(ahead.lstrip(" ")))


def _about_file(comment: Comment, text: str, first: int) -> bool:
    """A line for editors, or a comment that a blank line parts from the first key."""
    return bool(_MODELINE.match(comment.text) or _BLANK_LINE.search(text, comment.end, first))


def _place_above(parent: YamlNode, comment: Comment, column: int) -> None:
    """Find the first slot below a comment, or what its column puts it at the foot of."""
    below = next((slot for slot in parent.slots if slot.start > comment.start), None)
    index = parent.slots.index(below) if below else len(parent.slots)
    home = below.above if below else parent.foot
    if index:
        before = parent.slots[index - 1]
        node = before.node
        if node.start > comment.start:  # between a key and its value
            inner = node.holds and not node.flow
            (node.slots[0] if inner else before).above.append(comment)
            return
        if node.holds and (_surrounds(node, comment) or (not home and _claims(node, parent, column))):
            _place_above(node, comment, column)
            return
    home.append(comment)


def _surrounds(node: YamlNode, comment: Comment) -> bool:
    """Whether a comment is certainly within a list or mapping."""
    return comment.start < node.end if node.flow else node.slots[-1].start > comment.start


def _claims(node: YamlNode, parent: YamlNode, column: int) -> bool:
    """Whether a comment below a list or mapping belongs to it by its indentation."""
    if node.flow:
        return False
    indented = node.column > parent.column or not parent.keyed
    return column > node.column or (indented and column == node.column)


def end_of(slot: Slot, text: str) -> int:
    """Where a slot's last line ends: its value, its comments, and all that is within."""
    node = slot.node
    ends = [comment.end for comment in (*slot.beside, *([] if node.flow else node.foot))]
    if slot.key:
        ends.append(slot.key.end)
    if not node.holds:
        ends.append(node.start + len(text[node.start : node.end].rstrip("\n")))
    elif node.flow:
        ends.append(node.end)
    else:
        ends.extend(end_of(inner, text) for inner in node.slots)
    return max(ends)
