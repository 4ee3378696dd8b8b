"""Renaming a term and merging terms: its registry, those who refer to it, and every article.

A slug that goes stays behind as `redirect_from`, so that its address lives on.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.check.article import Context
from generator.check.registry import read_taxonomies
from generator.check.settings import COUNTRY_LIST
from generator.compose.editor_schemas import terms_schema
from generator.edit import registry
from generator.edit.error import EditError
from generator.edit.files import content_files, registry_file, registry_path
from generator.edit.journal import Change
from generator.edit.mentions import Editor, Links, Moves, followed, mentions_of, move_list, move_terms
from generator.edit.patch import Patch
from generator.layout import CONFIG
from generator.model import address
from generator.model.term import Taxonomy, fold
from generator.report.diagnostics import Report
from generator.report.formats import as_text
from generator.report.suggest import did_you_mean


def rename(
    root: Path, context: Context, taxonomy: Taxonomy, old: str, new: str, name: str = ""
) -> list[Change]:
    """The changes that give a term another slug, and another name where one is given.

    Raises:
        EditError: for a slug that is taken, that leads elsewhere or is none; and for files with errors.
    """
    _check_new_slug(taxonomy, old, new, name)
    said = {new: new} if taxonomy.settings.lookup == "slug" else {new: name} if name else {}
    return _plan(
        root,
        context,
        taxonomy,
        {old: new},
        said,
        lambda patch: registry.rename(patch, old, new, name, _order(context, taxonomy)),
    )


def merge(root: Path, context: Context, taxonomy: Taxonomy, olds: Iterable[str], into: str) -> list[Change]:
    """The changes that let one term take the place of others, with all their names.

    Raises:
        EditError: when a term would be merged into itself or a child of it; and for files with errors.
    """
    moves = dict.fromkeys(olds, into)
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
        lambda patch: registry.merge(patch, taxonomy, moves, into, order),
    )


def _order(context: Context, taxonomy: Taxonomy) -> tuple[str, ...]:
    schema = terms_schema(context.settings, taxonomy.settings, {})
    return tuple(schema["additionalProperties"]["properties"])


def find(taxonomy: Taxonomy, said: str) -> str:
    """The slug of a term that someone names, by slug or by any name.

    Raises:
        EditError: with the nearest there is.
    """
    registry_path(taxonomy.settings)
    if said in taxonomy.terms:
        return said
    if slug := taxonomy.by_name.get(fold(said)):
        return slug
    if several := taxonomy.shared.get(fold(said)):
        raise EditError(
            f"'{said}' may be several of '{taxonomy.settings.name}'", f"write {' or '.join(several)}"
        )
    otherwise = f"the slugs are declared in {taxonomy.settings.terms}"
    raise EditError(
        f"'{said}' is not a term of '{taxonomy.settings.name}'", did_you_mean(said, taxonomy.terms, otherwise)
    )


def _check_new_slug(taxonomy: Taxonomy, old: str, new: str, name: str) -> None:
    if old == new and not name:
        raise EditError(f"'{old}' already has this slug", "write another one, or a new name with --name")
    if not address.SLUG.match(new) or len(new) > 100 or new.isdigit():
        proposal = address.slugify(new)
        otherwise = "use a-z, 0-9 and single hyphens, as in counter-terrorism; a number alone is a year"
        raise EditError(
            f"'{new}' is not a slug", f"perhaps '{proposal}'?" if proposal not in ("", new) else otherwise
        )
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
) -> list[Change]:
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


def _links(context: Context, taxonomy: Taxonomy, moves: Moves) -> Links:
    """The pages of the terms, and those where they cross others."""
    name = taxonomy.settings.name
    rows = [crossing.rows for crossing in context.settings.crossings if crossing.columns == name]
    return Links.of(
        *((address.term(name, old), address.term(name, new)) for old, new in moves.items()),
        *(
            (address.crossing(row, "*", old), address.crossing(row, "*", new))
            for row in rows
            for old, new in moves.items()
        ),
    )


def _registries(
    root: Path, context: Context, taxonomy: Taxonomy, moves: Moves, edit_terms: Editor, links: Links
) -> Iterator[Change]:
    """The taxonomy's own file, those of terms that hold offices in it, and links of descriptions."""
    for other in context.taxonomies.values():
        if other.settings.terms == COUNTRY_LIST:
            continue
        file = registry_file(root, other.settings)
        source = file.data.decode("utf-8")
        patch = Patch(source.replace("\r\n", "\n"))
        if other.settings.name == taxonomy.settings.name:
            registry.follow_terms(patch, moves)
            edit_terms(patch)
        if other.settings.offices_at == taxonomy.settings.name:
            registry.follow_offices(patch, moves)
        text = links.move(patch.text(file.path))
        after = text.replace("\n", "\r\n") if "\r\n" in source else text
        if after != source:
            yield Change(file.path, file.data, after.encode())


def _check_result(root: Path, context: Context, changes: Iterable[Change]) -> None:
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
        raise EditError(f"the registries would have errors then\n{as_text(report)}", "mend the terms first")
