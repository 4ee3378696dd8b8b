"""Changes to a file of terms: another slug, two terms in one, and references that follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.editing.error import EditError
from generator.editing.mentions import Moves
from generator.editing.yaml_patch import Patch, add, drop_items, extend, meaning, set_text
from generator.editing.yaml_tree import Comment, Slot, YamlNode, text_node
from generator.model.term import Taxonomy, fold

_REFERENCES = ("parent", "successor")


def rename(patch: Patch, old: str, new: str, name: str, order: Iterable[str]) -> None:
    """Give a term another slug, to which the old one leads, and another name, where one is given.

    Args:
        patch: The registry.
        old: The slug it has.
        new: The slug it is to have; the same when only its name changes.
        name: The name it is to have; the old one becomes an alias.
        order: The keys of a term in their order.
    """
    term = _term(patch, old)
    if term.key and new != old:
        set_text(term.key, new)
        extend(term.node, "redirect_from", [Slot(text_node(old))], order)
        drop_items(patch, term.node, "redirect_from", lambda item: _plain(item.node) == new)
    entry = term.node.get("name")
    if name and entry is not None and _plain(entry.node) != name:
        short = term.node.get("acronym")
        if short is None or _folded(short.node) != _folded(entry.node):
            extend(term.node, "aliases", [Slot(entry.node)], order)
        drop_items(patch, term.node, "aliases", lambda item: fold(name) in _folded(item.node))
        entry.node = text_node(name)


def merge(patch: Patch, taxonomy: Taxonomy, olds: Iterable[str], into: str, order: Iterable[str]) -> None:
    """Give one term the names, old slugs and lists of others, and take those out.

    What else they say (address, description, kind) is gone, but for comments: the kept term's own holds.

    Args:
        patch: The registry.
        taxonomy: As it is before.
        olds: The slugs of the terms to take out.
        into: The slug of the term that is kept.
        order: The keys of a term in their order.
    """
    kept = _term(patch, into)
    known = {fold(name) for name in (*taxonomy.terms[into].names, *taxonomy.terms[into].ambiguous)}
    remarks: list[Comment] = []
    for old in olds:
        term = _term(patch, old)
        moved: list[YamlNode] = []
        slugs = [Slot(text_node(old))]
        for entry in term.node.slots:
            if entry.name == "redirect_from":
                slugs.extend(entry.node.slots)
            else:
                moved += _take_over(kept.node, entry, known, order)
        moved += extend(kept.node, "redirect_from", slugs, order)
        remarks.extend(_left_over(term, moved))
        patch.remove(patch.root, term, remarks=False)
    kept.node.foot.extend(remarks)


def follow_terms(patch: Patch, moves: Moves) -> None:
    """Let parents and successors be the terms that took the place of others; none is its own."""
    for term in patch.root.slots:
        for entry in [found for key in _REFERENCES if (found := term.node.get(key))]:
            new = moves.get(_plain(entry.node), "")
            if new == term.name and new:
                patch.remove(term.node, entry)
            elif new:
                set_text(entry.node, new)


def follow_offices(patch: Patch, moves: Moves) -> None:
    """Let offices be held at the terms that took the place of others."""
    for term in patch.root.slots:
        offices = term.node.get("offices")
        for office in offices.node.slots if offices else ():
            at = office.node.get("at")
            if at and (new := moves.get(_plain(at.node))):
                set_text(at.node, new)


def _term(patch: Patch, slug: str) -> Slot:
    term = patch.root.get(slug)
    if term is None or not term.node.keyed:
        raise EditError(f"'{slug}' is not declared as a set of keys", "fix the registry first")
    return term


def _plain(node: YamlNode) -> str:
    return " ".join(node.value.split())


def _folded(node: YamlNode) -> set[str]:
    """The names that a node says, `DTX` or `{az: …}`, as they are compared."""
    return {fold(_plain(slot.node)) for slot in node.slots} if node.holds else {fold(node.value)}


def _take_over(kept: YamlNode, entry: Slot, known: set[str], order: Iterable[str]) -> list[YamlNode]:
    """Give a term what an entry of another one lists, and its name as an alias.

    Args:
        kept: The term.
        entry: The other term's entry.
        known: Names that it has, folded; gains those that it gets.
        order: The keys of a term in their order.

    Returns:
        The nodes that were moved.
    """
    key, items, there = entry.name, entry.node.slots, kept.get(entry.name)
    if key in ("name", "acronym"):
        key, items = "aliases", [Slot(entry.node, above=entry.above, beside=entry.beside)]
    elif entry.node.keyed and there:
        return _joined(there.node, entry.node)
    elif entry.node.keyed:
        add(kept, entry, order)
        return [entry.node]
    if key in ("aliases", "ambiguous"):
        items = [item for item in items if not _folded(item.node) <= known]
        known.update(name for item in items for name in _folded(item.node))
    return extend(kept, key, items, order) if items else []


def _left_over(slot: Slot, moved: list[YamlNode]) -> Iterator[Comment]:
    """The comments of a term that do not go along with an item of it."""
    yield from slot.beside
    for inner in slot.node.slots:
        if inner.node not in moved:
            yield from inner.above
            yield from _left_over(inner, moved)
    yield from slot.node.foot


def _joined(kept: YamlNode, merged: YamlNode) -> list[YamlNode]:
    """Add what a mapping's lists lack, at every depth; a value is in one of its lists only."""
    known = [meaning(item.node) for slot in kept.slots if not slot.node.keyed for item in slot.node.slots]
    moved: list[YamlNode] = []
    for entry in merged.slots:
        there = kept.get(entry.name)
        if there and entry.node.keyed:
            moved += _joined(there.node, entry.node)
            continue
        new = [item for item in entry.node.slots if entry.node.keyed or meaning(item.node) not in known]
        if there is None and new:
            there = Slot(YamlNode(entry.node.kind), entry.key)
            kept.slots.append(there)
        if there and there.node.holds:
            there.node.slots.extend(new)
            moved += [item.node for item in new]
    return moved
