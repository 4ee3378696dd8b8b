"""Commands for built sites: `audit`, `changes`."""

import os
from dataclasses import replace
from pathlib import Path

import click

from generator.audit.manifest import Manifest, copies_of, machine_paths
from generator.audit.site_audit import audit_site, sources_of
from generator.build import changes as site_changes
from generator.build.loading import Loaded, load
from generator.cli.site_root import finish, root_of
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.formats import FORMATS
from generator.model.layout import CONFIG, CONTENT

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.argument("site", required=False, type=_FOLDER)
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", show_default=True)
@click.pass_obj
def audit(config_file: Path, site: Path | None, form: str) -> None:
    """Check the built site before you publish it.

    The audit looks for scripts, broken links, stray files and similar problems. SITE is a folder; default:
    site_dir of mkdocs.yml.
    """
    from generator.mkdocs_config import configure

    root_of(config_file)
    folder = site or Path(configure(config_file).site_dir)
    if not folder.is_dir():
        raise click.UsageError(f"{folder}: no built site; run `digest build` first")
    report = audited(config_file, folder, str(site or os.path.relpath(folder)))
    finish(report, form)


def audited(config_file: Path, folder: Path, shown: str, loaded: Loaded | None = None) -> Report:
    """Audit a built site, called `shown` in messages, and name the content file behind each problem.

    Unless its content is `loaded`, it is loaded if there is a problem to explain.
    """
    from generator import plugin
    from generator.mkdocs_config import configure

    config = configure(config_file)
    root = root_of(config_file)
    copies = copies_of(config.theme.dirs, config.docs_dir)
    manifest = Manifest(copies, machine_paths(root, folder), sources=(root / CONTENT, root / CONFIG))
    report = audit_site(folder, manifest, shown)
    if report.ok:
        return report
    loaded = loaded or load(root, config.site_url or "")
    pages = sources_of(loaded.site) if loaded.site else {}
    named = Report()
    for diagnostic in report:
        path = diagnostic.place.path.removeprefix(f"{shown}/")
        source = pages.get(path[: path.rfind("/") + 1])
        message = f"{diagnostic.message} (from {source})" if source else diagnostic.message
        named.extend([replace(diagnostic, message=message)])
    for name in plugin.other_plugins(config):
        message = f"the plugin '{name}' may change what MkDocs renders and be the cause"
        help_line = f"take '{name}' out of mkdocs.yml, build again, and see whether the site passes"
        named.add(Place("mkdocs.yml"), "other-plugin", message, help_line)
    return named


@click.command()
@click.argument("old", type=_FOLDER)
@click.argument("new", type=_FOLDER)
@click.option(
    "--format", "form", type=click.Choice(list(site_changes.FORMATS)), default="text", show_default=True
)
def changes(old: Path, new: Path, form: str) -> None:
    """List the pages that differ between two built sites.

    OLD and NEW are folders, such as the site of the main branch and that of a pull request.
    """
    click.echo(site_changes.FORMATS[form](site_changes.compare(old, new)))
