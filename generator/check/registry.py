"""Read registries into `Taxonomy`: terms and their unambiguous names."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.check.fields import Fields
from generator.check.impostor_names import check_twin
from generator.check.locale_codes import country_names
from generator.check.site_settings import read_config_file
from generator.check.written_mistakes import Listed
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.model import address
from generator.model.limits import LIMITS
from generator.model.settings import COUNTRY_LIST, Settings, TaxonomySettings
from generator.model.term import Office, Taxonomy, Term, fold
from generator.read.address_kinds import HOST, NUMBER, meant_instead
from generator.read.body import render
from generator.read.yaml import Mapping, Node, Scalar, is_misread

_MOST_ABOVE = 11
"""Maximum length of a chain of parents or successors; real registries have two or three levels."""
_WEIGHTS = ("1", "2", "3", "4", "5")
_PHRASE_WORD = re.compile(r"[^\W_]{3,}\*|[^\W_]+")
"""A word of a phrase, which may end in a `*` if it has enough letters before it."""
_BETWEEN_WORDS = re.compile(r"[-'’ ./&,]+")


def read_taxonomies(
    folder: Path, shown_as: str, settings: Settings, report: Report
) -> dict[str, Taxonomy]:
    """Read every taxonomy that site.yml declares, and check the references between terms."""
    taxonomies = {
        name: _read_taxonomy(folder, shown_as, taxonomy, settings.language, report)
        for name, taxonomy in settings.taxonomies.items()
    }
    return {
        name: _check_references(taxonomy, taxonomies, report)
        for name, taxonomy in taxonomies.items()
    }


def _read_taxonomy(
    folder: Path, shown_as: str, settings: TaxonomySettings, language: str, report: Report
) -> Taxonomy:
    if settings.terms == COUNTRY_LIST:
        return _index(settings, _countries(language), report)
    path = f"{shown_as}/{settings.terms}"
    mapping = read_config_file(folder, settings.terms, path, report)
    return _index(settings, _terms(mapping, settings, report) if mapping else {}, report)


def _countries(language: str) -> dict[str, Term]:
    return {
        code.lower(): Term(code.lower(), name, Place(COUNTRY_LIST), acronym="", country=code)
        for code, name in country_names(language).items()
    }


def _terms(mapping: Mapping, settings: TaxonomySettings, report: Report) -> dict[str, Term]:
    whole = Fields(mapping, report)
    terms = {}
    for slug, (key, _) in mapping.entries.items():
        if not whole.good_slug(slug, key.place):
            continue
        if not _usable_slug(slug, key, report):
            continue
        if (record := whole.record(slug)).given:
            terms[slug] = _term(slug, key.place, record, settings, report)
    return terms


def _usable_slug(slug: str, key: Scalar, report: Report) -> bool:
    """Whether a well-formed slug can name a term; reports a problem if it cannot."""
    if slug.isdigit():
        message, help_line = (
            f"'{slug}' is only a number",
            "add a word: numbers are addresses of years",
        )
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


def _term(
    slug: str, place: Place, record: Fields, settings: TaxonomySettings, report: Report
) -> Term:
    record.to_items["hosts"] = _host_in
    description = record.text("description", most=1_500)
    name, name_language = _own_name(record)
    aliases = dict(_names(record, "aliases"))
    ambiguous = dict(_names(record, "ambiguous"))
    line, own = record.place("description").line, address.term(settings.name, slug)
    body = render(description, place.path, line, LIMITS, report, own) if description else None
    term = Term(
        slug=slug,
        name=name,
        place=place,
        acronym=record.text("acronym", most=30, is_name=True),
        aliases=tuple(aliases),
        ambiguous=tuple(ambiguous),
        not_to_be_confused_with=tuple(dict(_names(record, "not_to_be_confused_with"))),
        languages={
            one: tag for one, tag in {name: name_language, **aliases, **ambiguous}.items() if tag
        },
        country=record.country("country"),
        language=record.language("language"),
        kind=record.choice("kind", settings.kinds),
        parent=record.text("parent") if not _is_null(record, "parent") else "",
        successor=record.text("successor") if not _is_null(record, "successor") else "",
        url=record.url("url"),
        ids=_ids(record, settings),
        hosts=tuple(
            host for host, at in record.placed_texts("hosts") if record.good_address(host, at, HOST)
        ),
        since=record.partial_date("since"),
        until=record.partial_date("until"),
        description=body.html if body else "",
        links=body.links if body else (),
        offices=tuple(map(_office, record.records("offices"))),
        redirect_from=tuple(
            slug for slug, at in record.placed_texts("redirect_from") if record.good_slug(slug, at)
        ),
        vocabulary=_vocabulary(record),
    )
    record.finish()
    if term.since and term.until and term.until.last < term.since.first:
        message = f"'until' ({term.until}) is before 'since' ({term.since})"
        report.add(record.place("until"), "date-order", message, "swap the two dates")
    return term


def _ids(record: Fields, settings: TaxonomySettings) -> dict[str, str]:
    """The term's numbers in the catalogues of site.yml."""
    ids = record.record("ids")
    numbers = {key: ids.address(key, NUMBER) for key in settings.identifiers}
    return {key: number for key, number in numbers.items() if number}


