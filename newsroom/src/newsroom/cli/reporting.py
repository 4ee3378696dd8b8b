"""`digest report`: findings that need an editor's attention."""

from pathlib import Path

import click

from generator.cli.site_root import root_of, stop
from generator.diagnostics.diagnostics import counted
from generator.diagnostics.terminal import visible
from generator.installed import installed
from generator.load.loading import load
from generator.system.cache_folder import cache_of
from newsroom.desk.alarms import alarms
from newsroom.desk.feed_states import read_state
from newsroom.desk.upkeep import Section, balance, gaps
from newsroom.reading import files_of


@click.command()
@click.option("--all", "whole", is_flag=True, help="List the items, not only their numbers.")
@click.pass_obj
def report(config_file: Path, whole: bool) -> None:
    """List unused terms and other gaps.

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
