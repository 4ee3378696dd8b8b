"""List the names of terms for the browser, so that DTX finds the State Security Service."""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from anyascii import anyascii

from generator.assemble.catalogues import languages
from generator.assemble.collection import by_week
from generator.assemble.interface import _, language_name, when_held
from generator.check.locale_codes import COUNTRY_NAMES, country_names
from generator.model import address
from generator.model.settings import COUNTRY_LIST, LEAST
from generator.model.site import Site
from generator.model.term import Office, Term
from generator.search.reader_words import month_numbers, site_pages, vague_days
from generator.search.records import facet, other_filters

_OTHERS = ("ar", "zh")
"""The official languages of the United Nations in which the interface does not exist."""
_ALPHABETS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяђѓєѕіїјљњћќўџґәғқңөұүһҳҷӣӯəıøæœłđßþðŧħĸŋ"
_MOST_WORDS = 5_000
"""Maximum words: 20 KB compressed, which every reader of a large digest loads; further ones are
rare."""
_PROPER = re.compile(r"(?<=[^.!?:\s] )[^\W\d_]*[A-Z][^\W_]{2,}")
"""A capitalised word of at least three letters that does not begin a sentence."""
_PHRASE = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){2,4}\b")
"""Three to five words with capitals."""
_SURE_ENOUGH = 3
"""The least weight of a phrase that means its subject where no article has a reader's words."""
_ORDINARY = re.compile(r"\b[^\W\d_A-Z]+\b")


def names(site: Site) -> dict[str, Any]:
    """Collect the contents of `search/names.json`; the function of each part describes it."""
    terms = _terms(site)
    # Map each facet of the search page to its title.
    titles = {
        facet(taxonomy.settings.singular): taxonomy.settings.title
        for taxonomy in site.taxonomies.values()
        if taxonomy.settings.lookup != "name"
    }
    others = _others(site)
    titles["year"] = _("Year")
    titles |= {name: title for name, (title, _label) in others.items()}
    # Map each facet whose values are no terms to its values and their labels.
    values: dict[str, dict[str, str]] = {name: {} for name in others}
    used = {pair for article in site.articles for pair in other_filters(site, article)}
    for name, value in sorted(used):
        _title, label = others[name]
        values[name][value] = label(value)
    leading = (site.settings.rows, site.settings.columns)
    return {
        "combined": _combined(site, terms),
        "facets": titles,
        "initials": _initials(site),
        "letters": _letters(terms),
        "months": list(month_numbers(site.settings.language).items()),
        "pages": _pages(site),
        "shown": [facet(site.taxonomies[name].settings.singular) for name in leading if name],
        "site": site_pages(site),
        "terms": terms,
        "vague": vague_days(site.settings.language),
        "values": values,
        "weeks": _weeks(site),
        "words": _words(site),
    }


def _weeks(site: Site) -> list[str]:
    """List the weeks with pages in ISO 8601, newest first."""
    found = []
    for (year, week), articles in by_week(site.articles).items():
        if site.has_edition((year, week), len(articles)):
            found.append(f"{year}-W{week:02}")
    return found


def _others(site: Site) -> dict[str, tuple[str, Callable[[str], str]]]:
    """Map each facet of `other_filters` to its title, and to a function that labels its values."""

    def label_of_kind(value: str) -> str:
        outlets = [one.settings for one in site.taxonomies.values() if one.settings.of_source]
        label = outlets[0].kind_name(value)
        return label[:1].upper() + label[1:]

    return {
        "kind": (_("Kind of source"), label_of_kind),
        "language": (_("Language of the source"), language_name),
    }


def _pages(site: Site) -> dict[str, tuple[str, str, bool, str]]:
    """Map each facet to the folder of its terms' addresses, and to three facts about its terms.

    These are the word for one term, whether the terms are countries, and the page that lists those
    without articles.
    """
    pages = {}
    for name, taxonomy in site.taxonomies.items():
        settings = taxonomy.settings
        is_countries = settings.terms == COUNTRY_LIST
        called = facet(settings.singular)
        folder = address.taxonomy(name)
        others = folder if settings.of_source else address.NAMES
        pages[called] = (folder, settings.singular, is_countries, others)
    return pages


def _terms(site: Site) -> list[tuple[Any, ...]]:
    """List the terms that have pages or are listed on one.

    Each is a tuple: facet, slug, name, other names, number of articles or None without a page,
    country, parent, short name, kind ("Police or investigative body") and offices (`_office`).
    """
    terms = []
    for name, taxonomy in site.taxonomies.items():
        kinds = {} if taxonomy.settings.of_source else taxonomy.settings.kinds
        for term in taxonomy:
            if site.lists(name, term.slug):
                count = len(site.members[name].get(term.slug, ()))
                record = (
                    facet(taxonomy.settings.singular),
                    term.slug,
                    term.name,
                    _other_names(site, name, term),
                    count if site.has_page(name, term.slug) else None,
                    term.country.lower(),
                    term.parent,
                    term.label,
                    kinds.get(term.kind, ""),
                    [_office(site, name, *held) for held in site.offices(name, term)],
                )
                terms.append(record)
    return terms


