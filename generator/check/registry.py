"""Read registries into taxonomies: their terms, and the terms' unambiguous names."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.check.fields import TERM, Fields, form
from generator.check.locale_codes import country_names
from generator.check.site_settings import SITE_FILE, read_config_file
from generator.check.term_names import read_names
from generator.check.terms import how_to_declare, in_plain_words
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.model import address
from generator.model.article import Body
from generator.model.settings import COUNTRY_LIST, LIMITS, Settings, TaxonomySettings
from generator.model.term import Office, Taxonomy, Term, fold
from generator.read.body import render
from generator.read.file_names import is_plain
from generator.read.links.address_kinds import HOST, NUMBER
from generator.read.yaml import Mapping, Scalar, is_misread, written

_FOLDER = "taxonomies"
_MOST_ABOVE = 11
"""Maximum length of a chain of parents or successors; real registries have two or three levels."""
MOST_PHRASES = 400
"""Maximum phrases of one weight."""
_WEIGHTS = ("1", "2", "3", "4", "5")
_EMPTY = "write <slug>: {name: <name>} for each term, or {} if there are none yet"
_PHRASE_WORD = re.compile(r"[^\W_]{3,}\*|[^\W_]+")
"""A word of a phrase, which may end in a `*` if it has enough letters before it."""
_BETWEEN_WORDS = re.compile(r"[-'’ ./&,]+")


def read_taxonomies(
    folder: Path, shown_as: str, settings: Settings, report: Report
) -> dict[str, Taxonomy]:
    """Read every taxonomy that site.yml declares, and check the references between terms."""
    read = {}
    for name, taxonomy in settings.taxonomies.items():
        read[name] = _read_taxonomy(folder, shown_as, taxonomy, settings.language, report)
    return {name: _check_references(taxonomy, read, report) for name, taxonomy in read.items()}


def check_unread(folder: Path, shown_as: str, settings: Settings, report: Report) -> None:
    """Warn about the files beside the registries that no taxonomy names."""
    named = {taxonomy.terms for taxonomy in settings.taxonomies.values()}
    for file in sorted((folder / _FOLDER).glob("*.y*ml")):
        name = f"{_FOLDER}/{file.name}"
        if name not in named and is_plain(name):
            message = "no taxonomy of site.yml reads this file"
            help_line = f"delete it, or write terms: {name} below a taxonomy"
            report.add(Place(f"{shown_as}/{name}"), "not-used", message, help_line)


def _read_taxonomy(
    folder: Path, shown_as: str, settings: TaxonomySettings, language: str, report: Report
) -> Taxonomy:
    if settings.terms == COUNTRY_LIST:
        return _index(settings, _countries(language), report)
    path = f"{shown_as}/{settings.terms}"
    before = report.count("error")
    found = Report()
    mapping = read_config_file(
        folder, settings.terms, path, found, empty=_EMPTY, partly=True, inner=TERM
    )
    for problem in found:
        if problem.code == "missing-file":
            place = _declared(folder, shown_as, settings)
            message = f"there is no file {path}, which has the terms of '{settings.name}'"
            report.add(place, "missing-file", message, problem.help)
        else:
            report.extend([problem])
    is_whole = mapping is not None and report.count("error") == before
    terms = {}
    for term, has_all_names in _terms(mapping, settings, report) if mapping else ():
        terms[term.slug] = term
        is_whole &= has_all_names
    is_whole &= mapping is None or len(terms) == len(mapping.entries)
    return replace(_index(settings, terms, report), is_whole=is_whole)


def _declared(folder: Path, shown_as: str, settings: TaxonomySettings) -> Place:
    """The place in site.yml that names a taxonomy's file of terms, or else the taxonomy."""
    shown = f"{shown_as}/{SITE_FILE}"
    site = read_config_file(folder, SITE_FILE, shown, Report(), partly=True)
    taxonomies = site.at("taxonomies") if site else None
    if not isinstance(taxonomies, Mapping) or settings.name not in taxonomies.entries:
        return Place(shown)
    key, options = taxonomies.entries[settings.name]
    terms = options.at("terms") if isinstance(options, Mapping) else None
    return (terms or key).place


