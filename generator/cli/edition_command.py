"""`digest edition`: a week's edition drafted, and sent as e-mail by whoever sends it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import click

from generator.assemble.collection import by_week
from generator.build.loading import Loaded, load
from generator.check.edition_fields import articles_by_week, nearest_week
from generator.check.unsubscribe import EXAMPLE, unsubscribe_problem
from generator.cli.site_root import context_of, engine_of, root_of, stop
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.editing import edition_draft as drafting
from generator.editing import journal
from generator.editing.edition_draft import DraftedEdition
from generator.editing.journal import FileChange
from generator.model.edition import Edition, Week, read_week, week_name, week_of, why_no_week
from generator.model.layout import EDITIONS
from generator.model.site import Site
from generator.newsletter.eml import message
from generator.newsletter.mail import Issue, as_html, as_text, issue
from generator.system.file_writing import write

PLACEHOLDER = "https://unsubscribe.invalid/{token}"
"""Stands where nobody has said an address; no host will ever have this name (RFC 2606)."""


@click.command()
@click.argument("week", metavar="WEEK")
@click.option("--force", is_flag=True, help="Draft it anew, over what editors wrote.")
@click.option(
    "--email",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also write the edition as e-mail into this folder: .html, .txt and .eml.",
)
@click.option(
    "--unsubscribe",
    metavar="URL",
    default="",
    help="Where readers of the e-mail unsubscribe; default: of site.yml.",
)
@click.pass_obj
def edition(config_file: Path, week: str, force: bool, folder: Path | None, unsubscribe: str) -> None:
    """Draft the weekly edition of WEEK, such as 2021-W43, in content/editions.

    The lead is the article that most other reports share their event with, then the one of the
    most official source, then the one that concerns most terms. A draft that was edited is kept.
    """
    root = root_of(config_file)
    wanted = _week(week)
    loaded = load(root, engine_of(config_file).site_url if folder else "")
    site = _sound(loaded, wanted, force=force)
    articles = by_week(site.articles).get(wanted)
    if articles is None:
        near = nearest_week(wanted, articles_by_week(site.articles))
        raise Failure(f"{week_name(wanted)} has no articles; {near}")
    context = context_of(root, writes=True)
    there = next((one for one in site.editions if one.week == wanted), None)
    path = there.path if there else drafting.path_of(wanted)
    before = journal.content(root / path)
    kept = before is not None and not force and not drafting.is_as_drafted(before)
    if kept and folder is None:
        raise Failure(f"{path} has been edited: --force drafts it anew, --email FOLDER takes it as it is")
    drafted = None if kept else drafting.draft(wanted, articles, context, path)
    files = _mail(site, wanted, drafted.edition if drafted else there, unsubscribe) if folder else {}
    if drafted:
        _put(root, drafted, before)
    for name, data in files.items():
        write((folder or root) / name, data)
        click.echo(f"wrote {(folder or root) / name}")


def _week(said: str) -> Week:
    wanted = read_week(said)
    if wanted is None:
        raise click.UsageError(f"'{said}' is not a week; {why_no_week(said)}")
    now = week_of(dt.date.today() + dt.timedelta(days=1))
    if wanted > now:
        raise Failure(f"{week_name(wanted)} has not come yet; this is {week_name(week_of(dt.date.today()))}")
    return wanted


def _sound(loaded: Loaded, week: Week, *, force: bool) -> Site:
    """The site; errors end the command, but not those of a draft that is to be written over."""
    own = drafting.path_of(week) if force else ""
    rest = Report()
    rest.extend(found for found in loaded.report if found.severity == "error" and found.place.path != own)
    if loaded.site is None or not rest.ok:
        stop(rest, writes=True)
    return loaded.site


def _mail(site: Site, week: Week, written: Edition | None, unsubscribe: str) -> dict[str, str | bytes]:
    """The files of the e-mail."""
    if not site.settings.url:
        raise Failure("the site has no address for the links of an e-mail; write `url` into site.yml")
    where = unsubscribe or site.settings.unsubscribe or PLACEHOLDER
    if problem := unsubscribe_problem(where):
        raise Failure(f"--unsubscribe: {problem}; write it as in {EXAMPLE}")
    if where == PLACEHOLDER:
        note = "note: `unsubscribe` is not in site.yml, so the e-mail says"
        click.echo(f"{note} {PLACEHOLDER}", err=True)
    editions = [one for one in site.editions if one.week != week]
    whole = replace(site, editions=(*editions, *([written] if written else [])))
    one: Issue = issue(whole, week, where)
    name = week_name(week).lower()
    return {f"{name}.html": as_html(one), f"{name}.txt": as_text(one), f"{name}.eml": message(one)}


def _put(root: Path, drafted: DraftedEdition, before: bytes | None) -> None:
    if drafted.data == before:
        click.echo(f"{drafted.path} is up to date")
        return
    (root / EDITIONS).mkdir(parents=True, exist_ok=True)
    journal.apply(root, [FileChange(drafted.path, before, drafted.data)])
    click.echo(f"{'wrote' if before is None else 'drafted anew'} {drafted.path}")
    click.echo(f"next: edit it, then digest check {drafted.path}")