def _combined(site: Site, terms: Iterable[tuple[Any, ...]]) -> list[tuple[int, int, int]]:
    """List the combinations with pages: the places of both in `terms`, and how many articles."""
    places = {(called, slug): place for place, (called, slug, *_rest) in enumerate(terms)}
    found = []
    for pair, crossed in site.crossings.items():
        rows, columns = [
            facet(site.taxonomies[name].settings.singular) for name in (pair.rows, pair.columns)
        ]
        for (row, column), articles in sorted(crossed.items()):
            if len(articles) >= LEAST:
                found.append((places[rows, row], places[columns, column], len(articles)))
    return found


def _office(
    site: Site, people: str, office: Office, as_of: dt.date | None
) -> tuple[str, str, str, str, str]:
    """Describe an office: title, slug of its body, first day, last day, and both in words.

    An office without an end lasts; one without a first day was held on the other day that is known.
    """
    first = last = as_of
    if office.since:
        end = site.end_of(people, office)
        first, last = office.since.first, end.last if end else dt.date.max
    elif office.until:
        first, last = office.until.first, office.until.last
    days = when_held(office.since, office.until, as_of)
    return office.title, office.at, str(first), str(last), days


def _words(site: Site) -> list[str]:
    """List the words by which the browser corrects spellings, the most frequent ones first.

    Those that are also ordinary words have no capital: `group`, as in NSO Group.
    """
    counts: Counter[str] = Counter()
    ordinary: set[str] = set()
    for article in site.articles:
        text = f"{article.title}\n{article.summary}"
        counts.update(set(_PROPER.findall(text)))
        ordinary.update(_ORDINARY.findall(text))
    ordered = sorted(counts, key=lambda word: (-counts[word], word))
    lowered = (word.lower() if word.lower() in ordinary else word for word in ordered)
    return list(dict.fromkeys(lowered))[:_MOST_WORDS]


def _initials(site: Site) -> dict[str, str]:
    """Map initials to what they stand for: `kev` to `known exploited vulnerabilities`."""
    found = {}
    for article in site.articles:
        text = f"{article.title}\n{article.summary}\n{article.source.title}"
        for phrase in _PHRASE.findall(text):
            words = phrase.lower().split()
            found["".join([word[0] for word in words])] = " ".join(words)
    return found


def subjects(site: Site) -> list[tuple[int, str]]:
    """List phrases by which the registries know a subject, with the place of its term in `terms`.

    The surest come first. A `*` after a word stands for any ending; words of languages with endings
    have one. A phrase with a capital has a name, so German ones, whose nouns have capitals, are
    written small.
    """
    places = {(called, slug): place for place, (called, slug, *_rest) in enumerate(_terms(site))}
    found = []
    for taxonomy in site.taxonomies.values():
        called = facet(taxonomy.settings.singular)
        for term in taxonomy:
            for language, phrases in term.vocabulary.items():
                for phrase, weight in phrases.items():
                    if weight >= _SURE_ENOUGH and (called, term.slug) in places:
                        written = phrase.lower() if language == "de" else phrase
                        found.append((-weight, places[called, term.slug], written))
    return [(place, phrase) for _weight, place, phrase in sorted(found)]


def _other_names(site: Site, taxonomy: str, term: Term) -> list[str]:
    """List a term's names in the registry, and its name without the word for one such term.

    So `power off operation` and `Endgame` name an operation, and a country has its names in every
    language of the interface and of the United Nations.
    """
    settings = site.taxonomies[taxonomy].settings
    first, _space, rest = term.name.partition(" ")
    others = [*term.names, *term.ambiguous, *term.ids.values()]
    if rest and first.lower() == settings.singular.lower():
        others.append(rest)
    if settings.terms == COUNTRY_LIST:
        code = term.slug.upper()
        others += COUNTRY_NAMES.get(code, ())
        others += [country_names(language).get(code, "") for language in (*languages(), *_OTHERS)]
    return [name for name in dict.fromkeys(others) if name not in ("", term.name)]


def _letters(terms: Iterable[tuple[Any, ...]]) -> dict[str, str]:
    """Map letters to plain ones: `ə` to `e`, `ш` to `sh`.

    Letters that only lose an accent are left out, because the browser knows how to remove it.
    """
    letters = set(_ALPHABETS)
    for _facet, _slug, name, others, *_rest in terms:
        text = " ".join((name, *others))
        letters.update(unicodedata.normalize("NFKC", text).lower())
    spellings = {}
    for letter in sorted(letters):
        if letter.isalpha() and not letter.isascii():
            plain = anyascii(letter).lower().replace("'", "")
            if plain != unicodedata.normalize("NFD", letter)[0]:
                spellings[letter] = plain
    return spellings
