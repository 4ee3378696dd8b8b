"""The `digest` command.

Exit codes: 0 for success, warnings included; 2 for wrong usage; 1 for everything else that fails,
such as errors in content. Bad content never causes a traceback.
"""

import sys
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any

import click

from generator import __version__
from generator.diagnostics.failure import Failure, in_package, other_package
from generator.diagnostics.suggest import did_you_mean
from generator.diagnostics.terminal import guarded
from generator.installed import beside_extensions, installed
from generator.read.tables import table
from generator.system.cache_folder import VARIABLE, caches_in
from generator.system.workers import spare_the_collector

COMMANDS = {
    "audit": (
        "Check the digest's pages and files in the built site.",
        "generator.cli.audit_command",
    ),
    "build": ("Build the site and publish it in a folder.", "generator.cli.site_commands"),
    "check": ("Report every problem, in the whole site or in PATHS.", "generator.cli.checking"),
    "init": ("Start a digest in an empty FOLDER.", "generator.cli.starting"),
    "new": ("Start an article: answer questions, or use flags.", "generator.cli.drafting"),
    "permalinks": (
        "List addresses that are not in the ledger yet.",
        "generator.cli.address_commands",
    ),
    "serve": (
        "Preview the site; pages reload when you save a file.",
        "generator.cli.site_commands",
    ),
}
"""Command → one line about it, and its module, which is loaded when the command runs."""
_TYPED = "generator.typed"
"""The command and its arguments, among what click keeps for all commands; `--a=b` is two words."""
OF_EDITORS = frozenset(
    ["edition", "from-issue", "import", "inbox", "merge", "rename", "report", "translate", "verify"]
)
"""The commands of the editors' package, which may not be installed."""
_NEWSROOM = "of the newsroom, the editors' package, which is not installed; in a checkout of the "
_NEWSROOM += "program, type make newsroom; elsewhere: pip install <the newsroom's wheel>"


def commands() -> dict[str, tuple[str, str]]:
    """Map each command to its line of help and its module, with those of extensions."""
    every = dict(COMMANDS)
    for extension in installed():
        for command, described in extension.commands.items():
            if command in every:
                owner = every[command][1].partition(".")[0].replace("generator", "the program")
                raise Failure(f"{extension.name}: '{command}' is already a command of {owner}")
            every[command] = described
    return every


class Edge(click.Group):
    """The command line's outermost part.

    It loads commands when they run, and turns expected failures into one line and an exit code.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's)
        """The names of all commands."""
        return sorted(commands())

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 (click's)
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the list of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (line, _) in sorted(commands().items())])

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 (click's)
        cmd_name: str,
    ) -> click.Command | None:
        """Load a command by name; None if there is none."""
        known = commands()
        if cmd_name not in known:
            return None
        name = cmd_name.replace("-", "_")
        if iskeyword(name):
            name += "_"
        module = known[cmd_name][1]
        with in_package(other_package(module), f"the command '{cmd_name}'"):
            command = getattr(import_module(module), name)
            if not isinstance(command, click.Command):
                raise TypeError(f"{name} in {module} must be a command of click")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed; one that does not exist gets the nearest name."""
        ctx.meta[_TYPED] = [part for word in args for part in word.split("=", 1)]
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if instead := table("generator.read", "gone")["commands"].get(args[0]):
                raise click.UsageError(f"'digest {args[0]}' has gone: {instead}") from error
            if args[0] in OF_EDITORS:
                raise click.UsageError(f"'{args[0]}' is a command {_NEWSROOM}") from error
            known = [*commands(), *OF_EDITORS]
            help_line = did_you_mean(args[0], known, "list them: digest --help")
            message = f"there is no command '{args[0][:40]}'; {help_line}"
            raise click.UsageError(message, ctx) from error

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 (click's own signature)
        """Run the program with output that is safe to show on a terminal."""
        with guarded():
            try:
                return super().main(*args, **kwargs)
            except Failure as error:  # of an extension, before a command runs
                click.echo(f"Error: {error}", err=True)
                sys.exit(1)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a full disk or a missing permission becomes one line.

        Click itself handles a closed pipe, as in `| head`.
        """
        try:
            return super().invoke(ctx)
        except Failure as error:
            raise click.ClickException(str(error)) from error
        except click.UsageError as error:
            typed = ctx.meta.get(_TYPED, ())
            for words, instead in table("generator.read", "gone")["options"].items():
                if set(words.split()).issubset(typed) and words.startswith(f"{typed[0]} "):
                    message = f"'digest {words}' has gone: {instead}"
                    raise click.UsageError(message) from error
            raise
        except BrokenPipeError:
            raise
        except click.ClickException as error:  # MkDocs' own exceptions print to standard output
            raise click.ClickException(error.format_message()) from error
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from error
        except (click.exceptions.Exit, click.Abort):
            raise
        except Exception:  # with other packages, which may have changed anything; else it passes
            name = ctx.invoked_subcommand or ""
            package = other_package(commands().get(name, ("", ""))[1])
            one = in_package(package, f"the command '{name}'")
            with one if package else beside_extensions():
                raise


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
