"""`digest upgrade`: change a digest of an earlier version as CHANGELOG.md says."""

from pathlib import Path

import click

from generator.cli.editing import dry_run_option, force_option, make, yes_option
from generator.cli.site_root import root_of
from generator.editing.program_pin import program_pin
from generator.editing.upgrading import first_schema, upgrades


@click.command()
@click.option("--from", "source", metavar="PROGRAM", help="Where CI gets the new program.")
@dry_run_option
@yes_option
@force_option
@click.pass_obj
def upgrade(config_file: Path, source: str | None, dry_run: bool, yes: bool, force: bool) -> None:
    """Change a digest of an earlier version so that this program reads it.

    It shows every change, asks, and refuses files that git could not restore. With --from, CI also
    installs this version; PROGRAM is as for `digest init`. CHANGELOG.md lists the changes that only
    you can make.
    """
    root = root_of(config_file)
    program = program_pin(source) if source else None
    planned = [*first_schema(root), *upgrades(root, config_file.name, program)]
    if not planned:
        click.echo("this digest is up to date")
        return
    for change, reason in planned:
        click.echo(f"{change.path}: {reason}", err=True)
    changes = [change for change, _ in planned]
    make(root, changes, dry_run=dry_run, yes=yes, force=force)
    if not dry_run:
        click.echo("next: digest check; then read 'When you upgrade' in CHANGELOG.md")
