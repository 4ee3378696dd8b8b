"""Changes to a text of YAML that leave everything else as it is written, to the space.

Whoever edits changes the tree. What differs from the tree that was read is then put
into the text: a value in the place of the old one, a new entry on lines of its own, and
a list that has grown or shrunk written anew, in canonical form and with its comments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.editing.canonical import quoted, read_as, slot_lines, text, written
from generator.editing.editable_files import Meaning, meaning_of
from generator.editing.error import EditError
from generator.editing.yaml_tree import BLOCK_STYLES, Comment, Slot, YamlNode, end_of, entry_of, read

_Piece = tuple[int, int, str]
"""From where to where in the text, and what takes the place of it."""


class Patch:
    """A text of YAML and the tree of it, which may be changed.

    Raises:
        UnreadableError: when the text is not a plain mapping.
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
        """The mapping that the text is."""
        return self._tree.root

    def text(self, path: str) -> str:
        """The text with every change made.

        Args:
            path: What to call the file if it does not come out as the tree says.
        """
        pieces = self._pieces(self.root, flow=self.root.flow)
        if not pieces:
            changed = self._tree.text if pieces == [] else written(self._tree)
        else:
            changed, position = "", 0
            for start, end, piece in sorted(pieces, key=lambda piece: piece[:2]):
                changed += self._tree.text[position:start] + piece
                position = end
            changed += self._tree.text[position:]
        if pieces != [] and meaning_of(changed) != meaning(self.root):
            raise EditError(
                f"{path}: cannot be changed without touching what else it says",
                "fix what `digest check` finds there, run `digest fmt` on it, and try again",
            )
        return changed

    def remove(self, parent: YamlNode, slot: Slot, *, remarks: bool = True) -> None:
        """Take an entry out of a mapping.

        Args:
            parent: The mapping.
            slot: The entry. The comments above it stay.
            remarks: Whether those beside it and within it stay, too, each on a line of its own.
        """
        index = parent.slots.index(slot)
        del parent.slots[index]
        within = list(comments_of(slot)) if remarks else []
        stay = [*slot.above, *within]
        if index < len(parent.slots):
            parent.slots[index].above[:0] = stay
        else:
            parent.foot[:0] = stay
            self._foot[parent] += stay
        self._remarks[slot] = "".join(f"{' ' * parent.column}{comment.text}\n" for comment in within)

    def _pieces(self, node: YamlNode, *, flow: bool) -> list[_Piece] | None:
        """What differs within a list or mapping; None when it must be written anew with all around it.

        Args:
            node: The list or mapping.
            flow: Whether it is written in brackets, or within some.
        """
        before = self._before[node][2]
        block = node.keyed and not flow
        pieces: list[_Piece] = []
        for slot in node.slots:
            found = self._within(slot, flow=flow) if slot in before else []
            if found is None and not block:
                return None
            anew = [(slot.start, self._ends[slot], _fresh(slot, node.column))] if found is None else []
            pieces += found or anew
        if tuple(node.slots) != before or set(node.foot).difference(self._foot[node]):
            lines = self._lines(node, before) if block else None
            return None if lines is None else pieces + lines
        return pieces

    def _within(self, slot: Slot, *, flow: bool) -> list[_Piece] | None:
        """What differs in a key and its value; None when they must be written anew."""
        pieces: list[_Piece] = []
        for node in (slot.key, slot.node) if slot.key else (slot.node,):
            if node not in self._before:
                return None
            value, style, _ = self._before[node]
            if node.holds:
                found = self._pieces(node, flow=flow or node.flow)
                if found is None:
                    return None
                pieces += found
            elif (node.value, node.style) != (value, style):
                if style in BLOCK_STYLES:
                    return None
                new = quoted(node.value, style) if style else text(node.value, flow=flow)
                pieces.append((node.start, node.end, new if node.style else node.value))
        return pieces

    def _lines(self, node: YamlNode, before: tuple[Slot, ...]) -> list[_Piece] | None:
        """The entries that a mapping has gained and lost, and comments at its foot."""
        pieces: list[_Piece] = []
        gone = set(before).difference(node.slots)
        for slot in gone:
            line = self._tree.text.rfind("\n", 0, slot.start) + 1
            if self._tree.text[line : slot.start].strip():
                return None
            pieces.append((line, self._ends[slot] + 1, self._remarks[slot]))
        if len(gone) == len(before):
            return None
        indent = " " * node.column
        at = next(index for index, slot in enumerate(before) if slot not in gone)
        for slot in node.slots:
            if slot in before:
                at = before.index(slot)
            else:
                pieces.append(self._insertion(before, at, gone, indent + _fresh(slot, node.column, new=True)))
        foot = [indent + comment.text for comment in node.foot if comment not in self._foot[node]]
        if foot:
            pieces.append(self._insertion(before, at, gone, "\n".join(foot)))
        return pieces

    def _insertion(self, before: tuple[Slot, ...], at: int, gone: set[Slot], lines: str) -> _Piece:
        """New lines below an entry that stays, and below those after it that go, whose comments stay."""
        while at + 1 < len(before) and before[at + 1] in gone:
            at += 1
        end = self._ends[before[at]]
        return (end + 1, end + 1, f"{lines}\n") if before[at] in gone else (end, end, f"\n{lines}")


