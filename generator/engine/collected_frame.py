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

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url

from generator.assemble.compiled_templates import compiled
from generator.diagnostics.diagnostics import counted
from generator.engine import menu
from generator.engine.configuration import placeholder_folder, root_of, settings_of
from generator.engine.frame_rendering import place_of, policy_of
from generator.engine.frames import (
    TEMPLATE,
    confine_includes,
    escape_metadata,
    escape_pages,
    escape_texts,
    magnifier,
    misfit,
    publish_hashed,
    use_frame,
    use_language,
)
from generator.engine.insertions import POLICY, script_hashes, with_insertions
from generator.engine.menu import is_hidden, is_placeholder
from generator.engine.other_plugins import mend_redirects
from generator.engine.page_words import words_of_page
from generator.load.loaded import Loaded
from generator.model.address import SEARCH
from generator.model.layout import PUBLIC
from generator.model.policy import META, policy
from generator.model.site import Site
from generator.pages.theme import surroundings
from generator.read.engine_config import LEAN, MATERIAL
from generator.recipes.shell import SLOTS, DocsPage, Frame, Shell, mark, placeholder
from generator.system.file_writing import write

log = logging.getLogger("mkdocs.plugins.digest")

MISSING = "404.html"
"""The page for missing addresses, which MkDocs renders without a page."""


