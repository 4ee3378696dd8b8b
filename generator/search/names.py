"""Names for the browser: every name of every term, and rules for folding letters.

With them DTX finds articles about the State Security Service, and Nagiyev one that spells him Naghiyev.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

from anyascii import anyascii

from generator.assemble.collection import by_week
from generator.assemble.interface import _, language_name
from generator.check.locale_codes import COUNTRY_NAMES
from generator.model import address
from generator.model.settings import COUNTRY_LIST
from generator.model.site import Site
from generator.model.term import Term
from generator.search.records import facet, source_filters

_ALPHABETS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяђѓєѕіїјљњћќўџґәғқңөұүһҳҷӣӯəıøæœłđßþðŧħĸŋ"
_MOST_WORDS = 5_000
"""Maximum words: 20 KB compressed, which every reader of a large digest loads; further ones are rare."""
_PROPER = re.compile(r"(?<=[^.!?:\s] )[^\W\d_]*[A-Z][^\W_]{3,}")
"""A capitalised word of at least four letters that does not begin a sentence."""


def names(site: Site) -> dict[str, Any]:
    """The contents of `search/names.json`.

    Returns:
        `terms` (with pages): facet, slug, label, other names, number of articles.
        `pages` (of terms): facet → the folder of their addresses, and the word for one of them.
        `weeks` (with editions): ISO 8601 years and weeks.
        `values` (of facets without names): facet → slug → label.
        `facets` (of the search page): facet → title.
        `letters` (for folding): letter → plain letters.
        `shown` (with results): facet → short names and parents.
        `words`: the words by which spellings are corrected.
    """
    called = {name: facet(taxonomy.settings.singular) for name, taxonomy in site.taxonomies.items()}
    terms = []
    for name, taxonomy in site.taxonomies.items():
        for term in (term for term in taxonomy if site.has_page(name, term.slug)):
            count = len(site.members[name].get(term.slug, ()))
            terms.append((called[name], term.slug, term.name, _other_names(site, name, term), count))
    offered = {name: one.settings for name, one in site.taxonomies.items() if one.settings.lookup != "name"}
    facets = {called[name]: settings.title for name, settings in offered.items()}
    leading = [name for name in (site.settings.rows, site.settings.columns) if name]
    facets |= {"year": _("Year"), "kind": _("Kind of source"), "language": _("Language of the source")}
    texts = (f"{article.title}\n{article.summary}" for article in site.articles)
    words = Counter(word for text in texts for word in {*_PROPER.findall(text)})
    return {
        "facets": facets,
        "letters": _letters(name for _, _, label, others, _ in terms for name in (label, *others)),
        "pages": {
            called[name]: (address.taxonomy(name), taxonomy.settings.singular)
            for name, taxonomy in site.taxonomies.items()
        },
        "shown": {called[name]: _short(site.taxonomies[name]) for name in leading},
        "terms": terms,
        "values": _values(site),
        "weeks": [f"{year}-W{week:02}" for year, week in by_week(site.articles)],
        "words": sorted(words, key=lambda word: (-words[word], word))[:_MOST_WORDS],
    }


def _other_names(site: Site, taxonomy: str, term: Term) -> list[str]:
    countries = COUNTRY_NAMES if site.taxonomies[taxonomy].settings.terms == COUNTRY_LIST else {}
    others = (*term.names, *term.ambiguous, *term.ids.values(), *countries.get(term.slug.upper(), ()))
    return [name for name in dict.fromkeys(others) if name != term.name]


def _values(site: Site) -> dict[str, dict[str, str]]:
    filters = {pair for article in site.articles for pair in source_filters(site, article)}
    outlets = [one.settings for one in site.taxonomies.values() if one.settings.of_source]
    kinds = {kind: outlets[0].kind_name(kind) for name, kind in sorted(filters) if name == "kind"}
    return {
        "kind": {kind: name[:1].upper() + name[1:] for kind, name in kinds.items()},
        "language": {tag: language_name(tag) for name, tag in sorted(filters) if name == "language"},
    }


def _short(terms: Iterable[Term]) -> dict[str, dict[str, str]]:
    labels = {term.slug: term.label for term in terms if term.label != term.name}
    return {"labels": labels, "parents": {term.slug: term.parent for term in terms if term.parent}}


def _letters(names: Iterable[str]) -> dict[str, str]:
    """Letters whose plain form is more than the letter without its accent: `ə` is `e`, `ш` is `sh`."""
    chars = {char for name in (*names, _ALPHABETS) for char in unicodedata.normalize("NFKC", name).lower()}
    others = sorted(char for char in chars if char.isalpha() and not char.isascii())
    plain = {char: anyascii(char).lower().replace("'", "") for char in others}
    return {char: said for char, said in plain.items() if unicodedata.normalize("NFD", char)[0] != said}
