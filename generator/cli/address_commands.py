"""Commands for addresses: `permalinks`, `redirects`."""

import datetime as dt
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from generator.check.addresses.identities import identified
from generator.check.addresses.ledger import (
    Recorded,
    days_recorded,
    ledger_text,
    read_ledger,
    salvage,
)
from generator.check.addresses.permalinks import Current, answering, check_published
from generator.cli.site_root import engine_of, root_of, stop
from generator.diagnostics.diagnostics import Report, counted
from generator.editing import file_changes
from generator.editing.file_changes import FileChange
from generator.load.loading import Loaded, load
from generator.load.published_addresses import ledger_path, locate
from generator.model.site import Site
from generator.pages.redirect_pages import FORMATS, host_rules
from generator.recipes.every_file import moved_paths


@click.command()
@click.option("--write", is_flag=True, help="Add new addresses to the ledger.")
@click.option(
    "--accept", is_flag=True, help="Also accept a ledger that was edited or merged by hand."
)
@click.pass_obj
def permalinks(config_file: Path, write: bool, accept: bool) -> None:
    """List addresses that are not in the ledger yet.

    The ledger, a file in git, lists every published address. Run this with --write when you
    publish: `digest check` then reports recorded addresses that no longer work. Without options,
    the exit code is 1 if addresses are missing.
    """
    root = root_of(config_file)
    loaded, site = _load(config_file, root)
    path = ledger_path(site.settings)
    data = file_changes.read_file(root / path)
    report = Report()
    recorded = _read_ledger(data, path, accept, report)
    is_checked = loaded.ledger.recorded is not None
    report.extend(problem for problem in loaded.report if is_checked or problem.place.path != path)
    addresses: Recorded = {}
    if report.ok and recorded is not None:
        addresses = _answering(root, loaded, site, recorded, report)
    if not report.ok:
        stop(report, writes=write or accept)
    new = sorted(addresses.keys() - (recorded or {}).keys())
    if not (write or accept):
        click.echo("".join(f"{address}\n" for address in new), nl=False)
        click.echo(f"{len(new):,} of {len(addresses):,} addresses are not in {path}", err=True)
        sys.exit(1 if new else 0)
    known = data.decode("utf-8", "replace") if data else ""
    is_news = (
        bool(known) and not accept
    )  # with --accept, the address may be one whose line was lost
    days = {**(dict.fromkeys(new, dt.date.today()) if is_news else {}), **days_recorded(known)}
    text = ledger_text(addresses, days).encode()
    if text != data:
        file_changes.apply(root, [FileChange(path, data, text)])
    click.echo(
        f"{counted(len(addresses), 'address', 'addresses')} in {path}, {len(new):,} of them new"
    )
    if not site.settings.permalinks:
        line = f"permalinks: {Path(path).name}"
        click.echo(f"to let `digest check` use it, add to site_config/site.yml: {line}", err=True)


def _read_ledger(data: bytes | None, path: str, accept: bool, report: Report) -> Recorded | None:
    """The ledger's addresses; None for a ledger with errors, which are added to the report."""
    if data is None:
        return {}
    text = data.decode("utf-8", "replace")
    return salvage(text, path, report) if accept else read_ledger(text, path, report)


def _answering(
    root: Path, loaded: Loaded, site: Site, recorded: Recorded, report: Report
) -> Recorded:
    """All working addresses; recorded ones that no longer work are added to the report."""
    live = {page.address for page in loaded.pages}
    current = Current(live, loaded.redirects, identified(site.published, site.settings))
    if loaded.ledger.recorded is None:
        ledger = replace(loaded.ledger, recorded=recorded)
        check_published(ledger, current, site, partial(locate, root), report)
    return answering(current, recorded)


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="netlify", show_default=True)
@click.pass_obj
def redirects(config_file: Path, form: str) -> None:
    """Print redirects for hosts that can answer with 301.

    This is optional: the site has a page that redirects at each old address.
    """
    loaded, site = _load(config_file, root_of(config_file))
    if not loaded.report.ok:
        stop(loaded.report)
    moved = moved_paths(loaded)
    click.echo(host_rules(form, moved, site.settings.url), nl=False)


def _load(config_file: Path, root: Path) -> tuple[Loaded, Site]:
    """Load the site with the address from mkdocs.yml, as a build does."""
    loaded = load(root, engine_of(config_file).site_url)
    if loaded.site is None:
        stop(loaded.report)
    return loaded, loaded.site
