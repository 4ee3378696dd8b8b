"""Read the texts of a site besides its articles.

Links to a file with an error are not reported, because its page exists once the error is corrected.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.check.article_fields import Context
from generator.check.page_fields import check_page
from generator.diagnostics.diagnostics import Place, Report
from generator.model import address
from generator.model.article import Article
from generator.model.layout import PAGES
from generator.model.site import PlainPage, Text
from generator.read import document
from generator.read.folder import kind_of, list_files, read_bytes
from generator.read.regular import FolderEntry


def read_others(
    root: Path, context: Context, articles: Iterable[Article] | None, report: Report
) -> tuple[list[PlainPage], list[Text], list[str]]:
    """Read plain pages, and the texts that extensions read.

    The last result has the paths of those with errors. Without `articles`, the
    articles that a text names are not looked up.
    """
    files = list_files(root / PAGES, PAGES, report)
    documents = read_pages(files, context, report)
    for folder, extension in context.settings.texts.items():
        is_off = extension in context.settings.without
        listed = Report()
        files += list_files(root / folder, folder, listed, misnamed=is_off)
        # No name is better than another where nothing is read.
        report.extend(one for one in listed if not (is_off and one.code == "file-name"))
    texts = read_texts(files, context, articles, report)
    read = {page.path for page in documents} | {text.path for text in texts}
    return documents, texts, [entry.path for entry in files if entry.path not in read]


def read_pages(files: Iterable[FolderEntry], context: Context, report: Report) -> list[PlainPage]:
    """Return every valid page among some files."""
    pages = [check_page(parsed, context, report) for parsed in parsed_files(files, context, report)]
    return [page for page in pages if page is not None]


def read_texts(
    files: Sequence[FolderEntry],
    context: Context,
    articles: Iterable[Article] | None,
    report: Report,
) -> list[Text]:
    """Return every valid text of extensions; refuse the files of one that is switched off.

    Without `articles`, the articles that a text names are not looked up.
    """
    texts: list[Text] = []
    for folder, extension in context.settings.texts.items():
        own = [file for file in files if kind_of(file.path, context.settings) == folder]
        if extension in context.settings.without:
            message = (
                f"site.yml has extras: {{{extension.name}: false}}, so files here are not read"
            )
            for file in own:
                report.add(
                    Place(file.path), "stray-file", message, "remove the file, or that setting"
                )
        elif own:
            documents = parsed_files(own, context, report)
            texts += extension.read_texts(documents, context, articles, report)
    return texts


def parsed_files(
    files: Iterable[FolderEntry], context: Context, report: Report
) -> Iterator[document.Document]:
    """Yield the files that can be read, with front matter and body apart."""
    limits = context.settings.limits
    for entry in files:
        data = read_bytes(entry, limits, report)
        parsed = None
        if data is not None:
            parsed = document.parse(data, entry.path, limits, report, partly=True)
        if parsed is not None:
            yield parsed


_DATED = re.compile(r"(\d{4})-(\d{2})-\d{2}-")


def likely_address(path: str) -> str:
    """Guess the address of a page from the name of its file."""
    name = path.rpartition("/")[2].removesuffix(".md")
    match = _DATED.match(name)
    if match is None or not 1 <= int(match[2]) <= 12 or not int(match[1]):
        return f"{name}/"
    return address.article(dt.date(int(match[1]), int(match[2]), 1), address.slug_of_file(name))
