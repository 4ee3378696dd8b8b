"""The terms that an article names in each taxonomy, looked up in the registries."""

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.check.fields import Fields
from generator.check.impostor_names import check_twin, check_words, disguise_of
from generator.diagnostics.diagnostics import Fix, Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.model.settings import TaxonomySettings
from generator.model.term import Taxonomy, fold
from generator.read.yaml import Scalar, Sequence

_SEPARATOR = re.compile(r"\s*[;|,]\s*|\s+(?:and|/|&)\s+")
Terms = dict[str, tuple[str, ...]]
"""Name of a taxonomy → slugs or names."""
Value = tuple[str, Place]


def resolve_terms(
    fields: Fields, outlet: Value | None, taxonomies: Mapping[str, Taxonomy]
) -> tuple[Terms, Terms]:
    """Look up the terms an article names, and the name of its source in taxonomies of outlets.

    Returns slugs of declared terms, and unregistered names: by taxonomy, in the author's order, each once.
    """
    terms: Terms = {}
    unlisted: Terms = {}
    for name, taxonomy in taxonomies.items():
        if taxonomy.settings.of_source:
            values = iter([outlet] if outlet else [])
        else:
            values = _values(fields, taxonomy)
        terms[name], unlisted[name] = _resolve(values, taxonomy, fields.report)
    for name, taxonomy in taxonomies.items():
        implied_by = taxonomy.settings.implied_by
        if implied_by and not fields.has(taxonomy.settings.front_matter):
            countries = (taxonomies[implied_by].terms[slug].country.lower() for slug in terms[implied_by])
            terms[name] = tuple(dict.fromkeys(code for code in countries if code in taxonomy.terms))
    return terms, unlisted


def _values(fields: Fields, taxonomy: Taxonomy) -> Iterator[Value]:
    settings = taxonomy.settings
    nodes = fields.items(settings.front_matter)
    if settings.required and not nodes:
        _report_required(fields, settings, taxonomy)
    for node in nodes:
        if settings.lookup == "code":
            yield fields.country_of(node).lower(), node.place
        else:
            by_slug = settings.lookup != "name"
            yield fields.text(settings.front_matter, node, most=160, check_letters=by_slug), node.place


def _report_required(fields: Fields, settings: TaxonomySettings, taxonomy: Taxonomy) -> None:
    key = settings.front_matter
    declared = f"the slugs are declared in {settings.terms_path}"
    if not fields.has(key):
        named = _named_in(fields, taxonomy)
        example = f"[{named}], if this is the one meant" if named else "[…]"
        fields.missing(key, f"{key}: {example}; {declared}")
    elif isinstance(node := fields.get(key), Sequence):
        message = f"'{key}' is empty, but an article belongs to at least one"
        fields.report.add(node.place, "empty-value", message, declared)


def _named_in(fields: Fields, taxonomy: Taxonomy) -> str:
    """The slug of the first term in an article's title, summary or source; "" if there is none."""
    nodes = (fields.mapping.at(*keys) for keys in (("title",), ("summary",), ("source", "name")))
    text = fold(" ".join(node.value for node in nodes if isinstance(node, Scalar)))
    for term in taxonomy:
        if any(re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", text) for name in term.names):
            return term.slug
    return ""


def _resolve(
    values: Iterable[Value], taxonomy: Taxonomy, report: Report
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    slugs: list[str] = []
    names: list[str] = []
    for value, place in values:
        slug = _find(value, place, taxonomy, report) if value else ""
        if slug in slugs:
            message = f"'{slug}' is listed twice in '{taxonomy.settings.front_matter}'"
            report.add(place, "repeated-value", message, "keep one of the two", Fix("remove"))
        elif slug:
            slugs.append(slug)
        elif value and taxonomy.settings.unknown == "warning":
            names.append(value)
    return tuple(slugs), tuple(dict.fromkeys(names))


def _find(value: str, place: Place, taxonomy: Taxonomy, report: Report) -> str:
    """The slug of the term that a value names; empty, after reporting it, if no single term matches."""
    settings = taxonomy.settings
    if settings.lookup != "name":
        if value in taxonomy.terms:
            return value
        _report_unknown(value, place, taxonomy, report)
        return ""
    key = fold(value)
    is_known = key in taxonomy.by_name or key in taxonomy.shared
    is_disguised = settings.of_source and disguise_of(value)  # already reported
    if not is_known and (is_disguised or check_twin(value, place, taxonomy, report)):
        return ""
    if not settings.of_source:
        check_words(value, place, report)
    if key in taxonomy.by_name:
        return taxonomy.by_name[key]
    if slugs := taxonomy.shared.get(key):
        names = " or ".join(f"'{taxonomy.terms[slug].name}'" for slug in slugs)
        report.add(place, "ambiguous-name", f"'{value}' may be several", f"write {names}")
    else:
        _report_unknown(value, place, taxonomy, report)
    return ""


def _report_unknown(value: str, place: Place, taxonomy: Taxonomy, report: Report) -> None:
    settings = taxonomy.settings
    key = fold(value)
    if settings.lookup != "name" and key in taxonomy.by_name:
        help_line = f"did you mean '{taxonomy.by_name[key]}'?"
    elif settings.lookup != "name" and key in taxonomy.shared:
        help_line = f"several terms have this name: write {' or '.join(taxonomy.shared[key])}"
    elif separator := _SEPARATOR.search(value):
        parts = ", ".join(filter(None, map(str.strip, _SEPARATOR.split(value))))
        help_line = f"separate values with commas, not with '{separator.group().strip()}': [{parts[:60]}]"
    else:
        names = (name for term in taxonomy for name in term.names)
        known = names if settings.lookup == "name" else taxonomy.terms
        help_line = did_you_mean(value, known, f"declare it in {settings.terms_path}")
    if settings.unknown == "warning":
        report.add(place, "unknown-name", f"'{value[:60]}' is in no registry", help_line)
    else:
        message = f"'{value[:60]}' is not a term of '{settings.name}'"
        lower = value.lower()
        fix = Fix("text", lower) if help_line == f"did you mean '{lower}'?" else None
        report.add(place, "unknown-term", message, help_line, fix)
