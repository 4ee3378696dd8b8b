"""Results of earlier runs, in one SQLite file.

A value is given back only for the very key it was kept under, and only when
it is whole. A cache that is missing, foreign, damaged, locked or on a full
disk is an empty one: the work is done again, and nothing fails.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from generator.cache import prints
from generator.cache.location import cache_of

_LAYOUT = 2
"""Raise it when the table changes: older files are then made anew."""
_PAGE = 32_768
"""Bytes: most values are hundreds of thousands long."""
_PATIENCE = 0.5
"""Seconds to wait for another process that writes."""

Kept = Mapping[str, tuple[bytes, bytes]]
"""Name → key and value."""


class Store:
    """Values by kind and name, each with the key that says what it was made from."""

    def __init__(self, file: Path) -> None:
        """A store in a file, which need not exist."""
        self.file = file

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.file, timeout=_PATIENCE)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = WAL")
            (layout,) = connection.execute("PRAGMA user_version").fetchone()
            if layout != _LAYOUT:
                raise sqlite3.DatabaseError
            with connection:
                yield connection

    def _start_anew(self) -> None:
        for ending in ("", "-wal", "-shm"):
            self.file.with_name(self.file.name + ending).unlink(missing_ok=True)
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.file, timeout=_PATIENCE)) as connection:
            connection.execute(f"PRAGMA page_size = {_PAGE}")
            connection.execute(f"PRAGMA user_version = {_LAYOUT}")
            connection.execute(
                "CREATE TABLE kept (kind TEXT, name TEXT, key BLOB, value BLOB, PRIMARY KEY (kind, name))"
                " WITHOUT ROWID"
            )
            connection.commit()

    def rows(self, kind: str) -> Iterator[tuple[str, bytes, bytes]]:
        """Name, key and value of everything of a kind that is whole."""
        if not self.file.is_file():
            return
        with suppress(sqlite3.Error, TypeError, ValueError, OSError), self._connection() as connection:
            for name, key, sealed in connection.execute(
                "SELECT name, key, value FROM kept WHERE kind = ?", (kind,)
            ):
                value = prints.opened(sealed)
                if value is not None:
                    yield name, key, value

    def write(self, kind: str, changed: Kept, gone: Iterable[str] = ()) -> None:
        """Keep new values of a kind and forget others; a store that cannot be written to stays as it is."""
        rows = [(kind, name, key, prints.check(value) + value) for name, (key, value) in changed.items()]
        dropped = [(kind, name) for name in gone]
        if not rows and not dropped:
            return
        with suppress(sqlite3.Error, OSError):
            try:
                self._write(rows, dropped)
            except sqlite3.OperationalError as error:
                if self.file.is_file() and "no such table" not in str(error):
                    return  # locked by another build, or a full disk
                self._start_anew()
                self._write(rows, dropped)
            except sqlite3.DatabaseError:
                self._start_anew()
                self._write(rows, dropped)

    def _write(self, rows: list[tuple[str, str, bytes, bytes]], dropped: list[tuple[str, str]]) -> None:
        with self._connection() as connection:
            connection.executemany("DELETE FROM kept WHERE kind = ? AND name = ?", dropped)
            connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)


def store_of(root: Path) -> Store:
    """Where a site's results of earlier runs are kept."""
    return Store(cache_of(root) / "digest.sqlite")
