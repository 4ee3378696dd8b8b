"""The `digest` command.

Exit codes: 0 for success, warnings included; 1 for errors in content; 2 for wrong usage. Bad
content never causes a traceback.
"""

import datetime as dt
import os
import sys
from functools import partial
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from generator import __version__
from generator.check.engines import engine_warning
from generator.check.holding_back import summary
from generator.check.site_files import read_site_files
from generator.cli.site_root import engine_of, finish, root_of, target_of, tell
from generator.diagnostics.diagnostics import Report, counted
from generator.diagnostics.failure import Failure
from generator.diagnostics.formats import FORMATS
from generator.diagnostics.terminal import guarded, visible
from generator.model.layout import ARTICLES, CONFIG
from generator.publish.run import Run, check_all, is_published, last_published, places_of
from generator.read.engine_config import EngineSettings, engine_key
from generator.read.tracked import tracked_state
from generator.system.cache_folder import VARIABLE, cache_of, caches_in, empty_cache, why_no_cache
from generator.system.workers import spare_the_collector

if TYPE_CHECKING:  # loaded when needed, so that a run with nothing to do ends sooner
    from generator.load.loading import Loaded
    from generator.publish.building import ApproveSite
    from generator.recipes.shell import Frame

ELSEWHERE = {
    "audit": "generator.cli.audit_command",
    "changes": "generator.cli.audit_command",
    "edition": "generator.cli.edition_command",
    "fmt": "generator.cli.editing",
    "from-issue": "generator.cli.importing",
    "import": "generator.cli.importing",
    "init": "generator.cli.starting",
    "merge": "generator.cli.editing",
    "new": "generator.cli.drafting",
    "permalinks": "generator.cli.address_commands",
    "redirects": "generator.cli.address_commands",
    "rename": "generator.cli.editing",
    "report": "generator.cli.reporting",
    "suggest": "generator.cli.importing",
}
"""Commands whose modules are loaded when they run."""


class Edge(click.Group):
    """Loads commands when they run, and turns expected failures into one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted([*super().list_commands(ctx), *ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name in ELSEWHERE:
            name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name.replace("-", "_")
            command: click.Command = getattr(import_module(ELSEWHERE[cmd_name]), name)
            return command
        return super().get_command(ctx, cmd_name)

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 (click's own signature)
        """Run the program with output that is safe to show on a terminal."""
        with guarded():
            return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a full disk or a missing permission becomes one line.

        Click itself handles a closed pipe, as in `| head`.
        """
        try:
            return super().invoke(ctx)
        except Failure as error:
            raise click.ClickException(str(error)) from error
        except (BrokenPipeError, click.UsageError):
            raise
        except click.ClickException as error:  # MkDocs' own exceptions print to standard output
            raise click.ClickException(error.format_message()) from error
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from error


@click.group(cls=Edge, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The site's mkdocs.yml; content/ and site_config/ are beside it.",
)
@click.option(
    "--cache-dir",
    envvar=VARIABLE,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the caches of all sites; default: your own cache folder, such as ~/.cache.",
)
@click.version_option(__version__, prog_name="digest")
@click.pass_context
def main(ctx: click.Context, config_file: Path, cache_dir: Path | None) -> None:
    """Write, check and publish a news digest.

    Start one with `digest init`, then run `digest check` and `digest build` in its folder.
    """
    spare_the_collector()
    ctx.obj = config_file
    if cache_dir is not None:
        ctx.with_resource(caches_in(cache_dir))


def _configured(config_file: Path) -> tuple[Path, EngineSettings]:
    """The site's folder and the settings in mkdocs.yml.

    Broken site files end the command before MkDocs sees them: it follows links, waits for pipes,
    and complains about a theme folder if site_config/ is missing.
    """
    root = root_of(config_file)
    files = read_site_files(root, config_file.name, Report())
    if files is None or not (root / CONFIG).is_dir():
        _load(config_file, "")
    return root, files.engine if files else EngineSettings()


def _warn_without_cache(root: Path) -> None:
    reason = why_no_cache(root)
    if reason:
        click.echo(f"warning: no cache is used: {visible(reason)}", err=True)


def _load(
    config_file: Path,
    site_url: str,
    *,
    alone: bool = False,
    strict: bool = False,
    skip_invalid: bool = False,
    preview: bool = False,
) -> "Loaded":
    """Load the site; errors end the command, except those of articles that are skipped."""
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
    if not may_go_on or (strict and len(loaded.report)):
        click.echo("nothing was written", err=True)
        sys.exit(1)
    if wrong:
        verb = "skipped"
        if partly:
            verb = "incomplete"
        click.echo(f"{verb} articles with errors: {len(wrong)}", err=True)
    for line in summary(loaded.unpublished):
        click.echo(line, err=True)
    return loaded


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMATS)), default="text", show_default=True
)
@click.option("--fix", is_flag=True, help="Apply unambiguous fixes and list them.")
@click.option(
    "--force", is_flag=True, help="With --fix: also fix files whose present state is not in git."
)
@click.option(
    "--against", type=click.File("rb"), help="The source's text; warn of words copied from it."
)
@click.option(
    "--online", is_flag=True, help="Request links, and warn of those that lead to a front page."
)
@click.pass_obj
def check(
    config_file: Path,
    paths: tuple[Path, ...],
    form: str,
    fix: bool,
    force: bool,
    against: BinaryIO | None,
    online: bool,
) -> None:
    """Report every problem, in the whole site or in PATHS."""
    root = root_of(config_file)
    _warn_without_cache(root)
    for path in paths:
        if not os.path.lexists(path):
            raise click.UsageError(f"{visible(str(path))}: no such file")
    if against is not None and not paths:
        help_line = "name them as PATHS"
        raise click.UsageError(f"--against compares a source's text with articles: {help_line}")
    if force and not fix:
        raise click.UsageError("--force is for --fix")
    if fix:
        from generator.cli.editing import fix as apply_fixes

        for line in apply_fixes(root, paths, force=force):
            click.echo(line, err=form != "text")
    source = ""
    if against:
        source = against.read().decode("utf-8", "replace")
    if paths:
        from generator.load.loading import check_paths

        report = check_paths(root, paths, source)
    else:
        report = check_all(root, config_file.name)
    if online:
        from generator.load.loading import check_links_online
        from generator.online.fetch import end_of

        check_links_online(root, paths, end_of, report)
    if form == "json" and len(report):
        from generator.cli.editing import with_line_fixes

        report = with_line_fixes(root, report)
    finish(report, form)


