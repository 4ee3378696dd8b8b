"""Changes to a text of YAML that leave all else as it was written, to the space.

A changed value takes the place of the old one; an entry whose list or mapping has
grown or shrunk is written anew in canonical form, its comments with it. The tree
is changed along with the text, and a test of both against each other ends every edit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.edit import layout, style
from generator.edit.error import EditError
from generator.edit.source import Meaning, meaning_of
from generator.edit.syntax import BLOCK_STYLES, Collection, Comment, Node, Scalar, Slot, Tree, end_of, read


class Patch:
    """Collects changes to one text.

    Raises:
        UnreadableError: when the text is not a plain mapping.
    """

    def __init__(self, text: str) -> None:
        self._tree: Tree = read(text)
        self._ends = {id(slot): end_of(slot, text) for slot in _lines(self.root)}
        self._pieces: list[tuple[int, int, str | _Fresh]] = []
        self._touched = False

    @property
    def root(self) -> Collection:
        """The mapping that the text is; what is changed in it by hand must be rewritten."""
        return self._tree.root

    def text(self, path: str) -> str:
        """The text with every change made; of changes within each other, the outer one counts.

        Args:
            path: What to call the file if it does not come out as the tree says.
        """
        if not self._touched:
            return self._tree.text
        changed = layout.written(self._tree) if self.root.flow else self._patched()
        if meaning_of(changed) != meaning(self.root):
            raise EditError(
                f"{path}: cannot be changed without touching what else it says",
                "mend what `digest check` finds there, run `digest fmt` on it, and try again",
            )
        return changed

    def _patched(self) -> str:
        text, position = self._tree.text, 0
        parts: list[str] = []
        removed = False
        for start, end, piece in sorted(self._pieces, key=lambda piece: (piece[0], -piece[1])):
            new = piece if isinstance(piece, str) else piece.text()
            if start >= position:
                parts.extend((text[position:start], new))
                position, removed = end, not new
            elif removed and start == end:  # it stands behind an entry that has gone
                parts.append(new.removeprefix("\n") + "\n")
        return "".join(parts) + text[position:]

    def _put(self, start: int, end: int, new: str | _Fresh) -> None:
        self._touched = True
        self._pieces.append((start, end, new))

    def replace(self, scalar: Scalar, value: str, *, plain: bool = False, flow: bool = False) -> None:
        """Another value or key in the place of one.

        Args:
            scalar: What is there.
            value: Text, which gets the quotes that are there, or those it needs.
            plain: It is no text but a day, a number or a flag, and never gets quotes.
            flow: It is written among others in brackets, where more texts need quotes.
        """
        block = scalar.style in BLOCK_STYLES
        if plain:
            new = value
        else:
            new = (
                style.text(value, flow=flow)
                if block or not scalar.style
                else style.quoted(value, scalar.style)
            )
        self._put(scalar.start, scalar.end, f"{new}\n" if block else new)
        scalar.value, scalar.style = value, "" if plain else scalar.style or '"'

    def rewrite(self, *path: Slot) -> None:
        """Write an entry anew as the tree has it in the end, or the entry on lines of its own that holds it.

        Args:
            path: The slots that lead to it, the outermost first; none for the whole text.
        """
        self._touched = True
        if not path or self.root.flow or path[-1].start < 0:  # one that was added is written then
            return
        parent, slot = self.root, path[0]
        for inner in path[1:]:
            node = slot.node
            if not isinstance(node, Collection) or node.flow or not inner.key or id(inner) not in self._ends:
                break
            parent, slot = node, inner
        self._put(slot.start, self._ends[id(slot)], _Fresh(slot, parent.column))

    def drop_items(self, unwanted: Callable[[Slot], bool], *path: Slot) -> None:
        """Take items out of the list that is the last slot of a path; an empty one goes, too."""
        items = path[-1].node
        if not isinstance(items, Collection):
            return
        kept = [slot for slot in items.slots if not unwanted(slot)]
        if len(kept) == len(items.slots):
            return
        items.slots[:] = kept
        if kept:
            self.rewrite(*path)
        else:
            self.remark(self.remove(*path), *path[:-1])

    def add(self, *path: Slot, order: Iterable[str] = ()) -> None:
        """Put the last slot of a path into the mapping of the one before it (or the root).

        Args:
            path: The slots that lead to the new one, and it.
            order: Keys in their order; it goes behind those that come before it.
        """
        slot, outer = path[-1], path[:-1]
        mapping = self._mapping(outer)
        index = _index(mapping, slot.name, list(order))
        there = [one for one in mapping.slots[:index] or mapping.slots if id(one) in self._ends]
        mapping.slots.insert(index, slot)
        if mapping.flow or not there:
            self.rewrite(*outer)
            return
        position = self._ends[id(there[-1 if index else 0])]
        self._put(position, position, _Fresh(slot, mapping.column, f"\n{' ' * mapping.column}"))

    def remark(self, comments: Iterable[Comment], *path: Slot) -> None:
        """Put comments at the foot of a slot's mapping, each on a line of its own."""
        mapping = self._mapping(path)
        found = list(comments)
        if not found:
            return
        mapping.foot.extend(found)
        there = [slot for slot in mapping.slots if id(slot) in self._ends]
        if mapping.flow or not there:
            self.rewrite(*path)
            return
        position = self._ends[id(there[-1])]
        self._put(position, position, "".join(f"\n{' ' * mapping.column}{one.text}" for one in found))

    def remove(self, *path: Slot) -> list[Comment]:
        """Take the last slot of a path out of its mapping.

        Returns:
            The comments beside it and within it, which are gone; those above it stay where they are.
        """
        slot, outer = path[-1], path[:-1]
        mapping = self._mapping(outer)
        index = mapping.slots.index(slot)
        del mapping.slots[index]
        line = self._tree.text.rfind("\n", 0, slot.start) + 1
        if mapping.flow or id(slot) not in self._ends or self._tree.text[line : slot.start].strip():
            home = mapping.slots[index].above if index < len(mapping.slots) else mapping.foot
            home[:0] = slot.above
            self.rewrite(*outer)
        else:
            self._put(line, self._ends[id(slot)] + 1, "")
        return list(comments_of(slot))

    def _mapping(self, path: tuple[Slot, ...]) -> Collection:
        node = path[-1].node if path else self.root
        if not isinstance(node, Collection) or not node.keyed:
            raise EditError(f"'{path[-1].name}' is not a set of keys", "mend what `digest check` finds there")
        return node


