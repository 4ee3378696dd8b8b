"""Look up the terms that an article names in each taxonomy."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from generator.check.fields import Fields
from generator.check.impostor_names import check_words, disguise_of
from generator.diagnostics.diagnostics import Fix, Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.model.address import SLUG, slugify
from generator.model.settings import TaxonomySettings
from generator.model.term import Taxonomy, fold
from generator.read.yaml import Sequence, written
from generator.read.yaml_slips import in_quotes

Terms = dict[str, tuple[str, ...]]
"""Name of a taxonomy → slugs or names."""
Value = tuple[str, Place]
_BETWEEN_TERMS = re.compile(r"\s*[,;/|，、،]\s*| and | & | \+ ")
_PLAIN = re.compile(r"[^\W\d][\w .()'’-]*")
"""A name that YAML needs no quotes for, also between braces."""
_LONGEST_SLUG = 60
"""Characters of a slug that help lines make of a name."""
_WORDS = re.compile(r"[a-z]{4}")
_MOST_LISTED = 8
"""Slugs of a registry that a help line lists."""
LONGEST_NAME = 160
"""Maximum characters of the name of a term that has no entry in a registry."""


def resolve_terms(
    fields: Fields,
    outlet: Value | None,
    taxonomies: Mapping[str, Taxonomy],
    *,
    requires: bool = True,
) -> tuple[Terms, Terms]:
    """Look up the terms an article names, and the name of its source in taxonomies of outlets.

    The results are slugs of registered terms, and unregistered names. Both are by taxonomy, in the
    author's order, each once. If `requires` is false, no taxonomy is required.
    """
    terms: Terms = {}
    unlisted: Terms = {}
    for name, taxonomy in taxonomies.items():
        if not taxonomy.settings.of_source:
            values = list(_values(fields, taxonomy, requires=requires))
        elif outlet:
            values = [outlet]
        else:
            values = []
        slugs: list[str] = []
        names: list[str] = []
        for value, place in values:
            slug = _find(value, place, taxonomy, taxonomies, fields.report) if value else ""
            if slug in slugs:
                message = f"'{slug}' is listed twice in '{taxonomy.settings.front_matter}'"
                fields.report.add(
                    place, "repeated-value", message, "keep one of the two", Fix("remove")
                )
            elif slug:
                slugs.append(slug)
            elif value and value not in names and taxonomy.settings.unknown == "warning":
                names.append(value)
        terms[name], unlisted[name] = tuple(slugs), tuple(names)
    for name, taxonomy in taxonomies.items():
        implied_by = taxonomy.settings.implied_by
        if implied_by and not fields.has(taxonomy.settings.front_matter):
            terms[name] = _implied(terms[implied_by], taxonomies[implied_by], taxonomy)
    return terms, unlisted


def _implied(slugs: Iterable[str], taxonomy: Taxonomy, countries: Taxonomy) -> tuple[str, ...]:
    """The countries of some terms, each once, in the terms' order."""
    codes = [taxonomy.terms[slug].country.lower() for slug in slugs]
    return tuple(code for code in dict.fromkeys(codes) if code in countries.terms)


def name_keys(fields: Fields, taxonomies: Mapping[str, Taxonomy]) -> None:
    """Tell the fields which words mean a taxonomy's key."""
    for taxonomy in taxonomies.values():
        settings = taxonomy.settings
        if not settings.of_source:
            fields.other_words[settings.singular] = settings.front_matter


def _values(fields: Fields, taxonomy: Taxonomy, *, requires: bool) -> Iterator[Value]:
    settings = taxonomy.settings
    key = settings.front_matter
    meant = _meant(written(fields.mapping.at(key)), taxonomy)
    nodes = fields.items(key, has_spaces=settings.lookup == "name", meant=meant)
    if requires and settings.required and not nodes:
        declared = f"the slugs are declared in {settings.terms_path}"
        if not fields.has(key):
            fields.missing(key, f"{key}: […]; {declared}")
        elif isinstance(fields.mapping.at(key), Sequence):
            message = f"'{key}' is empty, but an article belongs to at least one"
            fields.problem(key, "empty-value", message, declared)
    for node in nodes:
        if settings.lookup == "code":
            value = fields.country_of(node).lower()
        else:
            # A name that is looked up has its letters compared with those of the registry.
            read = fields.line if settings.lookup == "name" else fields.text
            value = read(key, fields.bare(node), most=LONGEST_NAME)
        yield value, node.place


def _meant(text: str, taxonomy: Taxonomy) -> tuple[str, ...]:
    """The slugs or codes of the terms that a text names; () unless all of it is names of terms."""
    if not text or taxonomy.settings.lookup == "name":
        return ()
    for parts in ([text], _BETWEEN_TERMS.split(text)):
        slugs = tuple(_slug_of(part, taxonomy) for part in parts)
        if all(slugs):
            is_code = taxonomy.settings.lookup == "code"
            return tuple(slug.upper() for slug in slugs) if is_code else slugs
    return ()


