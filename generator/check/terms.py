"""The terms that an article claims in each taxonomy, looked up in the registries."""

from __future__ import annotations

from collections.abc import Mapping

from generator.check.fields import Fields
from generator.check.names import check_twin, disguise_of
from generator.model.settings import TaxonomySettings
from generator.model.term import Taxonomy, fold
from generator.read import yaml
from generator.report.diagnostics import Place, Report
from generator.report.suggest import did_you_mean

Resolved = dict[str, tuple[str, ...]]
"""The name of a taxonomy → slugs, or names."""


def resolve_terms(
    fields: Fields, of_source: Mapping[str, tuple[yaml.Node, ...]], taxonomies: Mapping[str, Taxonomy]
) -> tuple[Resolved, Resolved]:
    """Look up the terms an article claims.

    Args:
        fields: Front matter; the field of each taxonomy is read. Gains a problem for each value that
            is wrong, at its own line and column.
        of_source: The name of a taxonomy → the nodes in `source` that name its terms.
        taxonomies: The registries.

    Returns:
        Slugs of declared terms, and names that no registry knows, by taxonomy; both in the author's
        order, each once.
    """
    terms: Resolved = {}
    unlisted: Resolved = {}
    for name, taxonomy in taxonomies.items():
        settings = taxonomy.settings
        if settings.of_source:
            nodes = of_source.get(name, ())
        else:
            nodes = fields.items(settings.front_matter)
            if settings.required and not nodes:
                _report_required(fields, settings, taxonomy)
        terms[name], unlisted[name] = _resolve(nodes, taxonomy, fields)
    for name, taxonomy in taxonomies.items():
        implied_by = taxonomy.settings.implied_by
        if implied_by and not fields.has(taxonomy.settings.front_matter):
            terms[name] = _implied(terms[implied_by], taxonomies[implied_by], taxonomy)
    return terms, unlisted


def _report_required(fields: Fields, settings: TaxonomySettings, taxonomy: Taxonomy) -> None:
    key = settings.front_matter
    if fields.has(key) and isinstance(node := fields.get(key), yaml.Sequence):
        message = f"'{key}' is empty; an article belongs to at least one"
        fields.report.add(node.place, "empty-value", message, f"the slugs are declared in {settings.terms}")
    elif not fields.has(key):
        example = next(iter(taxonomy.terms), "a-declared-slug")
        fields.missing(key, f"{key}: [{example}] (the slugs are declared in {settings.terms})")


def _implied(direct: tuple[str, ...], source: Taxonomy, taxonomy: Taxonomy) -> tuple[str, ...]:
    codes = [source.terms[slug].country.lower() for slug in direct]
    return tuple(dict.fromkeys(code for code in codes if code in taxonomy.terms))


def _resolve(
    nodes: tuple[yaml.Node, ...], taxonomy: Taxonomy, fields: Fields
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Slugs of declared terms and names of undeclared ones, in the author's order, each once."""
    settings = taxonomy.settings
    slugs: list[str] = []
    names: list[str] = []
    for node in nodes:
        if settings.lookup == "code":
            slug = fields.country_of(node).lower()
        else:
            value = _name_of(node, fields, settings)
            slug = _find(value, node.place, taxonomy, fields.report) if value else ""
            if not slug and value and settings.unknown == "warning":
                names.append(value)
        if slug in slugs:
            message = f"'{slug}' stands twice in '{settings.front_matter}'"
            fields.report.add(node.place, "repeated-value", message, "keep one of the two")
        elif slug in taxonomy.terms:
            slugs.append(slug)
    return tuple(slugs), tuple(dict.fromkeys(names))


def _name_of(node: yaml.Node, fields: Fields, settings: TaxonomySettings) -> str:
    """The text of a node; what is wrong with the source's name has been reported already."""
    report = Report() if settings.of_source else fields.report
    return Fields(fields.mapping, report).text_of(node, settings.front_matter, most=160)


def _find(value: str, place: Place, taxonomy: Taxonomy, report: Report) -> str:
    """The slug that a value names, or nothing after saying why not."""
    settings = taxonomy.settings
    if settings.lookup == "slug":
        if value in taxonomy.terms:
            return value
        _report_unknown(value, place, taxonomy, report)
        return ""
    key = fold(value)
    if slug := taxonomy.by_name.get(key):
        return slug
    if settings.of_source and disguise_of(value):
        return ""
    if check_twin(value, place, taxonomy, report):
        return ""
    if candidates := taxonomy.shared.get(key):
        full = " or ".join(f"'{taxonomy.terms[slug].name}'" for slug in candidates)
        report.add(place, "ambiguous-name", f"'{value}' may be several", f"write {full}")
        return ""
    _report_unknown(value, place, taxonomy, report)
    return ""


def _report_unknown(value: str, place: Place, taxonomy: Taxonomy, report: Report) -> None:
    settings = taxonomy.settings
    declared = f"declare it in {settings.terms}"
    if settings.unknown == "warning":
        names = [name for term in taxonomy for name in term.names]
        message = f"'{value[:60]}' is in no registry"
        report.add(place, "unknown-name", message, did_you_mean(value, names, declared))
        return
    by_name = taxonomy.by_name.get(fold(value))
    if by_name:
        help_line = f"did you mean '{by_name}'?"
    elif shared := taxonomy.shared.get(fold(value)):
        help_line = f"several bear this name: write {' or '.join(shared)}"
    else:
        help_line = did_you_mean(value, taxonomy.terms, declared)
    message = f"'{value[:60]}' is not a term of '{settings.name}'"
    report.add(place, "unknown-term", message, help_line)
