"""Edit YAML and leave the rest of the text unchanged, including white space.

Callers change the tree, and the differences are then applied to the text. A value replaces the old one, a new
entry gets lines of its own, and a list that grew or shrank is rewritten in canonical form, with its comments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.diagnostics.failure import EditError
from generator.editing.canonical import dump, plain_or_quoted, quoted, scalar_kind, slot_lines
from generator.editing.editable_files import Meaning, meaning_of
from generator.editing.yaml_tree import BLOCK_STYLES, Comment, Slot, YamlNode, end_of, entry_of, read

_Piece = tuple[int, int, str]
"""Start, end, and the replacement for the text between them."""


class Patch:
    """A YAML text and its tree, which may be changed.

    Raises:
        UnreadableError: the text is not a plain mapping.
    """

    def __init__(self, text: str) -> None:
        self._tree = read(text)
        nodes = list(_nodes(self.root))
        self._before = {node: (node.value, node.style, tuple(node.slots)) for node in nodes}
        self._foot = {node: list(node.foot) for node in nodes}
        self._ends = {slot: end_of(slot, text) for node in nodes if not node.flow for slot in node.slots}
        self._remarks: dict[Slot, str] = {}

    @property
    def root(self) -> YamlNode:
        """The mapping of the whole text."""
        return self._tree.root

    def text(self, path: str) -> str:
        """The text with all changes.

        Raises:
            EditError: the new text would not mean the same as the tree; the message names `path`.
        """
        pieces = self._pieces(self.root, flow=self.root.flow)
        if pieces == []:
            return self._tree.text
        if pieces is None:
            changed = dump(self._tree)
        else:
            changed, position = "", 0
            for start, end, piece in sorted(pieces, key=lambda piece: piece[:2]):
                changed += self._tree.text[position:start] + piece
                position = end
            changed += self._tree.text[position:]
        if meaning_of(changed) != meaning(self.root):
            raise EditError(
                f"{path}: cannot be edited without changing other values",
                "fix what `digest check` reports there, run `digest fmt` on it, and try again",
            )
        return changed

    def remove(self, parent: YamlNode, slot: Slot, *, remarks: bool = True) -> None:
        """Delete an entry from a mapping; comments above it stay.

        With `remarks`, comments beside and inside it stay too, each on a separate line.
        """
        index = parent.slots.index(slot)
        del parent.slots[index]
        inner = list(comments_of(slot)) if remarks else []
        comments = [*slot.above, *inner]
        if index < len(parent.slots):
            parent.slots[index].above[:0] = comments
        else:
            parent.foot[:0] = comments
            self._foot[parent] += comments
        self._remarks[slot] = "".join(f"{' ' * parent.column}{comment.text}\n" for comment in inner)

    def _pieces(self, node: YamlNode, *, flow: bool) -> list[_Piece] | None:
        """The changes within a list or mapping; None if its parent must be rewritten.

        `flow` says whether it is, or is inside, a collection in brackets.
        """
        before = self._before[node][2]
        block = node.is_mapping and not flow
        pieces: list[_Piece] = []
        for slot in node.slots:
            changes = self._within(slot, flow=flow) if slot in before else []
            if changes is None and not block:
                return None
            rewritten = (slot.start, self._ends[slot], _fresh(slot, node.column)) if changes is None else None
            pieces += [rewritten] if rewritten else changes or []
        if tuple(node.slots) != before or set(node.foot).difference(self._foot[node]):
            lines = self._lines(node, before) if block else None
            return None if lines is None else pieces + lines
        return pieces

    def _within(self, slot: Slot, *, flow: bool) -> list[_Piece] | None:
        """The changes to a key and its value; None if both must be rewritten."""
        pieces: list[_Piece] = []
        for node in (slot.key, slot.node) if slot.key else (slot.node,):
            if node not in self._before:
                return None
            value, style, _ = self._before[node]
            if node.is_collection:
                changes = self._pieces(node, flow=flow or node.flow)
                if changes is None:
                    return None
                pieces += changes
            elif (node.value, node.style) != (value, style):
                if style in BLOCK_STYLES:
                    return None
                new = quoted(node.value, style) if style else plain_or_quoted(node.value, flow=flow)
                pieces.append((node.start, node.end, new if node.style else node.value))
        return pieces

    def _lines(self, node: YamlNode, before: tuple[Slot, ...]) -> list[_Piece] | None:
        """Entries and comments that a block mapping gained or lost; None if it must be rewritten."""
        pieces: list[_Piece] = []
        removed = set(before).difference(node.slots)
        for slot in removed:
            line = self._tree.text.rfind("\n", 0, slot.start) + 1
            if self._tree.text[line : slot.start].strip():
                return None
            pieces.append((line, self._ends[slot] + 1, self._remarks[slot]))
        if len(removed) == len(before):
            return None
        indent = " " * node.column
        index = next(index for index, slot in enumerate(before) if slot not in removed)
        for slot in node.slots:
            if slot in before:
                index = before.index(slot)
            else:
                lines = indent + _fresh(slot, node.column, new=True)
                pieces.append(self._insertion(before, index, removed, lines))
        foot = [indent + comment.text for comment in node.foot if comment not in self._foot[node]]
        if foot:
            pieces.append(self._insertion(before, index, removed, "\n".join(foot)))
        return pieces

    def _insertion(self, before: tuple[Slot, ...], index: int, removed: set[Slot], lines: str) -> _Piece:
        """Insert below an entry, and below the comments of removed entries that follow it."""
        while index + 1 < len(before) and before[index + 1] in removed:
            index += 1
        end = self._ends[before[index]]
        return (end + 1, end + 1, f"{lines}\n") if before[index] in removed else (end, end, f"\n{lines}")


def _fresh(slot: Slot, column: int, *, new: bool = False) -> str:
    """An entry in canonical form; comments above it are included only if it is new."""
    bare = Slot(slot.node, slot.key, slot.above if new else [], slot.beside)
    comments, lines = slot_lines(bare, column)
    return "\n".join([*comments, *lines]).lstrip(" ")


def set_text(node: YamlNode, value: str) -> None:
    """Change a key or scalar to another text; its quotes stay, and are added if necessary."""
    node.value, node.style = value, node.style or '"'


def add(mapping: YamlNode, slot: Slot, order: Iterable[str] = ()) -> None:
    """Insert an entry after those that precede it in the order of keys."""
    keys = list(order)
    earlier = keys[: keys.index(slot.name)] if slot.name in keys else [entry.name for entry in mapping.slots]
    indexes = [index for index, entry in enumerate(mapping.slots) if entry.name in earlier]
    mapping.slots.insert(indexes[-1] + 1 if indexes else 0, slot)


def extend(mapping: YamlNode, key: str, items: Iterable[Slot], order: Iterable[str]) -> list[YamlNode]:
    """Append items missing from a list; a missing list is created where `order` puts its key.

    Returns:
        The nodes that were appended.
    """
    entry = mapping.get(key)
    if entry is None:
        entry = entry_of(key, [])
        add(mapping, entry, order)
    if not entry.node.is_collection:
        if scalar_kind(entry.node) != "empty":
            raise EditError(f"'{key}' is not a list", "fix what `digest check` reports there")
        entry.node = YamlNode("list")
    known = [meaning(item.node) for item in entry.node.slots]
    new = [item for item in items if meaning(item.node) not in known]
    entry.node.slots.extend(new)
    return [item.node for item in new]


def drop_items(patch: Patch, mapping: YamlNode, key: str, unwanted: Callable[[Slot], bool]) -> None:
    """Remove items from a list, and the list with its last item."""
    entry = mapping.get(key)
    dropped = [slot for slot in entry.node.slots if unwanted(slot)] if entry else []
    if entry and dropped:
        entry.node.slots[:] = [slot for slot in entry.node.slots if slot not in dropped]
        if not entry.node.slots:
            patch.remove(mapping, entry)


def _nodes(node: YamlNode) -> Iterator[YamlNode]:
    yield node
    for slot in node.slots:
        if slot.key:
            yield slot.key
        yield from _nodes(slot.node)


def comments_of(slot: Slot) -> Iterator[Comment]:
    """The comments beside and inside a slot, but not above it."""
    yield from slot.beside
    for inner in slot.node.slots:
        yield from inner.above
        yield from comments_of(inner)
    yield from slot.node.foot


def meaning(node: YamlNode) -> Meaning:
    """The meaning of a tree, comparable with `meaning_of`."""
    if not node.is_collection:
        return (scalar_kind(node), node.value)
    if node.is_mapping:
        return {slot.name: meaning(slot.node) for slot in node.slots}
    return [meaning(slot.node) for slot in node.slots]
