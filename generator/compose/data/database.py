"""`data/digest.sqlite`: articles, terms and who names whom, with a full-text search.

The same content makes the same bytes: nothing in the file tells a time, rows go
in in their order, and what SQLite leaves unused is zero.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from html import unescape

from generator.compose.data import fulltext
from generator.compose.data.api import LICENCE
from generator.compose.identity import identity
from generator.model import address
from generator.model.address import absolute
from generator.model.article import Article
from generator.model.settings import Settings
from generator.model.site import Site

NAME = "data/digest.sqlite"
_PER_MONTH = 100_000
"""Numbers a month has for its articles."""
_CACHE = 64_000
"""So many KiB of the file are in memory while it is made."""

SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
  id INTEGER PRIMARY KEY, uri TEXT NOT NULL, url TEXT NOT NULL, date TEXT NOT NULL, changed TEXT NOT NULL,
  title TEXT NOT NULL, summary TEXT NOT NULL, language TEXT NOT NULL, source TEXT NOT NULL,
  source_url TEXT, source_title TEXT, source_language TEXT, archive_url TEXT, text TEXT NOT NULL
);
CREATE TABLE terms (
  id INTEGER PRIMARY KEY, taxonomy TEXT NOT NULL, slug TEXT NOT NULL, name TEXT NOT NULL, acronym TEXT,
  country TEXT, language TEXT, kind TEXT, parent TEXT, since TEXT, until TEXT, website TEXT, url TEXT NOT NULL
);
CREATE TABLE names (term INTEGER NOT NULL REFERENCES terms(id), name TEXT NOT NULL, language TEXT);
CREATE TABLE article_terms (
  term INTEGER NOT NULL REFERENCES terms(id), article INTEGER NOT NULL REFERENCES articles(id),
  PRIMARY KEY (term, article)
) WITHOUT ROWID;
CREATE TABLE authors (article INTEGER NOT NULL REFERENCES articles(id), name TEXT NOT NULL);
CREATE TABLE tags (article INTEGER NOT NULL REFERENCES articles(id), tag TEXT NOT NULL);
CREATE TABLE events (
  article INTEGER NOT NULL REFERENCES articles(id), date TEXT NOT NULL, "end" TEXT, label TEXT NOT NULL
);
CREATE TABLE corrections (
  article INTEGER NOT NULL REFERENCES articles(id), date TEXT NOT NULL, note TEXT NOT NULL
);
CREATE TABLE retractions (
  uri TEXT PRIMARY KEY, url TEXT NOT NULL, title TEXT NOT NULL, date TEXT NOT NULL, reason TEXT NOT NULL
) WITHOUT ROWID;
"""

_INDEXES = """
CREATE INDEX articles_by_date ON articles (date);
CREATE INDEX terms_of_articles ON article_terms (article);
"""

Row = tuple[str | int | None, ...]

_BLOCK_END = re.compile(r"</(?:p|h[2-6]|li|td|th|pre|blockquote)>|<br>")
_BACK = re.compile(r'<a [^>]*class="footnote-backref"[^>]*>[^<]*</a>')
_TAG = re.compile(r"<[^>]*>")
_LINES = re.compile(r"\s*\n\s*")


def plain_text(html: str) -> str:
    """The words of sanitised HTML, a block a line."""
    bare = _TAG.sub("", _BLOCK_END.sub("\n", _BACK.sub("", html)))
    return _LINES.sub("\n", unescape(bare)).strip()


def numbers(articles: Sequence[Article]) -> dict[str, int]:
    """Path of an article → its number: year, month, and which of that month it is, the oldest first."""
    found: dict[str, int] = {}
    count: dict[int, int] = {}
    for article in reversed(articles):
        month = article.date.year * 100 + article.date.month
        count[month] = count.get(month, 0) + 1
        found[article.path] = month * _PER_MONTH + count[month]
    return found


def article_row(article: Article, number: int, settings: Settings) -> Row:
    """A row of `articles`."""
    source = article.source
    return (
        number,
        identity(article, settings.authority),
        absolute(settings.url, article.address),
        str(article.date),
        str(article.changed),
        article.title,
        article.summary,
        article.language,
        source.name,
        source.url or None,
        source.title or None,
        source.language or None,
        article.archive.url if article.archive else None,
        plain_text(article.body.html),
    )