@main.command()
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    help="Output folder; default: site_dir of mkdocs.yml.",
)
@click.option("--strict", is_flag=True, help="Stop on warnings, too.")
@click.option("--skip-invalid", is_flag=True, help="Leave out articles that have errors.")
@click.option(
    "--preview",
    is_flag=True,
    help="Show drafts, articles of later days and the valid parts of articles with errors; "
    "link to files, so that no server is needed.",
)
@click.option("--audit", is_flag=True, help="Audit the new site before it replaces the old one.")
@click.option(
    "--rollback", is_flag=True, help="Build nothing; swap the site with the previous one."
)
@click.pass_obj
def build(
    config_file: Path,
    site_dir: Path | None,
    strict: bool,
    skip_invalid: bool,
    preview: bool,
    audit: bool,
    rollback: bool,
) -> None:
    """Build the site.

    The previous site stays online until the new one is complete. A build replaces only files that a
    build wrote.
    """
    if rollback:
        _roll_back(config_file, site_dir)
        return
    root, engine = _configured(config_file)
    target = target_of(root, engine, site_dir)
    warning = engine_warning(dt.date.today())
    if warning:
        click.echo(f"warning: {warning}", err=True)
    _warn_without_cache(root)
    places = places_of(root, config_file.name, engine)
    read = places, engine_key(config_file), tracked_state(root)
    run = Run(cache_of(root), f"build {target}", *read, (skip_invalid, preview))
    report = None
    if engine.alone and is_published(cache_of(root), target):
        report = run.before()
    if report is not None and not (strict and len(report)):
        _tell_again(report, run)
        if audit:
            _approve(config_file, engine, None, target)(target)
        click.echo(f"{target} is up to date")
        return

    def load_and_publish() -> tuple["Loaded", bool]:
        loaded = _load(
            config_file, engine.site_url, strict=strict, skip_invalid=skip_invalid, preview=preview
        )
        approve = None
        if audit:
            approve = _approve(config_file, engine, loaded, target)
        return loaded, _publish(config_file, engine, loaded, target, approve, as_files=preview)

    try:
        loaded, is_new = load_and_publish()
    except (Failure, ChildProcessError, OSError, click.ClickException):
        raise
    except Exception:  # noqa: BLE001 (the cached outcome of an article may be damaged)
        empty_cache(cache_of(root))
        loaded, is_new = load_and_publish()
    click.echo(f"built {target}" if is_new else f"{target} is up to date")
    if loaded.report.ok:
        run.done(loaded.report, summary(loaded.unpublished))


def _tell_again(report: Report, run: Run) -> None:
    """Print the problems and notes of the last run, whose result is still right."""
    tell(report)
    for line in run.notes:
        click.echo(line, err=True)


def _approve(
    config_file: Path, engine: EngineSettings, loaded: "Loaded | None", target: Path
) -> "ApproveSite":
    from generator.cli.audit_command import approve

    return partial(approve, config_file, engine, loaded, target)


def _roll_back(config_file: Path, site_dir: Path | None) -> None:
    """Swap the site with the previous one, whatever state the content is in."""
    from generator.publish.publishing import roll_back

    root = root_of(config_file)
    target = target_of(root, engine_of(config_file), site_dir)
    roll_back(target, last_published(cache_of(root), target))
    click.echo(f"{target}: rolled back; run again to undo")


def _publish(
    config_file: Path,
    engine: EngineSettings,
    loaded: "Loaded",
    target: Path,
    approve: "ApproveSite | None",
    *,
    as_files: bool,
) -> bool:
    """Build a loaded site; return False if the published one is the same."""
    from generator.publish.building import build_site

    def render(folder: Path) -> "Frame":
        from generator.engine.configuration import configure
        from generator.engine.frame_rendering import render_frame

        return render_frame(configure(config_file), loaded, folder)

    changed, note = build_site(
        config_file, engine, loaded, render, target, approve, as_files=as_files
    )
    if note:
        click.echo(f"warning: the new site is live; {visible(note)}", err=True)
    return changed


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.pass_obj
def serve(config_file: Path, port: int) -> None:
    """Preview the site; pages reload when you save a file."""
    from generator.engine.preview_server import serve as serve_preview

    root, _ = _configured(config_file)
    _warn_without_cache(root)
    before = Report()
    read_site_files(root, config_file.name, before)
    tell(before)  # before MkDocs runs any hook or plugin
    serve_preview(config_file, port)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def export(config_file: Path, folder: Path) -> None:
    """Write the site as Markdown that plain MkDocs can build."""
    from generator.publish.export import export_site

    root, engine = _configured(config_file)
    _warn_without_cache(root)
    loaded = _load(config_file, engine.site_url, alone=True)
    count = export_site(engine, loaded, folder)
    click.echo(
        f"{counted(count, 'page')} in {folder}; "
        f"build them with: mkdocs build --strict -f {folder / 'mkdocs.yml'}"
    )
