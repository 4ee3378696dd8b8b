"""Load a site for a command; errors end the command."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.check.holding_back import summary
from generator.check.site_files import read_site_files
from generator.cli.site_root import root_of, tell
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.terminal import visible
from generator.model.layout import ARTICLES, CONFIG
from generator.read.engine_config import EngineSettings
from generator.system.cache_folder import why_no_cache

if TYPE_CHECKING:  # loaded when needed, so that a run with nothing to do ends sooner
    from generator.load.loaded import Loaded


def configured(config_file: Path) -> tuple[Path, EngineSettings]:
    """Find the site's folder, and read the settings in mkdocs.yml.

    Broken site files end the command before MkDocs sees them: it follows links, waits for pipes,
    and complains about a theme folder if site_config/ is missing.
    """
    root = root_of(config_file)
    files = read_site_files(root, config_file.name, Report())
    if files is None or not (root / CONFIG).is_dir():
        load_or_stop(config_file, "")
    return root, files.engine if files else EngineSettings()


def warn_without_cache(root: Path) -> None:
    """Warn about a slow run if the site has no cache."""
    reason = why_no_cache(root)
    if reason:
        click.echo(f"warning: no cache is used: {visible(reason)}", err=True)


def load_or_stop(
    config_file: Path,
    site_url: str,
    *,
    alone: bool = False,
    strict: bool = False,
    skip_invalid: bool = False,
    preview: bool = False,
) -> "Loaded":
    """Load the site for a command; print problems, and end the command if there are errors.

    With `skip_invalid`, articles with errors are left out instead. With `strict`, warnings count as
    errors. `alone` and `preview` are options of `load`.
    """
    from generator.load.loading import load

    partly = preview and not skip_invalid
    leave_out = skip_invalid or preview
    loaded = load(
        root_of(config_file),
        site_url,
        leave_out=leave_out,
        partly=partly,
        preview=preview,
        engine=config_file.name,
        alone=alone,
    )
    tell(loaded.report)
    wrong = {problem.place.path for problem in loaded.report if problem.severity == "error"}
    articles = {path for path in wrong if path.startswith(f"{ARTICLES}/")}
    may_go_on = not wrong or (leave_out and wrong == articles)
    if not may_go_on or (strict and loaded.report.count("warning")):
        click.echo("nothing was written", err=True)
        sys.exit(1)
    if wrong:
        verb = "incomplete" if partly else "skipped"
        click.echo(f"{verb} articles with errors: {len(wrong)}", err=True)
    for line in summary(loaded.unpublished):
        click.echo(line, err=True)
    return loaded
