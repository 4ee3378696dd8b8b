"""The MkDocs plugin: the digest inside a normal `mkdocs build` and `mkdocs serve`.

MkDocs renders the pages of documentation, and the frame once for each section and depth that a page
can have (see `recipes.shell`); the digest's pages are written after its build. It never sees
`content/`, so no article can choose a template, break its Markdown or be copied as a file.
"""

import logging
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.diagnostics.failure import Failure
from generator.engine.collected_frame import MISSING, CollectedFrame
from generator.engine.configuration import root_of
from generator.engine.other_plugins import shield, switch_off
from generator.engine.site_reading import read_site
from generator.installed import beside_extensions, installed
from generator.load.archive import ArticleCache, archive_of
from generator.load.loaded import Loaded
from generator.publish.building import write_site
from generator.publish.publishing import record
from generator.system.workers import spare_the_collector

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from generator.engine.live_preview import LivePreview

log = logging.getLogger("mkdocs.plugins.digest")

_LOGGERS = ("mkdocs.commands.build", "mkdocs.commands.serve", "mkdocs.livereload")
_PLACEHOLDERS = "Page skipped|Template skipped"
"""MkDocs' messages about the pages with which it renders the theme."""
_STEPS = (
    "Building documentation|Cleaning site|Documentation built|Watching paths|Detected file changes"
)
"""Its messages about its own steps, which a preview hides; a build keeps those about the output
folder."""
_FIRST = 100
"""A priority before that of other plugins."""
_LAST = -1000
"""A priority after that of other plugins."""


class DigestOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin's only option; other settings are in site.yml."""

    path = config_options.Type(str, default="")


@contextmanager
def _ending_with(kind: type[MkDocsException]) -> Iterator[None]:
    """Turn what ends a build into an error of MkDocs, which prints it as one line."""
    try:
        try:
            yield
        except (Failure, MkDocsException, OSError):
            raise
        except Exception:
            with beside_extensions():
                raise
    except Failure as error:
        raise kind(str(error)) from error


