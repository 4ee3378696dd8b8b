"""`digest audit`, and the audit of every build."""

import os
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import click

from generator.audit.manifest import Manifest, copies_of
from generator.audit.site_audit import audit_site, sources_of
from generator.cli.site_root import engine_of, finish, format_option, root_of, stop, tell
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.diagnostics.formats import FORMATS
from generator.extension import active
from generator.load.loaded import Loaded
from generator.load.loading import load
from generator.model.layout import PUBLIC
from generator.model.policy import META
from generator.publish.rendered_theme import policy_in_cache
from generator.read.engine_config import EngineSettings
from generator.read.engine_rules import LEAN
from generator.read.theme_names import theme_folders
from generator.recipes.every_file import of_extensions, policies
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
    plugin. SITE is a folder; default: site_dir of mkdocs.yml.
    """
    root = root_of(config_file)
    engine = engine_of(config_file)
    folder = site or root / engine.site_dir
    if not folder.is_dir():
        raise click.UsageError(f"{folder}: no built site; run `digest build` first")
    shown = str(site or os.path.relpath(folder))
    loaded = load(root, engine.site_url, engine=config_file.name)
    if loaded.site is None:
        stop(loaded.report)
    policy = rendered_policy(config_file, engine, loaded)
    report = audit_site(folder, manifest_of(root, engine, loaded, policy), shown)
    finish(_explained(report, engine, loaded, shown), form)


def manifest_of(root: Path, engine: EngineSettings, loaded: Loaded, policy: str) -> Manifest:
    """List the files that a site may have.

    `policy` is the content security policy of its pages.
    """
    public = [str(root / name) for name in (engine.docs, PUBLIC) if name]
    copies = copies_of(theme_folders(root, engine), public, engine.path)
    return Manifest(
        copies,
        policy=policy,
        others=frozenset(path for one in of_extensions(loaded, None) for path in one.paths),
        extensions=active(loaded.checked.settings),
        policies=policies(loaded),
        path=engine.path,
        plugins=tuple(name for name, _ in engine.plugins),
    )


def rendered_policy(config_file: Path, engine: EngineSettings, loaded: Loaded) -> str:
    """Find the content security policy of a site's pages.

    Material's frame is rendered for it, without plugins, hooks and templates of the site.
    """
    if engine.frame == LEAN:
        return META
    from generator.engine.frame_rendering import policy_of

    return policy_of(config_file, loaded)


def approve(
    config_file: Path,
    engine: EngineSettings,
    loaded: Loaded,
    target: Path,
    folder: Path,
    policy: str = "",
    passed: Collection[str] = (),
) -> None:
    """Audit a folder that is, or will become, the site `target`.

    `policy` is that of its pages, if the frame has just been rendered. Files that have `passed` in
    the published site are not read again.

    Raises:
        Failure: after printing the problems of a site that does not pass.
    """
    root = root_of(config_file)
    policy = policy or policy_in_cache(cache_of(root))
    policy = policy or rendered_policy(config_file, engine, loaded)
    manifest = manifest_of(root, engine, loaded, policy)
    report = audit_site(folder, manifest, folder.name, passed=passed)
    if report.ok:
        return
    tell(_explained(report, engine, loaded, folder.name))
    if folder == target:
        raise Failure("the published site does not pass the audit; nothing was changed")
    raise Failure("the site did not pass the audit; nothing was published")


def _explained(report: Report, engine: EngineSettings, loaded: Loaded, shown: str) -> Report:
    """Add the content file behind each problem of a built site.

    `shown` is the site's name in messages.
    """
    if report.ok:
        return report
    pages = dict(loaded.docs)
    if loaded.site is not None:
        own = sources_of(loaded.site)
        pages |= {loaded.path + address: file for address, file in own.items()}
    named = Report()
    for diagnostic in report:
        path = diagnostic.place.path.removeprefix(f"{shown}/")
        source = pages.get(path[: path.rfind("/") + 1])
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
