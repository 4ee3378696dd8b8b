"""Put the digest's sections into MkDocs' menu, and add the pages that render the frame.

A section, such as `agencies/`, is a page of MkDocs whose output the digest replaces. So a theme
marks it in its menu like any other page, and `nav` may name it in any place.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from generator.engine.configuration import placeholder_folder
from generator.recipes.shell import placeholder, placeholders

Sections = Sequence[Mapping[str, str]]
"""Title and address of each section, in the order of the menu; addresses are below the digest's
path."""


def add_placeholders(
    files: Files, config: MkDocsConfig, path: str, sections: Sections, folder: Path
) -> Files:
    """Put a placeholder for each section and depth before the files; return all of them.

    They are empty files on the disk, because other plugins look for the source of each page. A file
    of the same name that MkDocs does not publish is left out.

    Args:
        files: MkDocs' files.
        config: MkDocs' configuration.
        path: The digest's path, such as `news/`, or "".
        sections: The menu's sections.
        folder: An empty folder for the placeholders.

    Raises:
        PluginError: a plugin or a hook has added a page at the address of a section.
    """
    added = []
    for name in placeholders(section["address"] for section in sections):
        source = folder / path / name
        source.parent.mkdir(parents=True, exist_ok=True)
        source.touch()
        file = File(path + name, str(folder), config.site_dir, use_directory_urls=True)
        file.inclusion = InclusionLevel.NOT_IN_NAV
        added.append(file)
    # Some plugins remember the collection and warn about a new one.
    others = [*files]
    names = {file.src_uri for file in added}
    for file in others:
        if file.src_uri in names and file.inclusion.is_included():
            raise PluginError(f"{file.src_uri}: the digest has a page at the same address")
        files.remove(file)
    for file in (*added, *[file for file in others if file.src_uri not in names]):
        files.append(file)
    return files


def name_sections(nav: Any, path: str, sections: Sections) -> Any:  # noqa: ANN401 (any YAML)
    """Return `nav` with placeholders for the sections that it names by their addresses.

    `- Agencies: agencies/` becomes `- Agencies: agencies/index.md`, which MkDocs knows.
    """
    addresses = {path + section["address"] for section in sections} | {path or "./"}
    if isinstance(nav, str) and nav in addresses:
        return f"{nav.removeprefix('./')}index.md"
    if isinstance(nav, str):
        return nav
    if isinstance(nav, Mapping):
        return {title: name_sections(item, path, sections) for title, item in nav.items()}
    if isinstance(nav, Sequence):
        return [name_sections(item, path, sections) for item in nav]
    return nav


def add_sections(
    nav: Navigation, files: Files, config: MkDocsConfig, path: str, title: str, sections: Sections
) -> None:
    """Put the sections first in a menu that names none of them.

    At the root of the site each section is an entry of its own; below a path they share one,
    `title`.
    """
    front = _page(files, config, path + placeholder("", 0), title)
    if nav.homepage is None:
        nav.homepage = front
    pages = []
    for item in sections:
        name = path + placeholder(item["address"], 1)
        pages.append(_page(files, config, name, item["title"]))
    if any(page in nav.pages for page in (front, *pages)):
        return
    if not path:
        nav.items[:0] = pages
        return
    section = Section(escape(title), [front, *pages])
    for page in (front, *pages):
        page.parent = section
    nav.items.insert(0, section)


def nested_sections(files: Files, path: str, sections: Sections) -> list[Page]:
    """Return the sections that share an entry of the menu with other pages.

    The digest shows them in a line of their own, because menus of one line show only the shared
    entry.
    """
    nested = []
    for section in sections:
        page = files.src_uris[path + placeholder(section["address"], 1)].page
        if page is not None and page.parent is not None:
            nested.append(page)
    return nested


def _page(files: Files, config: MkDocsConfig, name: str, title: str) -> Page:
    """Make the page of a placeholder; `title` is in the menu unless `nav` gives another."""
    file = files.src_uris.get(name)
    if file is None:
        raise PluginError("a plugin or hook removed the digest's pages from those of MkDocs")
    shown = escape(title)  # the frames print titles as they are
    if file.page is None:
        Page(shown, file, config)
    page = file.page
    assert page is not None  # noqa: S101 (a page registers itself with its file)
    if page.title is None:
        page.title = shown
    return page


def is_placeholder(page: Page) -> bool:
    """Whether a page is a placeholder, with which MkDocs renders the frame."""
    return page.file.src_dir == placeholder_folder().name


def is_hidden(page: Page) -> bool:
    """Whether a page leaves itself out of every search by `search: {exclude: true}`."""
    options = page.meta.get("search")
    return isinstance(options, Mapping) and options.get("exclude") is True
