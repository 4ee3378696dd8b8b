"""The digest as data: every format, and how to use it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.assemble.collection import by_year
from generator.data import csv_files, database, json_api
from generator.data.api_records import SCHEMAS
from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Link


class DataPage(Content, frozen=True, tag="data.html"):
    """Addresses of all data files, and examples of their use."""

    index: str
    articles: str
    years: tuple[Link, ...]
    terms: tuple[Link, ...]
    crossings: str
    editions: str
    schemas: tuple[Link, ...]
    csv_articles: str
    csv_terms: str
    sqlite: str
    tables: str
    """The schema of the database, in SQL."""
    licence: str
    newest: str
    """The address of an article, for an example; empty where there is none."""
    queries: tuple[tuple[str, str], ...]
    """What a query finds, and the query in SQL."""


def pages(site: Site, _shared: SharedViews) -> Iterator[Page]:
    """The page that documents the data; a site that does not know its address has none."""
    if site.settings.url:
        yield Page(
            address=address.data(),
            title="Data",
            description="The whole digest as JSON, CSV, SQLite, BibTeX, CSL-JSON and Markdown, free to use.",
            content=partial(_data, site),
        )


def _data(site: Site) -> DataPage:
    taxonomies = site.settings.taxonomies
    return DataPage(
        index=json_api.INDEX,
        articles=json_api.ARTICLES,
        years=tuple(Link(str(year), json_api.of_year(year)) for year in by_year(site.articles)),
        terms=tuple(Link(one.title, json_api.of_taxonomy(name)) for name, one in taxonomies.items()),
        crossings=json_api.CROSSINGS,
        editions=json_api.EDITIONS,
        schemas=tuple(Link(name, json_api.schema_address(name)) for name in SCHEMAS),
        csv_articles=csv_files.ARTICLES,
        csv_terms=csv_files.TERMS,
        sqlite=database.NAME,
        tables=database.SCHEMA,
        licence=json_api.LICENCE,
        newest=site.articles[0].address if site.articles else "",
        queries=QUERIES,
    )


QUERIES = (
    (
        "Articles that contain a word, the best first, with an excerpt",
        """\
SELECT date, articles.title, snippet(search, 2, '[', ']', '…', 12)
FROM search JOIN articles ON articles.id = search.rowid
WHERE search MATCH 'ransomware' ORDER BY rank LIMIT 10;""",
    ),
    (
        "How often each term was named, and in how many years",
        """\
SELECT taxonomy, name, count(*) AS articles, count(DISTINCT substr(date, 1, 4)) AS years
FROM terms JOIN article_terms ON term = terms.id JOIN articles ON articles.id = article
GROUP BY terms.id ORDER BY articles DESC LIMIT 20;""",
    ),
    (
        "Which terms of two taxonomies occur together",
        """\
SELECT one.name, other.name, count(*) AS articles
FROM article_terms AS a JOIN terms AS one ON one.id = a.term
JOIN article_terms AS b ON b.article = a.article JOIN terms AS other ON other.id = b.term
WHERE one.taxonomy < other.taxonomy
GROUP BY one.id, other.id ORDER BY articles DESC LIMIT 20;""",
    ),
    (
        "What was corrected or retracted",
        """\
SELECT corrections.date, title, note FROM corrections JOIN articles ON articles.id = article
UNION ALL SELECT date, title, reason FROM retractions ORDER BY 1 DESC;""",
    ),
)
"""What the page asks the database, by way of example."""
