"""`digest audit`, and the audit of `digest build --audit`."""

import os
from pathlib import Path

import click

from generator.audit.manifest import Manifest
from generator.audit.site_addresses import MISSING
from generator.audit.site_audit import audit_site
from generator.cli.site_root import engine_of, finish, format_option, root_of, stop, tell
from generator.diagnostics.failure import Failure
from generator.diagnostics.formats import FORMATS, counts
from generator.installed import installed
from generator.load.loaded import Loaded, Wanted
from generator.load.loading import load
from generator.model.layout import PUBLIC
from generator.model.policy import META
from generator.publish.building import ListedSite, listed_site
from generator.publish.rendered_theme import last_theme
from generator.recipes.page_files import page_file
from generator.system.cache_folder import cache_of


@click.command()
@click.argument(
    "site", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@format_option(sorted(FORMATS))
@click.pass_obj
def audit(config_file: Path, site: Path | None, form: str) -> None:
    """Check the digest's pages and files in the built site.

    The audit looks for scripts, broken links, stray files and similar problems, and runs no hook or
    plugin: it knows the files of the last build. SITE is a folder; default: site_dir of mkdocs.yml.
    """
    root = root_of(config_file)
    engine = engine_of(config_file)
    folder = site or root / engine.site_dir
    if not folder.is_dir():
        raise click.UsageError(f"{folder}: no built site; run `digest build` first")
    shown = str(site or os.path.relpath(folder))
    loaded = load(root, installed(), Wanted(engine.site_url), engine=config_file.name)
    if loaded.site is None:
        stop(loaded.report)
    theme = last_theme(cache_of(root))
    if theme is None:
        raise click.UsageError("no build of this site is known here; run `digest build` first")
    report = audit_site(folder, manifest_of(loaded, listed_site(loaded, theme)), shown)
    finish(report, form, counts(report))  # the site is built: nothing stops its build


def manifest_of(loaded: Loaded, listed: ListedSite) -> Manifest:
    """Say what the site may contain, and what of it the audit reads."""
    owners, frames = {}, {}
    for path, owner in listed.paths.items():
        if path not in listed.around and not owner.startswith(f"{PUBLIC}/"):
            owners[path] = owner
    for recipe in listed.recipes:
        if recipe.make is page_file:
            frames[recipe.paths[0]] = recipe.arguments[0].value.parts
        elif recipe.paths == (MISSING,):  # the frame without a slot
            frames[MISSING] = (recipe.arguments[0].decode(),)
            owners[MISSING] = recipe.owner
    policy = listed.frame.policy or META
    return Manifest(frozenset(listed.paths), owners, frames, policy, loaded.path)


def approve(loaded: Loaded, listed: ListedSite, folder: Path) -> None:
    """Audit a folder before it becomes the site.

    Raises:
        Failure: after printing the problems of a site that does not pass.
    """
    report = audit_site(folder, manifest_of(loaded, listed), folder.name)
    if not report.ok:
        tell(report)
        raise Failure("the site did not pass the audit; nothing was published")
