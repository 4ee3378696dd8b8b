"""What search knows of an article: its words, weighted, and the terms to filter by.

The names of an article's terms are part of its words, so that an article on
the State Security Service is found by DTX, and one that spells Naghiyev by Nagiyev.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from anyascii import anyascii

from generator.compose.environment import short_day
from generator.model.address import ROOT
from generator.model.article import Article
from generator.model.site import Site


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One article as a small HTML document for the indexer, and its address."""

    address: str
    html: str


def records(site: Site) -> Iterator[SearchRecord]:
    """Every article that listings show, newest first."""
    for article in site.articles:
        yield SearchRecord(article.address, _document(site, article))


def _document(site: Site, article: Article) -> str:
    meta = {"date": short_day(article.date), "source": article.source.name}
    attributes = "".join(
        f' data-pagefind-meta="{name}[data-{name}]" data-{name}="{escape(value)}"'
        for name, value in meta.items()
    )
    filters = "".join(
        f'<span data-pagefind-filter="{name}[data-value]" data-value="{escape(value)}"></span>'
        for name, value in _filters(site, article)
    )
    names = ", ".join(dict.fromkeys(_names(site, article)))
    return (
        f'<html lang="{escape(site.settings.language)}"><body data-pagefind-body>'
        f'<span data-pagefind-sort="date[data-date]" data-date="{article.date}"></span>'
        f"{filters}<h1>{escape(article.title)}</h1>"
        f'<p data-pagefind-weight="3">{escape(article.summary)}</p>'
        f"{article.body.html.replace(ROOT, '/')}"
        f'<p data-pagefind-weight="2">{escape(names)}</p>'
        f"<div{attributes}></div></body></html>"
    )


def _filters(site: Site, article: Article) -> Iterator[tuple[str, str]]:
    for name, taxonomy in site.taxonomies.items():
        singular = taxonomy.settings.singular.lower()
        for slug in taxonomy.roll_up(article.terms[name]):
            yield singular, slug
    yield "year", str(article.date.year)


def _names(site: Site, article: Article) -> Iterator[str]:
    """Every name of every term, and how it looks on a keyboard without its letters."""
    for name, taxonomy in site.taxonomies.items():
        for slug in article.terms[name]:
            term = taxonomy.terms[slug]
            for spelling in (*term.names, *term.ambiguous):
                yield spelling
                if not spelling.isascii():
                    yield anyascii(spelling)
    yield from (name for names in article.unlisted.values() for name in names)
