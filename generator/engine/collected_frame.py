"""Collect the frame, and the words of documentation, while MkDocs renders a site once.

MkDocs renders one placeholder for each section and depth that a page can have, with marks where
pages of the digest differ (see `recipes.shell`). So each step below asks whether a page is a
placeholder, which becomes a shell, or a page of documentation, which the site keeps.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from generator.assemble.compiled_templates import compiled
from generator.engine import menu
from generator.engine.configuration import placeholder_folder, root_of, settings_of
from generator.engine.frames import (
    TEMPLATE,
    magnifier,
    misfit,
    publish_hashed,
    use_frame,
    use_language,
    with_own_parts,
)
from generator.engine.insertions import (
    POLICY,
    policy_of,
    with_insertions,
    with_policy,
    with_search_link,
)
from generator.engine.menu import is_hidden, is_placeholder
from generator.engine.page_words import words_of_page
from generator.model.layout import PUBLIC
from generator.model.policy import META
from generator.model.site import Site
from generator.pages.theme import surroundings
from generator.read.engine_config import LEAN, MATERIAL
from generator.read.theme_names import OPEN_SEARCH, scripts_of
from generator.recipes.shell import SLOTS, DocsPage, Frame, Shell, mark, placeholder
from generator.system.file_writing import write

log = logging.getLogger("mkdocs.plugins.digest")

MISSING = "404.html"
"""The page for missing addresses, which MkDocs renders without a page."""


class CollectedFrame:
    """One run of MkDocs: its configuration for the digest, and what it has rendered so far."""

    def __init__(self, config: MkDocsConfig, site: Site, *, preview: bool) -> None:
        """Put the digest's theme and menu into MkDocs' configuration.

        Args:
            config: MkDocs' configuration.
            site: The site as the digest has read it.
            preview: Render without a policy, which would forbid MkDocs' live reload.
        """
        settings = settings_of(Path(config.config_file_path))
        self._config, self._settings = config, settings
        self._preview = preview
        self._title = site.settings.title
        self._names = use_frame(config, settings)
        self._is_material = config.theme.name == MATERIAL
        self._policy = META
        self._around = surroundings(site)
        self._configure(site.settings.url)
        self._shells: dict[str, Shell] = {}
        self._docs: list[DocsPage] = []
        self._missing = ""

    def _configure(self, url: str) -> None:
        """Set the names, the menu and the values that the templates of the frame read."""
        config, path, around = self._config, self._settings.path, self._around
        if not config.site_url and not path:
            config.site_url = url or None
        if "site_name" not in self._settings.values:
            config.site_name = escape(self._title)
        if self._is_material and not self._settings.language:
            use_language(config, around["language"])
        config.nav = menu.name_sections(config.nav, path, around["menu"])
        config.extra["digest"] = {
            **around,
            "policy": "" if self._preview else POLICY,
            "path": path,
            "palette": self._names.get("assets/palette.js", ""),
            "early": self._names["assets/early.js"],
            "scripts": [self._names[script] for script in around["scripts"]],
        }

    def add_files(self, files: Files) -> Files:
        """Name scripts and styles by their content, and add the placeholders."""
        publish_hashed(files, self._config, self._names)
        folder = Path(placeholder_folder().name)
        path, sections = self._settings.path, self._around["menu"]
        return menu.add_placeholders(files, self._config, path, sections, folder)

    def add_sections(self, nav: Navigation, files: Files) -> None:
        """Put the digest's sections into the menu."""
        config, path, sections = self._config, self._settings.path, self._around["menu"]
        menu.add_sections(nav, files, config, path, self._title, sections)
        config.extra["digest"]["nested"] = menu.nested_sections(files, path, sections)
        self._pages = {file.src_uri: file.page for file in files if file.page is not None}
        self.pages = self._pages.values()

    def prepare(self, env: Any, files: Files) -> None:  # noqa: ANN401 (Jinja's, which MkDocs makes)
        """Note the files of documentation, and let Jinja keep compiled templates."""
        root = root_of(self._config)
        # A public file that lies in docs_dir, too, is one file.
        sources = {placeholder_folder().name, str(root / PUBLIC)}
        self.others = [file.dest_uri for file in files if file.src_dir not in sources]
        theme = self._settings.theme
        if self._settings.is_alone and not (theme and (root / theme).is_dir()):
            env.bytecode_cache = compiled("frame")

    def prepare_metadata(self, page: Page) -> None:
        """Give a placeholder marks, for its slots."""
        if not is_placeholder(page):
            return
        marks = {slot: mark(slot) for slot in SLOTS}
        hidden = {"hide": ["navigation", "toc", "footer"], "search": {"exclude": True}}
        page.meta.update({**marks, **hidden, "template": TEMPLATE})
        page.canonical_url = None

    def take_content(self, html: str, page: Page) -> str:
        """Mark the content of a placeholder; keep the text of documentation for the search."""
        if is_placeholder(page):
            page.toc = TableOfContents([AnchorLink("", "content", 1)])  # for "skip to content"
            return mark("content")
        title = unescape(str(page.title))
        text = "" if is_hidden(page) else words_of_page(html) or title
        self._docs.append(DocsPage(page.url, title, text))
        return html

    def enter(self, page: Page, context: TemplateContext) -> TemplateContext:
        """Mark the section of a placeholder in the menu, and give it the digest's styles.

        In the lean frame, which is the digest's own, all pages have them.
        """
        if is_placeholder(page):
            page.previous_page = page.next_page = None
            self._mark_section(page, active=True)
        elif self._is_material:
            return context
        return self.dressed(context)

    def dressed(self, context: TemplateContext) -> TemplateContext:
        """Give a page the digest's styles and scripts."""
        scripts = scripts_of(self._config.theme.name or LEAN)
        context["config"] = with_own_parts(self._config, self._settings, self._names, scripts)
        return context

    def _mark_section(self, page: Page, *, active: bool) -> None:
        source, path = page.file.src_uri, self._settings.path
        for section in self._around["menu"]:
            name = path + placeholder(section["address"], 1)
            if source.startswith(path + section["address"]) and name != source:
                self._pages[name].active = active

    def complete(self, output: str, page: Page) -> str:
        """Insert what Material lacks into a rendered page; the lean frame has it in its templates.

        Pages of documentation get the link to the search and its key only.
        """
        if not self._is_material:
            return output
        link = self._linked(partial(get_relative_url, other=page.url))
        if is_placeholder(page):
            return self._finished(output, link)
        shown = with_search_link(output, link, self._around, magnifier(self._config))
        script = f'<script src="{link(self._below(OPEN_SEARCH))}" defer></script>\n'
        return shown.replace("</head>", f"{script}</head>", 1) if shown != output else output

    def _below(self, file: str) -> str:
        """The address of a script below the digest's path."""
        return self._names[file].removeprefix(self._settings.path)

    def _linked(self, link: Callable[[str], str]) -> Callable[[str], str]:
        return lambda address: link(self._settings.path + address)

    def keep(self, output: str, page: Page) -> str:
        """Keep a placeholder's shell; the result is "", so that MkDocs writes no page for it."""
        if not is_placeholder(page):
            return output
        self._mark_section(page, active=False)
        with self._fitting():
            self._shells[page.file.src_uri.removeprefix(self._settings.path)] = Shell.cut(output)
        return ""

    def keep_missing(self, output: str) -> None:
        """Keep the page for missing addresses until the policy is known."""
        base = urlsplit(self._config.site_url or "").path or "/"
        self._missing = output
        if self._is_material:
            self._missing = self._finished(output, self._linked(base.__add__))

    def _finished(self, html: str, link: Callable[[str], str]) -> str:
        """Add everything to a page of the digest in Material."""
        with self._fitting():
            html = with_search_link(html, link, self._around, magnifier(self._config))
            html = with_insertions(html, self._around, link(self._below("assets/early.js")))
            return html if self._preview else with_policy(html)

    @contextmanager
    def _fitting(self) -> Iterator[None]:
        """Name the template that is likely to lack a part of the frame."""
        try:
            yield
        except ValueError as error:
            theme, frame = self._settings.theme, self._config.theme.name or LEAN
            raise misfit(error, root_of(self._config), theme, frame) from error

    def frame(self) -> Frame:
        """Return the frame that MkDocs has rendered."""
        shells = {
            name: Shell(tuple(part.replace(POLICY, self._policy) for part in shell.parts))
            for name, shell in self._shells.items()
        }
        docs = sorted(self._docs, key=lambda page: page.address)
        return Frame(shells, self._policy, tuple(docs))

    def finish(self) -> list[str]:
        """Write the page for missing addresses; return the other hosts that the frame names.

        The policy is made of what MkDocs has rendered, in which no article is.
        """
        if self._preview:
            return []
        pages = {"".join(shell.parts) for shell in self._shells.values()}
        self._policy, hosts = policy_of([*pages, self._missing], self._config.site_url or "")
        if self._missing:
            file = Path(self._config.site_dir) / MISSING
            write(file, self._missing.replace(POLICY, self._policy))
        return hosts
