"""Commands that render the site: `build` and `serve`."""

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.check.holding_back import summary
from generator.check.site_files import read_site_files
from generator.cli.site_root import configured, load_or_stop, target_of, tell
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.publish.publishing import beside, published
from generator.publish.run import Run, engine_key, places_of
from generator.read.engine_config import EngineSettings
from generator.system.cache_folder import cache_of, caches_in, empty_cache

if TYPE_CHECKING:  # loaded when needed, so that a run with nothing to do ends sooner
    from generator.load.loaded import Loaded
    from generator.recipes.shell import Frame

_FINAL = (Failure, ChildProcessError, click.ClickException)
"""Errors that are as they say, with any cache."""


@click.command()
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    help="Output folder; default: site_dir of mkdocs.yml.",
)
@click.option("--strict", is_flag=True, help="Stop on warnings, too, and give advice as warnings.")
@click.option("--skip-invalid", is_flag=True, help="Leave out articles that have errors.")
@click.option(
    "--preview",
    is_flag=True,
    help="Show drafts, articles of later days and the valid parts of articles with errors; "
    "link to files, so that no server is needed.",
)
@click.option(
    "--audit",
    is_flag=True,
    help="Audit the digest's pages and files, and publish the site only if it passes.",
)
@click.pass_obj
def build(
    config_file: Path,
    site_dir: Path | None,
    strict: bool,
    skip_invalid: bool,
    preview: bool,
    audit: bool,
) -> None:
    """Build the site and publish it in a folder.

    Articles are checked and escaped in every build; `--audit` checks the finished pages, too. The
    previous site stays online until the new one is complete. A build replaces only files that a
    build wrote.
    """
    root, engine = configured(config_file)
    target = target_of(root, engine, site_dir)
    places = places_of(root, config_file.name, engine)
    others = engine_key(config_file), (strict, skip_invalid, preview, audit)
    run = Run(cache_of(root), f"build {target}", places, *others)
    report = run.before() if engine.is_alone else None
    if report is not None and not (strict and report.count("warning")) and published(target):
        tell(report)  # the result of the last run is still valid
        for line in run.notes:
            click.echo(line, err=True)
        click.echo(f"{target} is up to date")
        return

    options = {"strict": strict, "skip_invalid": skip_invalid, "preview": preview}
    work = partial(_load_and_publish, config_file, engine, target, audit=audit, **options)
    try:
        loaded, is_new = work()
    except Exception as error:
        from generator.search.index import SearchError

        # A search index may fit on another disk.
        if isinstance(error, _FINAL) and not isinstance(error, SearchError):
            raise
        # The cache may be damaged, full or deleted: once more without it; a second error is raised.
        empty_cache(cache_of(root))
        prefix = f"{beside(target, 'work').name}-"
        beside_it = tempfile.TemporaryDirectory(prefix=prefix, dir=target.parent)
        with beside_it as folder, caches_in(Path(folder)):
            loaded, is_new = work()
    click.echo(f"built {target}" if is_new else f"{target} is up to date")
    if loaded.report.ok:
        run.done(loaded.report, summary(loaded.unpublished))


def _load_and_publish(
    config_file: Path, engine: EngineSettings, target: Path, *, audit: bool, **options: bool
) -> tuple["Loaded", bool]:
    """Build the site; return it, and False if the published one is the same.

    `options` are those of `load_or_stop`.
    """
    from generator.cli.audit_command import approve
    from generator.publish.building import build_site

    loaded = load_or_stop(config_file, engine.site_url, **options)

    def render(folder: Path) -> "Frame":
        from generator.engine.frame_rendering import render_bounded

        return render_bounded(config_file, loaded, folder)

    check = partial(approve, loaded) if audit else None
    as_files = options["preview"]
    changed = build_site(config_file, engine, loaded, render, target, check, as_files=as_files)
    return loaded, changed


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.pass_obj
def serve(config_file: Path, port: int) -> None:
    """Preview the site; pages reload when you save a file."""
    from generator.engine.preview_server import serve as serve_preview

    root, _ = configured(config_file)
    before = Report()
    read_site_files(root, config_file.name, before)
    tell(before)  # before MkDocs runs any hook or plugin
    serve_preview(config_file, port)
