"""Commands that read external texts: `import`, `suggest`, `from-issue`."""

import json
from pathlib import Path
from typing import BinaryIO

import click

from generator.cli.site_root import context_of, format_option, root_of
from generator.importer import form as issue_form
from generator.importer import import_run, tag_advice
from generator.importer.claims import IntakeError
from generator.importer.receive import receive
from generator.importer.recogniser import recogniser
from generator.model.layout import ARTICLES

_DRAFT_FORMAT = format_option(["md", "json"], "md")


@click.command("import")
@click.argument("report", metavar="PATH|URL|-")
@_DRAFT_FORMAT
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="A new .md file, or a folder such as content/articles; default: standard output.",
)
@click.option("--url", default="", help="Where a saved page or text is on the web.")
@click.pass_obj
def import_(config_file: Path, report: str, form: str, output: Path | None, url: str) -> None:
    """Turn a report into a draft: a text, a web page, or a feed.

    Certain values are filled in; the rest become comments, each with the sentence it comes from.
    Title, summary and text are left for you to write.
    """
    root = root_of(config_file)
    context = context_of(root)
    output_text, notes = import_run.run(
        report, context, root / ARTICLES, form=form, output=output, url=url
    )
    if output_text:
        click.echo(output_text, nl=False)
    for line in notes:
        click.echo(line, err=True)


@click.command()
@click.argument("file", metavar="FILE")
@format_option(tag_advice.FORMATS)
@click.pass_obj
def suggest(config_file: Path, file: str, form: str) -> None:
    """Suggest terms of the registries for a text.

    FILE is an article, whose front matter is compared with its text, or any text or saved page;
    `-` is standard input. Each suggestion shows its evidence. Nothing is written.
    """
    context = context_of(root_of(config_file))
    try:
        text = tag_advice.manuscript(receive(file), context)
    except IntakeError as error:
        raise click.ClickException(str(error)) from error
    suggestions = recogniser(context).suggest(text.reading)
    click.echo(tag_advice.FORMATS[form](text, suggestions, context))


@click.command()
@click.argument("issue", type=click.File("rb"))
@_DRAFT_FORMAT
@click.pass_obj
def from_issue(config_file: Path, issue: BinaryIO, form: str) -> None:
    """Turn a filled-in "Suggest an article" form into a draft.

    ISSUE is a file with the text of the issue; `-` is standard input.
    """
    context = context_of(root_of(config_file))
    text = issue.read(issue_form.MOST_BYTES).decode("utf-8", "replace")
    answers = issue_form.read_form(text, issue_form.questions(context))
    if not answers:
        raise click.ClickException(f"{issue.name}: it contains no answers to the form")
    draft = issue_form.draft(answers, context)
    draft_text = draft.data.decode()
    if form == "json":
        click.echo(json.dumps({"path": draft.path, "text": draft_text}))
        return
    click.echo(draft_text, nl=False)
    click.echo(f"save it as {draft.path}", err=True)
