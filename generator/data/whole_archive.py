"""Write the files with the whole archive (JSON, CSV) in one pass over the articles."""

from collections.abc import Sequence

from generator.data import csv_files, json_api
from generator.data.columns import CONTENT, article_record
from generator.data.json_api import retraction_records
from generator.model.article import Article
from generator.model.settings import Settings

NAMES = (json_api.ARTICLES, csv_files.ARTICLES)


def archive_files(settings: Settings, published: Sequence[Article]) -> list[str | bytes]:
    """Write the contents of the files in `NAMES`, in that order.

    Args:
        settings: The settings of the site.
        published: Every article with a page, newest first.
    """
    head = json_api.head(settings, "articles")
    retracted = retraction_records(published, settings)
    taxonomies = tuple(settings.taxonomies)
    lines, rows = [], []
    for article in published:
        if article.retracted:
            continue
        record = article_record(article, settings)
        record.pop(CONTENT, None)  # an article that has only definitions has no text
        lines.append(json_api.encode(record))
        rows.append(csv_files.article_row(taxonomies, record))
    return [
        json_api.articles_file(head, lines, retracted),
        csv_files.articles_csv(taxonomies, rows),
    ]