@dataclass(frozen=True, slots=True)
class _Fresh:
    """An entry to be written anew when all changes are known."""

    slot: Slot
    column: int
    before: str = ""

    def text(self) -> str:
        """What to write; comments above an entry that is in the text already stay there."""
        above = self.slot.above if self.before else []
        comments, lines = layout.slot_lines(
            Slot(self.slot.node, self.slot.key, above, self.slot.beside), self.column
        )
        return self.before + "\n".join([*comments, *lines]).lstrip(" ")


def _lines(collection: Collection) -> Iterator[Slot]:
    """Every slot that stands on lines of its own."""
    if collection.flow:
        return
    for slot in collection.slots:
        yield slot
        if isinstance(slot.node, Collection):
            yield from _lines(slot.node)


def _index(mapping: Collection, key: str, order: list[str]) -> int:
    before = set(order[: order.index(key)]) if key in order else {slot.name for slot in mapping.slots}
    found = [index for index, slot in enumerate(mapping.slots) if slot.name in before]
    return found[-1] + 1 if found else 0


def comments_of(slot: Slot) -> Iterator[Comment]:
    """The comments beside a slot and within it, but not above it."""
    yield from slot.beside
    if isinstance(slot.node, Collection):
        for inner in slot.node.slots:
            yield from inner.above
            yield from comments_of(inner)
        yield from slot.node.foot


def meaning(node: Node) -> Meaning:
    """What a tree says, in the terms of `source.meaning`."""
    if isinstance(node, Scalar):
        return (style.kind_of(node), node.value)
    if node.keyed:
        return {slot.name: meaning(slot.node) for slot in node.slots}
    return [meaning(slot.node) for slot in node.slots]
