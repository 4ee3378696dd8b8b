"""Helpers of the commands: find the site, load it, and end with a report."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from generator.check.holding_back import summary
from generator.check.site_files import read_site_files
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.formats import FORMATS, STOPPING, STOPPING_STRICT, as_text, verdict
from generator.diagnostics.terminal import Terminal, visible
from generator.installed import installed
from generator.model.layout import ARTICLES, CONFIG
from generator.read.engine_config import EngineSettings, problem_of_output, read_engine_settings
from generator.system.cache_folder import why_no_cache

if TYPE_CHECKING:  # loading the modules that read articles takes a fifth of a second
    from generator.check.article_fields import Context
    from generator.load.loaded import Loaded

Command = TypeVar("Command", bound=Callable[..., Any])


def root_of(config_file: Path) -> Path:
    """Find the site's folder, with all links in its path resolved.

    Raises:
        UsageError: `mkdocs.yml` does not exist.
    """
    if not config_file.is_file():
        help_line = "run this beside mkdocs.yml, use -f, or start a digest with: digest init"
        other = config_file.with_suffix(".yaml")
        if other != config_file and other.is_file():
            help_line = f"rename {other} to {config_file}"
        elif above := _folder_above(config_file):
            help_line = f"go to the folder above, where it is: cd {above}"
        raise click.UsageError(f"{config_file}: no such file; {help_line}")
    return config_file.absolute().parent.resolve()


def _folder_above(config_file: Path) -> str:
    """The way up to the nearest folder with the file, such as `../..`; "" if there is none."""
    if config_file.name != str(config_file):
        return ""
    steps = ["/".join([".."] * count) for count in range(1, len(Path.cwd().parts))]
    return next((way for way in steps if Path(way, config_file).is_file()), "")


def format_option(choices: Iterable[str], default: str = "text") -> Callable[[Command], Command]:
    """Make the option `--format` of a command, which gets the value as `form`."""
    kind = click.Choice(list(choices))
    return click.option("--format", "form", type=kind, default=default, show_default=True)


def context_of(root: Path, *, writes: bool = False) -> "Context":
    """Read the settings and registries; errors in them end the command (see `stop`)."""
    from generator.load.context import read_context

    report = Report()
    context = read_context(root, installed(), report)
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
    if problem := problem_of_output(root, target, engine):
        raise click.UsageError(f"--site-dir: {target} {problem}; choose a new or empty folder")
    return target


def warn_without_cache(root: Path) -> None:
    """Warn about a slow run if the site has no cache."""
    reason = why_no_cache(root)
    if reason:
        click.echo(f"warning: no cache is used: {visible(reason)}", err=True)


def configured(config_file: Path) -> tuple[Path, EngineSettings]:
    """Find the site's folder, and read the settings in mkdocs.yml; warn if there is no cache.

    Broken site files end the command before MkDocs sees them: it follows links, waits for pipes,
    and complains about a theme folder if site_config/ is missing.
    """
    root = root_of(config_file)
    warn_without_cache(root)
    files = read_site_files(root, config_file.name, Report())
    if files is None or not (root / CONFIG).is_dir():
        load_or_stop(config_file, "")
    return root, files.engine if files else EngineSettings()


def load_or_stop(
    config_file: Path,
    site_url: str,
    *,
    strict: bool = False,
    skip_invalid: bool = False,
    preview: bool = False,
) -> "Loaded":
    """Load the site for a command; print problems, and end the command if there are errors.

    With `skip_invalid`, articles with errors are left out instead. With `strict`, warnings end the
    command, too, and articles get advice. `preview` is an option of `load`.
    """
    from generator.load.loaded import Wanted
    from generator.load.loading import load
    from generator.recipes.site_paths import check_paths

    partly = preview and not skip_invalid
    leave_out = skip_invalid or preview
    advice = strict or preview
    wanted = Wanted(site_url, leave_out, partly, preview, advice)
    loaded = load(root_of(config_file), installed(), wanted, engine=config_file.name)
    if loaded.site is not None:
        check_paths(loaded)
    wrong = {problem.place.path for problem in loaded.report if problem.severity == "error"}
    articles = {path for path in wrong if path.startswith(f"{ARTICLES}/")}
    stopping = set(STOPPING_STRICT if strict else STOPPING)
    if leave_out and wrong == articles:
        stopping.discard("error")
    tell(loaded.report, verdict(loaded.report, stopping))
    if any(map(loaded.report.count, stopping)):
        click.echo("nothing was written", err=True)
        sys.exit(1)
    if wrong:
        verb = "incomplete" if partly else "skipped"
        click.echo(f"{verb} articles with errors: {len(wrong)}", err=True)
    for line in summary(loaded.unpublished):
        click.echo(line, err=True)
    return loaded


def tell(report: Report, last_line: str = "") -> None:
    """Print a report to stderr, so that it does not mix with the command's output."""
    if len(report):
        _print_text(report, last_line, err=True)


def _print_text(report: Report, last_line: str, *, err: bool) -> None:
    """Print a report for people, with colours on a terminal."""
    stream = sys.stderr if err else sys.stdout
    if isinstance(stream, Terminal) and stream.shows_colours:
        stream.write_coloured(as_text(report, visible(last_line), coloured=True))
    else:
        click.echo(as_text(report, last_line), err=err)


def stop(report: Report, *, writes: bool = False) -> NoReturn:
    """End the command with the errors of a report.

    If the command `writes`, it also prints that nothing was written.
    """
    tell(report)
    if writes:
        click.echo("nothing was written", err=True)
    sys.exit(1)


def finish(report: Report, form: str, last_line: str = "") -> NoReturn:
    """End a command whose output is a report; the exit code is 1 if it has errors.

    `last_line` is that of `as_text`; the other formats have none.
    """
    if form == "text":
        _print_text(report, last_line, err=False)
    elif output := FORMATS[form](report):
        click.echo(output)
    sys.exit(0 if report.ok else 1)
