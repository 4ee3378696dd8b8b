"""`digest report`: findings that need an editor's attention."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from generator.cli.site_root import context_of, root_of, stop
from generator.diagnostics.diagnostics import counted
from generator.diagnostics.terminal import visible
from generator.installed import installed
from generator.load.link_history import read_history, worth_telling
from generator.load.loading import load
from generator.model.site import Site
from generator.system.cache_folder import cache_of
from newsroom.desk.alarms import alarms
from newsroom.desk.feed_states import read_state
from newsroom.desk.upkeep import Section, balance, gaps
from newsroom.importer.receive import Input
from newsroom.online import fetch, link_history
from newsroom.reading import files_of

_MOST_BYTES = 2 * 1024 * 1024
"""Bytes of a source's page above which its text is not compared: up to 5,000 pages are kept."""


@click.command()
@click.option("--all", "whole", is_flag=True, help="List the items, not only their numbers.")
@click.option("--online", is_flag=True, help="Request links first, and remember which are dead.")
@click.option(
    "--most",
    type=click.IntRange(1, 5_000),
    default=link_history.MOST,
    show_default=True,
    help="With --online: request this number of links, the longest unchecked first.",
)
@click.pass_obj
def report(config_file: Path, whole: bool, online: bool, most: int) -> None:
    """List unused terms, dead links and other gaps.

    Errors in files are reported by `digest check`; articles with errors are left out here.
    """
    root = root_of(config_file)
    loaded = load(root, installed())
    if loaded.site is None:
        stop(loaded.report)
    if not loaded.report.ok:
        errors = loaded.report.count("error")
        note = f"articles with errors are left out (errors: {errors}; see digest check)"
        click.echo(f"note: {note}", err=True)
    site = loaded.site
    if online:
        site = _with_link_states(root, site, most)
    today = loaded.known.today
    told = alarms(files_of(site).watched, read_state(cache_of(root)), today)
    click.echo(f"{counted(len(site.articles), 'article')} as of {today}")
    for section in gaps(site, told, today):
        _print(section, whole=whole)
    for section in balance(site) if whole else ():
        _print(section, whole=True)
    if not whole:
        click.echo("the items, shares and quotas: digest report --all")


def _print(section: Section, *, whole: bool) -> None:
    click.echo(f"{section.title}: {len(section.lines) or 'none'}")
    for line in section.lines if whole else ():
        click.echo(f"  {visible(line)}")


def _with_link_states(root: Path, site: Site, most: int) -> Site:
    """Request links, and return the site with the results."""
    history = read_history(root)
    urls = list(link_history.links_of(site.published))
    batch = link_history.chosen(urls, history, most)
    total = f"{len(urls):,} links"
    click.echo(f"requesting {len(batch):,} of {total}", err=True)
    sources = link_history.sources_of(site.published)
    pages: dict[str, fetch.Fetched] = {}

    def get(url: str) -> fetch.Fetched:
        page = fetch.fetch(url)
        if url in sources and len(page.data) <= _MOST_BYTES:
            pages[url] = page
        return page

    answers = fetch.ask_all(batch, get)
    texts = _texts(root, pages)
    after = link_history.updated(history, answers, urls, dt.date.today(), texts)
    link_history.write_history(root, after)
    own = replace(files_of(site), links=tuple(worth_telling(after)))
    return replace(site, extras={**site.extras, "newsroom": own})


def _texts(root: Path, pages: Mapping[str, fetch.Fetched]) -> dict[str, str]:
    """Hash the texts of pages by address; pages without a readable text are left out."""
    from newsroom.verify.source_copies import text_hash  # it loads the libraries of the importer

    context = context_of(root)
    texts = {}
    for url, page in pages.items():
        given = Input(page.data, url, page.kind, page.charset, page.address)
        found = text_hash(given, context)
        if found:
            texts[url] = found
    return texts
