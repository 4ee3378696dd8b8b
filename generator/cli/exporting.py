"""`digest export`: the site in another form."""

from importlib import import_module
from pathlib import Path

import click

from generator.cli.site_loading import configured, load_or_stop, warn_without_cache
from generator.diagnostics.diagnostics import counted
from generator.diagnostics.failure import Failure
from generator.extension import extensions


def _with_forms(command: click.decorators.FC) -> click.decorators.FC:
    """Add the options of extensions that write the site in another form."""
    for extension in extensions():
        for option, (text, module) in extension.exports.items():
            add = click.option(f"--{option}", "form", flag_value=module, help=text)
            command = add(command)
    return command


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@_with_forms
@click.pass_obj
def export(config_file: Path, target: Path, form: str = "") -> None:
    """Write the site as Markdown that plain MkDocs can build, into the folder TARGET."""
    root, engine = configured(config_file)
    warn_without_cache(root)
    if form:
        click.echo(import_module(form).export(config_file, engine, target))
    else:
        from generator.publish.export import export_site

        if target.is_file():
            raise Failure(f"{target}: is a file; name a new or empty folder")
        loaded = load_or_stop(config_file, engine.site_url, alone=True)
        count = export_site(engine, loaded, target)
        click.echo(
            f"{counted(count, 'page')} in {target}; "
            f"build them with: mkdocs build --strict -f {target / 'mkdocs.yml'}"
        )
