"""`digest audit`: whether a built site is what it must be before anyone sees it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from generator.audit.auditing import audit as audit_folder
from generator.build.loading import Loaded, load
from generator.cli.site_root import finish, root_of
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.formats import FORMATS


@click.command()
@click.argument("site", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", show_default=True)
@click.pass_obj
def audit(config_file: Path, site: Path | None, form: str) -> None:
    """Check the built SITE before you publish it: scripts, links, stray files.

    SITE is a folder; default: site_dir of mkdocs.yml.
    """
    from generator import plugin

    root_of(config_file)
    folder = site or Path(plugin.configure(config_file).site_dir)
    if not folder.is_dir():
        raise click.UsageError(f"{folder}: there is no site; run `digest build` first")
    report = audited(config_file, folder, str(site or os.path.relpath(folder)))
    finish(report, form)


def audited(config_file: Path, folder: Path, shown: str, loaded: Loaded | None = None) -> Report:
    """What is wrong with a built site.

    Args:
        config_file: mkdocs.yml.
        folder: The built site.
        shown: That folder as its reader would type it.
        loaded: The site's content, where it has been read; else it is read when something is wrong.
    """
    from generator import plugin

    config = plugin.configure(config_file)
    root = root_of(config_file)

    def read() -> Loaded:
        return loaded or load(root, config.site_url or "")

    themes = tuple(map(Path, config.theme.dirs))
    public = Path(config.docs_dir)
    return audit_folder(
        root, public, themes, folder, shown, lambda: read().site, lambda: plugin.changers(config, read())
    )
