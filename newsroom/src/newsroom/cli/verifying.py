"""`digest verify`: compare articles with their sources."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from generator.check.article_fields import Context, examine_article
from generator.cli.site_root import context_of, root_of, tell
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.read.document import Document, parse
from generator.read.folder import list_path, read_bytes
from generator.system.cache_folder import open_cache
from generator.system.file_writing import write
from newsroom.importer.inert import one_line
from newsroom.importer.receive import receive
from newsroom.verify import verification
from newsroom.verify.source_copies import copy_of, fetched, text_of


@click.command()
@click.argument("articles", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--source",
    "sources",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help="A text or a saved page to compare with; may be repeated.",
)
@click.option("--online", is_flag=True, help="Fetch the source, and keep a copy in your cache.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@click.option("--html", type=click.Path(path_type=Path), help="Also write a page to read.")
@click.option("--open", "opens", is_flag=True, help="Open this page in your browser.")
@click.option("--strict", is_flag=True, help="Exit with 1 if there are marks.")
@click.pass_obj
def verify(
    config_file: Path,
    articles: tuple[Path, ...],
    sources: tuple[str, ...],
    online: bool,
    as_json: bool,
    html: Path | None,
    opens: bool,
    strict: bool,
) -> None:
    """Compare ARTICLES with the texts of their sources.

    Marks show numbers, dates, names and quotations that the source lacks, negations that were
    lost or added, lost doubts, other speakers, copied words, and answers and main points
    that are missing. Without --source or --online, the copy is used that an earlier run kept.
    """
    root = root_of(config_file)
    context = context_of(root)
    report = Report()
    documents = list(_documents(root, articles, context, report))
    tell(report)
    if sources and len(documents) != 1:
        raise click.UsageError("--source is the source of one article: name one")
    found = []
    for document in documents:
        found.append(_verified(root, document, sources, context, online=online))
    if as_json:
        click.echo(json.dumps(verification.as_records(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(line for each in found for line in verification.as_lines(each)))
    if opens and html is None:
        html = open_cache(root) / "verify.html"
    if html is not None:
        write(html, verification.as_page(found))
    if opens:
        click.launch(str(html))
    if strict and any(each.marks for each in found):
        sys.exit(1)


def marks_of_drafts(root: Path, paths: Iterable[Path]) -> Iterator[str]:
    """Write the marks of the drafts at some paths whose source's text was kept."""
    context = context_of(root)
    for document in _documents(root, paths, context, Report()):
        found = _verified(root, document, (), context, online=False)
        if found.rows:
            yield from verification.as_lines(found)


def _documents(
    root: Path, paths: Iterable[Path], context: Context, report: Report
) -> Iterator[Document]:
    """The articles at some paths; the unreadable ones are reported."""
    limits = context.settings.limits
    for path in paths:
        for entry in list_path(path, root, report):
            data = read_bytes(entry, limits, report) or b""
            document = parse(data, entry.path, limits, report)
            if document is not None:
                yield document


def _verified(
    root: Path, document: Document, files: Sequence[str], context: Context, *, online: bool
) -> verification.Verification:
    """Compare one article; sources that cannot be read are named beside the marks."""
    article, _ = examine_article(document, context, Report())
    sources = article.source, *article.further_sources
    places = files or [source.url for source in sources if source.url]
    texts = []
    problems = []
    for place in places:
        try:
            if files:
                texts.append(text_of(receive(place), context))
            elif online:
                texts.append(fetched(root, place, context))
            else:
                texts.append(copy_of(root, place))
        except (Failure, OSError) as error:
            texts.append("")
            problems.append(one_line(f"A source was not compared: {error}"))
    return verification.verify(article, document, texts, problems, context)
