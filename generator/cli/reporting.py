"""`digest report`: what the digest lacks and where it is thin."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import click

from generator.assemble.upkeep_findings import upkeep
from generator.build.loading import load
from generator.cli.site_root import root_of, stop
from generator.model.site import Site
from generator.online import dead_links, link_history
from generator.pages.upkeep_report import FORMATS


@click.command()
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option(
    "--months",
    type=click.IntRange(1, 1200),
    default=12,
    show_default=True,
    help="After how many without an article a term counts as silent.",
)
@click.option("--online", is_flag=True, help="First ask for links, and remember which are dead.")
@click.option(
    "--most",
    type=click.IntRange(1, 5_000),
    default=dead_links.MOST,
    show_default=True,
    help="With --online: links to ask for, the longest unasked first.",
)
@click.pass_obj
def report(config_file: Path, form: str, months: int, online: bool, most: int) -> None:
    """Tell what to look after: unused terms, silent agencies, missing copies, dead links, coverage.

    Problems of files are `digest check`'s business; articles that have errors are left out.
    """
    root = root_of(config_file)
    loaded = load(root)
    if loaded.site is None:
        stop(loaded.report)
    if not loaded.report.ok:
        click.echo(
            f"errors: {loaded.report.count('error')}, see digest check; what has them is left out", err=True
        )
    site = _asked(root, loaded.site, most) if online else loaded.site
    found = upkeep(site, dt.date.today(), months)
    click.echo(FORMATS[form](found))


def _asked(root: Path, site: Site, most: int) -> Site:
    """The site with what its links answer now."""
    history = link_history.read_history(root)
    urls = list(dead_links.links_of(site.published))
    wanted = dead_links.chosen(urls, history, most)
    click.echo(f"asking for {len(wanted):,} of {len(urls):,} links", err=True)
    answers = dead_links.ask_all(wanted)
    after = dead_links.updated(history, answers, urls, dt.date.today())
    link_history.write_history(root, after)
    return replace(site, links=link_history.worth_telling(after))
