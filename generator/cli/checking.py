"""`digest check`: report every problem."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.site_root import finish, format_option, root_of, warn_without_cache
from generator.diagnostics.formats import FORMATS
from generator.diagnostics.terminal import visible
from generator.installed import installed
from generator.publish.run import check_all

if TYPE_CHECKING:
    from generator.load.loaded import Loaded


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@format_option(sorted(FORMATS))
@click.option("--fix", is_flag=True, help="Apply unambiguous fixes and list them.")
@click.option(
    "--force", is_flag=True, help="With --fix: also fix files whose present state is not in git."
)
@click.pass_obj
def check(config_file: Path, paths: tuple[Path, ...], form: str, fix: bool, force: bool) -> None:
    """Report every problem, in the whole site or in PATHS."""
    root = root_of(config_file)
    warn_without_cache(root)
    for path in paths:
        if not os.path.lexists(path):
            raise click.UsageError(f"{visible(str(path))}: no such file")
    if force and not fix:
        raise click.UsageError("--force is for --fix")
    if fix:
        from generator.cli.editing import fix as apply_fixes

        for line in apply_fixes(root, paths, force=force):
            click.echo(line, err=form != "text")
    if paths:
        from generator.load.loading import check_paths

        report = check_paths(root, installed(), paths)
    else:
        report = check_all(
            root, installed(), config_file.name, partial(_try_templates, config_file)
        )
    if form == "json" and len(report):
        from generator.cli.editing import with_line_fixes

        report = with_line_fixes(root, report)
    if form == "text":
        for extension in installed():
            for line in extension.review(root, paths):
                click.echo(line, err=True)
    finish(report, form)


def _try_templates(config_file: Path, loaded: "Loaded") -> None:
    if loaded.report.ok and any(found.code == "own-template" for found in loaded.report):
        from generator.engine.own_templates import check_own_templates  # it imports MkDocs

        check_own_templates(config_file, loaded)