def _names(record: Fields, key: str) -> Iterator[tuple[str, str]]:
    """Names with their languages: `DTX`, or `{az: Dövlət Təhlükəsizliyi Xidməti}`."""
    for node in record.items(key, most=60):
        yield from _name(record, key, node)


def _own_name(record: Fields) -> tuple[str, str]:
    """A term's name and its language; a term without one is reported."""
    node = record.get("name")
    if node is None:
        record.missing("name", "name: Example Agency")
        return "", ""
    return next(_name(record, "name", node), ("", ""))


def _name(record: Fields, key: str, node: Node) -> Iterator[tuple[str, str]]:
    if not isinstance(node, Mapping):
        if name := record.text(key, node, is_name=True):
            yield name, ""
        return
    pair = Fields(node, record.report, key)
    for tag in pair.languages("write the language's code before the name, as in {az: Dövlət …}"):
        if name := pair.text(tag, is_name=True):
            yield name, tag


def _vocabulary(record: Fields) -> dict[str, dict[str, int]]:
    """Words that indicate that a text is about a term: `{en: {5: [spyware], 3: [wiretap*]}}`."""
    languages = record.record("vocabulary")
    tags = languages.languages(
        "write the language's code, then weights, then words: {en: {5: [spyware]}}"
    )
    return {tag: dict(_weighted(languages.record(tag))) for tag in tags}


def _weighted(weights: Fields) -> Iterator[tuple[str, int]]:
    """The phrases of one language with their weights, without repeats."""
    seen: set[str] = set()
    for weight, (key, _) in weights.mapping.entries.items():
        if weight not in _WEIGHTS:
            weights.known.append(weight)
            help_line = f"one of {', '.join(_WEIGHTS)}; 5 nearly decides alone"
            weights.report.add(
                key.place, "bad-choice", f"'{weight[:20]}' is not a weight", help_line
            )
            continue
        for phrase, place in weights.placed_texts(weight, most=400):
            if not all(map(_PHRASE_WORD.fullmatch, _BETWEEN_WORDS.split(phrase))):
                message = f"'{phrase[:40]}' cannot be searched for"
                help_line = (
                    "write words, with a * only after three letters or more, as in extremis*"
                )
                weights.report.add(place, "wrong-type", message, help_line)
            elif phrase in seen:
                message = f"'{phrase}' is listed under two weights"
                weights.report.add(place, "repeated-value", message, "keep the right one")
            else:
                seen.add(phrase)
                yield phrase, int(weight)


def _host_in(written: str) -> Listed:
    """The host of an address that was written where only a host belongs; other texts as they are."""
    host = written if HOST.problem(written) is None else meant_instead(written, HOST)
    return (host or written,), bool(host)


def _is_null(record: Fields, key: str) -> bool:
    """Whether the value is `parent: null`, which states explicitly that there is no parent."""
    node = record.get(key)
    return node is not None and node.kind == "empty"


