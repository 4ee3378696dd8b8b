"""`digest new`: questions on a terminal, flags in a script, the same answers either way.

Which flags there are depends on the site: one for each taxonomy, by its
singular or its name, so `--theme phishing` and `--themes phishing` both work.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from generator.check.article_fields import Context
from generator.cli.site_root import context_of, root_of
from generator.diagnostics.suggest import did_you_mean
from generator.editing import journal, new_article
from generator.editing.error import EditError
from generator.editing.journal import FileChange
from generator.editing.new_article import ONE_OF_EACH, Answers, own_taxonomies

_QUESTIONS = {
    "title": "Our headline: what happened, and who says so",
    "date": "Day the source published, as in 2024-05-02",
    "source": "Name of the source",
    "url": "Address of the report (empty for print or broadcast)",
}
_REQUIRED = ("title", "date", "source")


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.option("--no-input", is_flag=True, help="Ask no questions: every answer is in the flags.")
@click.pass_context
def new(ctx: click.Context, no_input: bool) -> None:
    """Begin an article: asks what it must hold, or takes it from flags, and writes a draft.

    Flags: --title, --date, --source, --url, --summary, --author and one for each taxonomy
    (--agency, --theme, --country, --person …); those that take several values may be repeated.
    """
    root = root_of(ctx.obj)
    context = context_of(root, writes=True)
    flags = _flags(context)
    answers: Answers = {}
    for flag, value in _pairs(ctx.args, flags):
        _take(answers, flags[flag], value, context)
    if not no_input and sys.stdin.isatty():
        _ask_for_the_rest(answers, context)
    required = [*_REQUIRED, *(one.name for one in own_taxonomies(context) if one.required)]
    missing = {key: flag for flag, key in reversed(flags.items()) if key in required and key not in answers}
    if missing:
        raise click.UsageError(f"missing options: --{', --'.join(reversed(missing.values()))}")
    article = new_article.write(answers, context)
    if (root / article.path).exists():
        raise EditError(f"{article.path} already exists", "choose another title, or edit that file")
    journal.apply(root, [FileChange(article.path, None, article.data)])
    click.echo(f"wrote {article.path}")
    for step in _next_steps(ctx.obj, root / article.path):
        click.echo(step)


def _flags(context: Context) -> dict[str, str]:
    """Flag → what it answers: a key of its own, or a taxonomy."""
    flags = {key: key for key in (*ONE_OF_EACH, "author")}
    flags["authors"] = "author"
    for settings in own_taxonomies(context):
        flags.setdefault(settings.singular.lower().replace(" ", "-"), settings.name)
        flags.setdefault(settings.name, settings.name)
    return flags


def _pairs(arguments: list[str], flags: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Flags with their values: `--title x`, `--title=x`."""
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.removeprefix("--").partition("=")
        if not argument.startswith("--") or name not in flags:
            listing = f"there are --{', --'.join(flags)}"
            hint = did_you_mean(name, flags, listing).replace("'", "'--", 1)
            raise click.UsageError(f"{argument}: there is no such flag; {hint}")
        if not equals:
            found = next(rest, None)
            if found is None:
                raise click.UsageError(f"--{name}: its value is missing")
            value = found
        yield name, value


def _take(answers: Answers, key: str, said: str, context: Context) -> None:
    """Add an answer.

    Raises:
        EditError: when it cannot be right.
    """
    value = new_article.accepted(key, said, context)
    if value and key in ONE_OF_EACH:
        answers[key] = [value]
    elif value and value not in answers.setdefault(key, []):
        answers[key].append(value)


def _ask_for_the_rest(answers: Answers, context: Context) -> None:
    for key, question in _QUESTIONS.items():
        needs = "an article needs this" if key in _REQUIRED else ""
        _ask(answers, key, question, needs, context)
    for one in own_taxonomies(context):
        again = "empty to go on" if one.required else "empty for none"
        needs = (
            f"an article belongs to at least one; they are declared in {one.terms}" if one.required else ""
        )
        _ask(answers, one.name, f"{one.title} (one at a time, {again})", needs, context)
    question = "Summary in one or two sentences of your own (empty to write it later)"
    _ask(answers, "summary", question, "", context)


def _ask(answers: Answers, key: str, question: str, needs: str, context: Context) -> None:
    """Ask a question until its answer is right, or for more until one is empty.

    Args:
        answers: Gains the answers; what is answered already is not asked.
        key: A key of front matter, or a taxonomy.
        question: What to ask.
        needs: What to say when there must be an answer and is none; empty where there may be none.
        context: Settings and registries.
    """
    if key in answers:
        return
    while key not in ONE_OF_EACH or key not in answers:
        said = click.prompt(question, default="", show_default=False).strip()
        if not said and (key in answers or not needs):
            return
        try:
            _take(answers, key, said, context)
        except EditError as error:
            click.echo(str(error), err=True)
        if not said:
            click.echo(needs, err=True)


def _next_steps(config_file: Path, file: Path) -> Iterator[str]:
    digest = "digest" if config_file == Path("mkdocs.yml") else f"digest -f {shlex.quote(str(config_file))}"
    cwd = Path.cwd()
    shown = file.relative_to(cwd) if file.is_relative_to(cwd) else file
    yield "next:"
    yield "  1. write the text, and the summary if it says TODO"
    yield f"  2. {digest} check {shlex.quote(str(shown))}"
    yield "  3. delete the line `draft: true`, then look at it with digest serve"
