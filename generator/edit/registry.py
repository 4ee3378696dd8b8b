"""Changes to a file of terms: another slug, two terms in one, and references that follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.edit.error import EditError
from generator.edit.mentions import Moves
from generator.edit.patch import Patch, meaning
from generator.edit.syntax import Collection, Comment, Node, Scalar, Slot
from generator.model.term import Taxonomy, fold

_TEXT = '"'
_REFERENCES = ("parent", "successor")


def rename(patch: Patch, old: str, new: str, name: str, order: Iterable[str]) -> None:
    """Give a term another slug, to which the old one leads, and another name, where one is given.

    Args:
        patch: The registry.
        old: The slug it has.
        new: The slug it shall have; the same when only its name changes.
        name: The name it shall have; the old one becomes an alias.
        order: The keys of a term in their order.
    """
    slot, term = _term(patch, old)
    if slot.key and new != old:
        patch.replace(slot.key, new)
        _extend(patch, slot, "redirect_from", [Slot(Scalar(old, _TEXT))], order)
        _drop(patch, slot, "redirect_from", lambda node: _plain(node) == new)
    entry = term.get("name")
    if name and entry is not None and _plain(entry.node) != name:
        short = term.get("acronym")
        if short is None or _folded(short.node) != _folded(entry.node):
            _extend(patch, slot, "aliases", [Slot(entry.node)], order)
        _drop(patch, slot, "aliases", lambda node: fold(name) in _folded(node))
        entry.node = Scalar(name, _TEXT)
        patch.rewrite(slot, entry)


def merge(patch: Patch, taxonomy: Taxonomy, olds: Iterable[str], into: str, order: Iterable[str]) -> None:
    """Give one term the names, old slugs and lists of others, and take those out.

    What else they say (address, description, kind) is gone, but for comments: the kept term's own holds.
    """
    kept, _ = _term(patch, into)
    known = {fold(name) for name in (*taxonomy.terms[into].names, *taxonomy.terms[into].ambiguous)}
    remarks: list[Comment] = []
    for old in olds:
        slot, term = _term(patch, old)
        moved: list[Node] = []
        slugs = [Slot(Scalar(old, _TEXT))]
        for entry in term.slots:
            if entry.name == "redirect_from" and isinstance(entry.node, Collection):
                slugs.extend(entry.node.slots)
            else:
                moved += _take_over(patch, kept, entry, known, order)
        moved += _extend(patch, kept, "redirect_from", slugs, order)
        remarks.extend(_left_over(slot, moved))
        patch.remove(slot)
    patch.remark(remarks, kept)


def _take_over(patch: Patch, kept: Slot, entry: Slot, known: set[str], order: Iterable[str]) -> list[Node]:
    """Give a term what an entry of another one lists, and its name as an alias; returns what was given."""
    key, node = entry.name, entry.node
    if key in ("name", "acronym"):
        key, items = "aliases", [Slot(node, above=entry.above, beside=entry.beside)]
    elif isinstance(node, Scalar):
        return []
    elif node.keyed:
        return _join(patch, kept, entry, order)
    else:
        items = node.slots
    if key in ("aliases", "ambiguous"):
        items = [item for item in items if not _folded(item.node) <= known]
        known.update(name for item in items for name in _folded(item.node))
    return _extend(patch, kept, key, items, order) if items else []


def follow_terms(patch: Patch, moves: Moves) -> None:
    """Let parents and successors be the terms that took the place of others; none is its own."""
    for slot in patch.root.slots:
        if not isinstance(slot.node, Collection):
            continue
        for entry in [found for key in _REFERENCES if (found := slot.node.get(key))]:
            new = moves.get(_plain(entry.node), "")
            if new == slot.name and new:
                patch.remark(patch.remove(slot, entry), slot)
            elif new and isinstance(entry.node, Scalar):
                patch.replace(entry.node, new, flow=slot.node.flow)


def follow_offices(patch: Patch, moves: Moves) -> None:
    """Let offices be held at the terms that took the place of others."""
    for slot in patch.root.slots:
        offices = slot.node.get("offices") if isinstance(slot.node, Collection) else None
        for office in offices.node.slots if offices and isinstance(offices.node, Collection) else ():
            at = office.node.get("at") if isinstance(office.node, Collection) else None
            if at and isinstance(at.node, Scalar) and (new := moves.get(_plain(at.node))):
                patch.replace(at.node, new, flow=True)


def _term(patch: Patch, slug: str) -> tuple[Slot, Collection]:
    slot = patch.root.get(slug)
    if slot is None or not isinstance(slot.node, Collection):
        raise EditError(f"'{slug}' is not declared as a set of keys", "mend the registry first")
    return slot, slot.node


def _plain(node: Node) -> str:
    return " ".join(node.value.split()) if isinstance(node, Scalar) else ""


def _folded(node: Node) -> set[str]:
    """The names that a node says, `DTX` or `{az: …}`, as they are compared."""
    if isinstance(node, Scalar):
        return {fold(node.value)}
    return {fold(_plain(slot.node)) for slot in node.slots}


def _left_over(slot: Slot, moved: list[Node]) -> Iterator[Comment]:
    """The comments of a term that do not go along with an item of it."""
    yield from slot.beside
    if not isinstance(slot.node, Collection):
        return
    for inner in slot.node.slots:
        if not any(inner.node is node for node in moved):
            yield from inner.above
            yield from _left_over(inner, moved)
    yield from slot.node.foot


def _join(patch: Patch, term: Slot, entry: Slot, order: Iterable[str]) -> list[Node]:
    """Add the lists of a mapping, such as a vocabulary, to those of a term; returns what has moved."""
    there = term.node.get(entry.name) if isinstance(term.node, Collection) else None
    if there is None:
        patch.add(term, entry, order=order)
        return [entry.node]
    if not isinstance(there.node, Collection) or not isinstance(entry.node, Collection):
        return []
    moved = _joined(there.node, entry.node)
    if moved:
        patch.rewrite(term, there)
    return moved


def _joined(kept: Collection, merged: Collection) -> list[Node]:
    """Add what a mapping's lists lack; a value stands in one of them only."""
    lists = [slot.node for slot in kept.slots if isinstance(slot.node, Collection) and not slot.node.keyed]
    known = [meaning(item.node) for one in lists for item in one.slots]
    moved: list[Node] = []
    for entry in merged.slots:
        there = kept.get(entry.name)
        node = entry.node
        if not isinstance(node, Collection):
            continue
        if node.keyed and there and isinstance(there.node, Collection):
            moved += _joined(there.node, node)
            continue
        if not node.keyed:
            new = [item for item in node.slots if meaning(item.node) not in known]
            node = Collection(new, keyed=False)
        if there is None and node.slots:
            kept.slots.append(Slot(node, Scalar(entry.name, entry.key.style if entry.key else "")))
            moved += [item.node for item in node.slots]
        elif there and isinstance(there.node, Collection):
            there.node.slots.extend(node.slots)
            moved += [item.node for item in node.slots]
    return moved


def _extend(patch: Patch, term: Slot, key: str, items: list[Slot], order: Iterable[str]) -> list[Node]:
    """Put items at the end of a term's list, those that are not in it; returns what has been put there."""
    entry = term.node.get(key) if isinstance(term.node, Collection) else None
    if entry is None:
        patch.add(term, Slot(Collection([], keyed=False), Scalar(key)), order=order)
        return _extend(patch, term, key, items, order)
    if not isinstance(entry.node, Collection):
        if _plain(entry.node) not in ("", "~", "null"):
            raise EditError(f"'{key}' of '{term.name}' is not a list", "mend the registry first")
        entry.node = Collection([], keyed=False)
    there = [meaning(slot.node) for slot in entry.node.slots]
    new = [item for item in items if meaning(item.node) not in there]
    entry.node.slots.extend(new)
    if new:
        patch.rewrite(term, entry)
    return [item.node for item in new]


def _drop(patch: Patch, term: Slot, key: str, unwanted: Callable[[Node], bool]) -> None:
    """Take items out of a term's list, and the list too when nothing else is in it."""
    entry = term.node.get(key) if isinstance(term.node, Collection) else None
    if entry is not None:
        patch.drop_items(lambda item: unwanted(item.node), term, entry)
