"""Rename or merge terms: the registry, references to them, every article and extensions' files.

A slug that disappears is kept in `redirect_from`, so that its address redirects.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from generator.check.article_fields import Context
from generator.check.registry import read_taxonomies
from generator.data.editor_schemas import terms_schema
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.diagnostics.formats import as_entries
from generator.editing.editable_files import SiteFile
from generator.editing.file_changes import FileChange
from generator.editing.new_article import find_slug
from generator.editing.yaml_edits import drop_items, edited, extend, put, rename_key
from generator.editing.yaml_text import Plain, Values, read
from generator.model import address
from generator.model.layout import CONFIG
from generator.model.settings import COUNTRY_LIST, TaxonomySettings
from generator.model.term import Taxonomy, fold
from generator.system.file_writing import write
from newsroom.editing.content_files import content_files, extension_files, registry_file
from newsroom.editing.mentions import (
    Editor,
    Moves,
    Rewrite,
    follow_mentions,
    links_moved,
    mentions_of,
    move_list,
    move_terms,
    refuse_bad_slug,
)

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
    _refuse_slug_of_another(context, taxonomy, old, new)
    edit = partial(rename_entry, old=old, new=new, name=name)
    return _plan(root, context, taxonomy, {old: new}, name, edit)


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
            help_line = f"merge '{into}' into '{old}', or give '{into}' another parent first"
            raise EditError(message, help_line)
    edit = partial(merge_entries, taxonomy=taxonomy, olds=moves, into=into)
    return _plan(root, context, taxonomy, moves, taxonomy.terms[into].name, edit)


def _check_new_slug(taxonomy: Taxonomy, old: str, new: str, name: str) -> None:
    if old == new and not name:
        help_line = "write another one, or a new name with --name"
        raise EditError(f"'{old}' already has this slug", help_line)
    refuse_bad_slug(new)
    if new != old and new in taxonomy.terms:
        kind = taxonomy.settings.singular.lower()
        help_line = f"to join the two: digest merge {kind} {old} {new}"
        raise EditError(f"'{new}' is already declared", help_line)
    for term in taxonomy:
        if new in term.redirect_from and term.slug != old:
            message = f"'{new}' is an old slug of '{term.slug}' and redirects there"
            raise EditError(message, "choose a slug never used before")
    owner = taxonomy.by_name.get(fold(name), old) if name else old
    if owner != old:
        help_line = "merge the two, or choose another name"
        raise EditError(f"'{name}' is already a name of '{owner}'", help_line)


def _refuse_slug_of_another(context: Context, taxonomy: Taxonomy, old: str, new: str) -> None:
    """Refuse a slug that another taxonomy has, because people would take one for the other.

    A body that publishes reports is an outlet, too, and both have one slug. A term may have a slug
    again that it had before.
    """
    if new == old or new in taxonomy.terms[old].redirect_from:
        return
    for other in context.taxonomies.values():
        is_outlet = other.settings.of_source or taxonomy.settings.of_source
        if other is not taxonomy and not is_outlet and new in other.terms:
            message = f"'{new}' is a term of '{other.settings.name}'"
            raise EditError(message, "choose another slug")


def _plan(
    root: Path,
    context: Context,
    taxonomy: Taxonomy,
    moves: Moves,
    spelling: str,
    edit_terms: Callable[..., None],
) -> list[FileChange]:
    """Plan the changes to registries and to all content files that name the terms.

    `edit_terms` changes the taxonomy's own file, whose keys it gets in order; `spelling` is how
    articles name the replacement, unless they name slugs.
    """
    if taxonomy.settings.lookup == "slug":
        spelling = next(iter(moves.values()))
    schema = terms_schema(context.settings, taxonomy.settings, {})
    edit_terms = partial(edit_terms, order=tuple(schema["additionalProperties"]["properties"]))
    links = _links(context, taxonomy, moves, in_yaml=False)
    changes = list(_registries(root, context, taxonomy, moves, edit_terms))
    _check_registries(root, context, changes)
    names: list[str] = []
    if spelling and taxonomy.settings.lookup == "name":
        for slug in moves:
            names += taxonomy.terms[slug].names

    def edit(front: Values) -> None:
        if spelling:
            move_terms(front, taxonomy, moves, spelling)
        if taxonomy.settings.name == context.settings.columns:
            move_list(front, "order", moves, next(iter(moves.values())))

    def edit_listed(record: Values) -> None:
        if not spelling:
            return
        move_terms(record, taxonomy, moves, spelling)
        outlet = record.get("outlet") if taxonomy.settings.of_source else None
        if isinstance(outlet, str) and taxonomy.by_name.get(fold(outlet)) in moves:
            record["outlet"] = spelling

    for file in extension_files(root, context.settings):
        changes += _edited(file, partial(_follow, edit=edit_listed))
    files = content_files(root, context)
    changes += follow_mentions(files, context, mentions_of(moves, names), links, edit)
    return changes


def _edited(file: SiteFile, edit: Editor, links: Rewrite | None = None) -> Iterator[FileChange]:
    """Change the values of a YAML file, and the links in its texts.

    Raises:
        EditError: the file cannot be read.
    """
    source = file.data.decode("utf-8", "replace")
    text = source.replace("\r\n", "\n")
    values = read(text, file.path).values
    edit(values)
    after = edited(text, values, file.path)
    if links:
        after = links(after, None)
    if "\r\n" in source:
        after = after.replace("\n", "\r\n")
    if after != source:
        yield FileChange(file.path, file.data, after.encode())


def _follow(values: Values, edit: Editor) -> None:
    """Edit each mapping within a value; the keys of its entries are their own names and stay."""
    if isinstance(values, str | Plain):
        return
    is_mapping = isinstance(values, dict)
    for value in list(values.values() if is_mapping else values):
        _follow(value, edit)
    if is_mapping:
        edit(values)


def _links(context: Context, taxonomy: Taxonomy, moves: Moves, *, in_yaml: bool) -> Rewrite:
    """Rewrite links to the pages of the terms and to their combinations with other taxonomies."""
    name = taxonomy.settings.name
    pairs = [(address.term(name, old), address.term(name, new)) for old, new in moves.items()]
    for crossing in context.settings.crossings:
        if crossing.columns == name:
            for old, new in moves.items():
                before = address.crossing(crossing.rows, "*", old)
                pairs.append((before, address.crossing(crossing.rows, "*", new)))
    return links_moved(context.settings.url, *pairs, in_yaml=in_yaml)


def _registries(
    root: Path, context: Context, taxonomy: Taxonomy, moves: Moves, edit_terms: Editor
) -> Iterator[FileChange]:
    """Change the taxonomy's own file, offices held at its terms, and links in all descriptions."""
    links = _links(context, taxonomy, moves, in_yaml=True)
    for other in context.taxonomies.values():
        if other.settings.terms == COUNTRY_LIST:
            continue

        def edit(terms: Values, settings: TaxonomySettings = other.settings) -> None:
            if settings.name == taxonomy.settings.name:
                follow_terms(terms, moves)
                edit_terms(terms)
            if settings.offices_at == taxonomy.settings.name:
                follow_offices(terms, moves)

        yield from _edited(registry_file(root, other.settings), edit, links)


