"""YAML as it was written: every value with its place in the text, every comment at what it speaks of.

`read.yaml` tells what a file means; this tells how the file says it, so that a
change touches no more than it must. libyaml drops comments, but whatever lies
between its scalars is indicators, white space and comments, so they are found there.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

_Event = Any  # types-PyYAML does not know the fields of its events
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
BLOCK_STYLES = ("|", ">")
_COMMENT = re.compile(r"#[^\n]*")
_HEADER_COMMENT = re.compile(r"[ \t](#[^\n]*)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CLOSING = re.compile(r"[\s,\]}]*[\]}][\s,\]}]*")
_MODELINE = re.compile(r"#\s*yaml-language-server:")


class UnreadableError(ValueError):
    """The text is not the plain YAML that content is written in."""


@dataclass(slots=True)
class Comment:
    """A comment with its #, from `start` to `end` in the text."""

    text: str
    start: int = -1
    end: int = -1


@dataclass(slots=True)
class Scalar:
    """A value; `style` is its first sign (`'`, `"`, `|`, `>`), or nothing when it stands plain."""

    value: str
    style: str = ""
    start: int = -1
    end: int = -1


@dataclass(slots=True)
class Slot:
    """An entry of a mapping, or an item of a list: what moves as one, with its comments."""

    node: Node
    key: Scalar | None = None
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
class Collection:
    """A mapping (`keyed`) or a list; `foot` are the comments below its last slot."""

    slots: list[Slot]
    keyed: bool
    flow: bool = False
    start: int = -1
    end: int = -1
    column: int = 0
    foot: list[Comment] = field(default_factory=list)

    def get(self, key: str) -> Slot | None:
        """The entry of a key."""
        return next((slot for slot in self.slots if slot.key and slot.key.value == key), None)


Node = Scalar | Collection


@dataclass(slots=True)
class Tree:
    """A whole text; `head` are the comments about the file rather than about its first key."""

    text: str
    root: Collection
    head: list[Comment]


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
    if not isinstance(root, Collection) or not root.keyed:
        raise UnreadableError("not a mapping")
    tree = Tree(text, root, [])
    leaves = list(_leaves(root, ()))
    for comment in _comments(text, leaves):
        _place(comment, tree, leaves)
    return tree


def mapping_of(values: Mapping[str, object]) -> Collection:
    """A tree of values that are not written down yet: text, days, flags, lists and mappings of them.

    What is empty is left out.
    """
    slots = [Slot(_node_of(value), Scalar(key)) for key, value in values.items() if value not in ("", [])]
    return Collection(slots, keyed=True)


def _node_of(value: object) -> Node:
    if isinstance(value, Mapping):
        return mapping_of(value)
    if isinstance(value, list):
        return Collection([Slot(_node_of(item)) for item in value], keyed=False)
    if isinstance(value, bool):
        return Scalar(str(value).lower())
    if isinstance(value, dt.date):
        return Scalar(value.isoformat())
    return Scalar(" ".join(str(value).split()), '"')


def _node(event: _Event, events: Iterator[_Event]) -> Node:
    start, end, column = event.start_mark.index, event.end_mark.index, event.start_mark.column
    if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag:
        raise ValueError("not plain YAML")
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, event.style or "", start, end)
    keyed = isinstance(event, yaml.MappingStartEvent)
    slots = []
    inner: _Event
    while not isinstance(inner := next(events), yaml.CollectionEndEvent):
        node = _node(inner, events)
        if not keyed:
            slots.append(Slot(node))
        elif isinstance(node, Scalar):
            slots.append(Slot(_node(next(events), events), node))
        else:
            raise ValueError("a key must be a word")
    end = getattr(inner, "end_mark", None)
    return Collection(slots, keyed, bool(event.flow_style), start, end.index if end else start, column)


_Leaf = tuple[Scalar, tuple[Slot, ...]]
"""A key or a value, and the slots that hold it, the outermost first."""


def _leaves(collection: Collection, above: tuple[Slot, ...]) -> Iterator[_Leaf]:
    for slot in collection.slots:
        path = (*above, slot)
        if slot.key:
            yield slot.key, path
        if isinstance(slot.node, Scalar):
            yield slot.node, path
        else:
            yield from _leaves(slot.node, path)


