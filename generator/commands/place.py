"""Which site a command works on, and what an interrupted edit means for it."""

from __future__ import annotations

from pathlib import Path

import click

from generator.edit import journal


def folder_of(config_file: Path) -> Path:
    """The site's folder, with every link in its path resolved.

    Raises:
        UsageError: when there is no such `mkdocs.yml`.
    """
    if not config_file.is_file():
        raise click.UsageError(f"{config_file}: there is no such file; run this beside mkdocs.yml, or use -f")
    return config_file.absolute().parent.resolve()


def root_of(config_file: Path) -> Path:
    """The site's folder, for a command that changes none of its files.

    An interrupted edit is left as it is: carrying it out writes files, which nobody asked for here.
    """
    root = folder_of(config_file)
    if journal.is_interrupted(root):
        click.echo("note: an edit of this site was interrupted; finish it with: digest recover", err=True)
    return root


def editable_root(config_file: Path) -> Path:
    """The site's folder, for a command that edits: an edit that was interrupted is finished first."""
    root = folder_of(config_file)
    if finished := journal.recover(root):
        click.echo(f"finished an interrupted edit, files: {finished:,}", err=True)
    return root