def _check_registries(root: Path, context: Context, changes: Iterable[FileChange]) -> None:
    """Check the changed registries in a copy; raise an EditError if they have errors."""
    changed = {change.path: change.after for change in changes}
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        for taxonomy in context.taxonomies.values():
            if taxonomy.settings.terms != COUNTRY_LIST:
                file = registry_file(root, taxonomy.settings)
                data = changed.get(file.path) or file.data
                write(Path(folder) / taxonomy.settings.terms, data)
        read_taxonomies(Path(folder), CONFIG, context.settings, report)
    if not report.ok:
        message = f"the registries would have errors\n{as_entries(report)}"
        raise EditError(message, "fix the terms first")


def rename_entry(terms: Values, old: str, new: str, name: str, order: Iterable[str]) -> None:
    """Give a term the slug `new`; the old slug redirects to it.

    A given `name` becomes its name, and the old name an alias. `order` is the order of a term's
    keys.
    """
    term = terms[old]
    if new != old:
        extend(term, "redirect_from", [old], order)
        drop_items(term, "redirect_from", lambda item: item == new)
        rename_key(terms, old, new)
    if not name or _one_line(term.get("name", name)) == name:
        return
    if _names(term.get("acronym", "")) != _names(term["name"]):
        extend(term, "aliases", [term["name"]], order)
    drop_items(term, "aliases", lambda item: fold(name) in _names(item))
    term["name"] = name


def merge_entries(
    terms: Values, taxonomy: Taxonomy, olds: Iterable[str], into: str, order: Iterable[str]
) -> None:
    """Merge terms into another: it gains their names, old slugs and lists, and they are deleted.

    Their other values (url, description, kind) are dropped, because the target has its own.
    """
    target = terms[into]
    kept = taxonomy.terms[into]
    known = {fold(name) for name in (*kept.names, *kept.ambiguous)}
    for old in olds:
        term = terms[old]
        for key, value in term.items():
            _take_over(target, key, value, known, order)
        extend(target, "redirect_from", [old, *term.get("redirect_from", [])], order)
        del terms[old]


def follow_terms(terms: Values, moves: Moves) -> None:
    """Update the terms' parents and successors after `moves`.

    An entry that would refer to its own term is removed.
    """
    for slug, term in terms.items():
        for key in _REFERENCES:
            referred = _one_line(term.get(key))
            if referred in moves:
                term[key] = moves[referred]
                if term[key] == slug:
                    del term[key]


def follow_offices(terms: Values, moves: Moves) -> None:
    """Update the bodies at which offices are held after `moves`."""
    for term in terms.values():
        for office in term.get("offices", []):
            body = _one_line(office.get("at"))
            if body in moves:
                office["at"] = moves[body]


def _one_line(value: Values) -> str:
    return " ".join(str(value).split())


def _names(value: Values) -> set[str]:
    """The names in an item such as `DTX` or `{az: …}`, folded for comparison."""
    names = value.values() if isinstance(value, dict) else (value,)
    return {fold(_one_line(name)) for name in names}


def _take_over(
    target: Values, key: str, value: Values, known: set[str], order: Iterable[str]
) -> None:
    """Add an entry of a merged term to the target; a name or acronym becomes an alias.

    `known` has the target's names, folded, and gains the new ones.
    """
    if key in ("name", "acronym"):
        key, value = "aliases", [value]
    if isinstance(value, dict):
        if key in target:
            _merge_lists(target[key], value)
        else:
            put(target, key, value, order)
    elif isinstance(value, list) and key != "redirect_from":
        if key in ("aliases", "ambiguous"):
            value = [item for item in value if not _names(item) <= known]
            for item in value:
                known |= _names(item)
        extend(target, key, value, order)


def _merge_lists(target: Values, other: Values) -> None:
    """Append missing items to the lists of a mapping, at every depth."""
    known = [item for items in target.values() if isinstance(items, list) for item in items]
    for key, value in other.items():
        own = target.get(key)
        if isinstance(value, dict) and isinstance(own, dict):
            _merge_lists(own, value)
        elif isinstance(value, dict) and own is None:
            target[key] = value
        elif isinstance(value, list) and isinstance(own, list | None):
            new = [item for item in value if item not in known]
            target[key] = [*(own or ()), *new]