def _comments(text: str, leaves: list[_Leaf]) -> Iterator[Comment]:
    """Every comment, in the order of the text; one behind `>-` goes to its slot at once."""
    if "#" not in text:
        return
    position = 0
    for leaf, path in leaves:
        for match in _COMMENT.finditer(text, position, max(position, leaf.start)):
            yield Comment(match.group().rstrip(), match.start(), match.end())
        position = leaf.end
        if leaf.style in BLOCK_STYLES:
            line_end = text.find("\n", leaf.start, leaf.end)
            header = _HEADER_COMMENT.search(text, leaf.start, line_end if line_end >= 0 else leaf.end)
            if header:
                path[-1].beside.append(Comment(header[1].rstrip(), header.start(1), header.end(1)))
    for match in _COMMENT.finditer(text, position):
        yield Comment(match.group().rstrip(), match.start(), match.end())


def _place(comment: Comment, tree: Tree, leaves: list[_Leaf]) -> None:
    """Give a comment to the slot that it stands beside or above, or to the foot of a collection."""
    text, line = tree.text, tree.text.rfind("\n", 0, comment.start) + 1
    before = _last_before(leaves, comment.start)
    ahead = text[line : comment.start]
    if before and (before[0].end > line or _CLOSING.fullmatch(ahead)):
        _beside(before, comment).beside.append(comment)
        return
    first = tree.root.slots[0].start if tree.root.slots else -1
    if comment.start < first and not tree.root.flow and _about_file(comment, text, first):
        tree.head.append(comment)
    else:
        _above(tree.root, comment, len(ahead) - len(ahead.lstrip(" ")))


def _last_before(leaves: list[_Leaf], position: int) -> _Leaf | None:
    index = bisect_left(leaves, position, key=lambda leaf: leaf[0].start)
    return leaves[index - 1] if index else None


def _about_file(comment: Comment, text: str, first: int) -> bool:
    """A line for editors, or a comment that a blank line parts from the first key."""
    return bool(_MODELINE.match(comment.text) or _BLANK_LINE.search(text, comment.end, first))


def _beside(leaf: _Leaf, comment: Comment) -> Slot:
    """The outermost slot that ends before the comment, or the one whose key stands there."""
    _, path = leaf
    return next((slot for slot in path if slot.node.end <= comment.start), path[-1])


def _above(collection: Collection, comment: Comment, column: int) -> None:
    """Find the first slot below a comment, or the collection whose foot its column puts it at."""
    previous = None
    following = None
    for slot in collection.slots:
        if slot.start > comment.start:
            following = slot
            break
        previous = slot
    if previous is not None:
        node = previous.node
        if node.start > comment.start:
            inner = isinstance(node, Collection) and not node.flow
            (node.slots[0] if inner and isinstance(node, Collection) else previous).above.append(comment)
            return
        outside = following.above if following else collection.foot
        if isinstance(node, Collection) and (
            _holds(node, comment) or (not outside and _claims(node, collection, column))
        ):
            _above(node, comment, column)
            return
    if following is not None:
        following.above.append(comment)
    else:
        collection.foot.append(comment)


def _holds(node: Collection, comment: Comment) -> bool:
    """Whether a comment stands within a collection for certain."""
    return comment.start < node.end if node.flow else node.slots[-1].start > comment.start


def _claims(node: Collection, parent: Collection, column: int) -> bool:
    """Whether a comment below a collection belongs to it by its indentation."""
    if node.flow:
        return False
    indented = node.column > parent.column or not parent.keyed
    return column > node.column or (indented and column == node.column)


def end_of(slot: Slot, text: str) -> int:
    """Where a slot's last line ends: its value, its comments, and all that is within."""
    ends = [comment.end for comment in slot.beside]
    if slot.key:
        ends.append(slot.key.end)
    node = slot.node
    if isinstance(node, Scalar):
        ends.append(node.start + len(text[node.start : node.end].rstrip("\n")))
    elif node.flow:
        ends.append(node.end)
    else:
        ends.extend(end_of(inner, text) for inner in node.slots)
        ends.extend(comment.end for comment in node.foot)
    return max(ends)
