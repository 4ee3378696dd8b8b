"""`digest suggest`: what the registries know of a text, for its author to take or leave."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.site_root import context_of, root_of
from generator.importer import tag_advice
from generator.importer.claims import IntakeError
from generator.importer.receive import receive
from generator.importer.recogniser import recogniser


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--format", "form", type=click.Choice(list(tag_advice.FORMATS)), default="text", show_default=True
)
@click.pass_obj
def suggest(config_file: Path, file: str, form: str) -> None:
    """Say which terms of the registries a text speaks of, and why.

    FILE is an article, whose front matter is compared with its text, or any plain text or saved
    page; `-` is standard input. Nothing is written.
    """
    context = context_of(root_of(config_file))
    try:
        text = tag_advice.manuscript(receive(file), context)
    except IntakeError as error:
        raise click.ClickException(str(error)) from error
    found = recogniser(context).suggest(text.reading)
    click.echo(tag_advice.FORMATS[form](text, found, context))
