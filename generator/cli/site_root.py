"""Which site a command works on, and how a command that cannot go on ends."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.formats import FORMATS, as_text
from generator.editing import journal
from generator.read.engine_config import EngineSettings, read_engine_settings

if TYPE_CHECKING:  # what reads articles takes a fifth of a second to load
    from generator.check.article_fields import Context


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


def context_of(root: Path, *, writes: bool = False) -> Context:
    """Settings and registries; a site whose own are wrong ends the command.

    Args:
        root: The site's folder.
        writes: Whether the command would have written something.
    """
    from generator.build.context import read_context

    report = Report()
    context = read_context(root, report)
    if context is None or not report.ok:
        stop(report, writes=writes)
    return context


def engine_of(config_file: Path) -> EngineSettings:
    """What mkdocs.yml says; a file that cannot be used ends the command."""
    report = Report()
    settings = read_engine_settings(config_file, report)
    if settings is None:
        stop(report)
    return settings


def tell(report: Report) -> None:
    """Show what was found, to people who wait for something else."""
    if len(report):
        click.echo(as_text(report), err=True)


def stop(report: Report, *, writes: bool = False) -> NoReturn:
    """End the command with what was found, and say whether that is why nothing was written."""
    tell(report)
    if writes:
        click.echo("nothing was written", err=True)
    sys.exit(1)


def finish(report: Report, form: str) -> NoReturn:
    """End a command whose output is a report: print it in a format, and exit with 1 if it has errors."""
    output = FORMATS[form](report)
    if output:
        click.echo(output)
    sys.exit(0 if report.ok else 1)
