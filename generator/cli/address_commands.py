"""Commands that look after addresses: `permalinks`, `redirects`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from generator.build.loading import Loaded, load
from generator.build.published_addresses import identities_of, ledger_path, locate
from generator.build.site_products import SiteProducts
from generator.check.addresses.ledger import Recorded, ledger_text, read_ledger, salvage
from generator.check.addresses.permalinks import Current, answering, check_published
from generator.cli.site_root import engine_of, root_of, stop
from generator.diagnostics.diagnostics import Report
from generator.editing import journal
from generator.editing.journal import FileChange
from generator.model.site import Site
from generator.pages.redirect_pages import FORMATS, host_rules


@click.command()
@click.option("--write", is_flag=True, help="Record those that are new.")
@click.option("--accept", is_flag=True, help="Also accept a ledger that was edited or merged by hand.")
@click.pass_obj
def permalinks(config_file: Path, write: bool, accept: bool) -> None:
    """List the addresses of the site that its ledger lacks; exit 1 if there are any.

    Use --write when you publish, and keep the file in git: from then on `digest check` reports
    each of them that no longer works.
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
        stop(report, writes=write or accept)
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
        click.echo(f"to let `digest check` use it, add to site.yml: {line}", err=True)


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
    current = Current(live, loaded.redirects, list(zip(site.published, identities, strict=True)))
    if loaded.ledger.recorded is None:
        ledger, find = (loaded.ledger.path, loaded.ledger.text), partial(locate, root)
        check_published(recorded, current, site, ledger, find, report)
    return answering(current, recorded)


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="netlify", show_default=True)
@click.pass_obj
def redirects(config_file: Path, form: str) -> None:
    """Print where old addresses lead, for a host that can answer with 301.

    The site works without: each old address has a page that redirects.
    """
    loaded, site = _loaded(config_file, root_of(config_file))
    if not loaded.report.ok:
        stop(loaded.report)
    moved = SiteProducts(loaded).moved_paths()
    click.echo(host_rules(form, moved, site.settings.url), nl=False)


def _loaded(config_file: Path, root: Path) -> tuple[Loaded, Site]:
    """The site with the address that mkdocs.yml gives it, as a build reads it."""
    loaded = load(root, engine_of(config_file).site_url)
    if loaded.site is None:
        stop(loaded.report)
    return loaded, loaded.site
