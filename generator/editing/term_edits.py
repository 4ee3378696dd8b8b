"""Renaming a term and merging terms: its registry, those who refer to it, and every article.

A slug that goes stays behind as `redirect_from`, so that its address lives on.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.check.article_fields import Context
from generator.check.registry import read_taxonomies
from generator.check.site_settings import COUNTRY_LIST
from generator.data.editor_schemas import terms_schema
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.formats import as_text
from generator.editing import term_entries
from generator.editing.editable_files import content_files, registry_file, registry_path
from generator.editing.error import EditError
from generator.editing.journal import FileChange
from generator.editing.mentions import (
    Editor,
    Moves,
    Rewrite,
    followed,
    links_moved,
    meant,
    mentions_of,
    move_list,
    move_terms,
    refuse_bad_slug,
)
from generator.editing.yaml_patch import Patch
from generator.model import address
from generator.model.layout import CONFIG
from generator.model.term import Taxonomy, fold


def rename(
    root: Path, context: Context, taxonomy: Taxonomy, old: str, new: str, name: str = ""
) -> list[FileChange]:
    """The changes that give a term another slug, and another name where one is given.

    Args:
        root: The site's folder.
        context: Settings and registries.
        taxonomy: Where the term is declared.
        old: The term, by slug or name.
        new: The slug that it is to have.
        name: The name that it is to have.

    Raises:
        EditError: for a slug that is taken, that leads elsewhere or is none; and for files with errors.
    """
    registry_path(taxonomy.settings)
    old = meant(old, taxonomy)
    _check_new_slug(taxonomy, old, new, name)
    said = {new: new} if taxonomy.settings.lookup == "slug" else {new: name} if name else {}
    return _plan(
        root,
        context,
        taxonomy,
        {old: new},
        said,
        lambda patch: term_entries.rename(patch, old, new, name, _order(context, taxonomy)),
    )


def merge(
    root: Path, context: Context, taxonomy: Taxonomy, olds: Iterable[str], into: str
) -> list[FileChange]:
    """The changes that let one term take the place of others, with all their names.

    Args:
        root: The site's folder.
        context: Settings and registries.
        taxonomy: Where the terms are declared.
        olds: The terms that go, by slug or name.
        into: The term that is kept.

    Raises:
        EditError: when a term would be merged into itself or a child of it; and for files with errors.
    """
    registry_path(taxonomy.settings)
    into = meant(into, taxonomy)
    moves = {meant(old, taxonomy): into for old in olds}
    for old in moves:
        if old == into:
            raise EditError(f"'{old}' cannot be merged into itself", "name another term to keep")
        if old in taxonomy.ancestors(into):
            message = f"'{into}' is part of '{old}', so '{old}' cannot be merged into it"
            raise EditError(message, f"merge '{into}' into '{old}', or give '{into}' another parent first")
    said = {into: into if taxonomy.settings.lookup == "slug" else taxonomy.terms[into].name}
    order = _order(context, taxonomy)
    return _plan(
        root,
        context,
        taxonomy,
        moves,
        said,
        lambda patch: term_entries.merge(patch, taxonomy, moves, into, order),
    )


def _order(context: Context, taxonomy: Taxonomy) -> tuple[str, ...]:
    schema = terms_schema(context.settings, taxonomy.settings, {})
    return tuple(schema["additionalProperties"]["properties"])


def _check_new_slug(taxonomy: Taxonomy, old: str, new: str, name: str) -> None:
    if old == new and not name:
        raise EditError(f"'{old}' already has this slug", "write another one, or a new name with --name")
    refuse_bad_slug(new)
    if new != old and new in taxonomy.terms:
        kind = taxonomy.settings.singular.lower()
        raise EditError(f"'{new}' is already declared", f"to join the two: digest merge {kind} {old} {new}")
    owner = next((term.slug for term in taxonomy if new in term.redirect_from and term.slug != old), None)
    if owner:
        raise EditError(
            f"'{new}' is an old slug of '{owner}' and leads there", "choose a slug never used before"
        )
    bearer = taxonomy.by_name.get(fold(name), old) if name else old
    if bearer != old:
        raise EditError(f"'{name}' is already a name of '{bearer}'", "merge the two, or choose another name")


def _plan(
    root: Path, context: Context, taxonomy: Taxonomy, moves: Moves, said: Moves, edit_terms: Editor
) -> list[FileChange]:
    """Registries first, then every article, page and edition that names one of the terms."""
    links = _links(context, taxonomy, moves)
    changes = list(_registries(root, context, taxonomy, moves, edit_terms, links))
    _check_result(root, context, changes)
    by_name = said and taxonomy.settings.lookup == "name"
    names = [name for slug in moves for name in taxonomy.terms[slug].names] if by_name else []

    def edit(patch: Patch) -> None:
        move_terms(patch, taxonomy, moves, said)
        if taxonomy.settings.name == context.settings.columns:
            move_list(patch, "order", moves)

    return [
        *changes,
        *followed(content_files(root, context), context, mentions_of(moves, names), links, edit),
    ]


def _links(context: Context, taxonomy: Taxonomy, moves: Moves) -> Rewrite:
    """The pages of the terms, and those where they cross others."""
    name = taxonomy.settings.name
    rows = [crossing.rows for crossing in context.settings.crossings if crossing.columns == name]
    return links_moved(
        context.settings.url,
        *((address.term(name, old), address.term(name, new)) for old, new in moves.items()),
        *(
            (address.crossing(row, "*", old), address.crossing(row, "*", new))
            for row in rows
            for old, new in moves.items()
        ),
    )


def _registries(
    root: Path, context: Context, taxonomy: Taxonomy, moves: Moves, edit_terms: Editor, links: Rewrite
) -> Iterator[FileChange]:
    """The taxonomy's own file, those of terms that hold offices in it, and links of descriptions."""
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


def _check_result(root: Path, context: Context, changes: Iterable[FileChange]) -> None:
    """Read the changed registries as a check would; what was right must still be."""
    after = {change.path: change.after or b"" for change in changes}
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        for taxonomy in context.taxonomies.values():
            if taxonomy.settings.terms != COUNTRY_LIST:
                file = registry_file(root, taxonomy.settings)
                copy = Path(folder) / taxonomy.settings.terms
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(after.get(file.path, file.data))
        read_taxonomies(Path(folder), CONFIG, context.settings, report)
    if not report.ok:
        raise EditError(f"the registries would then have errors\n{as_text(report)}", "fix the terms first")