def _countries(language: str) -> dict[str, Term]:
    terms = {}
    for code, name in country_names(language).items():
        slug = code.lower()
        terms[slug] = Term(slug, name, Place(COUNTRY_LIST), acronym="", country=code)
    return terms


def _terms(
    mapping: Mapping, settings: TaxonomySettings, report: Report
) -> Iterator[tuple[Term, bool]]:
    """Yield the terms of a registry, each with whether all its names could be read."""
    whole = Fields(mapping, report)
    misplaced = {place.line - 1 for place in mapping.lost.values()}
    for slug, (key, value) in mapping.entries.items():
        if value.kind == "empty" and key.place.line in misplaced:
            continue  # the lines below have lost their indentation, which is reported
        if whole.good_slug(slug, key.place) and _usable_slug(slug, key, report):
            name = in_plain_words(slug) if value.kind == "empty" else "<name>"
            record = whole.record(slug, f"name: {name}")
            record.other_words["title"] = "name"
            if record.given:
                before = report.count("error")
                names = read_names(record)
                has_all_names = bool(names["name"]) and report.count("error") == before
                body = _description(slug, record, settings)
                offices = tuple(_offices(record))
                term = Term(
                    slug=slug,
                    place=key.place,
                    **names,
                    kind=_kind(record, settings),
                    parent=_reference(record, "parent"),
                    successor=_reference(record, "successor"),
                    ids=_ids(record, settings),
                    hosts=_only(
                        record.texts_of("hosts", TERM["hosts"]),
                        partial(record.good_address, kind=HOST),
                    ),
                    description=body.html,
                    links=body.links,
                    offices=tuple(office for office, _ in offices),
                    places=_places(record, offices),
                    redirect_from=_only(
                        record.texts_of("redirect_from", TERM["redirect_from"]),
                        partial(_is_former, record),
                    ),
                    vocabulary=_vocabulary(record),
                    **record.rest(TERM),
                )
                record.finish()
                if term.since and term.until and term.until.last < term.since.first:
                    message = f"'until' ({term.until}) is before 'since' ({term.since})"
                    record.problem("until", "date-order", message, "swap the two dates")
                yield term, has_all_names


def _places(
    record: Fields, offices: Iterable[tuple[Office, Place]]
) -> dict[tuple[str, str], Place]:
    """The places of a term's references to other terms."""
    places = {("at", office.at): place for office, place in offices}
    for key in ("parent", "successor"):
        if named := written(record.mapping.at(key)).strip():
            places[key, named] = record.place(key)
    return places


def _offices(record: Fields) -> Iterator[tuple[Office, Place]]:
    """Yield the offices of a person with the places of `at`; report wrong days."""
    row, seen = TERM["offices"]["items"], set()
    for one in record.records("offices", example=form(row)):
        office = Office(**one.values(row))
        if office in seen:
            message = f"'{office.title[:60]}' is listed twice in '{one.within[:-1]}'"
            one.problem("title", "repeated-value", message, "keep one of the two")
        seen.add(office)
        for key, day in (("since", office.since), ("until", office.until)):
            if day and day.first > dt.date.today() + dt.timedelta(days=1):
                message = f"'{one.within}{key}' ({day}) is in the future"
                one.problem(key, "future-date", message, "write it when it has happened")
        if office.since and office.until and office.until.last < office.since.first:
            message = f"the office ends ({office.until}) before it begins ({office.since})"
            one.problem("until", "date-order", message, "swap the two dates")
        else:
            yield office, one.place("at")


def _usable_slug(slug: str, key: Scalar, report: Report) -> bool:
    """Whether a well-formed slug can name a term; reports a problem if it cannot."""
    if slug.isdigit():
        message = f"'{slug}' is only a number"
        help_line = "add a word: numbers are addresses of years"
    elif slug == "none":
        message = "'none' is what lists call the articles without a term"
        help_line = "add a word to the slug"
    elif key.plain and is_misread(slug):
        message = f"the slug '{slug}' is a number, null or a Boolean to YAML readers"
        help_line = f'quote it here and in articles ("{slug}"), or rename it'
    else:
        return True
    report.add(key.place, "bad-slug", message, help_line)
    return False


