"""Names for the browser: every name of every term, so that DTX finds the State Security Service."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

from anyascii import anyascii

from generator.assemble.collection import by_week
from generator.assemble.interface import _, language_name, languages
from generator.check.locale_codes import COUNTRY_NAMES, country_names
from generator.model import address
from generator.model.settings import COUNTRY_LIST
from generator.model.site import Site
from generator.model.term import Term
from generator.read.written_days import month, month_names
from generator.search.records import facet, source_filters

_ALPHABETS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяђѓєѕіїјљњћќўџґәғқңөұүһҳҷӣӯəıøæœłđßþðŧħĸŋ"
_MOST_WORDS = 5_000
"""Maximum words: 20 KB compressed, which every reader of a large digest loads; further ones are rare."""
_PROPER = re.compile(r"(?<=[^.!?:\s] )[^\W\d_]*[A-Z][^\W_]{3,}")
"""A capitalised word of at least four letters that does not begin a sentence."""


def names(site: Site) -> dict[str, Any]:
    """The contents of `search/names.json`; each part has a function that says what is in it."""
    terms = _terms(site)
    return {
        "facets": _facets(site),
        "letters": _letters(terms),
        "pages": _pages(site),
        "shown": _shown(site),
        "terms": terms,
        "values": _values(site),
        "weeks": [f"{year}-W{week:02}" for year, week in by_week(site.articles)],
        "words": _words(site),
    }


def _facets(site: Site) -> dict[str, str]:
    """Facet of the search page → title."""
    titles = {
        facet(taxonomy.settings.singular): taxonomy.settings.title
        for taxonomy in site.taxonomies.values()
        if taxonomy.settings.lookup != "name"
    }
    titles["year"] = _("Year")
    titles["kind"] = _("Kind of source")
    titles["language"] = _("Language of the source")
    return titles


def _pages(site: Site) -> dict[str, tuple[str, str, bool]]:
    """Facet → the folder of its terms' addresses, the word for one term, whether they are countries."""
    pages = {}
    for name, taxonomy in site.taxonomies.items():
        settings = taxonomy.settings
        is_countries = settings.terms == COUNTRY_LIST
        called = facet(settings.singular)
        pages[called] = (address.taxonomy(name), settings.singular, is_countries)
    return pages


def _shown(site: Site) -> list[str]:
    """The facets whose terms are shown with results."""
    leading = (site.settings.rows, site.settings.columns)
    return [facet(site.taxonomies[name].settings.singular) for name in leading if name]


def _terms(site: Site) -> list[tuple[Any, ...]]:
    """The terms that have pages.

    Each has: facet, slug, name, other names, number of articles, country, parent, short name, and
    its offices, each with the slug of its body.
    """
    terms = []
    for name, taxonomy in site.taxonomies.items():
        for term in taxonomy:
            if site.has_page(name, term.slug):
                record = (
                    facet(taxonomy.settings.singular),
                    term.slug,
                    term.name,
                    _other_names(site, name, term),
                    len(site.members[name].get(term.slug, ())),
                    term.country.lower(),
                    term.parent,
                    term.label,
                    [(office.title, office.at) for office in term.offices],
                )
                terms.append(record)
    return terms


def _words(site: Site) -> list[str]:
    """The words by which the browser corrects spellings, those in most articles first."""
    counts: Counter[str] = Counter()
    for article in site.articles:
        text = f"{article.title}\n{article.summary}"
        counts.update(set(_PROPER.findall(text)))
    ordered = sorted(counts, key=lambda word: (-counts[word], word))
    return ordered[:_MOST_WORDS]


def names_of_docs(path: str, pages: int) -> dict[str, Any]:
    """Values about the documentation, for `search/names.json`.

    Args:
        path: The digest's path below the root of the site, such as `news/`.
        pages: How many pages of documentation are indexed.

    Returns:
        `root` (of the site, relative to the digest), `pages` (their number), `kind` (a word for
        one).
    """
    return {"root": "../" * path.count("/") or "./", "pages": pages, "kind": _("Documentation")}


def months() -> dict[str, int]:
    """Names of months in many languages → their numbers. Reading the languages takes 0.3 s."""
    numbers = {}
    for name in month_names():
        number = month(name)
        if number:
            numbers[name] = number
    return numbers


def _other_names(site: Site, taxonomy: str, term: Term) -> list[str]:
    others = [*term.names, *term.ambiguous, *term.ids.values()]
    if site.taxonomies[taxonomy].settings.terms == COUNTRY_LIST:
        code = term.slug.upper()
        others += COUNTRY_NAMES.get(code, ())
        others += [country_names(language).get(code, "") for language in languages()]
    return [name for name in dict.fromkeys(others) if name not in ("", term.name)]


def _values(site: Site) -> dict[str, dict[str, str]]:
    """Facet without names → value → label."""
    outlets = [one.settings for one in site.taxonomies.values() if one.settings.of_source]
    labels: dict[str, dict[str, str]] = {"kind": {}, "language": {}}
    used = {pair for article in site.articles for pair in source_filters(site, article)}
    for name, value in sorted(used):
        label = language_name(value)
        if name == "kind":
            label = outlets[0].kind_name(value)
            label = label[:1].upper() + label[1:]
        labels[name][value] = label
    return labels


def _letters(terms: Iterable[tuple[Any, ...]]) -> dict[str, str]:
    """Letters whose plain form is more than the letter without its accent: `ə` is `e`, `ш` is `sh`."""
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
