"""Change a file of terms: rename a term, merge terms, and update references to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.editing.error import EditError
from generator.editing.mentions import Moves
from generator.editing.yaml_patch import Patch, add, drop_items, extend, meaning, set_text
from generator.editing.yaml_tree import Comment, Slot, YamlNode, text_node
from generator.model.term import Taxonomy, fold

_REFERENCES = ("parent", "successor")


def rename(patch: Patch, old: str, new: str, name: str, order: Iterable[str]) -> None:
    """Give a term the slug `new`, which the old one redirects to.

    A `name`, where one is given, also becomes its name, and its old name an alias. `order` is the order of a
    term's keys.
    """
    term = _term(patch, old)
    if term.key and new != old:
        set_text(term.key, new)
        extend(term.node, "redirect_from", [Slot(text_node(old))], order)
        drop_items(patch, term.node, "redirect_from", lambda item: _one_line(item.node) == new)
    entry = term.node.get("name")
    if name and entry is not None and _one_line(entry.node) != name:
        acronym = term.node.get("acronym")
        if acronym is None or _names(acronym.node) != _names(entry.node):
            extend(term.node, "aliases", [Slot(entry.node)], order)
        drop_items(patch, term.node, "aliases", lambda item: fold(name) in _names(item.node))
        entry.node = text_node(name)


def merge(patch: Patch, taxonomy: Taxonomy, olds: Iterable[str], into: str, order: Iterable[str]) -> None:
    """Add the names, old slugs and lists of terms to another one, and delete them.

    Their other values (url, description, kind) are dropped, since the target has them; comments stay.
    """
    target = _term(patch, into)
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
                moved += _take_over(target.node, entry, known, order)
        moved += extend(target.node, "redirect_from", slugs, order)
        remarks.extend(_other_comments(term, moved))
        patch.remove(patch.root, term, remarks=False)
    target.node.foot.extend(remarks)


def follow_terms(patch: Patch, moves: Moves) -> None:
    """Update parents and successors; a term that would refer to itself loses the entry."""
    for term in patch.root.slots:
        for entry in filter(None, map(term.node.get, _REFERENCES)):
            new = moves.get(_one_line(entry.node))
            if new == term.name:
                patch.remove(term.node, entry)
            elif new:
                set_text(entry.node, new)


def follow_offices(patch: Patch, moves: Moves) -> None:
    """Update the bodies at which offices are held."""
    for term in patch.root.slots:
        offices = term.node.get("offices")
        for office in offices.node.slots if offices else ():
            at = office.node.get("at")
            if at and (new := moves.get(_one_line(at.node))):
                set_text(at.node, new)


def _term(patch: Patch, slug: str) -> Slot:
    term = patch.root.get(slug)
    if term is None or not term.node.is_mapping:
        raise EditError(f"'{slug}' is not declared as a set of keys", "fix the registry first")
    return term


def _one_line(node: YamlNode) -> str:
    return " ".join(node.value.split())


def _names(node: YamlNode) -> set[str]:
    """The names in an item such as `DTX` or `{az: …}`, folded for comparison."""
    if node.is_collection:
        return {fold(_one_line(slot.node)) for slot in node.slots}
    return {fold(node.value)}


def _take_over(target: YamlNode, entry: Slot, known: set[str], order: Iterable[str]) -> list[YamlNode]:
    """Add an entry of a merged term to the target; a name or acronym becomes an alias.

    Args:
        target: The term that stays.
        entry: The entry of the other term.
        known: The target's names, folded; gains the new ones.
        order: The order of a term's keys.

    Returns:
        The nodes that were moved.
    """
    key, items, existing = entry.name, entry.node.slots, target.get(entry.name)
    if key in ("name", "acronym"):
        key, items = "aliases", [Slot(entry.node, above=entry.above, beside=entry.beside)]
    elif entry.node.is_mapping and existing:
        return _merge_lists(existing.node, entry.node)
    elif entry.node.is_mapping:
        add(target, entry, order)
        return [entry.node]
    if key in ("aliases", "ambiguous"):
        items = [item for item in items if not _names(item.node) <= known]
        known.update(name for item in items for name in _names(item.node))
    return extend(target, key, items, order) if items else []


def _other_comments(slot: Slot, moved: list[YamlNode]) -> Iterator[Comment]:
    """The comments of a term that do not belong to a moved node."""
    yield from slot.beside
    for inner in slot.node.slots:
        if inner.node not in moved:
            yield from inner.above
            yield from _other_comments(inner, moved)
    yield from slot.node.foot


def _merge_lists(target: YamlNode, other: YamlNode) -> list[YamlNode]:
    """Append missing items to the lists of a mapping, at every depth; returns the moved nodes."""
    lists = [slot.node for slot in target.slots if not slot.node.is_mapping]
    known = [meaning(item.node) for node in lists for item in node.slots]
    moved: list[YamlNode] = []
    for entry in other.slots:
        existing = target.get(entry.name)
        if existing and entry.node.is_mapping:
            moved += _merge_lists(existing.node, entry.node)
            continue
        new = [item for item in entry.node.slots if entry.node.is_mapping or meaning(item.node) not in known]
        if existing is None and new:
            existing = Slot(YamlNode(entry.node.kind), entry.key)
            target.slots.append(existing)
        if existing and existing.node.is_collection:
            existing.node.slots.extend(new)
            moved += [item.node for item in new]
    return moved
