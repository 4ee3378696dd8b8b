"""Read the texts of a site besides its articles, and the links of files with errors.

Links in a file that cannot be published are checked, because an error must not hide the next one.
Links to it are not reported, because its page exists once the error is corrected.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.check.article_fields import Context, body_of
from generator.check.internal_links import Linking
from generator.check.page_fields import check_page
from generator.diagnostics.diagnostics import Place, Report
from generator.model import address
from generator.model.article import Article, Source
from generator.model.layout import PAGES
from generator.model.site import PlainPage, Text
from generator.read import document
from generator.read.document import parse, parse_leniently
from generator.read.folder import kind_of, list_files, read_bytes
from generator.read.regular import FolderEntry
from generator.read.yaml import Scalar


def read_others(
    root: Path, context: Context, articles: Iterable[Article] | None, report: Report
) -> tuple[list[PlainPage], list[Text], tuple[tuple[str, Linking], ...]]:
    """Read plain pages, and the texts that extensions read.

    The last result has the addresses and links of those with errors. Without `articles`, the
    articles that a text names are not looked up.
    """
    files = list_files(root / PAGES, PAGES, report)
    documents = read_pages(files, context, report)
    for folder in context.settings.texts:
        files += list_files(root / folder, folder, report)
    texts = read_texts(files, context, articles, report)
    read = {page.path for page in documents} | {text.path for text in texts}
    unread = [entry for entry in files if entry.path not in read]
    limits = context.settings.limits
    linking = []
    for entry in unread:
        data = read_bytes(entry, limits, Report())
        if data is None or len(data) > limits.file_size:
            continue
        document = parse(data, entry.path, limits, Report()) or parse_leniently(data, entry.path)
        if document is None:
            continue
        own = f"{entry.path}/"  # what gives a text its address may be wrong
        if entry.path.startswith(f"{PAGES}/"):
            slug = document.front_matter.at("slug")
            name = entry.path.rpartition("/")[2].removesuffix(".md")
            own = f"{slug.value if isinstance(slug, Scalar) else name}/"
        linking.append((own, Linking(entry.path, body_of(document, own, context, Report()))))
    return documents, texts, tuple(linking)


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
        parsed = document.parse(data, entry.path, limits, report) if data is not None else None
        if parsed is not None:
            yield parsed


_DATED = re.compile(r"(\d{4})-(\d{2})-\d{2}-")


def text_only(data: bytes, path: str, context: Context) -> Article | None:
    """Make an article of which only the text can be read, so that its links are checked.

    It has no date, and never a page.
    """
    document = (
        parse_leniently(data, path) if len(data) <= context.settings.limits.file_size else None
    )
    if document is None:
        return None
    body = body_of(document, likely_address(path), context, Report())
    day = dt.date.min
    return Article(
        path=path,
        slug="",
        title="",
        date=day,
        source=Source("", ""),
        summary="",
        language="",
        body=body,
        terms={},
    )


def likely_address(path: str) -> str:
    """Guess the address of an article's page from the name of its file.

    For a name without a date it is the file's path.
    """
    name = path.rpartition("/")[2].removesuffix(".md")
    match = _DATED.match(name)
    if match is None or not 1 <= int(match[2]) <= 12 or not int(match[1]):
        return f"{path}/"
    return address.article(dt.date(int(match[1]), int(match[2]), 1), address.slug_of_file(name))
