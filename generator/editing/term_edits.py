"""Rename or merge terms: the registry, references to them, and every article.

A slug that disappears is kept in `redirect_from`, so that its address redirects.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.check.article_fields import Context
from generator.check.registry import read_taxonomies
from generator.data.editor_schemas import terms_schema
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.formats import as_text
from generator.editing import term_entries
from generator.editing.editable_files import content_files, registry_file
from generator.editing.error import EditError
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
from generator.editing.yaml_patch import Patch
from generator.model import address
from generator.model.layout import CONFIG
from generator.model.settings import COUNTRY_LIST
from generator.model.term import Taxonomy, fold


def rename(
    root: Path, context: Context, taxonomy: Taxonomy, old: str, new: str, name: str = ""
) -> list[FileChange]:
    """Plan the changes that give a term the slug `new`, and a new name if there is one.

    `old` is its slug or any of its names.

    Raises:
        EditError: when the slug is taken or invalid, and for files with errors.
    """
    registry_file(root, taxonomy.settings)
    old = find_slug(old, taxonomy)
    _check_new_slug(taxonomy, old, new, name)
    spelling = new if taxonomy.settings.lookup == "slug" else name
    order = _key_order(context, taxonomy)

    def edit(patch: Patch) -> None:
        term_entries.rename(patch, old, new, name, order)

    return _plan(root, context, taxonomy, {old: new}, {new: spelling} if spelling else {}, edit)


def merge(
    root: Path, context: Context, taxonomy: Taxonomy, olds: Iterable[str], into: str
) -> list[FileChange]:
    """Plan the changes that merge terms into another one, which gains their names.

    Raises:
        EditError: when a term would be merged into itself or into its child, and for files with errors.
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

    def edit(patch: Patch) -> None:
        term_entries.merge(patch, taxonomy, moves, into, order)

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
            term_entries.follow_terms(patch, moves)
            edit_terms(patch)
        if other.settings.offices_at == taxonomy.settings.name:
            term_entries.follow_offices(patch, moves)
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
