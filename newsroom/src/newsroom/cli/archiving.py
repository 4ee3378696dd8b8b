"""`digest archive`: give sources an archived copy."""

import datetime as dt
import random
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from urllib.parse import urldefrag

import click

from generator.check.article_fields import Context
from generator.cli.editing import force_option, refuse_unsaved
from generator.cli.site_root import context_of, root_of, stop
from generator.data.editor_schemas import article_keys
from generator.diagnostics.diagnostics import counted
from generator.diagnostics.failure import EditError, Failure
from generator.diagnostics.terminal import visible
from generator.editing.editable_files import SiteFile
from generator.editing.file_changes import FileChange, apply, read_file
from generator.editing.yaml_edits import put
from generator.editing.yaml_text import Values
from generator.installed import installed
from generator.load.loading import load
from generator.model.article import Article
from newsroom.editing.mentions import edit_file
from newsroom.online.fetch import FetchError
from newsroom.online.wayback import Copy, RefusedError, Wayback

_PAUSE = 15.0
"""Seconds between two sources; the archive allows a few anonymous requests to save a minute."""


@click.command()
@click.option(
    "--save", is_flag=True, help="Find copies, have missing ones made, and write them down."
)
@click.option(
    "--most",
    type=click.IntRange(1, 1_000),
    default=20,
    show_default=True,
    help="Take this number of sources.",
)
@force_option
@click.pass_obj
def archive(config_file: Path, save: bool, most: int, force: bool) -> None:
    """List sources without an archived copy, or give them one.

    With --save, the Wayback Machine of the Internet Archive is asked for the copy nearest to the
    article's date. If it has none, it is asked to save the page. One source follows another,
    with a pause, and each copy becomes the `archive` of its article.
    """
    root = root_of(config_file)
    context = context_of(root, writes=save)
    loaded = load(root, installed())
    if loaded.site is None:
        stop(loaded.report)
    site = loaded.site
    lacking = [one for one in site.published if one.source.url and not one.archive]
    if not save:
        _list(lacking, most)
        return
    chosen = drawn(lacking, most, context.today)
    contents = {article.path: read_file(root / article.path) or b"" for article in chosen}
    files = [FileChange(path, data, data) for path, data in contents.items()]
    refuse_unsaved(root, files, force=force)
    changes = []
    for path, copy in _look_up(chosen, site.gone).items():
        try:
            after = _with_copy(SiteFile(path, contents[path]), copy, context)
            changes.append(FileChange(path, contents[path], after))
        except EditError as error:
            _say(str(error))
    if chosen and not changes:
        raise Failure("no source got a copy; the lines above say why")
    apply(root, changes)
    click.echo(f"changed {counted(len(changes), 'file')}")


def _list(lacking: Sequence[Article], most: int) -> None:
    for article in lacking[:most]:
        click.echo(visible(f"{article.path}: {article.source.url}"))
    total = counted(len(lacking), "source")
    _say(f"{total} without an archived copy; to find or make copies: digest archive --save")


def drawn(articles: Sequence[Article], most: int, today: dt.date) -> list[Article]:
    """Draw some of the articles, others each day.

    If the first ones were taken, sources that the archive refuses would keep the others back.
    """
    draw = random.Random(today.toordinal())  # noqa: S311 (nothing secret)
    return draw.sample(articles, min(most, len(articles)))


def _look_up(articles: Sequence[Article], gone: Collection[str]) -> dict[str, Copy]:
    """Find a copy of each source or have one made; return them by the paths of the articles.

    If the archive asks us to stop, the other sources are left out.
    """
    wayback = Wayback()
    copies = {}
    for number, article in enumerate(articles):
        if number:
            time.sleep(_PAUSE)
        try:
            copies[article.path] = copy = _copy(article, gone, wayback)
            _say(f"{article.path}: copy of {copy.date}")
        except RefusedError as error:
            _say(str(error))
            break
        except FetchError as error:
            _say(f"{article.path}: {error}")
    return copies


def _copy(article: Article, gone: Collection[str], wayback: Wayback) -> Copy:
    url = article.source.url
    found = wayback.find(url, article.date)
    if found:
        return found
    if urldefrag(url).url in gone:
        raise FetchError(url, "the page is gone, and the archive has no copy")
    return wayback.save(url)


def _with_copy(file: SiteFile, copy: Copy, context: Context) -> bytes:
    def add(front: Values) -> None:
        archive = {"url": copy.url, "date": str(copy.date)}
        put(front, "archive", archive, article_keys(context.settings, context.taxonomies))

    return edit_file(file, context, add, lambda text, _: text)


def _say(line: str) -> None:
    click.echo(visible(line), err=True)
