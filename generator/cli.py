"""The `digest` command: what people type, and what they are told.

Exit codes: 0 when clean or with warnings only, 1 when there are errors, 2 when
the command was used wrongly. Nobody is shown a traceback for bad content.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import click

from generator import __version__, pipeline
from generator.emit.export import ExportError
from generator.emit.publish import PublishError
from generator.emit.search import SearchError
from generator.report.formats import FORMATS, as_text


class Edge(click.Group):
    """Turns the failures we foresee into one line and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a full disk or a missing permission is a sentence, not a traceback.

        What a terminal cannot show is shown as an escape; a reader who has seen enough of the
        output (`| head`) is left to click.
        """
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except (PublishError, ExportError, SearchError) as error:
            raise click.ClickException(str(error)) from error
        except (BrokenPipeError, click.UsageError):
            raise
        except click.ClickException as error:  # the engine's own would be printed among the output
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
    help="mkdocs.yml of the site; its content/ and site_config/ lie beside it.",
)
@click.version_option(__version__, prog_name="digest")
@click.pass_context
def main(ctx: click.Context, config_file: Path) -> None:
    """Check, build and look after a security-news digest."""
    ctx.obj = config_file


def _root(config_file: Path) -> Path:
    if not config_file.is_file():
        raise click.UsageError(f"{config_file}: there is no such file; run this beside mkdocs.yml, or use -f")
    return config_file.resolve().parent


def _load(config_file: Path, *, strict: bool = False) -> tuple[Any, pipeline.Loaded]:
    """The engine's configuration and the site, or an end with everything that is wrong."""
    root = _root(config_file)
    if not (root / pipeline.CONFIG).is_dir():
        loaded = pipeline.load(root)
    else:
        from generator import plugin

        config = plugin.configure(config_file)
        loaded = pipeline.load(root, config.site_url or "")
    if len(loaded.report):
        click.echo(as_text(loaded.report), err=True)
    if not loaded.report.ok or (strict and len(loaded.report)):
        click.echo("nothing was written", err=True)
        sys.exit(1)
    return config, loaded


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", show_default=True)
@click.pass_obj
def check(config_file: Path, paths: tuple[Path, ...], form: str) -> None:
    """Report every problem in the whole site, or in the files and folders at PATHS."""
    root = _root(config_file)
    for path in paths:
        if not os.path.lexists(path):
            raise click.UsageError(f"{path}: there is no such file")
    report = pipeline.check_paths(root, paths) if paths else pipeline.load(root).report
    output = FORMATS[form](report)
    if output:
        click.echo(output)
    sys.exit(0 if report.ok else 1)


@main.command()
@click.option(
    "--site-dir", type=click.Path(path_type=Path), help="Where to publish; default: site_dir of mkdocs.yml."
)
@click.option("--strict", is_flag=True, help="Let warnings stop the build, too.")
@click.pass_obj
def build(config_file: Path, site_dir: Path | None, strict: bool) -> None:
    """Build the whole site and put it in place in one step."""
    from generator import plugin

    config, loaded = _load(config_file, strict=strict)
    published = plugin.build(config, loaded, site_dir)
    click.echo(f"built {published}")


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.pass_obj
def serve(config_file: Path, port: int) -> None:
    """Preview the site on this machine; it reloads when an article or a registry changes."""
    from generator import plugin

    _root(config_file)
    plugin.serve(config_file, port)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def export(config_file: Path, folder: Path) -> None:
    """Write the site as a Markdown tree that MkDocs builds without this project."""
    from generator import plugin

    config, loaded = _load(config_file)
    count = plugin.export(config, loaded, folder)
    click.echo(
        f"{count} pages in {folder}; build them with: mkdocs build --strict -f {folder / 'mkdocs.yml'}"
    )
