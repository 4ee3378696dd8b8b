"""`digest audit`, and the audit of every build."""

import os
from collections.abc import Collection
from pathlib import Path

import click

from generator.audit.manifest import Manifest
from generator.audit.origins import Origins
from generator.audit.site_audit import audit_site
from generator.cli.site_root import engine_of, finish, format_option, root_of, stop, tell
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.failure import Failure
from generator.diagnostics.formats import FORMATS, counts
from generator.installed import installed
from generator.load.loaded import Loaded, Wanted
from generator.load.loading import load
from generator.model.policy import META
from generator.publish.building import ListedSite, listed_site
from generator.publish.rendered_theme import last_theme
from generator.read.engine_config import EngineSettings, file_of
from generator.read.regular import walk
from generator.recipes.page_files import FAVICON, MANIFEST, TOUCH_ICON
from generator.recipes.recipe import EXTENSION, PLUGINS, THEME
from generator.recipes.search_files import NAMES
from generator.recipes.site_paths import may_be_listed
from generator.system.cache_folder import cache_of

_OF_PLUGINS_NAMES = (
    "html xml rss json txt css js mjs map svg png jpg jpeg gif webp avif ico woff woff2 inv gz csv"
)
_OF_PLUGINS = frozenset(_OF_PLUGINS_NAMES.split())
"""The kinds of files that a plugin may add: the audit reads them, or no server runs them."""


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
    manifest, origins = manifest_of(engine, listed), _origins(engine, loaded, listed)
    report = audit_site(folder, manifest, shown, origins=origins)
    explained = _explained(report, engine, shown)
    finish(explained, form, counts(explained))  # the site is built: nothing stops its build


def manifest_of(engine: EngineSettings, listed: ListedSite) -> Manifest:
    """Say what the site may contain."""
    listed_by_site = {
        path
        for path in engine.listed_files
        if path not in listed.paths or may_be_listed(listed.paths[path], engine)
    }
    icons = {engine.path + name for name in (TOUCH_ICON, FAVICON)}
    icons.update(map(file_of, engine.words("theme", "favicon")))
    own = {engine.path + name for name in (MANIFEST, NAMES)}
    usable = {path for path, owner in listed.paths.items() if _may_be_used(owner, engine)}
    return Manifest(
        frozenset(path for path, owner in listed.paths.items() if _may_be_published(path, owner)),
        policy=listed.frame.policy or META,
        path=engine.path,
        documents=frozenset(
            path for path in listed.around if not _is_of_theme(listed.paths[path], engine)
        ),
        usable=frozenset(usable | listed_by_site | icons | own),
    )


def _may_be_used(owner: str, engine: EngineSettings) -> bool:
    """Whether pages may use an owner's files as scripts, styles, manifests, icons and fonts."""
    return owner == PLUGINS or owner.startswith(EXTENSION) or _is_of_theme(owner, engine)


def _is_of_theme(owner: str, engine: EngineSettings) -> bool:
    return owner == THEME or owner.startswith(f"{engine.theme}/")


def _may_be_published(path: str, owner: str) -> bool:
    """Whether a file is of a kind that its owner may add to a site."""
    return owner != PLUGINS or path.rpartition(".")[2].lower() in _OF_PLUGINS


def _origins(engine: EngineSettings, loaded: Loaded, listed: ListedSite) -> Origins:
    """Say of which files the pages are made."""
    templates = walk(loaded.root / engine.theme, engine.theme, Report())
    own = [f"{engine.theme}/{file.path}" for file in templates if file.path.endswith(".html")]
    for extension in loaded.checked.settings.extensions:
        if not extension.is_room:
            own += [str(extension.folder / "templates" / one) for one in extension.inserts.values()]
    return Origins(loaded.root, listed.paths, engine.docs, (engine.values.place.path, *own))


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
    manifest = manifest_of(engine, listed)
    origins = _origins(engine, loaded, listed)
    report = audit_site(folder, manifest, folder.name, passed=passed, origins=origins)
    if report.ok:
        return
    tell(_explained(report, engine, folder.name))
    raise Failure("the site did not pass the audit; nothing was published")


def _explained(report: Report, engine: EngineSettings, built: str) -> Report:
    """Name the plugins and hooks that may have caused problems of which no source line is known."""
    named = Report(report)
    written = (problem.place for problem in report if not problem.place.path.startswith(built))
    if sum(place != Place(place.path) for place in written) == len(report):
        return named
    code = [("plugin", *found) for found in engine.running]
    code += [("hook", *found) for found in engine.hooks]
    for kind, name, place in code:
        message = f"the {kind} '{name}' may change what MkDocs renders and be the cause"
        help_line = f"take '{name}' out of mkdocs.yml, build again, and see whether the site passes"
        named.add(place, "other-plugin", message, help_line)
    return named
