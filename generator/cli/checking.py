"""`digest check`: report every problem."""

import os
from pathlib import Path

import click

from generator.cli.site_root import finish, format_option, root_of, warn_without_cache
from generator.diagnostics.diagnostics import Report, counted
from generator.diagnostics.formats import FORMATS, verdict
from generator.diagnostics.suggest import nearest
from generator.diagnostics.terminal import visible
from generator.installed import installed
from generator.publish.run import Run, engine_key, places_of
from generator.read.engine_config import read_engine_settings
from generator.system.cache_folder import cache_of


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
            raise click.UsageError(_absent(path))
    if force and not fix:
        raise click.UsageError("--force is for --fix")
    if fix:
        from generator.cli.editing import fix as apply_fixes

        for line in apply_fixes(root, paths, force=force):
            click.echo(line, err=form != "text")
    report = check_all(root, config_file.name)
    if paths:
        report = _within(root, paths, report)
    if form == "json" and len(report):
        from generator.cli.editing import with_line_fixes

        report = with_line_fixes(root, report)
    if form == "text":
        for extension in installed():
            for line in extension.review(root, paths):
                click.echo(line, err=True)
    finish(report, form, verdict(report))


def _absent(path: Path) -> str:
    """Say that there is no such file or folder, and which path may be meant."""
    there = next((one for one in path.parents if one.is_dir()), Path())
    wrong, *below = path.relative_to(there).parts
    found = nearest(wrong, sorted(one.name for one in there.iterdir()))
    meant = there.joinpath(found, *below)
    said = f"{visible(str(path))}: no such file or folder"
    if found and os.path.lexists(meant):
        return f"{said}; did you mean '{visible(str(meant))}'?"
    return said


def check_all(root: Path, engine: str) -> Report:
    """Report every problem of a site; if nothing has changed, the checks are not even imported.

    `engine` is the name of mkdocs.yml.
    """
    places = places_of(root, engine, read_engine_settings(root / engine, Report()))
    run = Run(cache_of(root), "check", places, engine_key(root / engine))
    before = run.before()
    if before is not None:
        return before
    from generator.load.loading import load
    from generator.recipes.site_paths import check_paths

    loaded = load(root, installed(), engine=engine)
    if loaded.site is not None:
        check_paths(loaded)
    run.done(loaded.report)
    return loaded.report


def _within(root: Path, paths: tuple[Path, ...], report: Report) -> Report:
    """The problems in some files and folders, and those elsewhere that name one of these files.

    An article that repeats another is reported in the later file, whichever is the new one. A line
    counts all other problems.
    """
    asked = []
    for path in paths:
        whole = Path(os.path.normpath(path.parent.resolve() / path.name))
        if not whole.is_relative_to(root):
            raise click.UsageError(f"{visible(str(path))}: is not in the digest's folder, {root}")
        asked.append(whole.relative_to(root))
    names = [str(path) for path in asked if path.suffix]
    here = Report(
        one
        for one in report
        if any(map(Path(one.place.path).is_relative_to, asked))
        or any(name in one.message for name in names)
    )
    if elsewhere := len(report) - len(here):
        click.echo(f"{counted(elsewhere, 'problem')} in other files", err=True)
    return here
