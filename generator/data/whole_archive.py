"""Write the files with the whole archive (JSON, CSV, SQLite) in one pass over the articles."""

from collections.abc import Sequence

import msgspec

from generator.data import csv_files, database, json_api
from generator.data.columns import CONTENT, Record, article_record
from generator.data.json_api import retraction_records
from generator.model.article import Article
from generator.model.settings import Settings

NAMES = (json_api.ARTICLES, csv_files.ARTICLES, database.NAME)
_decode_terms = msgspec.json.Decoder(dict[str, list[Record]]).decode


def archive_files(
    settings: Settings, published: Sequence[Article], terms: bytes
) -> list[str | bytes]:
    """Write the contents of the files in `NAMES`, in that order.

    Args:
        settings: The settings of the site.
        published: Every article with a page, newest first.
        terms: Taxonomy → the records of its terms, encoded as JSON.
    """
    head = json_api.head(settings, "articles")
    retracted = retraction_records(published, settings)
    taxonomies = tuple(settings.taxonomies)
    lines, rows = [], []
    about = {"url": settings.url, **head}
    del about["$schema"]
    with database.Database(about, _decode_terms(terms), retracted) as tables:
        for article in reversed(published):
            if article.retracted:
                continue
            record = article_record(article, settings)
            record.pop(CONTENT, None)  # an article that has only definitions has no text
            lines.append(json_api.encode(record))
            rows.append(csv_files.article_row(taxonomies, record))
            tables.insert(record, article.body.text)
        whole = tables.serialized()
    return [
        json_api.articles_file(head, reversed(lines), retracted),
        csv_files.articles_csv(taxonomies, reversed(rows)),
        whole,
    ]
