"""The full-text index of the database, made a month at a time and put together without reading a text again.

FTS5 keeps an index as segments, each a sorted run of words, and a list of them.
To index ten years takes seconds; so each month is indexed by itself into one
segment, which is kept, and an index of all months is their segments side by side
with a list of them (sqlite.org/fts5.html; the list's form is that of the comment
at the head of fts5_index.c). SQLite's own `integrity-check` holds the result
against the texts, in a test.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

COLUMNS = ("title", "summary", "text")
TABLE = (
    "CREATE VIRTUAL TABLE search USING fts5(title, summary, text, content='articles', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 2')"
)
_AVERAGES, _STRUCTURE = 1, 10
"""Rows of the index that are no part of a segment."""
_SEGMENT_SHIFT = 37
_PAGE = (1 << _SEGMENT_SHIFT) - 1

Text = tuple[int, str, str, str]
"""Number of an article, its title, summary and text."""
Segment = tuple[list[tuple[int, bytes]], list[tuple[bytes, int]], list[tuple[int, bytes]], list[int], int]
"""Pages, words that begin them, sizes of articles, averages, and the number of the last leaf."""


def available() -> bool:
    """Whether this Python's SQLite has FTS5; some are built without it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE search USING fts5(text)")
        except sqlite3.OperationalError:
            return False
    return True


def segment(texts: Iterable[Text]) -> Segment:
    """The index of some articles as one segment."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE articles(id INTEGER PRIMARY KEY, title, summary, text)")
        connection.execute(TABLE)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO search(rowid, title, summary, text) VALUES (?, ?, ?, ?)", texts)
        connection.execute("COMMIT")
        connection.execute("INSERT INTO search(search) VALUES ('optimize')")
        data = dict(connection.execute("SELECT id, block FROM search_data ORDER BY id"))
        words = connection.execute("SELECT term, pgno FROM search_idx ORDER BY term").fetchall()
        sizes = connection.execute("SELECT id, sz FROM search_docsize ORDER BY id").fetchall()
    averages = list(_numbers(data.pop(_AVERAGES)))
    structure = list(_numbers(data.pop(_STRUCTURE)[4:]))
    return [(key & _PAGE, block) for key, block in data.items()], words, sizes, averages, structure[-1]


class Index:
    """The table of `TABLE`, filled with segments; no two may have an article in common."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.execute(TABLE)
        self._connection = connection
        self._totals = [0] * (1 + len(COLUMNS))
        self._level: list[int] = []

    def add(self, segment: Segment) -> None:
        """Put one segment beside the others."""
        pages, words, sizes, averages, last = segment
        number = len(self._level) // 3 + 1
        first = number << _SEGMENT_SHIFT
        many = self._connection.executemany
        many("INSERT INTO search_data VALUES (?, ?)", [(first | page, block) for page, block in pages])
        many("INSERT INTO search_idx VALUES (?, ?, ?)", [(number, word, page) for word, page in words])
        many("INSERT INTO search_docsize VALUES (?, ?)", sizes)
        self._totals = [total + own for total, own in zip(self._totals, averages, strict=True)]
        self._level += [number, 1, last]

    def finish(self) -> None:
        """Say what segments there are: one level of them."""
        if self._level:
            count = len(self._level) // 3
            structure = [1, count, sum(self._level[2::3]), 0, count, *self._level]
            rows = [(_AVERAGES, _varints(self._totals)), (_STRUCTURE, bytes(4) + _varints(structure))]
            self._connection.executemany("INSERT OR REPLACE INTO search_data VALUES (?, ?)", rows)


def _varints(numbers: Iterable[int]) -> bytes:
    """Numbers as SQLite writes them: seven bits a byte, the highest first (fileformat2.html, 1.6)."""
    written = bytearray()
    for number in numbers:
        groups = [number & 0x7F]
        while number := number >> 7:
            groups.append(number & 0x7F | 0x80)
        written += bytes(reversed(groups))
    return bytes(written)


def _numbers(data: bytes) -> Iterator[int]:
    number = 0
    for byte in data:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            yield number
            number = 0
