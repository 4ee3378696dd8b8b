"""What search knows: of an article its words, weighted, and its terms; of a term its names.

Names are not words of an article. The browser reads them from `names.json`
and asks for the term they mean, so that DTX finds what was reported on the
State Security Service, and Nagiyev an article that spells him Naghiyev.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from html import unescape
from typing import Any

from anyascii import anyascii

from generator.compose.countries import COUNTRY_NAMES
from generator.compose.environment import language_name, short_day
from generator.compose.prints import PagePrints
from generator.model.address import slugify
from generator.model.article import Article
from generator.model.site import Site
from generator.model.term import Taxonomy, Term

_ALPHABETS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяђѓєѕіїјљњћќўџґәғқңөұүһҳҷӣӯəıøæœłđßþðŧħĸŋ"
_MOST_WORDS = 5_000
_SHORTEST_WORD = 5
_JOINT = re.compile(r"(?<=\w)['’ʼ‑-](?=\w)")
"""A hyphen or an apostrophe within a word, which some write and some do not."""
_PROPER = re.compile(r"(?<=[^.!?:\s] )[^\W\d_]*[A-Z][^\W_]{3,}")
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W\d_]+")


EVERY = "qzeveryarticle"
"""A word that each article has, by which engine.js asks for all of them."""


FIELDS = ("date", "every", "plain", "source", "title")
"""What is kept beside the text of an article, in the order of their names."""


@dataclass(frozen=True, slots=True)
class Document:
    """What an article can be found by."""

    title: str
    summary: str
    body: str
    """Safe HTML, as it was read."""
    meta: Mapping[str, str]
    """Of the `FIELDS` those that say something."""
    filters: tuple[tuple[str, str], ...]
    """Facet and value, by which a search can be narrowed."""


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One article for the index, and its address."""

    address: str
    date: dt.date
    key: bytes
    """A fingerprint of all that the document is made from."""
    document: Callable[[], Document]


def records(site: Site, prints: PagePrints) -> list[SearchRecord]:
    """Every article that listings show, newest first."""
    return [
        SearchRecord(
            article.address, article.date, prints.of_found(article), partial(_document, site, article)
        )
        for article in site.articles
    ]


def _document(site: Site, article: Article) -> Document:
    meta = {
        "date": short_day(article.date),
        "every": EVERY,
        "plain": _plain_spelling(article),
        "source": article.source.name,
        "title": article.title,
    }
    said = {name: value for name, value in meta.items() if value}
    return Document(article.title, article.summary, article.body.html, said, tuple(_filters(site, article)))


def _plain_spelling(article: Article) -> str:
    """Words with letters that a plain keyboard lacks, as one would type them there."""
    text = f"{article.title} {article.summary} {_TAG.sub(' ', article.body.html)}"
    if text.isascii():
        return ""
    words = dict.fromkeys(word for word in _WORD.findall(unescape(text)) if not word.isascii())
    plain = (anyascii(word).replace("'", "") for word in words)
    return " ".join(dict.fromkeys(word for word in plain if word))


def facet(taxonomy: Taxonomy) -> str:
    """What a taxonomy is called in a search's address: `agency`, `theme`."""
    return _slug_of(taxonomy.settings.singular)


_slug_of = cache(slugify)


def _filters(site: Site, article: Article) -> Iterator[tuple[str, str]]:
    for name, taxonomy in site.taxonomies.items():
        for slug in taxonomy.roll_up(article.terms[name]):
            yield facet(taxonomy), slug
    yield from _of_source(site, article)
    yield "year", str(article.date.year)


def _of_source(site: Site, article: Article) -> Iterator[tuple[str, str]]:
    """What is told of an article's source besides its name."""
    language = article.source.language
    for name in _outlets(site):
        taxonomy = site.taxonomies[name]
        for term in map(taxonomy.terms.__getitem__, taxonomy.roll_up(article.terms[name])):
            language = language or term.language
            if term.kind:
                yield "kind", term.kind
    if language:
        yield "language", language.partition("-")[0]


