"""Commands for built sites: `audit`, `changes`."""

import os
from dataclasses import replace
from pathlib import Path

import click

from generator.audit.manifest import Manifest, copies_of, machine_paths
from generator.audit.site_audit import audit_site, sources_of
from generator.check.site_settings import read_settings
from generator.cli.site_root import engine_of, finish, format_option, root_of, tell
from generator.data.editor_config import backend_of
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.diagnostics.formats import FORMATS
from generator.load.loading import Loaded, load
from generator.model.code_host import CodeHost, code_host
from generator.model.layout import CONFIG, CONTENT, PUBLIC
from generator.model.policy import META, editor_policy
from generator.publish import changes as site_changes
from generator.publish.passed_audit import audit_key, has_passed, remember_passed
from generator.publish.rendered_theme import policy_in_cache
from generator.read.engine_config import LEAN, EngineSettings, Named
from generator.read.theme_names import theme_folders
from generator.system.cache_folder import cache_of

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.argument("site", required=False, type=_FOLDER)
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
    report = audit_site(
        folder, manifest_of(root, engine, folder, rendered_policy(config_file, engine)), shown
    )
    finish(_explained(report, config_file, engine, shown), form)


def manifest_of(root: Path, engine: EngineSettings, target: Path, policy: str) -> Manifest:
    """List the files that a site may have; it is published in `target`, or will be.

    `policy` is the content security policy of its pages.
    """
    host = _host_of_editor(root) if engine.editor else None
    public = [str(root / name) for name in (engine.docs, PUBLIC) if name]
    copies = copies_of(theme_folders(root, engine), public, engine.path)
    return Manifest(
        copies,
        secrets=machine_paths(root, target),
        sources=(root / CONTENT, root / CONFIG),
        policy=policy,
        editor=editor_policy(host.api) if host else "",
        backend=backend_of(host) if host else None,
        path=engine.path,
        plugins=tuple(name for name, _ in engine.plugins),
    )


def _host_of_editor(root: Path) -> CodeHost | None:
    """Return the host of the repository to which the editor writes; None if it is not known."""
    settings = read_settings(root / CONFIG, CONFIG, Report())
    return code_host(settings.edit_url) if settings else None


def rendered_policy(config_file: Path, engine: EngineSettings, loaded: Loaded | None = None) -> str:
    """Find the content security policy of a site's pages.

    Material's frame is rendered for it, without plugins, hooks and templates of the site.
    """
    if engine.frame == LEAN:
        return META
    from generator.engine.frame_rendering import policy_of

    root = root_of(config_file)
    return policy_of(config_file, loaded or load(root, engine.site_url, engine=config_file.name))


def approve(
    config_file: Path,
    engine: EngineSettings,
    loaded: Loaded | None,
    target: Path,
    folder: Path,
    policy: str = "",
) -> None:
    """Audit a folder that is, or will become, the site `target`, unless the same has passed before.

    `policy` is that of its pages, if the frame has just been rendered.

    Raises:
        Failure: after printing the problems of a site that does not pass.
    """
    root = root_of(config_file)
    cache = cache_of(root)
    policy = policy or policy_in_cache(cache) or rendered_policy(config_file, engine, loaded)
    manifest = manifest_of(root, engine, target, policy)
    key = audit_key(folder, manifest)
    if has_passed(cache, target, key):
        return
    report = audit_site(folder, manifest, folder.name)
    if report.ok:
        remember_passed(cache, target, key)
        return
    tell(_explained(report, config_file, engine, folder.name, loaded))
    if folder == target:
        raise Failure("the published site does not pass the audit; nothing was changed")
    raise Failure("the site did not pass the audit; nothing was published")


def _explained(
    report: Report,
    config_file: Path,
    engine: EngineSettings,
    shown: str,
    loaded: Loaded | None = None,
) -> Report:
    """Add the content file behind each problem of a built site.

    `shown` is the site's name in messages. The content is loaded if there is a problem and it is
    not `loaded` yet.
    """
    if report.ok:
        return report
    root = root_of(config_file)
    loaded = loaded or load(root, engine.site_url, engine=config_file.name)
    pages = _sources(loaded)
    named = Report()
    for diagnostic in report:
        path = diagnostic.place.path.removeprefix(f"{shown}/")
        source = pages.get(path[: path.rfind("/") + 1])
        message = diagnostic.message
        if source:
            message += f" (from {source})"
        named.extend([replace(diagnostic, message=message)])
    _name_code("plugin", engine.plugins, named)
    _name_code("hook", engine.hooks, named)
    return named


def _name_code(kind: str, found: Named, report: Report) -> None:
    """Report each plugin or hook, because it may have caused the problems."""
    for name, place in found:
        message = f"the {kind} '{name}' may change what MkDocs renders and be the cause"
        help_line = f"take '{name}' out of mkdocs.yml, build again, and see whether the site passes"
        report.add(place, "other-plugin", message, help_line)


def _sources(loaded: Loaded) -> dict[str, str]:
    """Map the address of each page, below the site's root, to its content file."""
    sources = dict(loaded.docs)
    if loaded.site is not None:
        for address, source in sources_of(loaded.site).items():
            sources[loaded.path + address] = source
    return sources


@click.command()
@click.argument("old", type=_FOLDER)
@click.argument("new", type=_FOLDER)
@format_option(site_changes.FORMATS)
def changes(old: Path, new: Path, form: str) -> None:
    """List the pages that differ between two built sites.

    OLD and NEW are folders, such as the site of the main branch and that of a pull request.
    """
    click.echo(site_changes.FORMATS[form](site_changes.compare(old, new)))