def _office(record: Fields) -> Office:
    return Office(
        title=record.text("title", most=200, required="title: Director"),
        at=record.text("at"),
        since=record.partial_date("since"),
        until=record.partial_date("until"),
        as_of=record.date("as_of"),
    )


def _index(settings: TaxonomySettings, terms: dict[str, Term], report: Report) -> Taxonomy:
    owners: dict[str, list[str]] = defaultdict(list)
    shared: dict[str, list[str]] = defaultdict(list)
    for term in terms.values():
        for key in dict.fromkeys(map(fold, term.names)):
            owners[key].append(term.slug)
        for key in dict.fromkeys(map(fold, term.ambiguous)):
            shared[key].append(term.slug)
    for key, slugs in owners.items():
        claimed = slugs + [slug for slug in shared.get(key, []) if slug not in slugs]
        for slug in claimed[1:]:
            _report_duplicate(terms, claimed[0], slug, key, report)
    taxonomy = Taxonomy(
        settings,
        terms,
        by_name={key: slugs[0] for key, slugs in owners.items()},
        shared={key: tuple(slugs) for key, slugs in shared.items()},
    )
    for term in taxonomy:
        for name in term.names:
            check_twin(name, term.place, taxonomy, report, own=term.slug)
    return taxonomy


def _report_duplicate(
    terms: dict[str, Term], first: str, second: str, key: str, report: Report
) -> None:
    term = terms[second]
    said = next((name for name in (*term.names, *term.ambiguous) if fold(name) == key), key)
    message = f"'{said}' of '{second}' is also a name of '{first}' (line {terms[first].place.line})"
    help_line = "keep it in one of them, or list it under `ambiguous` in both"
    report.add(term.place, "duplicate-name", message, help_line)


def _check_references(taxonomy: Taxonomy, every: dict[str, Taxonomy], report: Report) -> Taxonomy:
    """Report undeclared, circular and too long references; return the taxonomy without such parents."""
    offices = every.get(taxonomy.settings.offices_at)
    for term in taxonomy:
        for key, slug in (("parent", term.parent), ("successor", term.successor)):
            if slug and slug not in taxonomy.terms:
                _report_dangling(term, key, slug, taxonomy, report)
        for office in term.offices:
            if office.at and offices is not None and office.at not in offices.terms:
                _report_dangling(term, "at", office.at, offices, report)
    _check_chains(taxonomy, "successor", report)
    unsound = _check_chains(taxonomy, "parent", report)
    terms = {
        term.slug: replace(term, parent="") if term.slug in unsound else term for term in taxonomy
    }
    return replace(taxonomy, terms=terms)


def _check_chains(taxonomy: Taxonomy, key: str, report: Report) -> set[str]:
    """Report cycles and the first chain that is too long; return the slugs of all terms in them."""
    unsound: set[str] = set()
    reported = False
    for term in taxonomy:
        above: list[str] = []
        slug = getattr(term, key)
        while slug in taxonomy.terms and slug not in above and len(above) <= _MOST_ABOVE:
            above.append(slug)
            slug = getattr(taxonomy.terms[slug], key)
        if term.slug in above:
            message = f"following the '{key}' of '{term.slug}' leads back to it"
            report.add(term.place, "reference-cycle", message, f"remove `{key}` from one of them")
        elif len(above) > _MOST_ABOVE:
            if not reported:
                message = f"'{term.slug}' has more than {_MOST_ABOVE} terms above it by '{key}'"
                report.add(
                    term.place, "too-deep", message, f"choose a {key} nearer to the top, or none"
                )
            reported = True
        else:
            continue
        unsound.add(term.slug)
    return unsound


def _report_dangling(term: Term, key: str, slug: str, taxonomy: Taxonomy, report: Report) -> None:
    message = f"'{key}' of '{term.slug}' names '{slug}', which is not declared"
    help_line = did_you_mean(slug, taxonomy.terms, f"declare it in {taxonomy.settings.terms_path}")
    report.add(term.place, "unknown-reference", message, help_line)