def _outlets(site: Site) -> list[str]:
    """The taxonomies whose terms are sources."""
    return [name for name, taxonomy in site.taxonomies.items() if taxonomy.settings.of_source]


def fold(text: str, letters: Mapping[str, str]) -> str:
    """A name as the browser compares it; `fold` of engine.js does the same."""
    small = unicodedata.normalize("NFKC", text).lower()
    mapped = "".join(letters.get(char, char) for char in small)
    bare = "".join(char for char in unicodedata.normalize("NFD", mapped) if not unicodedata.combining(char))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def _letters(names: Iterable[str]) -> dict[str, str]:
    """Letters that need more than their marks taken off: `ə` is `e`, `ш` is `sh`, `ı` is `i`."""
    chars = {char for name in (*names, _ALPHABETS) for char in unicodedata.normalize("NFKC", name).lower()}
    plain = {
        char: anyascii(char).lower().replace("'", "")
        for char in chars
        if char.isalpha() and not char.isascii()
    }
    return {
        char: spelled
        for char, spelled in sorted(plain.items())
        if unicodedata.normalize("NFD", char)[0] != spelled
    }


def names(site: Site) -> dict[str, Any]:
    """All that the browser must know of the registries, for terms that have articles."""
    found = [
        (taxonomy, term)
        for name, taxonomy in site.taxonomies.items()
        for term in taxonomy
        if term.slug in site.members[name]
    ]
    letters = _letters(spelled for _, term in found for spelled in (*term.names, *term.ambiguous))
    terms: list[list[Any]] = []
    for taxonomy, term in found:
        spellings = [*term.names, *term.ambiguous]
        if taxonomy.settings.terms == "iso-3166":
            spellings += COUNTRY_NAMES.get(term.slug.upper(), ())
        folded = dict.fromkeys(
            fold(form, letters) for spelled in spellings for form in (spelled, _JOINT.sub("", spelled))
        )
        terms.append([facet(taxonomy), term.slug, term.name, [one for one in folded if one]])
    facets = {
        facet(taxonomy): taxonomy.settings.title
        for taxonomy in site.taxonomies.values()
        if taxonomy.settings.lookup != "name"
    }
    facets |= {"year": "Year", "kind": "Kind of source", "language": "Language of the source"}
    outlets = _outlets(site)
    of_each_source = {
        (one.source.language, *(one.terms[name] for name in outlets)): one for one in site.articles
    }
    said = sorted({pair for one in of_each_source.values() for pair in _of_source(site, one)})
    terms += [
        ["kind", kind, kind.replace("-", " ").capitalize(), []] for name, kind in said if name == "kind"
    ]
    terms += [["language", tag, language_name(tag), []] for name, tag in said if name == "language"]
    leading = [site.taxonomies[name] for name in (site.settings.rows, site.settings.columns) if name]
    shown = {facet(one): _short([term for of, term in found if of is one]) for one in leading}
    words = _proper_words(site, letters)
    return {"facets": facets, "letters": letters, "shown": shown, "terms": terms, "words": words}


def _short(terms: Sequence[Term]) -> dict[str, dict[str, str]]:
    """Of terms that results show: their short names, and what they are parts of."""
    return {
        "labels": {term.slug: term.label for term in terms if term.label != term.name},
        "parents": {term.slug: term.parent for term in terms if term.parent},
    }


def _proper_words(site: Site, letters: Mapping[str, str]) -> list[str]:
    """Names of campaigns, products and places in titles and summaries, the most frequent first.

    No registry has them; with them a misspelled one can be put right.
    """
    counts: Counter[str] = Counter()
    folded: dict[str, str] = {}
    for article in site.articles:
        found = {*_PROPER.findall(article.title), *_PROPER.findall(article.summary)}
        for word in found - folded.keys():
            folded[word] = fold(word, letters)
        words = {folded[word] for word in found}
        counts.update(word for word in words if len(word) >= _SHORTEST_WORD and " " not in word)
    return [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_WORDS]]