class CollectedFrame:
    """One run of MkDocs: its configuration for the digest, and what it has rendered so far."""

    def __init__(
        self, config: MkDocsConfig, loaded: Loaded, site: Site, *, alone: bool, preview: bool
    ) -> None:
        """Put the digest's theme and menu into MkDocs' configuration.

        Args:
            config: MkDocs' configuration.
            loaded: The site as the digest has read it.
            site: The site of it.
            alone: Render the frame only to find its inline scripts.
            preview: Render without a policy, which would forbid MkDocs' live reload.
        """
        config_file = Path(config.config_file_path)
        settings = settings_of(config_file)
        self._config, self._settings = config, settings
        self._alone, self._preview = alone, preview
        self._title = site.settings.title
        confine_includes(config)
        self._names = use_frame(config, settings, alone=alone)
        self._is_material = config.theme.name == MATERIAL
        self._policy = META
        if self._is_material and not (preview or alone):
            self._policy = policy_of(config_file, loaded)
        self._around = surroundings(site)
        if alone:
            self._around["menu"] = []  # and so one shell for each depth
        self._configure(site.settings.url)
        self._shells: dict[str, Shell] = {}
        self._docs: list[DocsPage] = []
        self._diagrams: list[str] = []
        self._missing = ""

    def _configure(self, url: str) -> None:
        """Set the names, the menu and the values that the templates of the frame read."""
        config, path, around = self._config, self._settings.path, self._around
        if not config.site_url:
            config.site_url = url.removesuffix(path) or None
        if not path:
            config.site_name = self._title
        if self._is_material:
            if not self._settings.language:
                use_language(config, around["language"])
            escape_texts(config)
        config.nav = menu.name_sections(config.nav, path, around["menu"])
        config.extra["digest"] = {
            **around,
            "policy": "" if self._preview else META,
            "alone": self._alone,
            "path": path,
            "palette": self._names.get("assets/palette.js", ""),
            "early": self._names["assets/early.js"],
            "scripts": [self._names[script] for script in around["scripts"]],
        }

    def add_files(self, files: Files) -> Files:
        """Name scripts and styles by their content, and add the placeholders."""
        publish_hashed(files, self._names, self._config.theme.dirs)
        folder = Path(placeholder_folder().name)
        path, sections = self._settings.path, self._around["menu"]
        return menu.add_placeholders(files, self._config, path, sections, folder)

    def add_sections(self, nav: Navigation, files: Files) -> None:
        """Put the digest's sections into the menu."""
        config, path, sections = self._config, self._settings.path, self._around["menu"]
        menu.add_sections(nav, files, config, path, self._title, sections)
        config.extra["digest"]["nested"] = menu.nested_sections(files, path, sections)
        self._nav = nav
        self._pages = {file.src_uri: file.page for file in files if file.page is not None}
        self.pages = self._pages.values()

    def prepare(self, env: Any, files: Files) -> None:  # noqa: ANN401 (Jinja's, which MkDocs makes)
        """Escape the texts of all pages, which MkDocs has read and renders next."""
        self._warn_of_diagrams()
        root = root_of(self._config)
        # A public file that lies in docs_dir, too, is one file.
        sources = {placeholder_folder().name, str(root / PUBLIC)}
        self.others = [file.dest_uri for file in files if file.src_dir not in sources]
        escape_pages(env.filters, self._nav, files)
        theme = self._settings.theme
        if self._settings.alone and not (theme and (root / theme).is_dir()):
            env.bytecode_cache = compiled("frame")

    def _warn_of_diagrams(self) -> None:
        """Say once where diagrams stay text: Mermaid's script comes from another host."""
        if not self._diagrams:
            return
        first, *others = self._diagrams
        more = f" (here and on {counted(len(others), 'other page')})" if others else ""
        log.warning("%s: readers see the text of Mermaid's diagrams, not pictures%s", first, more)

    def prepare_metadata(self, page: Page) -> None:
        """Escape what a page says about itself; a placeholder has marks, for its slots."""
        if not is_placeholder(page):
            escape_metadata(page)
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
        if self._is_material and 'class="mermaid"' in html:
            self._diagrams.append(place_of(page, self._settings.docs))
        title = unescape(str(page.title))
        text = "" if is_hidden(page) else words_of_page(html) or title
        self._docs.append(DocsPage(page.url, title, text))
        return html

    def enter(self, page: Page) -> None:
        """Mark the section of a placeholder in the menu."""
        if is_placeholder(page):
            page.previous_page = page.next_page = None
            self._mark_section(page, active=True)

    def _mark_section(self, page: Page, *, active: bool) -> None:
        source, path = page.file.src_uri, self._settings.path
        for section in self._around["menu"]:
            name = path + placeholder(section["address"], 1)
            if source.startswith(path + section["address"]) and name != source:
                self._pages[name].active = active

    def complete(self, output: str, page: Page) -> str:
        """Insert what the frame lacks into a rendered page."""
        template = str(page.meta.get("template", "")) if not is_placeholder(page) else ""
        html = self._finished(output, partial(get_relative_url, other=page.url), template)
        return html if is_placeholder(page) else html.replace(POLICY, self._policy)

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
        self._missing = self._finished(output, base.__add__)

    def _finished(self, html: str, link: Callable[[str], str], template: str = "") -> str:
        """Add to a rendered page what Material lacks; the lean frame has it in its templates.

        `template` is the one that the page itself names.
        """
        if not self._is_material:
            return html
        search, early = self._settings.path + SEARCH, self._names["assets/early.js"]
        with self._fitting(template):
            icon, has_policy = magnifier(self._config), not self._preview
            return with_insertions(html, link, self._around, search, early, icon, policy=has_policy)

    @contextmanager
    def _fitting(self, template: str = "") -> Iterator[None]:
        """Name the template that is likely to lack a part of the frame."""
        try:
            yield
        except ValueError as error:
            if template:
                help_line = f"delete the line `template: {template[:60]}` of the page"
                raise PluginError(f"{error}; {help_line}") from error
            theme, frame = self._settings.theme, self._config.theme.name or LEAN
            raise misfit(error, root_of(self._config), theme, frame) from error

    def frame(self) -> Frame:
        """Return the frame that MkDocs has rendered."""
        if self._alone and self._is_material:
            parts = ("".join(shell.parts) for shell in self._shells.values())
            found = {script for html in parts for script in script_hashes(html)}
            self._policy = policy(sorted(found))
        shells = {
            name: Shell(tuple(part.replace(POLICY, self._policy) for part in shell.parts))
            for name, shell in self._shells.items()
        }
        docs = sorted(self._docs, key=lambda page: page.address)
        return Frame(shells, self._policy, tuple(docs))

    def finish(self) -> None:
        """Write the page for missing addresses, and mend pages of the plugin `redirects`."""
        if self._missing:
            file = Path(self._config.site_dir) / MISSING
            write(file, self._missing.replace(POLICY, self._policy))
        mend_redirects(self._config, "" if self._preview else self._policy)
