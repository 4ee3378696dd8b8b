"""`digest import`: an article begun from a report that someone else wrote."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands.place import root_of
from generator.intake.import_run import run
from generator.layout import ARTICLES
from generator.pipeline.context import read_context
from generator.report.diagnostics import Report
from generator.report.formats import as_text


@click.command("import")
@click.argument("given", metavar="PATH|URL|-")
@click.option("--format", "form", type=click.Choice(["md", "json"]), default="md", show_default=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="A new .md file, or a folder such as content/articles; default: standard output.",
)
@click.option("--url", default="", help="The address of a saved page or a text on the web.")
@click.pass_obj
def import_(config_file: Path, given: str, form: str, output: Path | None, url: str) -> None:
    """Begin an article from a report: a text, a saved page, an address, or a feed.

    What is sure is written down, what is not becomes a comment, each with the sentence it comes
    from. Title, summary and text are yours to write.
    """
    root = root_of(config_file)
    report = Report()
    context = read_context(root, report)
    if context is None or not report.ok:
        click.echo(as_text(report), err=True)
        sys.exit(1)
    done = run(given, context, root / ARTICLES, form=form, output=output, url=url)
    if done.shown:
        click.echo(done.shown, nl=False)
    for line in done.notes:
        click.echo(line, err=True)
