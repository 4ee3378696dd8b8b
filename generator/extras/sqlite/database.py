"""Write a database: articles, terms and the relations between them.

It has no full-text index, which would double the file; `sqlite-utils enable-fts` or a statement of
FTS5 adds one.

The same content gives the same bytes: the file contains no time stamp, rows are inserted in order,
and unused bytes are zero. The tables of articles have the columns of all data files
(`extras.data_files.columns`); the other tables are in `database.sql`.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

from generator.cli.site_root import load_or_stop
from generator.diagnostics.diagnostics import counted
from generator.diagnostics.failure import Failure
from generator.extras.data_files import json_api
from generator.extras.data_files.columns import (
    CONTENT,
    LISTS,
    Column,
    Record,
    article_record,
    cell,
    cells,
)
from generator.model.site import Site
from generator.read.engine_config import EngineSettings

_PER_MONTH = 100_000
"""Ids reserved for each month, so that a new article renumbers only articles of its month."""
_CACHE = 8_000
"""Size of SQLite's page cache in KiB; rows are added in order, so a larger one is of no use."""
_CELLS = tuple(cells())

Row = tuple[str | int | None, ...]


def _table(name: str, first: str, columns: Iterable[tuple[str, bool]]) -> str:
    """Write the SQL that creates a table of texts.

    `columns` are names, each with whether the column always has a value.
    """
    lines = [first]
    for column, always in columns:
        lines.append(f'"{column}" TEXT NOT NULL' if always else f'"{column}" TEXT')
    listed = ",\n  ".join(lines)
    return f'CREATE TABLE "{name}" (\n  {listed}\n);'


def _columns_of(column: Column) -> tuple[tuple[str, bool], ...]:
    """The columns of the table that has the items of a list."""
    items = column.schema["items"]
    if items["type"] == "string":
        return ((column.item, True),)
    return tuple((name, name in items["required"]) for name in items["properties"])


_OF_ARTICLE = "article INTEGER NOT NULL REFERENCES articles(id)"
_ARTICLES = [("uri" if name == "id" else name, always) for name, _, always in _CELLS]
_TABLES = {
    "articles": _table("articles", "id INTEGER PRIMARY KEY", [*_ARTICLES, ("text", True)]),
    "lists": "\n".join(_table(column.name, _OF_ARTICLE, _columns_of(column)) for column in LISTS),
}
SCHEMA = Path(__file__).with_suffix(".sql").read_text("utf-8").rstrip().format(**_TABLES)
_TERM = "slug name acronym country language kind parent since until website url"
"""The columns of a term that are keys of its record."""
_INDEXES = """
CREATE INDEX articles_by_date ON articles (date);
CREATE INDEX terms_of_articles ON article_terms (article);
"""


class Database:
    """A database that is being made, in a temporary file of SQLite's own.

    A file keeps memory free of a second copy of the articles.
    """

    def __init__(
        self,
        about: Mapping[str, str],
        terms: Mapping[str, Sequence[Record]],
        retracted: Sequence[Record],
    ) -> None:
        """Create the tables, and insert everything except articles; `terms` are by taxonomy."""
        self._connection = sqlite3.connect("", isolation_level=None)
        for setting in ("page_size = 4096", "journal_mode = OFF", "secure_delete = ON"):
            self._connection.execute(f"PRAGMA {setting}")
        self._connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        self._connection.executescript(f"{SCHEMA} BEGIN;")
        self._in_month: Counter[int] = Counter()
        self._pairs: list[tuple[int, int]] = []
        self._terms: dict[tuple[str, str], int] = {}
        self._insert("about", sorted(about.items()))
        self._insert("retractions", sorted(tuple(record.values()) for record in retracted))
        for taxonomy, records in terms.items():
            for term in records:
                self._insert_term(taxonomy, term)

    def __enter__(self) -> Self:
        """Return the database itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the temporary file."""
        self._connection.close()

    def insert(self, record: Record, text: str) -> None:
        """Insert an article, the oldest first.

        `record` is the article's in the API, `text` its plain text.
        """
        month = int(record["date"][:4]) * 100 + int(record["date"][5:7])
        self._in_month[month] += 1
        number = month * _PER_MONTH + self._in_month[month]
        cells = [cell(record, path) or ("" if always else None) for _, path, always in _CELLS]
        self._insert("articles", [(number, *cells, text)])
        for column in LISTS:
            names = [name for name, _ in _columns_of(column)]
            rows: list[Row] = []
            for item in record.get(column.name, ()):
                values = [item] if isinstance(item, str) else map(item.get, names)
                rows.append((number, *values))
            self._insert(column.name, rows)
        for name, slugs in record["terms"].items():
            for slug in slugs:
                self._pairs.append((self._terms[name, slug], number))

    def serialized(self) -> bytes:
        """Return the bytes of the finished file."""
        self._insert("article_terms", sorted(self._pairs))
        self._connection.execute("COMMIT")
        self._connection.executescript(_INDEXES)
        return self._connection.serialize()

    def _insert_term(self, taxonomy: str, term: Record) -> None:
        """Insert a term with all its names, each with its language if it is not the site's."""
        number = len(self._terms) + 1
        self._terms[taxonomy, term["slug"]] = number
        self._insert("terms", [(number, taxonomy, *map(term.get, _TERM.split()))])
        others = (*term.get("aliases", ()), *term.get("ambiguous", ()))
        languages = term.get("languages", {})
        for name in dict.fromkeys((term["name"], term.get("acronym"), *others)):
            if name:
                self._insert("names", [(number, name, languages.get(name))])

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        for row in rows:
            places = ", ".join("?" * len(row))
            command = f'INSERT INTO "{table}" VALUES ({places})'  # noqa: S608 (names of ours)
            self._connection.execute(command, row)


def export(config_file: Path, engine: EngineSettings, target: Path) -> str:
    """Write the database as a new file; return a line that says so.

    Raises:
        Failure: the file exists.
    """
    if target.exists():
        raise Failure(f"{target}: exists; choose a new name")
    site = load_or_stop(config_file, engine.site_url, alone=True).checked
    target.write_bytes(database_of(site))
    return f"{counted(len(site.articles), 'article')} in {target}"


def database_of(site: Site) -> bytes:
    """Make the database of a site."""
    settings = site.settings
    about = {"url": settings.url, **json_api.head(settings, "articles")}
    del about["$schema"]
    retracted = json_api.retraction_records(site.published, settings)
    with Database(about, json_api.records_of_terms(site), retracted) as tables:
        for article in reversed(site.articles):
            record = article_record(article, settings)
            record.pop(CONTENT, None)  # an article that has only definitions has no text
            tables.insert(record, article.body.text)
        return tables.serialized()
