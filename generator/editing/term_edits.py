"""Rename or merge terms: the registry, references to them, and every article.

A slug that disappears is kept in `redirect_from`, so that its address redirects.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from generator.check.article_fields import Context
from generator.check.registry import read_taxonomies
from generator.data.editor_schemas import terms_schema
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.diagnostics.formats import as_text
from generator.editing.editable_files import content_files, registry_file
from generator.editing.journal import FileChange
from generator.editing.mentions import (
    Editor,
    Moves,
    Rewrite,
    find_slug,
    follow_mentions,
    links_moved,
    mentions_of,
    move_list,
    move_terms,
    refuse_bad_slug,
)
from generator.editing.yaml_patch import Patch, add, drop_items, extend, meaning, set_text
from generator.editing.yaml_tree import Comment, Slot, YamlNode, text_node
from generator.model import address
from generator.model.layout import CONFIG
from generator.model.settings import COUNTRY_LIST
from generator.model.term import Taxonomy, fold

_REFERENCES = ("parent", "successor")


def rename(
    root: Path, context: Context, taxonomy: Taxonomy, old: str, new: str, name: str = ""
) -> list[FileChange]:
    """Plan the changes that give a term the slug `new`, and optionally a new name.

    `old` is its slug or any of its names.

    Raises:
        EditError: the slug is taken or invalid, or a file has errors.
    """
    registry_file(root, taxonomy.settings)
    old = find_slug(old, taxonomy)
    _check_new_slug(taxonomy, old, new, name)
    spelling = new if taxonomy.settings.lookup == "slug" else name
    edit = partial(rename_entry, old=old, new=new, name=name, order=_key_order(context, taxonomy))
    return _plan(root, context, taxonomy, {old: new}, {new: spelling} if spelling else {}, edit)


def merge(
    root: Path, context: Context, taxonomy: Taxonomy, olds: Iterable[str], into: str
) -> list[FileChange]:
    """Plan the changes that merge terms into another one, which gains their names.

    Raises:
        EditError: a term would be merged into itself or its child, or a file has errors.
    """
    registry_file(root, taxonomy.settings)
    into = find_slug(into, taxonomy)
    moves = {find_slug(old, taxonomy): into for old in olds}
    for old in moves:
        if old == into:
            raise EditError(f"'{old}' cannot be merged into itself", "name another term to keep")
        if old in taxonomy.ancestors(into):
            message = f"'{into}' is part of '{old}', so '{old}' cannot be merged into it"
            raise EditError(message, f"merge '{into}' into '{old}', or give '{into}' another parent first")
    spelling = into if taxonomy.settings.lookup == "slug" else taxonomy.terms[into].name
    order = _key_order(context, taxonomy)
    edit = partial(merge_entries, taxonomy=taxonomy, olds=moves, into=into, order=order)
    return _plan(root, context, taxonomy, moves, {into: spelling}, edit)


def _key_order(context: Context, taxonomy: Taxonomy) -> tuple[str, ...]:
    schema = terms_schema(context.settings, taxonomy.settings, {})
    return tuple(schema["additionalProperties"]["properties"])


def _check_new_slug(taxonomy: Taxonomy, old: str, new: str, name: str) -> None:
    if old == new and not name:
        raise EditError(f"'{old}' already has this slug", "write another one, or a new name with --name")
    refuse_bad_slug(new)
    if new != old and new in taxonomy.terms:
        kind = taxonomy.settings.singular.lower()
        raise EditError(f"'{new}' is already declared", f"to join the two: digest merge {kind} {old} {new}")
    for term in taxonomy:
        if new in term.redirect_from and term.slug != old:
            help_line = "choose a slug never used before"
            raise EditError(f"'{new}' is an old slug of '{term.slug}' and redirects there", help_line)
    owner = taxonomy.by_name.get(fold(name), old) if name else old
    if owner != old:
        raise EditError(f"'{name}' is already a name of '{owner}'", "merge the two, or choose another name")


def _plan(
    root: Path, context: Context, taxonomy: Taxonomy, moves: Moves, spellings: Moves, edit_terms: Editor
) -> list[FileChange]:
    """Plan the changes to registries, then to all articles, pages and editions that name the terms."""
    links = _links(context, taxonomy, moves)
    changes = list(_registries(root, context, taxonomy, moves, edit_terms, links))
    _check_registries(root, context, changes)
    by_name = spellings and taxonomy.settings.lookup == "name"
    names = [name for slug in moves for name in taxonomy.terms[slug].names] if by_name else []

    def edit(patch: Patch) -> None:
        move_terms(patch, taxonomy, moves, spellings)
        if taxonomy.settings.name == context.settings.columns:
            move_list(patch, "order", moves)

    files = content_files(root, context)
    return [*changes, *follow_mentions(files, context, mentions_of(moves, names), links, edit)]


def _links(context: Context, taxonomy: Taxonomy, moves: Moves) -> Rewrite:
    """Rewrite links to the pages of the terms and to their crossings with other taxonomies."""
    name = taxonomy.settings.name
    rows = [crossing.rows for crossing in context.settings.crossings if crossing.columns == name]
    pairs = [(address.term(name, old), address.term(name, new)) for old, new in moves.items()]
    for row in rows:
        pairs += [
            (address.crossing(row, "*", old), address.crossing(row, "*", new)) for old, new in moves.items()
        ]
    return links_moved(context.settings.url, *pairs)


def _registries(
    root: Path, context: Context, taxonomy: Taxonomy, moves: Moves, edit_terms: Editor, links: Rewrite
) -> Iterator[FileChange]:
    """Change the taxonomy's own file, offices held at its terms, and links in all descriptions."""
    for other in context.taxonomies.values():
        if other.settings.terms == COUNTRY_LIST:
            continue
        file = registry_file(root, other.settings)
        source = file.data.decode("utf-8")
        patch = Patch(source.replace("\r\n", "\n"))
        if other.settings.name == taxonomy.settings.name:
            follow_terms(patch, moves)
            edit_terms(patch)
        if other.settings.offices_at == taxonomy.settings.name:
            follow_offices(patch, moves)
        text = links(patch.text(file.path), None)
        after = text.replace("\n", "\r\n") if "\r\n" in source else text
        if after != source:
            yield FileChange(file.path, file.data, after.encode())