class DigestPlugin(BasePlugin[DigestOptions]):  # type: ignore[no-untyped-call]
    """Hands MkDocs' events to the frame of each run, and to the preview if there is one."""

    theme_only = False
    """Whether `digest build` runs MkDocs for the frame and the documentation only."""
    loaded: Loaded | None = None
    """The site, if the command that runs MkDocs has already read it; a build takes and clears
    it."""
    collected: CollectedFrame
    """What MkDocs renders in this run."""
    said: set[str]
    """The lines that have been printed; a site in two languages is two runs."""
    preview: "LivePreview | None" = None
    archive: ArticleCache | None = None

    def on_startup(self, *, command: str, **_: object) -> None:
        """Note whether this is a live preview, in which MkDocs keeps the plugin across builds."""
        spare_the_collector()
        self.said = set()
        self.archive = None
        self.preview = None
        if command == "serve":  # what serves is not imported by a check or a build
            from generator.engine.live_preview import LivePreview

            self.preview = LivePreview()
        hidden = re.compile(f"{_PLACEHOLDERS}|{_STEPS}" if self.preview else _PLACEHOLDERS)
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(lambda record: not hidden.search(record.getMessage()))

    @event_priority(_FIRST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything before MkDocs touches the site's folder."""
        if self.theme_only:
            return self._configured(config)
        with _ending_with(PluginError):
            shield(config)
            return self._configured(config)

    def _configured(self, config: MkDocsConfig) -> MkDocsConfig:
        loaded = self.loaded = self.loaded or self._read(config)
        is_usable = loaded.report.ok or self.preview or self.theme_only
        if loaded.site is None or not is_usable:
            self.loaded = None
            raise PluginError("the digest has errors; nothing was built")
        preview = self.preview is not None
        self.collected = CollectedFrame(config, loaded.site, preview=preview)
        return config

    def _say(self, line: str) -> None:
        """Print a line once in any build; as a warning it would end a strict one."""
        if line in self.said:
            return
        self.said.add(line)
        if self.theme_only:
            print(line, file=sys.stderr)
        else:
            log.info(line)

    def _read(self, config: MkDocsConfig) -> Loaded:
        if self.archive is None:
            self.archive = archive_of(root_of(config))
        preview = self.preview is not None
        is_first = self.preview is None or not self.preview.is_shown
        return read_site(
            config, installed(), self.archive, preview=preview, check_all_paths=is_first
        )

    @event_priority(_LAST)
    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Switch off what the digest cannot live with, once all plugins have their settings."""
        for line in switch_off(config):
            self._say(line)

    @event_priority(_LAST)
    def on_files(self, files: Files, **_: object) -> Files:
        """Add the placeholders of the frame."""
        return self.collected.add_files(files)

    @event_priority(_LAST)
    def on_nav(self, nav: Navigation, /, files: Files, **_: object) -> Navigation:
        """Put the digest's sections into the menu."""
        self.collected.add_sections(nav, files)
        return nav

    @event_priority(_LAST)
    def on_env(self, env: Any, /, files: Files, **_: object) -> Any:  # noqa: ANN401
        """Note what MkDocs renders next."""
        self.collected.prepare(env, files)
        return env

    @event_priority(_FIRST)
    def on_page_markdown(self, markdown: str, /, page: Page, **_: object) -> str:
        """Mark the slots of a placeholder."""
        self.collected.prepare_metadata(page)
        return markdown

    @event_priority(_FIRST)
    def on_page_content(self, html: str, /, page: Page, **_: object) -> str:
        """Take what a page contains, before other plugins change it."""
        return self.collected.take_content(html, page)

    @event_priority(_FIRST)
    def on_page_context(
        self, context: TemplateContext, /, page: Page, **_: object
    ) -> TemplateContext:
        """Mark the section of a placeholder in the menu, and give it the digest's styles."""
        return self.collected.enter(page, context)

    @event_priority(_LAST)
    def on_template_context(
        self, context: TemplateContext, template_name: str, **_: object
    ) -> TemplateContext:
        """Give the page for missing addresses the digest's styles."""
        return self.collected.dressed(context) if template_name == MISSING else context

    @event_priority(_FIRST)
    def _complete(self, output: str, /, page: Page, **_: object) -> str:
        """Insert what the frame lacks, before other plugins change the HTML of the page."""
        return self.collected.complete(output, page)

    @event_priority(_LAST)
    def _keep(self, output: str, /, page: Page, **_: object) -> str:
        """Keep the rendered frame."""
        return self.collected.keep(output, page)

    on_post_page = CombinedEvent(_complete, _keep)

    @event_priority(_LAST)
    def on_post_template(self, output_content: str, template_name: str, **_: object) -> str:
        """Keep the page for missing addresses; drop MkDocs' sitemap, as the digest has one."""
        if template_name == MISSING:
            self.collected.keep_missing(output_content)
        is_ours = template_name == MISSING or template_name.startswith("sitemap.xml")
        return "" if is_ours else output_content

    @event_priority(_LAST)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the digest's pages beside the files that MkDocs wrote."""
        loaded, self.loaded = self.loaded, None
        if hosts := ", ".join(self.collected.finish()):
            self._say(
                f"the frame names {hosts}: the policy of the digest's pages leaves scripts, "
                "styles, fonts, pictures and connections to it"
            )
        if loaded is None or self.theme_only:
            return
        with _ending_with(PluginError):
            frame = self.collected.frame()
            if self.preview is not None:
                self.preview.show(config, loaded, frame)
                return
            folder = Path(config.site_dir)
            files = write_site(loaded, frame, folder, others=self.collected.others)
            record(folder)
            log.info("%d files written", len(files))

    def on_serve(
        self, server: "LiveReloadServer", config: MkDocsConfig, builder: Callable[[], None]
    ) -> "LiveReloadServer":
        """Reload when an article or a registry changes; run MkDocs if the theme changed."""
        assert self.preview is not None  # noqa: S101 (MkDocs serves)
        server.builder = partial(self._rebuild, self.preview, config, server, builder)
        self.preview.serve(server, config)
        return server

    def on_shutdown(self) -> None:
        """Wait for unfinished writes before MkDocs removes the folder."""
        if self.preview is not None:
            self.preview.stop()

    def _rebuild(
        self,
        preview: "LivePreview",
        config: MkDocsConfig,
        server: "LiveReloadServer",
        build_anew: Callable[[], None],
    ) -> None:
        """Update the preview; `build_anew` lets MkDocs build everything."""
        with _ending_with(Abort):
            loaded = self._read(config)
            if preview.update(config, loaded, server):
                return
        self.loaded = loaded
        build_anew()