def _only(
    values: Iterable[tuple[str, Place]], is_good: Callable[[str, Place], bool]
) -> tuple[str, ...]:
    """Return the values that `is_good` accepts; it reports the others."""
    return tuple(value for value, place in values if is_good(value, place))


def _is_former(record: Fields, written: str, place: Place) -> bool:
    """Whether a text is an old slug, or the old taxonomy and slug of a term that has moved."""
    taxonomy, _, slug = written.rpartition("/")
    return record.good_slug(slug, place) and (not taxonomy or record.good_slug(taxonomy, place))


def _description(slug: str, record: Fields, settings: TaxonomySettings) -> Body:
    text = record.value("description", TERM["description"])
    place = record.place("description")
    own = address.term(settings.name, slug)
    body = render(text, place.path, place.line, LIMITS, record.report, own) if text else None
    return body or Body("")


def _kind(record: Fields, settings: TaxonomySettings) -> str:
    """The kind of a term; its name for readers in its place is reported."""
    value = written(record.mapping.at("kind"))
    names = {**settings.kinds, **settings.kind_names}
    meant = next((kind for kind, name in names.items() if fold(name) == fold(value)), "")
    if not value or not meant or value in settings.kinds:
        return record.choice("kind", settings.kinds)
    record.get("kind")
    message = f"'{value[:60]}' is the name of a kind for readers"
    record.problem("kind", "bad-choice", message, f"write kind: {meant}")
    return meant


def _reference(record: Fields, key: str) -> str:
    """The slug of another term that a key names; "" for `parent: null`, which means none."""
    node = record.get(key)
    if node is None or node.kind == "empty":
        return ""
    return record.text(key, record.bare(node, key))


def _ids(record: Fields, settings: TaxonomySettings) -> dict[str, str]:
    """The term's IDs in the catalogues that site.yml lists."""
    ids = record.record("ids")
    numbers = {}
    for key in settings.identifiers:
        if number := ids.address(key, NUMBER):
            numbers[key] = number
    return numbers


def _vocabulary(record: Fields) -> dict[str, dict[str, int]]:
    """Words that indicate that a text is about a term, with weights, by language.

    They are written as `{en: {5: [spyware], 3: [wiretap*]}}`.
    """
    languages = record.record("vocabulary", "<language>: {5: [<word>, <word>]}")
    help_line = "write the language's code, then weights, then words: {en: {5: [spyware]}}"
    tags = languages.languages(help_line)
    return {tag: dict(_weighted(languages.record(tag))) for tag in tags}


def _weighted(weights: Fields) -> Iterator[tuple[str, int]]:
    """Yield the different phrases of one language with their weights."""
    seen: set[str] = set()
    for weight, (key, _) in weights.mapping.entries.items():
        if weight not in _WEIGHTS:
            weights.known.append(weight)
            message = f"'{weight[:20]}' is not a weight"
            help_line = f"one of {', '.join(_WEIGHTS)}; 5 nearly decides alone"
            weights.report.add(key.place, "bad-choice", message, help_line)
            continue
        for phrase, place in weights.placed_texts(weight, most=MOST_PHRASES):
            if phrase in seen:
                message = f"'{phrase}' is listed under two weights"
                weights.report.add(place, "repeated-value", message, "keep the right one")
            elif all(map(_PHRASE_WORD.fullmatch, _BETWEEN_WORDS.split(phrase))):
                seen.add(phrase)
                yield phrase, int(weight)
            else:
                message = f"'{phrase[:40]}' cannot be searched for"
                help_line = (
                    "write words, with a * only after three letters or more, as in <beginning>*"
                )
                weights.report.add(place, "wrong-type", message, help_line)


