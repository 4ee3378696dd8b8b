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
    """The contents of `search/names.json`.

    Returns:
        `terms` (with pages): facet, slug, name, other names, number of articles, country, parent,
        short name, offices with the slug of their body. `pages` (of terms): facet → the folder of
        their addresses, the word for one, whether it is countries. `weeks` (with editions): ISO
        8601 years and weeks. `values` (of facets without names): facet → slug → label. `facets` (of
        the search page): facet → title. `letters` (for folding): letter → plain letters. `shown`:
        the facets whose terms are shown with results. `words`: the words by which spellings are
        corrected.
    """
    facets, pages, terms = {}, {}, []
    for name, taxonomy in site.taxonomies.items():
        settings, called = taxonomy.settings, facet(taxonomy.settings.singular)
        pages[called] = (address.taxonomy(name), settings.singular, settings.terms == COUNTRY_LIST)
        if settings.lookup != "name":
            facets[called] = settings.title
        for term in (term for term in taxonomy if site.has_page(name, term.slug)):
            count = len(site.members[name].get(term.slug, ()))
            others, offices = (
                _other_names(site, name, term),
                [(one.title, one.at) for one in term.offices],
            )
            more = (others, count, term.country.lower(), term.parent, term.label, offices)
            terms.append((called, term.slug, term.name, *more))
    leading = [
        site.taxonomies[name].settings
        for name in (site.settings.rows, site.settings.columns)
        if name
    ]
    facets |= {
        "year": _("Year"),
        "kind": _("Kind of source"),
        "language": _("Language of the source"),
    }
    texts = (f"{article.title}\n{article.summary}" for article in site.articles)
    words = Counter(word for text in texts for word in {*_PROPER.findall(text)})
    return {
        "facets": facets,
        "letters": _letters(name for _, _, label, others, *_ in terms for name in (label, *others)),
        "pages": pages,
        "shown": [facet(settings.singular) for settings in leading],
        "terms": terms,
        "values": _values(site),
        "weeks": [f"{year}-W{week:02}" for year, week in by_week(site.articles)],
        "words": sorted(words, key=lambda word: (-words[word], word))[:_MOST_WORDS],
    }


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
    return {name: number for name in month_names() if (number := month(name))}


def _other_names(site: Site, taxonomy: str, term: Term) -> list[str]:
    others = [*term.names, *term.ambiguous, *term.ids.values()]
    if site.taxonomies[taxonomy].settings.terms == COUNTRY_LIST:
        code = term.slug.upper()
        others += COUNTRY_NAMES.get(code, ())
        others += [country_names(language).get(code, "") for language in languages()]
    return [name for name in dict.fromkeys(others) if name not in ("", term.name)]


def _values(site: Site) -> dict[str, dict[str, str]]:
    outlets = [one.settings for one in site.taxonomies.values() if one.settings.of_source]
    labels: dict[str, dict[str, str]] = {"kind": {}, "language": {}}
    for name, value in sorted(
        {pair for article in site.articles for pair in source_filters(site, article)}
    ):
        label = outlets[0].kind_name(value) if name == "kind" else language_name(value)
        labels[name][value] = label[:1].upper() + label[1:] if name == "kind" else label
    return labels


def _letters(names: Iterable[str]) -> dict[str, str]:
    """Letters whose plain form is more than the letter without its accent: `ə` is `e`, `ш` is `sh`."""
    chars = {
        char
        for name in (*names, _ALPHABETS)
        for char in unicodedata.normalize("NFKC", name).lower()
    }
    others = sorted(char for char in chars if char.isalpha() and not char.isascii())
    plain = {char: anyascii(char).lower().replace("'", "") for char in others}
    return {
        char: said for char, said in plain.items() if unicodedata.normalize("NFD", char)[0] != said
    }
