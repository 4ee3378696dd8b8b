"""The frame around the digest's pages: Material for MkDocs, or a lean theme of our own.

Our templates, styles and scripts come below the site's `custom_dir` and above the theme, so a site
can replace each of them, and nothing of the theme is copied.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.theme import Theme

from generator.assemble.catalogues import base_of
from generator.engine.configuration import root_of
from generator.read.engine_config import FRAMES, LEAN, MATERIAL, EngineSettings
from generator.read.theme_names import (
    PAGES,
    hashed_names,
    published,
    styles_of,
    theme_folders,
    visible_files,
)

TEMPLATE = "digest.html"
"""The template of the digest's pages, in the folder of each frame."""
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""Material's files for its own search; with the source maps they are 2.2 of its 2.5 megabytes."""


_MOST_NAMED = 5
"""Maximum templates that a message names."""


def use_frame(config: MkDocsConfig, settings: EngineSettings) -> dict[str, str]:
    """Put the digest's part of the theme into MkDocs' configuration.

    Args:
        config: The configuration, with the site's own theme settings.
        settings: The same file as the check has read it.

    Returns:
        Path in the theme → published path, of the scripts and styles whose names have a hash.

    Raises:
        PluginError: mkdocs.yml names another theme.
    """
    if "theme" not in settings.values:
        config.theme = Theme(name=LEAN)
    name = config.theme.name or ""
    if name not in FRAMES:
        help_line = f"write `name: {MATERIAL}` or `name: {LEAN}` in mkdocs.yml"
        raise PluginError(f"the theme '{name}' is not supported; {help_line}")
    root = root_of(config)
    ours = theme_folders(root, settings)
    known = {*ours, config.theme.custom_dir}
    others = [folder for folder in config.theme.dirs if folder not in known]
    config.theme.dirs = [*ours, *others]
    config.theme.static_templates |= {"404.html", "sitemap.xml"}
    _leave_out_icons(config.theme)
    names = {old: settings.path + new for old, new in hashed_names(ours).items()}
    # Pages that name the digest's styles and scripts link to their published names.
    config.extra_css = [names.get(path, path) for path in config.extra_css]
    for item in config.extra_javascript:
        if not isinstance(item, str):
            item.path = names.get(item.path, item.path)
    return names


def with_own_parts(
    config: MkDocsConfig, settings: EngineSettings, names: Mapping[str, str], scripts: Sequence[str]
) -> MkDocsConfig:
    """Return a copy of the configuration that has the digest's styles and scripts, too.

    Pages of the digest are rendered with it in Material, so that documentation is as it was.
    """
    own = copy(config)
    styles = styles_of(config.theme.name or "", config.extra_css, root_of(config) / settings.theme)
    own.extra_css = list(dict.fromkeys(names.get(path, path) for path in styles))
    listed = [*config.extra_javascript]
    for path in scripts:
        script = ExtraScriptValue(names.get(path, path))
        script.defer = True
        if script.path not in map(str, listed):
            listed.append(script)
    own.extra_javascript = listed
    # Material's inline script has the scope of stored choices: one for all pages has one hash.
    scope = urlsplit(config.site_url or "").path or "/"
    own["extra"] = {"scope": scope, **config.extra}
    return own


def _leave_out_icons(theme: Theme) -> None:
    """Let MkDocs list a theme's files without hidden folders, of which it publishes nothing.

    It would look through Material's 14,000 icons.
    """
    make = theme.get_env

    def get_env() -> Any:  # noqa: ANN401 (Jinja's, which MkDocs makes)
        env = make()
        visible = partial(_listed, theme.dirs)
        env.loader.list_templates = visible  # type: ignore[union-attr,method-assign]
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


def _listed(folders: Iterable[str]) -> list[str]:
    return sorted({name for folder in folders for name in visible_files(folder)})


def use_language(config: MkDocsConfig, tag: str) -> None:
    """Use Material's own words in a language, for a region that has none those of its language."""
    for name in (base_of(tag), tag):
        file = f"partials/languages/{name}.html"
        if any(Path(folder, file).is_file() for folder in config.theme.dirs):
            config.theme["language"] = name


def publish_hashed(files: Files, config: MkDocsConfig, names: Mapping[str, str]) -> None:
    """Give scripts and styles their published names, and leave out what no page loads."""
    folders = config.theme.dirs
    for file in [*files]:
        if file.src_dir not in folders:
            continue
        # `exclude_docs` is about pages, not about the theme.
        file.inclusion = InclusionLevel.INCLUDED
        is_unused = file.src_uri.startswith(_UNUSED) or file.src_uri.endswith(".map")
        if is_unused or file.src_uri in names:
            files.remove(file)
    for name, new in names.items():
        source = next(path for folder in folders if (path := Path(folder, name)).is_file())
        content = published(source, source.read_bytes())
        included = InclusionLevel.INCLUDED
        files.append(File.generated(config, new, content=content, inclusion=included))


def magnifier(config: MkDocsConfig) -> str:
    """Return the icon of the search link as SVG: Material's, or that of `theme.icon.search`.

    Raises:
        PluginError: there is no such icon.
    """
    icons = config.theme.get("icon") or {}
    name = icons.get("search") or "material/magnify"
    for folder in config.theme.dirs:
        file = Path(folder, ".icons", f"{name}.svg")
        if file.is_file():
            return file.read_text(encoding="utf-8").strip()
    raise PluginError(f"theme.icon.search in mkdocs.yml: Material has no icon '{name}'")


def misfit(error: ValueError, root: Path, theme: str, frame: str) -> PluginError:
    """Make the error about a frame that has no place for a part of the digest's pages.

    Args:
        error: What the frame lacks.
        root: The site's folder.
        theme: The folder of the site's own templates in it, one of which is the likely cause.
        frame: The name of the theme.
    """
    files = sorted(path.relative_to(root).as_posix() for path in (root / theme).rglob("*.html"))
    own = [file for file in files if not file.startswith(f"{theme}/{PAGES}")]
    if own:
        named = ", ".join(own[:_MOST_NAMED])
        more = f" and {len(own) - _MOST_NAMED} more" if len(own) > _MOST_NAMED else ""
        return PluginError(f"{error}; keep that part in the site's own templates: {named}{more}")
    if frame == MATERIAL:
        return PluginError(f"{error}; install another version of mkdocs-material than {_version()}")
    return PluginError(f"{error}; a plugin or a hook may have removed it")


def _version() -> str:
    from importlib.metadata import version  # takes a tenth of a second

    return version("mkdocs-material")
