"""`data/digest.sqlite`: articles, terms and the relations between them, with a full-text search.

The same content gives the same bytes: the file contains no time stamp, rows are inserted in order,
and unused bytes are zero. The tables of articles have the columns of all formats (`data.columns`);
the other tables are in `database.sql`.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from generator.data.columns import CONTENT, LISTS, Column, Record, cell, cells
from generator.read.blocks import blocks_of, plain_text

NAME = "data/digest.sqlite"
_PER_MONTH = 100_000
"""Ids reserved for each month, so that a new article renumbers only articles of its month."""
_CACHE = 64_000
"""Size of SQLite's page cache in KiB."""
_CELLS = tuple(cells())

Row = tuple[str | int | None, ...]


def _table(name: str, first: str, columns: Iterable[tuple[str, bool]]) -> str:
    """A table of texts in SQL, from column names and whether each always has a value."""
    others = [
        f'"{column}" TEXT NOT NULL' if always else f'"{column}" TEXT' for column, always in columns
    ]
    lines = ",\n  ".join([first, *others])
    return f"CREATE TABLE {name} (\n  {lines}\n);"


def _columns_of(column: Column) -> tuple[tuple[str, bool], ...]:
    """The columns of a list's own table."""
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
_TERM = (
    "slug",
    "name",
    "acronym",
    "country",
    "language",
    "kind",
    "parent",
    "since",
    "until",
    "website",
    "url",
)
_INDEXES = """
CREATE INDEX articles_by_date ON articles (date);
CREATE INDEX terms_of_articles ON article_terms (article);
"""
_SEARCH = """
CREATE VIRTUAL TABLE search USING fts5(
  title, summary, text, content='articles', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO search (search) VALUES ('rebuild');
INSERT INTO search (search) VALUES ('optimize');
"""


def database(
    about: Mapping[str, str],
    articles: Iterable[Record],
    terms: Mapping[str, Sequence[Record]],
    retracted: Sequence[Record],
) -> bytes:
    """Make the file from records of the API: articles with their texts, oldest first, and terms by taxonomy.

    If SQLite was built without FTS5, the file has no full-text search.
    """
    temporary = ""  # an empty name makes a temporary file, so that memory has no second copy of the articles
    with closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
        for setting in ("page_size = 4096", "journal_mode = OFF", "secure_delete = ON"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        options = [option for (option,) in connection.execute("PRAGMA compile_options")]
        connection.executescript(f"{SCHEMA} BEGIN;")
        _insert(connection, "about", sorted(about.items()))
        _insert(connection, "retractions", sorted(tuple(record.values()) for record in retracted))
        numbers = _insert_terms(connection, terms)
        _insert_articles(connection, articles, numbers)
        connection.execute("COMMIT")
        connection.executescript(_INDEXES + (_SEARCH if "ENABLE_FTS5" in options else ""))
        return connection.serialize()


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    for row in rows:
        places = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} VALUES ({places})", row)  # noqa: S608 (names of ours)


def _insert_terms(
    connection: sqlite3.Connection, terms: Mapping[str, Sequence[Record]]
) -> dict[tuple[str, str], int]:
    """Insert terms with their names; return (taxonomy, slug) → id."""
    numbers: dict[tuple[str, str], int] = {}
    names: list[Row] = []
    for taxonomy, records in terms.items():
        for term in records:
            number = numbers[taxonomy, term["slug"]] = len(numbers) + 1
            _insert(connection, "terms", [(number, taxonomy, *map(term.get, _TERM))])
            every = (
                term["name"],
                term.get("acronym"),
                *term.get("aliases", ()),
                *term.get("ambiguous", ()),
            )
            languages = term.get("languages", {})
            names += [(number, name, languages.get(name)) for name in dict.fromkeys(every) if name]
    _insert(connection, "names", names)
    return numbers


def _insert_articles(
    connection: sqlite3.Connection, articles: Iterable[Record], terms: Mapping[tuple[str, str], int]
) -> None:
    """Insert articles with their terms and lists."""
    months: Counter[int] = Counter()
    pairs = []
    for record in articles:
        month = int(record["date"][:4]) * 100 + int(record["date"][5:7])
        months[month] += 1
        number = month * _PER_MONTH + months[month]
        texts = (cell(record, path) or ("" if always else None) for _, path, always in _CELLS)
        _insert(
            connection,
            "articles",
            [(number, *texts, plain_text(blocks_of(record.get(CONTENT, ""))))],
        )
        for column in LISTS:
            items = record.get(column.name, ())
            names = [name for name, _ in _columns_of(column)]
            values = ([item] if isinstance(item, str) else map(item.get, names) for item in items)
            _insert(connection, column.name, ((number, *row) for row in values))
        pairs += [
            (terms[name, slug], number) for name, slugs in record["terms"].items() for slug in slugs
        ]
    _insert(connection, "article_terms", sorted(pairs))
