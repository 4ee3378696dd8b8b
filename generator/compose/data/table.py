"""CSV (RFC 4180, in UTF-8 with a byte order mark) that no spreadsheet takes for formulas.

A cell whose text begins with `=`, `+`, `-`, `@`, their full-width forms, a tab, a
line end or an apostrophe gets one apostrophe before it, since a spreadsheet would
work it out (OWASP, "CSV injection"). So whoever reads the file takes one apostrophe
off each cell that begins with one, and has what was written. A cell that holds
several things has one a line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from generator.compose.identity import identity
from generator.model import address
from generator.model.address import absolute
from generator.model.article import Article
from generator.model.settings import Settings
from generator.model.site import Site

ARTICLES = "data/articles.csv"
TERMS = "data/terms.csv"
_RISKY = tuple("=+-@＝＋－＠\t\r\n'")
_BOM = "\ufeff"

COLUMNS = (
    *("id", "url", "date", "changed", "title", "summary", "language"),
    *("source", "source_url", "source_title", "source_language", "authors", "tags", "corrections"),
)
"""Columns of articles; one for each taxonomy follows."""
TERM_COLUMNS = (
    *("taxonomy", "slug", "name", "acronym", "aliases", "country", "language", "kind", "parent"),
    *("since", "until", "website", "url", "articles"),
)


def guarded(text: str) -> str:
    """A text as a cell."""
    return f"'{text}" if text.startswith(_RISKY) else text


def as_written(cell: str) -> str:
    """The text of a cell that `guarded` made."""
    return cell.removeprefix("'")


def rows(table: Iterable[Sequence[str]]) -> str:
    """Rows of texts as CSV."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([guarded(cell) for cell in row] for row in table)
    return file.getvalue()


def article_row(article: Article, settings: Settings) -> tuple[str, ...]:
    """An article's cells, in the order of `header`."""
    source = article.source
    return (
        identity(article, settings.authority),
        absolute(settings.url, article.address),
        str(article.date),
        str(article.changed),
        article.title,
        article.summary,
        article.language,
        source.name,
        source.url,
        source.title,
        source.language,
        "\n".join(article.authors),
        "\n".join(article.tags),
        "\n".join(f"{one.date}: {one.note}" for one in article.corrections),
        *("\n".join(article.terms.get(name, ())) for name in settings.taxonomies),
    )


def header(settings: Settings) -> tuple[str, ...]:
    """The names of the columns; a taxonomy whose name one has already is told apart."""
    return (*COLUMNS, *(f"{name}_terms" if name in COLUMNS else name for name in settings.taxonomies))


def articles_csv(settings: Settings, lines: Iterable[str]) -> str:
    """A table of articles whose rows are CSV already."""
    return _BOM + rows([header(settings)]) + "".join(lines)


def terms_csv(site: Site) -> str:
    """Every term that has a page."""
    return _BOM + rows([TERM_COLUMNS, *_term_rows(site)])


def _term_rows(site: Site) -> Iterable[tuple[str, ...]]:
    for name, taxonomy in site.taxonomies.items():
        for term in taxonomy:
            if site.has_page(name, term.slug):
                yield (
                    name,
                    term.slug,
                    term.name,
                    term.acronym,
                    "\n".join(term.aliases),
                    term.country,
                    term.language,
                    term.kind,
                    term.parent,
                    str(term.since or ""),
                    str(term.until or ""),
                    term.url,
                    absolute(site.settings.url, address.term(name, term.slug)),
                    str(len(site.members[name].get(term.slug, ()))),
                )
