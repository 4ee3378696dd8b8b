"""`digest edition`: draft a week's edition, and write it as an e-mail."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import click

from generator.assemble.collection import Week, by_week, week_of
from generator.cli.site_root import context_of, engine_of, root_of, stop
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.editing import file_changes
from generator.editing.editable_files import SiteFile
from generator.editing.file_changes import FileChange
from generator.extras.editions.weeks import nearest_week, read_week, week_name, why_no_week
from generator.installed import installed
from generator.load.loaded import Wanted
from generator.load.loading import load
from generator.model import address
from generator.model.site import Site, Text
from generator.system.file_writing import write
from newsroom.editing import edition_draft
from newsroom.newsletter.eml import message
from newsroom.newsletter.mail import as_html, as_text, issue

PLACEHOLDER = "https://unsubscribe.invalid/{token}"
"""Used if no address is set; no host can have this name (RFC 2606)."""


@click.command()
@click.argument("week", metavar="WEEK", default="")
@click.option("--force", is_flag=True, help="Replace the edition that the week has.")
@click.option(
    "--email",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also write the edition as an e-mail into FOLDER: .html, .txt and .eml.",
)
@click.pass_obj
def edition(config_file: Path, week: str, force: bool, folder: Path | None) -> None:
    """Draft the edition of WEEK, such as 2021-W43.

    The lead is the most widely reported event, then the most official source, then the article
    with the most terms. Comments in the draft list what may have mattered, threads that moved,
    corrections, and what is due in the next week. An edition that the week has is kept.
    """
    root = root_of(config_file)
    number = _past_week(week)
    site_url = engine_of(config_file).site_url if folder else ""
    site = _load(root, site_url, number, force=force)
    if not site.has_weeks:
        raise Failure("the editions are switched off in site_config/site.yml, under `extras`")
    weeks = by_week(site.articles)
    if number not in weeks:
        raise Failure(f"{week_name(number)} has no articles; {nearest_week(number, weeks)}")
    context = context_of(root, writes=True)
    written = {text.address: text for text in site.texts}
    existing = written.get(address.edition(*number))
    path = existing.path if existing else edition_draft.path_of(number)
    before = file_changes.read_file(root / path)
    is_kept = before is not None and not force
    if is_kept and folder:
        mail = _mail(site, number, existing, folder)
    else:
        articles = weeks[number]
        listed = edition_draft.notes(site, number, articles)
        drafted, new = edition_draft.draft(number, articles, context, path, listed)
        if is_kept and drafted.data != before:
            help_line = "use --force to replace it, or --email FOLDER to send it as it is"
            raise Failure(f"{path} differs from a new draft; {help_line}")
        mail = _mail(site, number, new, folder)
        _save(root, drafted, before)
    for file, data in mail.items():
        write(file, data)
        click.echo(f"wrote {file}")


def _past_week(text: str) -> Week:
    today = dt.date.today()
    if not text:
        last = week_name(week_of(today - dt.timedelta(days=7)))
        raise click.UsageError(f"name the week; for last week: digest edition {last}")
    week = read_week(text)
    if week is None:
        raise click.UsageError(f"'{text}' is not a week; {why_no_week(text)}")
    # It may already be tomorrow in readers' time zones.
    if week > week_of(today + dt.timedelta(days=1)):
        raise Failure(f"{week_name(week)} is in the future; this is {week_name(week_of(today))}")
    return week


def _load(root: Path, site_url: str, week: Week, *, force: bool) -> Site:
    """Load the site; errors end the command, except those of a draft that `force` replaces."""
    loaded = load(root, installed(), Wanted(site_url))
    replaced = edition_draft.path_of(week) if force else ""
    errors = (problem for problem in loaded.report if problem.severity == "error")
    report = Report(problem for problem in errors if problem.place.path != replaced)
    if loaded.site is None or not report.ok:
        stop(report, writes=True)
    return loaded.site


def _mail(site: Site, week: Week, edition: Text | None, folder: Path | None) -> dict[Path, bytes]:
    """Write the files of an edition's e-mail; there are none without a folder.

    Raises:
        Failure: the site has no address, or a file exists and has other contents.
    """
    if folder is None:
        return {}
    if not site.settings.url:
        help_line = "add `url` to site_config/site.yml"
        raise Failure(f"the links of an e-mail need the site's address; {help_line}")
    texts = [text for text in site.texts if text.address != address.edition(*week)]
    if edition:
        texts.append(edition)
    link = site.settings.unsubscribe
    if not link:
        link = PLACEHOLDER
        note = "note: `unsubscribe` is not set in site_config/site.yml, so the e-mail links to"
        click.echo(f"{note} {PLACEHOLDER}", err=True)
    mail = issue(replace(site, texts=tuple(texts)), week, link)
    name = week_name(week).lower()
    files = {
        folder / f"{name}.html": as_html(mail).encode(),
        folder / f"{name}.txt": as_text(mail).encode(),
        folder / f"{name}.eml": message(mail),
    }
    for file, data in files.items():
        if file_changes.read_file(file) not in (None, data):
            help_line = "delete it, or name another folder"
            raise Failure(f"{file}: there is another e-mail of this week; {help_line}")
    return files


def _save(root: Path, drafted: SiteFile, before: bytes | None) -> None:
    if drafted.data == before:
        click.echo(f"{drafted.path} is up to date")
        return
    file_changes.apply(root, [FileChange(drafted.path, before, drafted.data)])
    click.echo(f"{'wrote' if before is None else 'replaced'} {drafted.path}")
    click.echo(f"next: edit it, then run: digest check {drafted.path}")
