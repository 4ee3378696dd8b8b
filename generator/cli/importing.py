"""`digest import`: an article begun from a report that someone else wrote."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.site_root import context_of, root_of
from generator.importer.import_run import run
from generator.model.layout import ARTICLES


@click.command("import")
@click.argument("argument", metavar="PATH|URL|-")
@click.option("--format", "form", type=click.Choice(["md", "json"]), default="md", show_default=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="A new .md file, or a folder such as content/articles; default: standard output.",
)
@click.option("--url", default="", help="The address of a saved page or a text on the web.")
@click.pass_obj
def import_(config_file: Path, argument: str, form: str, output: Path | None, url: str) -> None:
    """Begin an article from a report: a text, a saved page, an address, or a feed.

    What is sure is written down, what is not becomes a comment, each with the sentence it comes
    from. Title, summary and text are yours to write.
    """
    root = root_of(config_file)
    context = context_of(root)
    outcome = run(argument, context, root / ARTICLES, form=form, output=output, url=url)
    if outcome.output:
        click.echo(outcome.output, nl=False)
    for line in outcome.notes:
        click.echo(line, err=True)
