"""Commands that read external texts: `import`, `from-issue`."""

import json
from pathlib import Path
from typing import BinaryIO

import click

from generator.cli.site_root import context_of, format_option, root_of
from generator.model.layout import ARTICLES
from generator.read.links.web_addresses import canonical
from newsroom.importer import form as issue_form
from newsroom.importer import import_run, report_draft
from newsroom.importer.claims import IntakeError, Raw
from newsroom.importer.receive import receive

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
    """Turn a report into a draft: a text or a web page.

    Certain values are filled in; the rest become comments, each with the sentence it comes from.
    The title is the source's until you write your own; summary and text are left for you to write.
    """
    if url and not canonical(url):
        example = "write it as https://<host>/<path>"
        raise IntakeError(f"'{url[:100]}' is not an address; {example}")
    root = root_of(config_file)
    context = context_of(root)
    output_text, notes = import_run.run(
        receive(report), context, root / ARTICLES, form=form, output=output, url=url
    )
    if output_text:
        click.echo(output_text, nl=False)
    for line in notes:
        click.echo(line, err=True)


@click.command()
@click.argument("issue", type=click.File("rb"))
@click.option("--fetch", is_flag=True, help="Read the report at the form's link, too.")
@_DRAFT_FORMAT
@click.pass_obj
def from_issue(config_file: Path, issue: BinaryIO, fetch: bool, form: str) -> None:
    """Turn a filled-in "Suggest an article" form into a draft.

    ISSUE is a file with the text of the issue; `-` is standard input. What the form leaves open,
    `--fetch` takes from the page at its link.
    """
    context = context_of(root_of(config_file))
    text = issue.read(issue_form.MOST_BYTES).decode("utf-8", "replace")
    answers = issue_form.read_form(text, issue_form.questions(context))
    if not answers:
        raise click.ClickException(f"{issue.name}: it contains no answers to the form")
    page, problem = Raw(""), ""
    if fetch:
        page, problem = import_run.read_link(issue_form.link_of(answers), context)
    report = issue_form.findings(answers, context, page)
    draft = report_draft.as_markdown(report, context)
    path = report_draft.path_of(report, context)
    if form == "json":
        click.echo(json.dumps({"path": path, "text": draft, "problem": problem}))
        return
    click.echo(draft, nl=False)
    for line in filter(None, (problem, f"save it as {path}")):
        click.echo(line, err=True)
