"""`digest permalinks`."""

import datetime as dt
import sys
from functools import partial
from pathlib import Path

import click

from generator.check.addresses.ledger import Recorded, identified, ledger_text, read_ledger
from generator.check.addresses.permalinks import Current, answering, check_published
from generator.cli.site_root import engine_of, root_of, stop
from generator.diagnostics.diagnostics import Report, counted
from generator.editing import file_changes
from generator.editing.file_changes import FileChange
from generator.installed import installed
from generator.load.loaded import Wanted
from generator.load.loading import load
from generator.load.published_addresses import ledger_path, locate


@click.command()
@click.option("--write", is_flag=True, help="Add new addresses to the ledger.")
@click.pass_obj
def permalinks(config_file: Path, write: bool) -> None:
    """List addresses that are not in the ledger yet.

    The ledger, a file in git, lists every published address. Run this with --write when you
    publish: `digest check` then reports recorded addresses that no longer work. Without options,
    the exit code is 1 if addresses are missing.
    """
    root = root_of(config_file)
    loaded = load(root, installed(), Wanted(engine_of(config_file).site_url))
    site, content = loaded.site, loaded.content
    if site is None or content is None:
        stop(loaded.report)
    path = ledger_path(site.settings)
    data = file_changes.read_file(root / path)
    is_checked = content.ledger.recorded is not None
    report = Report(one for one in loaded.report if is_checked or one.place.path != path)
    ledger = read_ledger((data or b"").decode("utf-8", "replace"), path, report)
    recorded = ledger.recorded or {}
    addresses: Recorded = {}
    if report.ok:
        live = {page.address for page in loaded.pages}
        own = identified(site.published, site.settings.authority)
        current = Current(live, loaded.redirects, own)
        if not is_checked:
            check_published(ledger, current, site, partial(locate, root), report)
        addresses = answering(current, recorded)
    if not report.ok:
        stop(report, writes=write)
    new = sorted(addresses.keys() - recorded.keys())
    if write:
        # Write all addresses to the ledger, the new ones with today's date.
        days = dict.fromkeys(new, dt.date.today()) if data else {}
        text = ledger_text(addresses, {**days, **ledger.days}).encode()
        if text != data:
            file_changes.apply(root, [FileChange(path, data, text)])
        count = counted(len(addresses), "address", "addresses")
        click.echo(f"{count} in {path}, {len(new):,} of them new")
        if not site.settings.permalinks:
            line = f"permalinks: {Path(path).name}"
            note = "to let `digest check` use it, add to site_config/site.yml:"
            click.echo(f"{note} {line}", err=True)
        return
    for address in new:
        click.echo(address)
    total = f"{len(addresses):,} addresses"
    click.echo(f"{len(new):,} of {total} are not in {path}", err=True)
    sys.exit(1 if new else 0)