def texts(rows: Iterable[Row]) -> Iterator[fulltext.Text]:
    """What of some rows is searched."""
    for row in rows:
        yield row[0], row[5], row[6], row[-1]  # type: ignore[misc]


def database(
    site: Site,
    known: Mapping[str, int],
    months: Iterable[tuple[list[Row], fulltext.Segment | None]],
    retracted: Sequence[Article],
) -> bytes:
    """The file.

    Args:
        site: Its terms, and which articles name them.
        known: The numbers of articles; see `numbers`.
        months: Rows of `articles` and their index, the oldest first; where SQLite cannot make an
            index, the file has no search.
        retracted: Articles that were withdrawn.
    """
    temporary = ""  # a file that SQLite deletes: of what is large, no second copy is in memory
    with closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN")
        _run(connection, SCHEMA)
        index = fulltext.Index(connection) if fulltext.available() else None
        for rows, segment in months:
            _insert(connection, "articles", rows)
            if index and segment:
                index.add(segment)
        if index:
            index.finish()
        for table, found in _others(site, known, retracted).items():
            _insert(connection, table, found)
        _run(connection, _INDEXES)
        connection.execute("COMMIT")
        return connection.serialize()


def _run(connection: sqlite3.Connection, statements: str) -> None:
    for statement in filter(str.strip, statements.split(";")):
        connection.execute(statement)


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    if rows:
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608 (names of ours)


def _others(site: Site, known: Mapping[str, int], retracted: Sequence[Article]) -> Mapping[str, list[Row]]:
    """The rows of the small tables."""
    settings = site.settings
    terms: dict[tuple[str, str], int] = {}
    found: dict[str, list[Row]] = {
        "about": [("license", LICENCE), ("title", settings.title), ("url", settings.url)],
        "terms": [],
        "names": [],
    }
    for name, taxonomy in site.taxonomies.items():
        for term in taxonomy:
            if site.has_page(name, term.slug):
                number = terms[name, term.slug] = len(terms) + 1
                days = (str(term.since) if term.since else None, str(term.until) if term.until else None)
                where = absolute(settings.url, address.term(name, term.slug))
                said = (term.acronym, term.country, term.language, term.kind, term.parent)
                about = (number, name, term.slug, term.name, *(one or None for one in said))
                found["terms"].append((*about, *days, term.url or None, where))
                spelled = (*term.names, *term.ambiguous)
                found["names"] += [(number, one, term.language_of(one) or None) for one in spelled]
    return {
        **found,
        **_of_articles(site, terms, known),
        "retractions": list(_retractions(settings, retracted)),
    }


def _of_articles(
    site: Site, terms: Mapping[tuple[str, str], int], known: Mapping[str, int]
) -> Mapping[str, list[Row]]:
    """The rows that belong to articles, the oldest first; a term's are those that name it themselves."""
    found: dict[str, list[Row]] = {name: [] for name in ("authors", "tags", "events", "corrections")}
    members: dict[int, list[int]] = {number: [] for number in terms.values()}
    for article in reversed(site.articles):
        number = known[article.path]
        for name, slugs in article.terms.items():
            for slug in slugs:
                members[terms[name, slug]].append(number)
        for author in article.authors:
            found["authors"].append((number, author))
        for tag in article.tags:
            found["tags"].append((number, tag))
        for event in article.events:
            end = str(event.end) if event.end else None
            found["events"].append((number, str(event.date), end, event.label))
        for one in article.corrections:
            found["corrections"].append((number, str(one.date), one.note))
    pairs: list[Row] = [(term, number) for term, numbers in members.items() for number in numbers]
    return {"article_terms": pairs, **found}


def _retractions(settings: Settings, retracted: Sequence[Article]) -> Iterator[Row]:
    for article in sorted(retracted, key=lambda one: identity(one, settings.authority)):
        if article.retracted:
            yield (
                identity(article, settings.authority),
                absolute(settings.url, article.address),
                article.title,
                str(article.retracted.date),
                article.retracted.reason,
            )
