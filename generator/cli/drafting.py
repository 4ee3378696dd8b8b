"""`digest new`: write a draft from answers given on a terminal or in flags.

The flags depend on the site: each taxonomy has one by its singular and one by its name, so both
`--theme phishing` and `--themes phishing` work.
"""

import shlex
import sys
from collections.abc import Iterator, Mapping
from itertools import takewhile
from pathlib import Path

import click

from generator.check.article_fields import Context
from generator.cli.site_root import context_of, root_of
from generator.diagnostics.failure import EditError
from generator.diagnostics.suggest import did_you_mean
from generator.editing import file_changes, new_article
from generator.editing.file_changes import FileChange
from generator.editing.new_article import SINGLE, Answers, own_taxonomies

_QUESTIONS = {
    "title": "Our headline: what happened, and who says so",
    "date": "Day the source published, as YYYY-MM-DD",
    "source": "Name of the source",
    "url": "Address of the report (empty for print or broadcast)",
}
_REQUIRED = ("title", "date", "source")


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.option("--no-input", is_flag=True, help="Ask no questions; take every answer from flags.")
@click.pass_context
def new(ctx: click.Context, no_input: bool) -> None:
    """Start an article: answer questions, or use flags.

    Flags: --title, --date, --source, --url, --summary, --author, and one for each taxonomy of the
    site, named after it. Repeat a flag to give several values.
    """
    root = root_of(ctx.obj)
    context = context_of(root, writes=True)
    # Map each flag to the key that it sets.
    flags = {key: key for key in (*SINGLE, "author")}
    flags["authors"] = "author"
    for settings in own_taxonomies(context):
        flags.setdefault(settings.singular.lower().replace(" ", "-"), settings.name)
        flags.setdefault(settings.name, settings.name)
    answers: Answers = {}
    for flag, value in _pairs(ctx.args, flags):
        _take(answers, flags[flag], value, context)
    if not no_input and sys.stdin.isatty():
        _ask_for_the_rest(answers, context)
    required = {*_REQUIRED, *(one.name for one in own_taxonomies(context) if one.required)}
    missing: dict[str, str] = {}
    for flag, key in flags.items():
        if key in required and key not in answers:
            missing.setdefault(key, flag)
    if missing:
        raise click.UsageError(f"missing options: --{', --'.join(missing.values())}")
    article = new_article.write(answers, context)
    if (root / article.path).exists():
        raise EditError(f"{article.path} already exists", "choose another title, or edit that file")
    file_changes.apply(root, [FileChange(article.path, None, article.data)])
    digest = "digest"
    if ctx.obj != Path("mkdocs.yml"):
        digest += f" -f {shlex.quote(str(ctx.obj))}"
    file = root / article.path
    if file.is_relative_to(Path.cwd()):
        file = file.relative_to(Path.cwd())
    click.echo(f"wrote {article.path}")
    click.echo("next:")
    click.echo("  1. write the text, and the summary if it says TODO")
    click.echo(f"  2. {digest} check {shlex.quote(str(file))}")
    click.echo(f"  3. preview it with: {digest} serve")
    click.echo("  4. delete the line `draft: true` when it is finished")


def _pairs(arguments: list[str], flags: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Split `--title x` and `--title=x` into flags and values."""
    rest = iter(arguments)
    flag, value = "", ""
    for argument in rest:
        if not argument.startswith("-"):
            words = [argument, *takewhile(lambda one: not one.startswith("-"), rest)]
            whole = shlex.quote(" ".join([value, *words]).strip())
            help_line = f"put the whole value in quotes: --{flag} {whole}"
            if not flag:
                help_line = f"write its flag before it: digest new --title {whole}"
            raise click.UsageError(f"'{argument[:60]}' has no flag; {help_line}")
        flag, equals, value = argument.removeprefix("--").partition("=")
        if not argument.startswith("--") or flag not in flags:
            flag_list = f"there are --{', --'.join(flags)}"
            hint = did_you_mean(flag, flags, flag_list).replace("'", "'--", 1)
            raise click.UsageError(f"{argument}: no such flag; {hint}")
        if not equals:
            following = next(rest, None)
            if following is None:
                raise click.UsageError(f"--{flag}: its value is missing")
            value = following
        yield flag, value


def _take(answers: Answers, key: str, answer: str, context: Context) -> None:
    """Add an answer; if it names a term in another way, print the term.

    Raises:
        EditError: the answer is invalid.
    """
    value = new_article.parse_answer(key, answer, context)
    taxonomy = new_article.taxonomy_of(key, context)
    typed = answer.strip()
    if taxonomy and value in taxonomy.terms and typed != value:
        name = taxonomy.terms[value].name
        click.echo(f"{typed} → {value} ({name})", err=True)
    if value and key in SINGLE:
        answers[key] = [value]
    elif value and value not in answers.setdefault(key, []):
        answers[key].append(value)


def _ask_for_the_rest(answers: Answers, context: Context) -> None:
    for key, question in _QUESTIONS.items():
        needs = ""
        if key in _REQUIRED:
            needs = "an article needs this"
        _ask(answers, key, question, needs, context)
    for taxonomy in own_taxonomies(context):
        needs, empty = "", "empty for none"
        if taxonomy.required:
            declared = f"they are declared in {taxonomy.terms_path}"
            needs, empty = f"an article needs at least one; {declared}", "empty to go on"
        _ask(answers, taxonomy.name, f"{taxonomy.title} (one at a time, {empty})", needs, context)
    question = "Summary in one or two sentences of your own (empty to write it later)"
    _ask(answers, "summary", question, "", context)


def _ask(answers: Answers, key: str, question: str, needs: str, context: Context) -> None:
    """Ask until the answer is valid; for a key with several values, until an answer is empty.

    A key that already has an answer is skipped. `needs` is the reply if a required answer is
    missing.
    """
    if key in answers:
        return
    while key not in SINGLE or key not in answers:
        answer = click.prompt(question, default="", show_default=False).strip()
        if not answer and (key in answers or not needs):
            return
        try:
            _take(answers, key, answer, context)
        except EditError as error:
            click.echo(str(error), err=True)
        if not answer:
            click.echo(needs, err=True)
