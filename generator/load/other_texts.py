"""Read the texts of a site besides its articles: plain pages and editions."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.assemble.collection import by_week
from generator.check.article_fields import Context
from generator.check.edition_fields import check_edition, check_editions, check_page
from generator.check.internal_links import Linking
from generator.diagnostics.diagnostics import Report
from generator.load.files_with_errors import plain_texts
from generator.model.article import Article
from generator.model.edition import Edition
from generator.model.layout import EDITIONS, PAGES
from generator.model.site import PlainPage
from generator.read import document
from generator.read.folder import list_files, read_bytes
from generator.read.regular import FolderEntry


def read_others(
    root: Path, context: Context, articles: Iterable[Article] | None, report: Report
) -> tuple[list[PlainPage], tuple[Edition, ...], tuple[tuple[str, Linking], ...]]:
    """Read plain pages and editions.

    The last result has the addresses and links of those with errors. Without `articles`, the
    articles that an edition names are not looked up.
    """
    page_files = list_files(root / PAGES, PAGES, report)
    documents = read_pages(page_files, context, report)
    edition_files = list_files(root / EDITIONS, EDITIONS, report)
    editions = _read_editions(edition_files, context, articles, report)
    read = {page.path for page in documents} | {edition.path for edition in editions}
    unread = [entry for entry in (*page_files, *edition_files) if entry.path not in read]
    return documents, editions, tuple(plain_texts(unread, context))


def read_pages(files: Iterable[FolderEntry], context: Context, report: Report) -> list[PlainPage]:
    """Return every valid page among some files."""
    pages = [check_page(parsed, context, report) for parsed in parsed_files(files, context, report)]
    return [page for page in pages if page is not None]


def _read_editions(
    files: Sequence[FolderEntry],
    context: Context,
    articles: Iterable[Article] | None,
    report: Report,
) -> tuple[Edition, ...]:
    """Return every valid edition, by week.

    Without `articles`, an edition's lead is not looked up.
    """
    weeks = by_week(tuple(articles)) if files and articles is not None else None
    editions: list[Edition] = []
    for parsed in parsed_files(files, context, report):
        edition = check_edition(parsed, context, weeks, report)
        if edition:
            editions.append(edition)
    return check_editions(editions, report)


def parsed_files(
    files: Iterable[FolderEntry], context: Context, report: Report
) -> Iterator[document.Document]:
    """Yield the files that can be read, with front matter and body apart."""
    limits = context.settings.limits
    for entry in files:
        data = read_bytes(entry, limits, report)
        parsed = document.parse(data, entry.path, limits, report) if data is not None else None
        if parsed is not None:
            yield parsed