def _find(
    value: str, place: Place, taxonomy: Taxonomy, taxonomies: Mapping[str, Taxonomy], report: Report
) -> str:
    """The slug of the term that a value names; "" after reporting that no single term matches."""
    settings = taxonomy.settings
    if settings.lookup != "name":
        if value in taxonomy.terms:
            return value
        _report_unknown(value, place, taxonomy, taxonomies, report)
        return ""
    key = fold(value)
    is_known = key in taxonomy.by_name or key in taxonomy.shared
    is_disguised = settings.of_source and disguise_of(value)  # already reported
    if not is_known and is_disguised:
        return ""
    before = len(report)
    if not settings.of_source:
        check_words(value, place, report)
    if key in taxonomy.by_name:
        return taxonomy.by_name[key]
    if slugs := taxonomy.shared.get(key):
        names = " or ".join(f"'{taxonomy.terms[slug].name}'" for slug in slugs)
        report.add(place, "ambiguous-name", f"'{value}' may be several", f"write {names}")
    elif len(report) == before:  # a name in two alphabets has been reported already
        _report_unknown(value, place, taxonomy, taxonomies, report)
    return ""


def _report_unknown(
    value: str, place: Place, taxonomy: Taxonomy, taxonomies: Mapping[str, Taxonomy], report: Report
) -> None:
    if not taxonomy.is_whole:  # the term may be one that could not be read
        return
    settings = taxonomy.settings
    help_line, fix = _help_for_unknown(value, taxonomy, taxonomies)
    if settings.unknown == "warning":
        report.add(place, "unknown-name", f"'{value[:60]}' is in no registry", help_line, fix)
    else:
        message = f"'{value[:60]}' is not a term of '{settings.name}'"
        report.add(place, "unknown-term", message, help_line, fix)


def _help_for_unknown(
    value: str, taxonomy: Taxonomy, taxonomies: Mapping[str, Taxonomy]
) -> tuple[str, Fix | None]:
    """Say what to write for an unregistered name or slug; the fix is None unless it is certain."""
    settings = taxonomy.settings
    by_slug = settings.lookup != "name"
    if by_slug and (slug := _slug_of(value, taxonomy)):
        return f"did you mean '{slug}'?", Fix("text", slug)
    if by_slug and (shared := taxonomy.shared.get(fold(value))):
        return f"several terms have this name: write {' or '.join(shared)}", None
    if by_slug and (now := taxonomy.renamed(value)):
        return f"'{value}' is now '{now}'", Fix("text", now)
    elsewhere = _help_for_other_taxonomy(value, taxonomy, taxonomies)
    if elsewhere and not settings.of_source:  # an agency may publish a report itself
        return elsewhere, None
    meanings: dict[str, str] = {}
    for term in taxonomy:
        meant = term.slug if by_slug else term.name
        host = (urlsplit(term.url).hostname or "").removeprefix("www.")
        names = (*term.names, *term.ambiguous, term.slug, host)
        meanings |= dict.fromkeys(filter(None, names), meant)
    for parts in (_BETWEEN_TERMS.split(value), value.split()):
        several = [_slug_of(part, taxonomy) for part in parts]
        if by_slug and len(several) > 1 and all(several):
            return f"write the terms apart: [{', '.join(several)}]", None
    otherwise = how_to_declare(value, settings, taxonomy.terms if by_slug else ())
    return did_you_mean(value, meanings, otherwise, meanings), None


def how_to_declare(value: str, settings: TaxonomySettings, usable: Collection[str]) -> str:
    """Say how to add a term with a slug or a name to a registry, and which slugs are `usable`."""
    slug = slugify(value, _LONGEST_SLUG)
    if not SLUG.match(slug) or slug.isdigit():
        return f"declare it in {settings.terms_path}"
    entry = f"{slug}: {{name: {in_plain_words(value)}}}"
    help_line = f"declare it in {settings.terms_path}: {entry}"
    if settings.lookup != "name" and slug != value:
        help_line += f", and write {slug} here"
    if not 0 < len(usable) <= _MOST_LISTED:
        return help_line
    return f"write one of {', '.join(usable)}; or {help_line}"


def in_plain_words(value: str) -> str:
    """A name as YAML takes it, made of a name or of a slug of words; a slug may be an acronym."""
    name = value[:60]
    if SLUG.match(name):
        if not _WORDS.match(name):
            return "<name>"
        name = name.replace("-", " ")
        name = f"{name[0].upper()}{name[1:]}"
    return name if _PLAIN.fullmatch(name) else in_quotes(name)


def _slug_of(value: str, taxonomy: Taxonomy) -> str:
    """The slug of the only term with a name; "" for other texts."""
    lower = value.lower()
    return taxonomy.by_name.get(fold(value)) or (lower if lower in taxonomy.terms else "")


def _help_for_other_taxonomy(
    value: str, taxonomy: Taxonomy, taxonomies: Mapping[str, Taxonomy]
) -> str:
    """Say under which key a term of another taxonomy belongs; "" if no other one has it.

    A term that has moved there is named by what it is now.
    """
    for other in taxonomies.values():
        settings = other.settings
        slug = _slug_of(value, other) or other.renamed(f"{taxonomy.settings.name}/{value}")
        if other is taxonomy or not slug:
            continue
        if settings.of_source:
            return f"'{value}' is an outlet, which an article names as its source"
        item = other.terms[slug].name if settings.lookup == "name" else slug
        item = slug.upper() if settings.lookup == "code" else item
        key = settings.front_matter
        return f"'{value}' belongs under '{key}', as in {key}: [{item}]"
    return ""
