"""CSV (RFC 4180, in UTF-8 with a byte order mark) in which spreadsheets see no formulas.

A spreadsheet evaluates a cell that begins with `=`, `+`, `-`, `@`, their full-width forms, a tab or
a line end (OWASP, "CSV injection"). Such cells, and cells that begin with an apostrophe, are
prefixed with an apostrophe, which programs that read the file must remove. A cell with several
values has one on each line.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from generator.extras.data_files import json_api
from generator.extras.data_files.columns import FACTS, LISTS, Record, article_record, cell, cells
from generator.model.article import Article
from generator.model.settings import Settings
from generator.model.site import Site

ARTICLES = "data/articles.csv"
TERMS = "data/terms.csv"
_RISKY = tuple("=+-@＝＋－＠\t\r\n'")
_BOM = "\ufeff"
_DAYS = ("date", "end")
_CELLS = tuple(cells())

_TERM = "taxonomy slug name acronym aliases named_by country language kind parent since until"
TERM_COLUMNS = f"{_TERM} website url articles".split()


def guarded(text: str) -> str:
    """Escape a text as a cell, so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text


def header(settings: Settings) -> list[str]:
    """The names of the columns of articles.

    A taxonomy with the name of another column gets a longer name.
    """
    names = [name for name, _, _ in _CELLS]
    names += [column.name for column in LISTS]
    for name in settings.taxonomies:
        names.append(f"{name}_terms" if name in names else name)
    return names


def article_row(settings: Settings, record: Record) -> list[str]:
    """The cells of an article; each taxonomy has a cell with the article's terms."""
    row = [cell(record, path) for _, path, _ in _CELLS]
    for column in LISTS:
        row.append("\n".join(map(_line, record.get(column.name, ()))))
    for name in settings.taxonomies:
        row.append("\n".join(record["terms"].get(name, ())))
    return row


def _line(item: str | Record) -> str:
    """Write one of the values in a cell.

    A record becomes its date or interval (ISO 8601), its text, and its marks. A mark is the name of
    a key that is true, as in `2024-05-03: It was two. (serious)`.
    """
    if isinstance(item, str):
        return item
    days = [item[key] for key in _DAYS if key in item]
    texts = [text for key, text in item.items() if isinstance(text, str) and key not in _DAYS]
    marks = [f" ({key})" for key, value in item.items() if value is True]
    return ": ".join(filter(None, ("/".join(days), *texts))) + "".join(marks)


def terms_file(site: Site) -> str:
    """Write the table of all terms, from their records in the API."""
    rows = []
    for taxonomy in site.taxonomies:
        for term in json_api.term_records(site, taxonomy):
            users = term.get("named_by", {}).items()
            used = [f"{organisation}: {', '.join(names)}" for organisation, names in users]
            aliases = "\n".join(term.get("aliases", ()))
            row = {**term, "taxonomy": taxonomy, "aliases": aliases, "named_by": "\n".join(used)}
            rows.append([str(row.get(column, "")) for column in TERM_COLUMNS])
    return _csv([TERM_COLUMNS, *rows])


def _csv(rows: Iterable[Sequence[str]]) -> str:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([guarded(cell) for cell in row] for row in rows)
    return _BOM + file.getvalue()


NAMES = (json_api.ARTICLES, ARTICLES)
"""The files with the whole archive, which are made in one pass."""


def archive_files(settings: Settings, published: Sequence[Article]) -> list[str | bytes]:
    """Write the contents of the files in `NAMES`, in that order.

    Args:
        settings: The settings of the site.
        published: Every article with a page, newest first.
    """
    lines, rows = [], []
    for article in published:
        if article.retracted:
            continue
        record = article_record(article, settings, FACTS)
        lines.append(json_api.encode(record))
        rows.append(article_row(settings, record))
    return [json_api.articles_file(settings, published, lines), _csv([header(settings), *rows])]