def _fresh(slot: Slot, column: int, *, new: bool = False) -> str:
    """An entry in canonical form; comments above one that is not new are in the text already."""
    bare = Slot(slot.node, slot.key, slot.above if new else [], slot.beside)
    comments, lines = slot_lines(bare, column)
    return "\n".join([*comments, *lines]).lstrip(" ")


def set_text(node: YamlNode, value: str) -> None:
    """Let a key or value be another text, in the quotes that it has or in those that it needs."""
    node.value, node.style = value, node.style or '"'


def add(mapping: YamlNode, slot: Slot, order: Iterable[str] = ()) -> None:
    """Put an entry into a mapping, behind those that come before it in the order of keys."""
    keys = list(order)
    before = keys[: keys.index(slot.name)] if slot.name in keys else [one.name for one in mapping.slots]
    found = [index for index, one in enumerate(mapping.slots) if one.name in before]
    mapping.slots.insert(found[-1] + 1 if found else 0, slot)


def extend(mapping: YamlNode, key: str, items: Iterable[Slot], order: Iterable[str]) -> list[YamlNode]:
    """Put items at the end of a list, those that are not in it; the list is made where there is none.

    Args:
        mapping: What has the list.
        key: The key of the list.
        items: What to put there.
        order: The keys of the mapping in their order.

    Returns:
        What was put there.
    """
    entry = mapping.get(key)
    if entry is None:
        entry = entry_of(key, [])
        add(mapping, entry, order)
    if not entry.node.holds:
        if read_as(entry.node) != "empty":
            raise EditError(f"'{key}' is not a list", "fix what `digest check` finds there")
        entry.node = YamlNode("list")
    there = [meaning(item.node) for item in entry.node.slots]
    new = [item for item in items if meaning(item.node) not in there]
    entry.node.slots.extend(new)
    return [item.node for item in new]


def drop_items(patch: Patch, mapping: YamlNode, key: str, unwanted: Callable[[Slot], bool]) -> None:
    """Take items out of a list of a mapping; a list that is empty then goes, too."""
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
    """The comments beside a slot and within it, but not above it."""
    yield from slot.beside
    for inner in slot.node.slots:
        yield from inner.above
        yield from comments_of(inner)
    yield from slot.node.foot


def meaning(node: YamlNode) -> Meaning:
    """What a tree says, in the terms of `site_files.meaning_of`."""
    if not node.holds:
        return (read_as(node), node.value)
    if node.keyed:
        return {slot.name: meaning(slot.node) for slot in node.slots}
    return [meaning(slot.node) for slot in node.slots]
