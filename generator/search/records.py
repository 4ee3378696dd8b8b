"""Write the pages that Pagefind indexes, one for each article and page of documentation.

The site's own pages are not indexed, so lists are never results. Names of terms are not indexed
either: the browser looks them up (`names`) and filters by term.
"""

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
from generator.model.fingerprint import fingerprint, program_fingerprint
from generator.model.site import Site
from generator.pages.shared_views import state

EVERY = "qzeveryarticle"
"""A word in every record; `bundles.js` lists all with it, since `null` loads the whole index in
1.5.2."""
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[^\W\x00-\x7f]")
"""Matches a letter outside ASCII. A decomposed letter with an accent has none."""


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """An article for the search index, with the function that writes its page."""

    address: str
    date: dt.date
    key: bytes
    """The fingerprint of everything that `page` depends on."""
    page: Callable[[], str]


def records(site: Site) -> list[SearchRecord]:
    """Make the record of every listed article, newest first."""
    # Everything in a taxonomy that filters of articles depend on.
    filtering = []
    for taxonomy in site.taxonomies.values():
        settings = taxonomy.settings
        terms = [(term.slug, term.parent, term.kind, term.language) for term in taxonomy]
        filtering.append((settings.name, settings.singular, settings.of_source, terms))
    filters = fingerprint(program_fingerprint(), filtering)
    listed = []
    for article in site.articles:
        key = fingerprint(filters, article.fingerprint)
        page = partial(record_page, site, article)
        listed.append(SearchRecord(article.address, article.date, key, page))
    return listed


def record_page(site: Site, article: Article) -> str:
    """Write the page that Pagefind indexes for an article.

    The attributes are those of https://pagefind.app/docs/indexing/, metadata/, filtering/ and
    sorts/.
    """
    parts = [article.title, article.summary, article.source.title or "", *article.authors]
    if not article.body.html.isascii():
        parts.append(article.body.text)
    meta = {
        "label": state(article),
        "date": short_day(article.date),
        "plain": _plain_spellings(" ".join(parts)),
        "source": article.source.name,
        "headline": article.source.title or "",
        "byline": ", ".join(article.authors),
        "every": EVERY,
    }
    values = ""
    for name, value in meta.items():
        if value:
            values += f"<p data-pagefind-meta={name}>{escape(value)}</p>"
    for name, value in article_filters(site, article):
        values += f"<p data-pagefind-filter={name}>{escape(value)}</p>"
    text = f"<h1>{escape(article.title)}</h1>"
    text += f"<p data-pagefind-weight=3>{escape(article.summary)}</p>"
    if not any(map(str.isalnum, f"{article.title}{article.summary}")):
        text += f"<p>{article.slug}</p>"  # Pagefind skips a page without words
    return (
        f'<html><body data-pagefind-body data-pagefind-sort="date:{article.date}">'
        f"{text}{article.body.html}<div data-pagefind-ignore>{values}</div></body></html>"
    )


def docs_page(title: str, text: str) -> str:
    """Write the page that Pagefind indexes for a page of documentation.

    It has neither filters nor the word `EVERY`, so no search for articles finds it. Most texts
    begin with their heading, which is the title.
    """
    rest = text.removeprefix(title)
    plain = _plain_spellings(f"{title} {rest}")
    words = f"<h1>{escape(title)}</h1><p>{escape(rest)}</p>"
    if plain:
        words += f"<p data-pagefind-ignore data-pagefind-meta=plain>{escape(plain)}</p>"
    return f"<html><body data-pagefind-body>{words}</body></html>"


def _plain_spellings(text: str) -> str:
    """Spell words without letters that a plain keyboard lacks: `Dovlet` for `Dövlət`.

    Words that only have accents are left out: Pagefind ignores accents, and a second spelling hides
    a quoted word.
    """
    if text.isascii():
        return ""
    spellings: dict[str, None] = {}
    for word in dict.fromkeys(_WORD.findall(text)):
        if _FOREIGN.search(unicodedata.normalize("NFD", word)):
            spellings[anyascii(word).replace("'", "")] = None
    return " ".join(spellings)


facet = cache(slugify)
"""The name of a taxonomy in a search's address, made from its singular: `agency`, `theme`."""


def article_filters(site: Site, article: Article) -> Iterator[tuple[str, str]]:
    """Yield every facet and value by which a search can find this article."""
    for name, taxonomy in site.taxonomies.items():
        for slug in taxonomy.roll_up(article.terms[name]):
            yield facet(taxonomy.settings.singular), slug
    yield from other_filters(site, article)
    day = article.date.isoformat()
    yield "year", day[:4]
    yield "month", day[:7]
    yield "day", day


def other_filters(site: Site, article: Article) -> Iterator[tuple[str, str]]:
    """Yield facets and values that are neither terms nor days: kind and language of the source."""
    language = article.source.language
    for name, taxonomy in site.taxonomies.items():
        if not taxonomy.settings.of_source:
            continue
        for slug in taxonomy.roll_up(article.terms[name]):
            outlet = taxonomy.terms[slug]
            if outlet.kind:
                yield "kind", outlet.kind
            language = language or outlet.language
    if language:
        yield "language", language.partition("-")[0]
