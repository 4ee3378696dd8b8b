"""`digest new`: questions on a terminal, flags in a script, the same answers either way.

Which flags there are depends on the site: one for each taxonomy, by its
singular or its name, so `--theme phishing` and `--themes phishing` both work.
"""

from __future__ import annotations

import datetime as dt
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import click

from generator.check.article import Context
from generator.commands.editing import context_of
from generator.commands.place import root_of
from generator.edit import journal, new_article
from generator.edit.error import EditError
from generator.edit.journal import FileChange
from generator.model.term import Taxonomy
from generator.read.links import web_address_problem
from generator.report.suggest import did_you_mean

_OF_SOURCE = "source.name"
_SINGLE = ("title", "date", "source", "url", "summary")
_SEVERAL = ("author",)

Value = TypeVar("Value")


@dataclass(slots=True)
class _Said:
    """Answers as they come in, each checked when it does."""

    single: dict[str, str] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    terms: dict[str, list[str]] = field(default_factory=dict)


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.option("--no-input", is_flag=True, help="Ask nothing; what must be said must be in the flags.")
@click.pass_context
def new(ctx: click.Context, no_input: bool) -> None:
    """Begin an article: asks what it must hold, or takes it from flags, and writes a draft.

    Flags: --title, --date, --source, --url, --summary, --author and one for each taxonomy
    (--agency, --theme, --country, --person …); those that take several values may be repeated.
    """
    root = root_of(ctx.obj)
    context = context_of(root)
    flags = _flags(context)
    said = _Said()
    for flag, value in _pairs(ctx.args, flags):
        _take(said, flag, value, flags, context)
    if not no_input and sys.stdin.isatty():
        _ask_for_the_rest(said, flags, context)
    _refuse_missing(said, flags)
    article = new_article.write(_answers(said), context)
    if (root / article.path).exists():
        raise EditError(f"{article.path} is there already", "choose another title, or edit that file")
    journal.apply(root, [FileChange(article.path, None, article.data)])
    click.echo(f"wrote {article.path}")
    for step in _next_steps(ctx.obj, root / article.path):
        click.echo(step)


def _flags(context: Context) -> dict[str, Taxonomy | None]:
    """Flag → the taxonomy it fills, or None for a field of its own."""
    flags: dict[str, Taxonomy | None] = dict.fromkeys((*_SINGLE, *_SEVERAL, "authors"))
    for name, taxonomy in context.taxonomies.items():
        if taxonomy.settings.front_matter != _OF_SOURCE:
            flags.setdefault(taxonomy.settings.singular.lower().replace(" ", "-"), taxonomy)
            flags.setdefault(name, taxonomy)
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


def _take(said: _Said, flag: str, value: str, flags: Mapping[str, Taxonomy | None], context: Context) -> None:
    """Note an answer.

    Raises:
        EditError: when it cannot be right.
    """
    value = " ".join(value.split())
    taxonomy = flags[flag]
    if taxonomy is not None:
        chosen = said.terms.setdefault(taxonomy.settings.name, [])
        found = new_article.named(value, taxonomy)
        if found not in chosen:
            chosen.append(found)
    elif flag in ("author", "authors"):
        said.authors.append(value)
    elif value:
        said.single[flag] = _checked(flag, value, context)


def _checked(flag: str, value: str, context: Context) -> str:
    if flag == "date":
        try:
            dt.date.fromisoformat(value)
        except ValueError as error:
            message = f"'{value}' is not a day"
            raise EditError(message, "write year-month-day, as in 2024-05-02") from error
        return dt.date.fromisoformat(value).isoformat()
    if flag == "url" and (problem := web_address_problem(value)):
        message = f"'{value[:60]}' is not an address to link to: {problem}"
        raise EditError(message, "write it as in https://example.org/news/1")
    if flag == "source":
        outlets = (one for one in context.taxonomies.values() if one.settings.front_matter == _OF_SOURCE)
        outlet = next(outlets, None)
        return new_article.named(value, outlet) if outlet else value
    return value


def _ask_for_the_rest(said: _Said, flags: Mapping[str, Taxonomy | None], context: Context) -> None:
    questions = {
        "title": "Our headline: what happened, and who says so",
        "date": "Day the source published, as in 2024-05-02",
        "source": "Name of the source",
        "url": "Address of the report (empty for print or broadcast)",
    }
    for flag, question in questions.items():
        optional = flag == "url"
        while flag not in said.single:
            answer = click.prompt(question, default="" if optional else None, show_default=False)
            if optional and not answer.strip():
                break
            _try(lambda flag=flag, answer=answer: _take(said, flag, answer, flags, context))  # type: ignore[misc]
    for taxonomy in {one.settings.name: one for one in flags.values() if one}.values():
        _ask_for_terms(said, taxonomy, flags, context)
    if "summary" not in said.single:
        question = "Summary in one or two sentences of your own (empty to write it later)"
        answer = click.prompt(question, default="", show_default=False)
        _take(said, "summary", answer, flags, context)


def _ask_for_terms(
    said: _Said, taxonomy: Taxonomy, flags: Mapping[str, Taxonomy | None], context: Context
) -> None:
    settings = taxonomy.settings
    if settings.name in said.terms:
        return
    again = "one at a time, empty to go on" if settings.required else "one at a time, empty for none"
    while True:
        answer = click.prompt(f"{settings.title} ({again})", default="", show_default=False).strip()
        if answer:
            _try(lambda answer=answer: _take(said, settings.name, answer, flags, context))  # type: ignore[misc]
        elif said.terms.get(settings.name) or not settings.required:
            return
        else:
            click.echo(f"an article belongs to at least one; they are declared in {settings.terms}", err=True)


def _try(take: Callable[[], None]) -> None:
    try:
        take()
    except EditError as error:
        click.echo(str(error), err=True)


def _refuse_missing(said: _Said, flags: Mapping[str, Taxonomy | None]) -> None:
    missing = [flag for flag in ("title", "date", "source") if flag not in said.single]
    for flag, taxonomy in flags.items():
        if taxonomy and taxonomy.settings.required and not said.terms.get(taxonomy.settings.name):
            missing.append(flag)
            said.terms[taxonomy.settings.name] = ["asked for"]
    if missing:
        raise click.UsageError(f"still to be said: {', '.join(f'--{flag}' for flag in missing)}")


def _answers(said: _Said) -> new_article.Answers:
    return new_article.Answers(
        title=said.single["title"],
        date=dt.date.fromisoformat(said.single["date"]),
        source=said.single["source"],
        url=said.single.get("url", ""),
        authors=said.authors,
        terms=said.terms,
        summary=said.single.get("summary", ""),
    )


def _next_steps(config_file: Path, file: Path) -> Iterator[str]:
    digest = "digest" if config_file == Path("mkdocs.yml") else f"digest -f {shlex.quote(str(config_file))}"
    cwd = Path.cwd()
    shown = file.relative_to(cwd) if file.is_relative_to(cwd) else file
    yield "next:"
    yield "  1. write the text, and the summary if it says TODO"
    yield f"  2. {digest} check {shlex.quote(str(shown))}"
    yield "  3. delete the line `draft: true`, then look at it with digest serve"
