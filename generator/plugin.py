"""The MkDocs plugin: the digest inside a normal `mkdocs build` and `mkdocs serve`.

This is the only module that imports mkdocs. MkDocs renders the theme, once for
each depth a page can have (see `emit.shell`); the digest's pages are written
after its build. It never sees `content/`, so no article can choose a template,
break its Markdown or be copied as a file.
"""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from generator import pipeline
from generator.emit.shell import SLOTS, Shell, mark, stand_in
from generator.report.formats import visible

log = logging.getLogger("mkdocs.plugins.digest")


class DigestOptions(Config):
    """The plugin has no options: the site's own settings are in site_config/site.yml."""


class DigestPlugin(BasePlugin[DigestOptions]):
    """Adds the digest's pages and search to the site."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything before MkDocs touches the site's folder."""
        self.root = Path(config.config_file_path).parent
        self.shells: dict[int, Shell] = {}
        self.loaded = pipeline.load(self.root, site_url=config.site_url or "")
        for found in self.loaded.report:
            level = logging.ERROR if found.severity == "error" else logging.WARNING
            log.log(level, visible(f"{found.place}: {found.message} [{found.code}] ({found.help})"))
        if self.loaded.site is None or not self.loaded.report.ok:
            raise PluginError("the digest has errors; nothing was built")
        config.site_name = self.loaded.site.settings.title
        config.extra["digest"] = pipeline.menus(self.loaded.site)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add one page for each depth, to be rendered with marks in it."""
        for depth in range(pipeline.MOST_LEVELS + 1):
            page = File.generated(
                config, stand_in(depth), content="", inclusion=InclusionLevel.NOT_IN_NAV
            )
            files.append(page)
        return files

    def on_page_content(self, html: str, page: Page, **_: object) -> str:
        """Put marks where the digest's pages differ."""
        page.meta.update({slot: mark(slot) for slot in SLOTS})
        return mark("content")

    def on_post_page(self, output: str, page: Page, **_: object) -> str:
        """Keep the rendered theme; the empty answer tells MkDocs to write nothing."""
        self.shells[page.file.src_uri.count("/")] = Shell.cut(output)
        return ""

    def on_post_template(self, output_content: str, template_name: str, **_: object) -> str:
        """MkDocs' sitemap would list the shells; the digest writes its own."""
        return "" if template_name.startswith("sitemap.xml") else output_content

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the digest's pages around what MkDocs has put there."""
        count = pipeline.write_site(self.loaded, self.shells, Path(config.site_dir))
        log.info("%d pages written", count)

    def on_serve(self, server: LiveReloadServer, **_: object) -> LiveReloadServer:
        """Reload when an article or a registry changes."""
        for folder in pipeline.WATCHED:
            if (self.root / folder).is_dir():
                server.watch(str(self.root / folder))
        return server
