"""Commands for whoever looks at what others propose: `changes`, `from-issue`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import BinaryIO

import click

from generator.build import changes as changed
from generator.cli.site_root import context_of, root_of
from generator.importer import form as suggestion


@click.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("new", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--format", "form", type=click.Choice(list(changed.FORMATS)), default="text", show_default=True)
def changes(old: Path, new: Path, form: str) -> None:
    """List the pages that differ between two built sites, such as main's and a pull request's."""
    click.echo(changed.FORMATS[form](changed.compare(old, new)))


@click.command()
@click.argument("issue", type=click.File("rb"))
@click.option("--format", "form", type=click.Choice(["md", "json"]), default="md", show_default=True)
@click.pass_obj
def from_issue(config_file: Path, issue: BinaryIO, form: str) -> None:
    """Turn the answers of the form "Suggest an article", in a file or from `-`, into a draft."""
    context = context_of(root_of(config_file))
    text = issue.read(suggestion.MOST_BYTES).decode("utf-8", "replace")
    answers = suggestion.read_form(text, suggestion.questions(context))
    if not answers:
        raise click.ClickException(f"{issue.name}: no question of the form is answered in it")
    draft = suggestion.draft(answers, context)
    if form == "json":
        click.echo(json.dumps({"path": draft.path, "text": draft.text}))
        return
    click.echo(draft.text, nl=False)
    click.echo(f"save it as {draft.path}", err=True)
