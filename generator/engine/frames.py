"""The frame around the digest's pages: Material for MkDocs, or a lean theme of our own.

Our templates, styles and scripts come below the site's `custom_dir` and above the theme, so a site
can replace each of them, and nothing of the theme is copied.
"""

import html
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.theme import Theme

from generator.assemble.catalogues import base_of
from generator.engine.configuration import root_of
from generator.model.address import ROOT
from generator.read.engine_config import FRAMES, LEAN, MATERIAL, EngineSettings
from generator.read.theme_names import (
    PAGES,
    hashed_names,
    published,
    scripts_besides,
    styles_of,
    theme_folders,
    visible_files,
)

TEMPLATE = "digest.html"
"""The template of the digest's pages, in the folder of each frame."""
_SHOWN_NAMES = (
    "title description author subtitle status icon tags location revision_date "
    "git_revision_date_localized git_creation_date_localized"
)
_SHOWN = frozenset(_SHOWN_NAMES.split())
"""The metadata that the templates of a frame print."""
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""Material's files for its own search; with the source maps they are 2.2 of its 2.5 megabytes."""


_MOST_NAMED = 5
"""Maximum templates that a message names."""
_INCLUDES = ("pymdownx.snippets", "pymdownx.b64")
"""Markdown extensions that put files into pages."""


def confine_includes(config: MkDocsConfig) -> None:
    """Let pages of documentation include nothing but files of documentation."""
    for name in config.markdown_extensions:
        own = name.partition(":")[0]
        if own in _INCLUDES:
            options = config.mdx_configs.setdefault(name, {})
            options["base_path"] = config.docs_dir
            options[f"restrict_{'base_' if own == _INCLUDES[0] else ''}path"] = True
            options.pop("url_download", None)
            options.pop("root_path", None)


def use_frame(
    config: MkDocsConfig, settings: EngineSettings, *, alone: bool = False
) -> dict[str, str]:
    """Put the digest's part of the theme into MkDocs' configuration.

    Args:
        config: The configuration, with the site's own theme settings.
        settings: The same file as the check has read it.
        alone: Let no template of the site replace one of the theme. Its icons are still found.

    Returns:
        Path in the theme → published path, of the scripts and styles whose names have a hash.

    Raises:
        PluginError: mkdocs.yml names another theme.
    """
    if "theme" not in settings.values.entries:
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
    own = str(root / settings.theme)
    if alone and own in config.theme.dirs:
        config.theme.dirs.remove(own)
        config.theme.dirs.append(own)
    config.theme.static_templates = {"404.html", "sitemap.xml"}
    _leave_out_icons(config.theme)
    names = {old: settings.path + new for old, new in hashed_names(ours).items()}
    config.extra_css = styles_of(name, config.extra_css, root / settings.theme)
    # Add the digest's scripts that the site does not list.
    for path in scripts_besides(name, map(str, config.extra_javascript)):
        script = ExtraScriptValue(path)
        script.defer = True
        config.extra_javascript.append(script)
    # Let pages link to the published names of styles and scripts.
    config.extra_css = [names.get(path, path) for path in config.extra_css]
    for item in config.extra_javascript:
        if not isinstance(item, str):
            item.path = names.get(item.path, item.path)
    # By default cells are aligned by style attributes, which the policy forbids.
    for tables in ("tables", "markdown.extensions.tables"):
        config.mdx_configs.setdefault(tables, {}).setdefault("use_align_attribute", True)
    if name == MATERIAL:
        # Set the options of Material that the content security policy requires.
        # Its inline script names the scope of stored choices; a fixed scope gives one hash for all
        # pages.
        config.extra["scope"] = urlsplit(config.site_url or "").path or "/"
        # By default Material loads fonts from another host, which the policy forbids.
        config.theme["font"] = False
    return names


def _leave_out_icons(theme: Theme) -> None:
    """Let MkDocs list a theme's files without hidden folders, of which it publishes nothing.

    It would look through Material's icons twice: for the policy, and for the pages.
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


def escape_texts(config: MkDocsConfig) -> None:
    """Escape texts of the configuration, which Material's templates print as they are."""
    for key in ("site_name", "site_description", "site_author", "repo_name", "extra"):
        config[key] = escaped(config[key])
    config.theme["palette"] = escaped(config.theme.get("palette"))


def escaped(value: Any) -> Any:  # noqa: ANN401 (any YAML)
    """Escape all texts in a value of YAML for templates, which have no autoescape.

    A text that is HTML already, as the title from a heading is, is not escaped twice, and `Markup`
    keeps templates from doing so. The mark of the frame's slots goes: titles are in its menu.
    """
    if isinstance(value, str):
        text = html.escape(html.unescape(value).replace(ROOT, ""), quote=False)
        return Markup(text.replace('"', "&quot;"))  # noqa: S704 (escaped in the line above)
    if isinstance(value, dict):
        return {key: escaped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [escaped(item) for item in value]
    return value


def escape_metadata(page: Page) -> None:
    """Escape the front matter of a page that a frame prints.

    Raises:
        PluginError: a value is nested, so that a frame could only print it as Python does.
    """
    for key in _SHOWN.intersection(page.meta):
        value = page.meta[key]
        items = value if isinstance(value, list) else [value]
        if any(isinstance(item, (list, dict)) for item in items):
            raise PluginError(f"'{key}' in the front matter must be a text, or a list of texts")
        page.meta[key] = escaped(value)


def escape_pages(filters: dict[str, Any], nav: Navigation, files: Files) -> None:
    """Escape the titles of pages, and of their headings, which are in the menus."""
    for page in [file.page for file in files.documentation_pages() if file.page]:
        page.title = escaped(str(page.title or ""))
        _escape_contents(page.toc or ())
    _escape_menu(nav.items)
    # Material uses it for titles, and it undoes escaping.
    filters["striptags"] = lambda value: escaped(Markup(value).striptags())  # noqa: S704 (idem)


def _escape_contents(entries: Iterable[AnchorLink]) -> None:
    for entry in entries:
        entry.id, entry.title = escaped(entry.id), escaped(entry.title)
        _escape_contents(entry.children)


def _escape_menu(items: Iterable[StructureItem]) -> None:
    for item in items:
        if item.title is not None:
            item.title = escaped(str(item.title))
        if isinstance(item, Link):
            item.url = escaped(item.url)
        _escape_menu(getattr(item, "children", None) or ())


def publish_hashed(files: Files, names: dict[str, str], folders: list[str]) -> None:
    """Give scripts and styles their published names, and leave out what no page loads."""
    for file in [*files]:
        if file.src_dir not in folders:
            continue
        # `exclude_docs` is about pages, not about the theme.
        file.inclusion = InclusionLevel.INCLUDED
        if file.src_uri in names:
            file.dest_uri = file.url = names[file.src_uri]
            source = Path(file.src_dir, file.src_uri)
            file.content_bytes = published(source, file.content_bytes)
        elif file.src_uri.startswith(_UNUSED) or file.src_uri.endswith(".map"):
            files.remove(file)


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
