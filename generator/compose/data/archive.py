"""The files that hold the whole archive, put together from months.

One new article changes all three; so what each month adds to them is worked out
once and kept, and the files are joined from it: JSON to JSON, rows to rows, and
segments of the full-text index beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from generator.assemble.collection import by_month
from generator.cache import prints as fingerprints
from generator.cache.store import Store
from generator.compose.data import api, database, fulltext, table
from generator.compose.data.records import article_record
from generator.compose.prints import PagePrints
from generator.model.article import Article
from generator.model.site import Site

NAMES = (api.ARTICLES, table.ARTICLES, database.NAME)
_KIND = "data"


@dataclass(frozen=True, slots=True)
class Month:
    """What a month adds to each file."""

    json: bytes
    csv: str
    rows: list[tuple[str | int | None, ...]]
    segment: fulltext.Segment | None


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Month).decode


def archive_files(site: Site, prints: PagePrints, store: Store) -> list[str | bytes]:
    """The contents of `NAMES`."""
    json: list[bytes] = []
    csv: list[str] = []

    def told() -> Iterator[tuple[list[database.Row], fulltext.Segment | None]]:
        for month in _months(site, numbers, prints, store):
            json.append(month.json)
            csv.append(month.csv)
            yield month.rows, month.segment

    settings = site.settings
    numbers = database.numbers(site.articles)
    retracted = retracted_of(site.published)
    tables = database.database(site, numbers, told(), retracted)
    return [
        api.joined(settings, reversed(json), retracted),
        table.articles_csv(settings, reversed(csv)),
        tables,
    ]


def retracted_of(articles: Sequence[Article]) -> list[Article]:
    """Those that were withdrawn."""
    return [article for article in articles if article.retracted]


def _months(site: Site, numbers: Mapping[str, int], prints: PagePrints, store: Store) -> Iterator[Month]:
    """What every month adds, the oldest first; what the store has is not worked out again."""
    wanted = {f"{year:04d}-{month:02d}": found for (year, month), found in by_month(site.articles).items()}
    kept = _Kept(store)
    for name in sorted(wanted):
        key = fingerprints.of(prints.of_all, prints.of_texts(wanted[name]))
        month = kept.month(name, key)
        if month is None:
            month = _month(site, wanted[name], numbers)
            store.write(_KIND, {name: (key, _encode(month))})
        yield month
    store.write(_KIND, {}, kept.names - wanted.keys())


class _Kept:
    """The months of a store, one at a time, since all of them are as large as the archive.

    A store gives them by name; one that comes out of turn is as if it were not there.
    """

    def __init__(self, store: Store) -> None:
        self._rows = store.rows(_KIND)
        self._next = next(self._rows, None)
        self.names: set[str] = set()

    def month(self, name: str, key: bytes) -> Month | None:
        """A month, when it is kept under this key."""
        while self._next and self._next[0] < name:
            self._step()
        if not self._next or self._next[0] != name:
            return None
        _, kept, value = self._next
        self._step()
        return _decode(value) if kept == key else None

    def _step(self) -> None:
        if self._next:
            self.names.add(self._next[0])
        self._next = next(self._rows, None)


def _month(site: Site, articles: Sequence[Article], numbers: Mapping[str, int]) -> Month:
    settings = site.settings
    records = (api.encode(article_record(one, settings, text=False)) for one in articles)
    rows = [database.article_row(one, numbers[one.path], settings) for one in reversed(articles)]
    return Month(
        json=b",\n".join(records),
        csv=table.rows(table.article_row(one, settings) for one in articles),
        rows=rows,
        segment=fulltext.segment(database.texts(rows)) if fulltext.available() else None,
    )
