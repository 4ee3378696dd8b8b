"""`digest audit`, and the audit of every build."""

import os
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import click

from generator.audit.manifest import Manifest
from generator.audit.site_audit import audit_site, sources_of
from generator.cli.site_root import engine_of, finish, format_option, root_of, stop, tell
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.diagnostics.formats import FORMATS
from generator.installed import installed
from generator.load.loaded import Loaded, Wanted
from generator.load.loading import load
from generator.model.policy import META
from generator.publish.building import ListedSite, listed_site
from generator.publish.rendered_theme import last_theme
from generator.read.engine_config import EngineSettings
from generator.recipes.every_file import path_below, policies
from generator.system.cache_folder import cache_of


@click.command()
@click.argument(
    "site", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@format_option(sorted(FORMATS))
@click.pass_obj
def audit(config_file: Path, site: Path | None, form: str) -> None:
    """Check the built site before you publish it.

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
    listed = listed_site(loaded, theme)
    report = audit_site(folder, manifest_of(engine, loaded, listed), shown)
    finish(_explained(report, engine, loaded, shown), form)


def manifest_of(engine: EngineSettings, loaded: Loaded, listed: ListedSite) -> Manifest:
    """Say what the site may contain."""
    passive = {path_below(loaded.path, entry.path) for entry in loaded.public}
    passive |= {entry.path for entry in (loaded.others.docs if loaded.others else ())}
    return Manifest(
        frozenset(listed.paths),
        policy=listed.frame.policy or META,
        policies=policies(loaded),
        path=engine.path,
        passive=tuple(passive - {script.path for script in engine.scripts}),
    )


def approve(
    engine: EngineSettings,
    loaded: Loaded,
    folder: Path,
    listed: ListedSite,
    passed: Collection[str] = (),
) -> None:
    """Audit a folder before it becomes the site.

    Files that have `passed` in the published site are not read again.

    Raises:
        Failure: after printing the problems of a site that does not pass.
    """
    manifest = manifest_of(engine, loaded, listed)
    report = audit_site(folder, manifest, folder.name, passed=passed)
    if report.ok:
        return
    tell(_explained(report, engine, loaded, folder.name))
    raise Failure("the site did not pass the audit; nothing was published")


def _explained(report: Report, engine: EngineSettings, loaded: Loaded, shown: str) -> Report:
    """Add the content file behind each problem of a built site.

    `shown` is the site's name in messages.
    """
    if report.ok:
        return report
    pages = {f"{address}index.html": file for address, file in loaded.docs.items()}
    if loaded.others is not None:
        pages |= {entry.path: f"{engine.docs}/{entry.path}" for entry in loaded.others.docs}
    own = {}
    if loaded.site is not None:
        for address, file in sources_of(loaded.site).items():
            own[loaded.path + address] = file
    named = Report()
    for diagnostic in report:
        path = diagnostic.place.path.removeprefix(f"{shown}/")
        source = pages.get(path) or own.get(path[: path.rfind("/") + 1])
        message = diagnostic.message
        if source:
            message += f" (from {source})"
        named.extend([replace(diagnostic, message=message)])
    # A plugin or a hook may have caused the problems.
    code = [("plugin", *found) for found in engine.plugins]
    code += [("hook", *found) for found in engine.hooks]
    for kind, name, place in code:
        message = f"the {kind} '{name}' may change what MkDocs renders and be the cause"
        help_line = f"take '{name}' out of mkdocs.yml, build again, and see whether the site passes"
        named.add(place, "other-plugin", message, help_line)
    return named
