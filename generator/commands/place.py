"""Which site a command works on."""

from __future__ import annotations

from pathlib import Path

import click

from generator.edit import journal


def root_of(config_file: Path) -> Path:
    """The site's folder; what a killed command left unfinished there is finished first."""
    if not config_file.is_file():
        raise click.UsageError(f"{config_file}: there is no such file; run this beside mkdocs.yml, or use -f")
    root = config_file.absolute().parent.resolve()
    finished = journal.recover(root)
    if finished:
        click.echo(f"finished an interrupted change, files: {finished:,}", err=True)
    return root
