"""One small HTML page for each article, which Pagefind indexes: its words, weighted, and its filters.

The site's own pages are not indexed, so lists are never results. Names of terms
are not indexed either: the browser looks them up (`names`) and filters by term.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from html import escape

from anyascii import anyascii

from generator.assemble.interface import short_day
from generator.model.address import slugify
from generator.model.article import Article
from generator.model.site import Site
from generator.read.blocks import blocks_of, plain_text

EVERY = "qzeveryarticle"
"""A word in every record; `engine.js` lists all with it, since `null` loads the whole index in 1.5.2."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One article to index."""

    address: str
    date: dt.date
    page: Callable[[], str]


def records(site: Site) -> list[SearchRecord]:
    """The record of every listed article, newest first."""
    return [
        SearchRecord(article.address, article.date, partial(record_page, site, article))
        for article in site.articles
    ]


def record_page(site: Site, article: Article) -> str:
    """The page that Pagefind indexes for an article.

    The attributes are those of https://pagefind.app/docs/indexing/, metadata/, filtering/ and sorts/.
    """
    shown = {
        "date": short_day(article.date),
        "plain": _plain_spellings(article),
        "source": article.source.name,
        "headline": article.source.title or "",
        "byline": ", ".join(article.authors),
        "every": EVERY,
    }
    meta = {name: (name, value) for name, value in shown.items() if value}
    filters = {f"filter{number}": pair for number, pair in enumerate(article_filters(site, article))}
    named_meta = ", ".join(f"{name}[data-{key}]" for key, (name, _) in meta.items())
    named_filters = ", ".join(f"{name}[data-{key}]" for key, (name, _) in filters.items())
    values = "".join(f' data-{key}="{escape(value)}"' for key, (_, value) in {**meta, **filters}.items())
    text = f"<h1>{escape(article.title)}</h1><p data-pagefind-weight=3>{escape(article.summary)}</p>"
    if not any(map(str.isalnum, f"{article.title}{article.summary}")):
        text += f"<p>{article.slug}</p>"  # Pagefind skips a page without words
    return (
        f'<html><body data-pagefind-body data-pagefind-meta="{named_meta}"'
        f' data-pagefind-filter="{named_filters}" data-pagefind-sort="date:{article.date}"{values}>'
        f"{text}{article.body.html}</body></html>"
    )


def _plain_spellings(article: Article) -> str:
    """Words with letters that a plain keyboard lacks, spelled without them: `Dovlet` for `Dövlət`.

    Words with accents only are left out: Pagefind ignores accents, and a second spelling hides a word from
    quoted searches.
    """
    text = f"{article.title} {article.summary}"
    if not article.body.html.isascii():
        text += f" {plain_text(blocks_of(article.body.html))}"
    words = () if text.isascii() else dict.fromkeys(_WORD.findall(text))
    bare = {word: [char for char in unicodedata.normalize("NFD", word) if char.isalpha()] for word in words}
    plain = (anyascii(word).replace("'", "") for word in words if not "".join(bare[word]).isascii())
    return " ".join(dict.fromkeys(plain))


facet = cache(slugify)
"""The name of a taxonomy in a search's address, made from its singular: `agency`, `theme`."""


def article_filters(site: Site, article: Article) -> Iterator[tuple[str, str]]:
    """Every facet and value by which a search can find this article."""
    for name, taxonomy in site.taxonomies.items():
        for slug in taxonomy.roll_up(article.terms[name]):
            yield facet(taxonomy.settings.singular), slug
    yield from source_filters(site, article)
    day = article.date.isoformat()
    yield from (("year", day[:4]), ("month", day[:7]), ("day", day))


def source_filters(site: Site, article: Article) -> Iterator[tuple[str, str]]:
    """Facet and value of an article's source: the kind and the language of its outlet."""
    outlets = [
        taxonomy.terms[slug]
        for name, taxonomy in site.taxonomies.items()
        if taxonomy.settings.of_source
        for slug in taxonomy.roll_up(article.terms[name])
    ]
    yield from (("kind", outlet.kind) for outlet in outlets if outlet.kind)
    languages = (article.source.language, *(outlet.language for outlet in outlets))
    if language := next(filter(None, languages), ""):
        yield "language", language.partition("-")[0]
