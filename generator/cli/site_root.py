"""Helpers of the commands: find the site, and end with a report."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.formats import FORMATS, as_text
from generator.read.engine_config import EngineSettings, read_engine_settings
from generator.read.setting_paths import problem_of_typed_output

if TYPE_CHECKING:  # loading the modules that read articles takes a fifth of a second
    from generator.check.article_fields import Context

Command = TypeVar("Command", bound=Callable[..., Any])


def root_of(config_file: Path) -> Path:
    """Find the site's folder, with all links in its path resolved.

    Raises:
        UsageError: `mkdocs.yml` does not exist.
    """
    if not config_file.is_file():
        help_line = "run this beside mkdocs.yml, use -f, or start a digest with: digest init"
        raise click.UsageError(f"{config_file}: no such file; {help_line}")
    return config_file.absolute().parent.resolve()


def format_option(choices: Iterable[str], default: str = "text") -> Callable[[Command], Command]:
    """Make the option `--format` of a command, which gets the value as `form`."""
    kind = click.Choice(list(choices))
    return click.option("--format", "form", type=kind, default=default, show_default=True)


def context_of(root: Path, *, writes: bool = False) -> "Context":
    """Read the settings and registries; errors in them end the command (see `stop`)."""
    from generator.load.context import read_context

    report = Report()
    context = read_context(root, report)
    if context is None or not report.ok:
        stop(report, writes=writes)
    return context


def engine_of(config_file: Path) -> EngineSettings:
    """Read the settings in mkdocs.yml; errors in them end the command."""
    report = Report()
    settings = read_engine_settings(config_file, report)
    if settings is None:
        stop(report)
    return settings


def target_of(root: Path, engine: EngineSettings, typed: Path | None) -> Path:
    """Find the folder to write to: the one that a person typed, or that of mkdocs.yml.

    Raises:
        UsageError: the typed folder contains the site's own files or is among them.
    """
    if typed is None:
        return root / engine.site_dir
    target = typed.resolve()
    if problem := problem_of_typed_output(root, target):
        raise click.UsageError(f"--site-dir: {target} {problem}; choose a new or empty folder")
    return target


def tell(report: Report) -> None:
    """Print a report to stderr, so that it does not mix with the command's output."""
    if len(report):
        click.echo(as_text(report), err=True)


def stop(report: Report, *, writes: bool = False) -> NoReturn:
    """End the command with the errors of a report.

    If the command `writes`, it also prints that nothing was written.
    """
    tell(report)
    if writes:
        click.echo("nothing was written", err=True)
    sys.exit(1)


def finish(report: Report, form: str) -> NoReturn:
    """End a command whose output is a report; the exit code is 1 if it has errors."""
    output = FORMATS[form](report)
    if output:
        click.echo(output)
    sys.exit(0 if report.ok else 1)
