"""Changes to a text of YAML that leave everything else as it is written, to the space.

A changed value takes the place of the old one; an entry whose list or mapping has
grown or shrunk is written anew in canonical form, with its comments. The tree is
changed along with the text, and in the end the two are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.edit.canonical import quoted, read_as, slot_lines, text, written
from generator.edit.error import EditError
from generator.edit.site_files import Meaning, meaning_of
from generator.edit.yaml_tree import BLOCK_STYLES, Comment, Slot, Tree, YamlNode, end_of, entry_of, read


class Patch:
    """Collects changes to one text.

    Raises:
        UnreadableError: when the text is not a plain mapping.
    """

    def __init__(self, text: str) -> None:
        self._tree: Tree = read(text)
        self._ends = {slot: end_of(slot, text) for slot in _lines(self.root)}
        self._pieces: list[tuple[int, int, str | _Fresh]] = []
        self._touched = False

    @property
    def root(self) -> YamlNode:
        """The mapping that the text is; what is changed in it by hand must be rewritten."""
        return self._tree.root

    def text(self, path: str) -> str:
        """The text with every change made; of changes within each other, the outer one counts.

        Args:
            path: What to call the file if it does not come out as the tree says.
        """
        if not self._touched:
            return self._tree.text
        changed = written(self._tree) if self.root.flow else self._patched()
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
            elif removed and start == end:  # it belongs behind an entry that has gone
                parts.append(new.removeprefix("\n") + "\n")
        return "".join(parts) + text[position:]

    def _put(self, start: int, end: int, new: str | _Fresh) -> None:
        self._touched = True
        self._pieces.append((start, end, new))

    def replace(self, node: YamlNode, value: str, *, plain: bool = False, flow: bool = False) -> None:
        """Another value or key in the place of one.

        Args:
            node: What is there.
            value: A text, which gets the quotes that are there, or those it needs.
            plain: It is no text but a day, a number or a flag, and never gets quotes.
            flow: It is written among others in brackets, where more texts need quotes.
        """
        new, block = value, node.style in BLOCK_STYLES
        if not plain:
            new = text(value, flow=flow) if block or not node.style else quoted(value, node.style)
        self._put(node.start, node.end, f"{new}\n" if block else new)
        node.value, node.style = value, "" if plain else node.style or '"'

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
            if slot.node.flow or not inner.key or inner not in self._ends:
                break
            parent, slot = slot.node, inner
        self._put(slot.start, self._ends[slot], _Fresh(slot, parent.column))

    def extend(self, key: str, items: Iterable[Slot], *path: Slot, order: Iterable[str]) -> list[YamlNode]:
        """Put items at the end of a list, those that are not in it; the list is made where there is none.

        Args:
            key: The key of the list.
            items: What to put there.
            path: The slots that lead to the mapping that has the key; none for the root.
            order: The keys of that mapping in their order.

        Returns:
            What was put there.
        """
        entry = self._mapping(path).get(key)
        if entry is None:
            entry = entry_of(key, [])
            self.add(*path, entry, order=order)
        if not entry.node.holds:
            if read_as(entry.node) != "empty":
                raise EditError(f"'{key}' is not a list", "mend what `digest check` finds there")
            entry.node = YamlNode("list")
        there = [meaning(item.node) for item in entry.node.slots]
        new = [item for item in items if meaning(item.node) not in there]
        entry.node.slots.extend(new)
        if new:
            self.rewrite(*path, entry)
        return [item.node for item in new]

    def drop_items(self, unwanted: Callable[[Slot], bool], *path: Slot) -> None:
        """Take items out of the list that is the last slot of a path; a list that is empty then goes, too."""
        items = path[-1].node
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
        there = [one for one in mapping.slots[:index] or mapping.slots if one in self._ends]
        mapping.slots.insert(index, slot)
        if mapping.flow or not there:
            self.rewrite(*outer)
            return
        position = self._ends[there[-1 if index else 0]]
        self._put(position, position, _Fresh(slot, mapping.column, f"\n{' ' * mapping.column}"))

    def remark(self, comments: Iterable[Comment], *path: Slot) -> None:
        """Put comments at the foot of a slot's mapping, each on a line of its own."""
        mapping = self._mapping(path)
        found = list(comments)
        if not found:
            return
        mapping.foot.extend(found)
        there = [slot for slot in mapping.slots if slot in self._ends]
        if mapping.flow or not there:
            self.rewrite(*path)
            return
        position = self._ends[there[-1]]
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
        if mapping.flow or slot not in self._ends or self._tree.text[line : slot.start].strip():
            home = mapping.slots[index].above if index < len(mapping.slots) else mapping.foot
            home[:0] = slot.above
            self.rewrite(*outer)
        else:
            self._put(line, self._ends[slot] + 1, "")
        return list(comments_of(slot))

    def _mapping(self, path: tuple[Slot, ...]) -> YamlNode:
        node = path[-1].node if path else self.root
        if not node.keyed:
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
        comments, lines = slot_lines(
            Slot(self.slot.node, self.slot.key, above, self.slot.beside), self.column
        )
        return self.before + "\n".join([*comments, *lines]).lstrip(" ")


def _lines(node: YamlNode) -> Iterator[Slot]:
    """Every slot that has lines of its own."""
    for slot in [] if node.flow else node.slots:
        yield slot
        yield from _lines(slot.node)


def _index(mapping: YamlNode, key: str, order: list[str]) -> int:
    before = set(order[: order.index(key)]) if key in order else {slot.name for slot in mapping.slots}
    found = [index for index, slot in enumerate(mapping.slots) if slot.name in before]
    return found[-1] + 1 if found else 0


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
