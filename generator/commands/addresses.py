"""Commands that look after addresses: `permalinks`, `redirects`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from generator.build.site_products import SiteProducts
from generator.check.ledger import Recorded, ledger_text, read_ledger, salvage
from generator.check.permalinks import Standing, answering, check_published
from generator.commands.place import root_of
from generator.compose.redirects import FORMATS
from generator.edit import journal
from generator.edit.journal import FileChange
from generator.model.site import Site
from generator.pipeline.addresses import identities_of, ledger_path, locate
from generator.pipeline.loading import Loaded, load
from generator.read.engine_config import read_engine_settings
from generator.report.diagnostics import Report
from generator.report.formats import as_text


@click.command()
@click.option("--write", is_flag=True, help="Record those that are new.")
@click.option("--accept", is_flag=True, help="Also take a ledger as it stands that was edited or merged.")
@click.pass_obj
def permalinks(config_file: Path, write: bool, accept: bool) -> None:
    """List the addresses of the site that its ledger lacks; exit 1 if there are any.

    Say --write when you publish, and keep the file in git: from then on `digest check` sees to it
    that each of them still answers.
    """
    root = root_of(config_file)
    loaded, site = _loaded(config_file, root)
    path = ledger_path(site.settings)
    data = journal.content(root / path)
    report = Report()
    recorded = _recorded(data, path, accept, report)
    known = loaded.ledger.recorded is not None
    report.extend(one for one in loaded.report if known or one.place.path != path)
    found: Recorded = {}
    if report.ok and recorded is not None:
        found = _answering(root, loaded, site, recorded, report)
    if not report.ok:
        click.echo(as_text(report), err=True)
        if write or accept:
            click.echo("nothing was written", err=True)
        sys.exit(1)
    new = sorted(found.keys() - (recorded or {}).keys())
    if not (write or accept):
        click.echo("".join(f"{one}\n" for one in new), nl=False)
        click.echo(f"{len(new):,} of {len(found):,} addresses are not in {path}", err=True)
        sys.exit(1 if new else 0)
    text = ledger_text(found).encode()
    if text != data:
        journal.apply(root, [FileChange(path, data, text)])
    click.echo(f"{len(found):,} addresses in {path}, {len(new):,} of them new")
    if not site.settings.permalinks:
        line = f"permalinks: {Path(path).name}"
        click.echo(f"for `digest check` to keep to it, add to site.yml: {line}", err=True)


def _recorded(data: bytes | None, path: str, accept: bool, report: Report) -> Recorded | None:
    """What the ledger holds; None, and a problem, where it cannot be told."""
    if data is None:
        return {}
    text = data.decode("utf-8", "replace")
    if not accept:
        return read_ledger(text, path, report)
    return salvage(text, path, report)


def _answering(root: Path, loaded: Loaded, site: Site, recorded: Recorded, report: Report) -> Recorded:
    """The ledger as it should be; what it holds and what does not answer is reported."""
    identities = identities_of(site.published, site.settings)
    live = {page.address for page in loaded.pages}
    standing = Standing(live, loaded.redirects, list(zip(site.published, identities, strict=True)))
    if loaded.ledger.recorded is None:
        ledger, find = (loaded.ledger.path, loaded.ledger.text), partial(locate, root)
        check_published(recorded, standing, site.settings, site.taxonomies, ledger, find, report)
    return answering(standing, recorded)


@click.command()
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="netlify", show_default=True)
@click.pass_obj
def redirects(config_file: Path, form: str) -> None:
    """Print where old addresses lead, for a host that can answer with 301.

    The site needs none of it: a page stands at each old address and leads on.
    """
    loaded, site = _loaded(config_file, root_of(config_file))
    if not loaded.report.ok:
        click.echo(as_text(loaded.report), err=True)
        sys.exit(1)
    moved = SiteProducts(loaded).moved_paths()
    click.echo(FORMATS[form](moved, site.settings.url), nl=False)


def _loaded(config_file: Path, root: Path) -> tuple[Loaded, Site]:
    """The site where its engine says it stands, as a build reads it."""
    settings = read_engine_settings(config_file, Report())
    loaded = load(root, settings.site_url if settings else "", engine=config_file.name)
    if loaded.site is None:
        click.echo(as_text(loaded.report), err=True)
        sys.exit(1)
    return loaded, loaded.site