def _index(settings: TaxonomySettings, terms: dict[str, Term], report: Report) -> Taxonomy:
    """Make a taxonomy, whose terms can be looked up by name; report names that two terms have."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for slug, term in terms.items():
        for key in dict.fromkeys(map(fold, term.names)):
            owners[key].append(slug)
        for key in dict.fromkeys(map(fold, term.ambiguous)):
            shared[key].append(slug)
    for key, slugs in owners.items():
        first, *others = dict.fromkeys([*slugs, *shared.get(key, ())])
        for slug in others:
            _report_duplicate(terms, first, slug, key, report)
    by_name = {key: slugs[0] for key, slugs in owners.items()}
    ambiguous = {key: tuple(slugs) for key, slugs in shared.items()}
    return Taxonomy(settings, terms, by_name, ambiguous)


def _report_duplicate(
    terms: dict[str, Term], first: str, second: str, key: str, report: Report
) -> None:
    term = terms[second]
    said = next((name for name in (*term.names, *term.ambiguous) if fold(name) == key), key)
    message = f"'{said}' of '{second}' is also a name of '{first}' (line {terms[first].place.line})"
    help_line = "keep it in one of them, or list it under `ambiguous` in both"
    report.add(term.place, "duplicate-name", message, help_line)


def _check_references(taxonomy: Taxonomy, every: dict[str, Taxonomy], report: Report) -> Taxonomy:
    """Report undeclared, circular and too long references; return the taxonomy without them."""
    offices = every.get(taxonomy.settings.offices_at)
    for term in taxonomy:
        _check_reference(term, "parent", term.parent, taxonomy, report)
        _check_reference(term, "successor", term.successor, taxonomy, report)
        for office in term.offices:
            _check_reference(term, "at", office.at, offices, report)
    _check_chains(taxonomy, "successor", report)
    terms = dict(taxonomy.terms)
    for slug in _check_chains(taxonomy, "parent", report):
        terms[slug] = replace(terms[slug], parent="")
    return replace(taxonomy, terms=terms)


def _check_chains(taxonomy: Taxonomy, key: str, report: Report) -> list[str]:
    """Report cycles and the first chain that is too long; return the slugs of all terms in them."""
    circular = []
    too_deep = []
    for term in taxonomy:
        above: list[str] = []
        slug = getattr(term, key)
        while slug in taxonomy.terms and slug not in above and len(above) <= _MOST_ABOVE:
            above.append(slug)
            slug = getattr(taxonomy.terms[slug], key)
        if term.slug in above:
            circular.append(term.slug)
            message = f"following the '{key}' of '{term.slug}' leads back to it"
            place = term.place_of(key, getattr(term, key))
            is_itself = getattr(term, key) == term.slug
            help_line = f"remove `{key}`" if is_itself else f"remove `{key}` from one of them"
            report.add(place, "reference-cycle", message, help_line)
        elif len(above) > _MOST_ABOVE:
            too_deep.append(term.slug)
    for slug in too_deep[:1]:
        message = f"'{slug}' has more than {_MOST_ABOVE} terms above it by '{key}'"
        help_line = f"choose a {key} nearer to the top, or none"
        term = taxonomy.terms[slug]
        place = term.place_of(key, getattr(term, key))
        report.add(place, "too-deep", message, help_line)
    return circular + too_deep


def _check_reference(
    term: Term, key: str, slug: str, taxonomy: Taxonomy | None, report: Report
) -> None:
    """Report a reference to a term that is not in its taxonomy.

    Any reference is accepted if the site declares no such taxonomy, or if its file has lost terms.
    """
    if slug and taxonomy is not None and taxonomy.is_whole and slug not in taxonomy.terms:
        message = f"'{key}' of '{term.slug}' names '{slug}', which is not declared"
        fitting = [other for other in taxonomy.terms if not _leads_to(other, term, key, taxonomy)]
        otherwise = how_to_declare(slug, taxonomy.settings, fitting)
        now = taxonomy.renamed(slug)
        help_line = f"'{slug}' is now '{now}'" if now in fitting else ""
        named = {name: other for other in fitting for name in taxonomy.terms[other].names}
        help_line = help_line or did_you_mean(slug, [*fitting, *named], otherwise, named)
        report.add(term.place_of(key, slug), "unknown-reference", message, help_line)


def _leads_to(slug: str, term: Term, key: str, taxonomy: Taxonomy) -> bool:
    """Whether a reference from a term to a slug would lead back to the term."""
    if term.slug not in taxonomy.terms or key == "at":
        return False
    seen: set[str] = set()
    while slug in taxonomy.terms and slug not in seen:
        seen.add(slug)
        slug = getattr(taxonomy.terms[slug], key) if slug != term.slug else ""
    return term.slug in seen
