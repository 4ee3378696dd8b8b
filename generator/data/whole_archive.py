"""The files with the whole archive: JSON, CSV and SQLite, each a pure function of one `Dataset`."""

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Raw, Struct

from generator.data import csv_files, database, json_api
from generator.data.columns import CONTENT, Record, article_record
from generator.data.json_api import retraction_records, term_records
from generator.model.site import Site

NAMES = (json_api.ARTICLES, csv_files.ARTICLES, database.NAME)
_decode_record = msgspec.json.Decoder(dict).decode


class Dataset(Struct, frozen=True):
    """The data for all files."""

    head: dict[str, str]
    """The first keys of the JSON file."""
    url: str
    taxonomies: tuple[str, ...]
    articles: tuple[Raw, ...]
    """Encoded records with their texts, newest first."""
    retracted: list[Record]
    terms: dict[str, list[Record]]
    """Taxonomy → its terms."""


def dataset(site: Site) -> bytes:
    """The encoded dataset of a site."""
    settings = site.settings
    records = (article_record(article, settings) for article in site.articles)
    return json_api.encode(
        Dataset(
            head=json_api.head(settings, "articles"),
            url=settings.url,
            taxonomies=tuple(settings.taxonomies),
            articles=tuple(Raw(json_api.encode(record)) for record in records),
            retracted=retraction_records(site.published, settings),
            terms={name: term_records(site, name) for name in site.taxonomies},
        )
    )


def archive_files(encoded: bytes) -> list[str | bytes]:
    """The contents of the files in `NAMES`, from an encoded dataset."""
    data = msgspec.json.decode(encoded, type=Dataset)
    about = {
        "url": data.url,
        **{key: value for key, value in data.head.items() if key != "$schema"},
    }
    return [
        json_api.articles_file(data.head, _without_texts(data.articles), data.retracted),
        csv_files.articles_csv(data.taxonomies, map(_decode_record, data.articles)),
        database.database(
            about, map(_decode_record, reversed(data.articles)), data.terms, data.retracted
        ),
    ]


def _without_texts(articles: Iterable[Raw]) -> Iterator[bytes]:
    for record in map(_decode_record, articles):
        record.pop(CONTENT, None)  # an article that has only definitions has no text
        yield json_api.encode(record)
