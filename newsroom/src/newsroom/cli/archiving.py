"""`digest archive`: give sources an archived copy."""

from collections.abc import Sequence
from pathlib import Path

import click

from generator.cli.editing import force_option, refuse_unsaved
from generator.cli.site_root import context_of, root_of, stop
from generator.diagnostics.diagnostics import counted
from generator.diagnostics.failure import Failure
from generator.diagnostics.terminal import visible
from generator.editing import file_changes
from generator.installed import installed
from generator.load.loading import load
from generator.model.article import Article
from newsroom.editing import archived_copies
from newsroom.online.wayback import Wayback


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
    lacking = archived_copies.without_copy(site.published)
    if not save:
        _list(lacking, most)
        return
    chosen = archived_copies.drawn(lacking, most, context.today)
    files = archived_copies.files_of(root, chosen)
    refuse_unsaved(root, files, force=force)
    copies = archived_copies.look_up(chosen, site.gone, Wayback(), _say)
    if chosen and not copies:
        raise Failure("no source got a copy; the lines above say why")
    changes = archived_copies.with_copies(files, copies, context, _say)
    file_changes.apply(root, changes)
    click.echo(f"changed {counted(len(changes), 'file')}")


def _list(lacking: Sequence[Article], most: int) -> None:
    for article in lacking[:most]:
        click.echo(visible(f"{article.path}: {article.source.url}"))
    total = counted(len(lacking), "source")
    _say(f"{total} without an archived copy; to find or make copies: digest archive --save")


def _say(line: str) -> None:
    click.echo(visible(line), err=True)