def _check_registries(root: Path, context: Context, changes: Iterable[FileChange]) -> None:
    """Check copies of the changed registries; raises an EditError if they have errors."""
    changed = {change.path: change.after or b"" for change in changes}
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        for taxonomy in context.taxonomies.values():
            if taxonomy.settings.terms != COUNTRY_LIST:
                file = registry_file(root, taxonomy.settings)
                copy = Path(folder) / taxonomy.settings.terms
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(changed.get(file.path, file.data))
        read_taxonomies(Path(folder), CONFIG, context.settings, report)
    if not report.ok:
        raise EditError(f"the registries would have errors\n{as_text(report)}", "fix the terms first")


def rename_entry(patch: Patch, old: str, new: str, name: str, order: Iterable[str]) -> None:
    """Give a term the slug `new`; the old slug redirects to it.

    A given `name` becomes its name, and the old name an alias. `order` is the order of a term's keys.
    """
    term = _entry(patch, old)
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


def merge_entries(
    patch: Patch, taxonomy: Taxonomy, olds: Iterable[str], into: str, order: Iterable[str]
) -> None:
    """Add the names, old slugs and lists of terms to another one, and delete them.

    Their other values (url, description, kind) are dropped, since the target has them; comments stay.
    """
    target = _entry(patch, into)
    known = {fold(name) for name in (*taxonomy.terms[into].names, *taxonomy.terms[into].ambiguous)}
    remarks: list[Comment] = []
    for old in olds:
        term = _entry(patch, old)
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
    """Update parents and successors; an entry that would refer to its own term is removed."""
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


def _entry(patch: Patch, slug: str) -> Slot:
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

    `known` has the target's names, folded, and gains the new ones. Returns the nodes that were moved.
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
    """Append missing items to the lists of a mapping, at every depth; return the moved nodes."""
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
