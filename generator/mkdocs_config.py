"""MkDocs' configuration of a digest: its theme, and safe defaults for missing settings."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from mkdocs.config import load_config
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.theme import Theme

from generator.diagnostics.diagnostics import Report
from generator.model.layout import OVERRIDES
from generator.read.engine_config import NAMES, NO_THEME, read_engine_settings
from generator.read.setting_paths import problem_of_typed_output
from generator.read.theme_names import THEME

_STYLE = "assets/digest.css"
_SCRIPTS = ("assets/search/open.js", "assets/copy.js", "assets/visit.js")
_OWN_STYLE = "custom.css"
_OWN_OPTIONS = ("locale", "static_templates")
"""Options of `theme` that the digest sets itself."""


def root_of(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml, with content/ and site_config/ beside it.

    If mkdocs.yml is itself a link, this is the folder of the link, where the check refuses it.
    """
    return Path(config.config_file_path).absolute().parent.resolve()


def output_folder(config: MkDocsConfig) -> Path:
    """The folder that `mkdocs build` empties and writes to.

    Raises:
        PluginError: a path other than that of mkdocs.yml, unless a person typed it after --site-dir.
    """
    root = root_of(config)
    context = click.get_current_context(silent=True)
    if context is not None and context.params.get("site_dir"):
        target = Path(config.site_dir).resolve()
        if problem := problem_of_typed_output(root, target):
            raise PluginError(f"--site-dir: {target} {problem}; choose a new or empty folder")
        return target
    settings = read_engine_settings(Path(config.config_file_path), Report())
    if settings is None or (root / settings.site_dir).resolve() != Path(config.site_dir).resolve():
        raise PluginError(f"site_dir leads to {config.site_dir}; type it after --site-dir instead")
    return root / settings.site_dir


def configure(config_file: Path) -> MkDocsConfig:
    """Return MkDocs' configuration of a site.

    Raises:
        Abort: the configuration does not use this plugin.
    """
    config = load_config(config_file=str(config_file), **required_settings(config_file))
    if "digest" not in config.plugins:
        raise Abort(f"{config_file}: the digest is not among its plugins; write plugins: [digest]")
    use_theme(config)
    return config


def required_settings(config_file: Path) -> dict[str, Any]:
    """Return the settings that MkDocs requires: a name, an existing docs_dir, an installed theme."""
    settings = read_engine_settings(config_file, Report())
    # MkDocs takes a relative docs_dir to be below mkdocs.yml, whatever the working directory.
    public = config_file.absolute().parent / settings.public if settings else None
    folder = str(public) if public and public.is_dir() else empty_folder().name
    return {"site_name": "digest", "docs_dir": folder, "theme": NO_THEME}


def written_settings(config: MkDocsConfig) -> MkDocsConfig:
    """Return the settings of mkdocs.yml as they are written, without validation; missing ones are None."""
    written = MkDocsConfig(config_file_path=config.config_file_path)
    with Path(config.config_file_path).open("rb") as file:
        written.load_file(file)
    return written


@cache
def empty_folder() -> TemporaryDirectory[str]:
    """Return a folder that is removed when the program ends."""
    return TemporaryDirectory(prefix="digest-")


def use_theme(config: MkDocsConfig) -> None:
    """Put the digest's theme, and the options that it needs, into MkDocs' configuration.

    Raises:
        PluginError: mkdocs.yml names another theme.
    """
    written = written_settings(config)["theme"] or {}
    options = {"name": written} if isinstance(written, str) else dict(written)
    if options.pop("name", NO_THEME) not in NAMES:
        raise PluginError(f"the digest has its own theme; name {NO_THEME} in mkdocs.yml, or remove theme")
    overrides = root_of(config) / (options.pop("custom_dir", None) or OVERRIDES)
    for name in _OWN_OPTIONS:
        options.pop(name, None)
    # They would also leave out files of the theme.
    config.exclude_docs = config.draft_docs = None
    folder = str(overrides) if overrides.is_dir() else None
    config.theme = Theme(custom_dir=folder, **options)
    config.theme.dirs = [*([folder] if folder else []), str(THEME)]
    config.theme.static_templates = {"404.html"}
    config.extra_css = with_own_styles(config.extra_css, overrides)
    for path in scripts_besides(str(script) for script in config.extra_javascript):
        script = ExtraScriptValue(path)
        script.defer = True
        config.extra_javascript.append(script)


def with_own_styles(listed: Iterable[str], overrides: Path) -> list[str]:
    """The styles of extra_css between the digest's and the site's own in its theme folder."""
    own = [_OWN_STYLE] if (overrides / _OWN_STYLE).is_file() else []
    return list(dict.fromkeys((_STYLE, *listed, *own)))


def scripts_besides(listed: Iterable[str]) -> list[str]:
    """The digest's scripts that extra_javascript does not list."""
    known = set(listed)
    return [path for path in _SCRIPTS if path not in known]
