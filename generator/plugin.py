"""The MkDocs plugin: the digest inside a normal `mkdocs build` and `mkdocs serve`.

MkDocs renders the pages of documentation, and the frame once for each section and depth that a page
can have (see `recipes.shell`); the digest's pages are written after its build. It never sees
`content/`, so no article can choose a template, break its Markdown or be copied as a file.
"""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext
from watchdog.observers.api import BaseObserver

from generator.check.holding_back import summary
from generator.diagnostics.diagnostics import Report, counted
from generator.diagnostics.failure import Failure
from generator.diagnostics.formats import (
    STOPPING,
    STOPPING_STRICT,
    as_line,
    counts,
    harmless_first,
    verdict,
)
from generator.engine import menu
from generator.engine.configuration import placeholder_folder, root_of
from generator.engine.frame_rendering import policy_of
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
from generator.engine.other_plugins import mend_redirects, set_up, shield
from generator.engine.page_words import words_of_page
from generator.engine.preview_server import BUILD_DELAY, check_port, reload_browsers, watch, watched
from generator.installed import beside_extensions, installed
from generator.load.archive import ArticleCache, archive_of
from generator.load.loaded import Loaded, Wanted
from generator.load.loading import load
from generator.model.address import SEARCH
from generator.model.layout import PUBLIC, WATCHED
from generator.model.policy import META, policy
from generator.model.site import Site
from generator.pages.environment import compiled
from generator.pages.theme import surroundings
from generator.publish.building import write_site
from generator.publish.preview import Preview, for_this_machine
from generator.publish.publishing import record
from generator.publish.rendered_theme import theme_key
from generator.read.engine_config import LEAN, MATERIAL, EngineSettings, read_engine_settings
from generator.recipes.shell import SLOTS, DocsPage, Frame, Shell, mark, placeholder
from generator.recipes.site_paths import check_paths
from generator.system.file_writing import write
from generator.system.workers import spare_the_collector

log = logging.getLogger("mkdocs.plugins.digest")

_ENGINE = mkdocs_build.__name__.partition(".")[0]
"""`mkdocs`, or `properdocs`, which is imported by both names."""
_LOGGERS = (f"{_ENGINE}.commands.build", f"{_ENGINE}.commands.serve", f"{_ENGINE}.livereload")
_PLACEHOLDERS = "Page skipped|Template skipped"
"""MkDocs' messages about the pages with which it renders the theme."""
_STEPS = (
    "Building documentation|Cleaning site|Documentation built|Watching paths|Detected file changes"
)
"""Its messages about its own steps, which a preview hides; a build keeps those about the output
folder."""
_NO_WARNING = "own-template"
"""The warning that `mkdocs build --strict` takes as information, and so goes on: MkDocs runs the
code of its settings already."""
_MISSING = "404.html"
_FIRST = 100
"""A priority before that of other plugins."""
_AFTER_META = 40
"""A priority before that of all plugins but `meta`, which merges a folder's metadata at 50, and
not with texts that are escaped."""
_LAST = -1000
"""A priority after that of other plugins."""


class DigestOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin's options, as `EngineSettings` describes them; other settings are in site.yml."""

    path = config_options.Type(str, default="")
    accept = config_options.Type((str, list), default=[])


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
    """Adds the digest's pages and search to the site."""

    preview = False
    theme_only = False
    """Whether `digest build` runs MkDocs for the frame and the documentation only."""
    frame_alone = False
    """Whether MkDocs renders the frame only to find inline scripts."""
    at = "mkdocs.yml"
    """The page that MkDocs works on; mkdocs.yml for the frame alone."""
    archive: ArticleCache | None = None
    loaded: Loaded | None = None
    """The site, if the command that runs MkDocs has already read it; a build takes and clears
    it."""

    def on_startup(self, *, command: str, **_: object) -> None:
        """Note whether this is a live preview, in which MkDocs keeps the plugin across builds."""
        spare_the_collector()
        self.preview = command == "serve"
        self.archive: ArticleCache | None = None
        self.previewed: Preview | None = None
        self.observer: BaseObserver | None = None
        hidden = re.compile(f"{_PLACEHOLDERS}|{_STEPS}" if self.preview else _PLACEHOLDERS)
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(lambda record: not hidden.search(record.getMessage()))

    @event_priority(_FIRST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything before MkDocs touches the site's folder."""
        if self.theme_only:
            return self._configured(config)
        with _ending_with(PluginError):
            return self._configured(config)

    def _configured(self, config: MkDocsConfig) -> MkDocsConfig:
        self.shells: dict[str, Shell] = {}
        self.docs: list[DocsPage] = []
        self.diagrams: list[str] = []
        self.missing = ""
        if not self.theme_only:
            shield(config)
        site = self._checked_site(config)
        settings = read_engine_settings(Path(config.config_file_path), Report()) or EngineSettings()
        self.path, self.folder, self.theme = settings.path, settings.docs, settings.theme
        confine_includes(config)
        if set_up(config):
            level = logging.WARNING if self.theme_only else logging.INFO  # for strict builds
            log.log(level, "the plugin 'search' is off: the digest's own covers the documentation")
        self.names = use_frame(config, settings, alone=self.frame_alone)
        self.is_material = config.theme.name == MATERIAL
        own = root_of(config) / settings.theme
        self.is_plain = settings.alone and not (settings.theme and own.is_dir())
        self.policy = META
        if self.is_material and not (self.preview or self.frame_alone):
            assert self.loaded is not None  # noqa: S101 (set in _checked_site)
            self.policy = policy_of(Path(config.config_file_path), self.loaded)
        self.around = surroundings(site)
        if self.frame_alone:
            self.around["menu"] = []  # and so one shell for each depth
        if not config.site_url:
            config.site_url = site.settings.url.removesuffix(self.path) or None
        if not self.path:
            config.site_name = site.settings.title
        if self.is_material:
            if not settings.language:
                use_language(config, self.around["language"])
            escape_texts(config)
        config.nav = menu.name_sections(config.nav, self.path, self.around["menu"])
        config.extra["digest"] = {
            **self.around,
            # MkDocs' live reload is an inline script, which the policy would forbid.
            "policy": "" if self.preview else META,
            "alone": self.frame_alone,
            "path": self.path,
            "palette": self.names.get("assets/palette.js", ""),
            "early": self.names["assets/early.js"],
            "scripts": [self.names[path] for path in self.around["scripts"]],
        }
        return config

    def _checked_site(self, config: MkDocsConfig) -> Site:
        """Return the digest if it can be built.

        Raises:
            PluginError: it has errors.
        """
        if self.loaded is None:
            self.loaded = self._load(config)
        site = self.loaded.site
        if site is None or not (self.loaded.report.ok or self.preview or self.theme_only):
            self.loaded = None
            raise PluginError("the digest has errors; nothing was built")
        return site

    def _load(self, config: MkDocsConfig) -> Loaded:
        """Load the current site, and log its problems."""
        root = root_of(config)
        if self.archive is None:
            self.archive = archive_of(root)
        engine = Path(config.config_file_path).name
        preview = self.preview
        advice = preview or config.strict
        url = config.site_url or ""
        wanted = Wanted(url, leave_out=preview, preview=preview, advice=advice)
        loaded = load(root, installed(), wanted, self.archive, engine=engine)
        if loaded.site is not None and self.previewed is None:  # it takes as long as an update
            check_paths(loaded)
        levels = {"error": logging.ERROR, "warning": logging.WARNING, "note": logging.INFO}
        for found in harmless_first(loaded.report):
            level = logging.INFO if found.code == _NO_WARNING else levels[found.severity]
            log.log(level, as_line(found))
        if self.preview:
            for extension in loaded.known.settings.extensions if loaded.content else ():
                loaded = extension.preview(loaded)
        for line in summary(loaded.unpublished):
            log.info(line)
        self._log_last(loaded.report, strict=config.strict)
        return loaded

    def _log_last(self, report: Report, *, strict: bool) -> None:
        """Log what the problems mean for the build or the preview."""
        counted = Report()
        counted.extend(found for found in report if found.code != _NO_WARNING)
        if self.preview and not report.ok:
            log.error(f"{counts(counted)}; the preview leaves out what has errors")
        elif len(counted):
            log.info(verdict(counted, STOPPING_STRICT if strict else STOPPING))

    @event_priority(_FIRST)
    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Refuse addresses that are files, which another plugin or the command line asks for.

        All plugins have set their settings now, and MkDocs empties the site's folder next.
        """
        if not config.use_directory_urls:
            raise PluginError(
                "a plugin, a hook or --no-directory-urls has set use_directory_urls to false, "
                "which must stay true: the digest's addresses are folders"
            )

    @event_priority(_LAST)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Name scripts and styles by their content, and add the placeholders of the frame."""
        publish_hashed(files, self.names, config.theme.dirs)
        return menu.add_placeholders(
            files, config, self.path, self.around["menu"], Path(placeholder_folder().name)
        )

    @event_priority(_LAST)
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Put the digest's sections into the menu."""
        assert self.loaded is not None  # noqa: S101 (set in on_config)
        assert self.loaded.site is not None  # noqa: S101 (likewise)
        title = self.loaded.site.settings.title
        menu.add_sections(nav, files, config, self.path, title, self.around["menu"])
        config.extra["digest"]["nested"] = menu.nested_sections(
            files, self.path, self.around["menu"]
        )
        self.sections = {file.src_uri: file.page for file in files if file.page is not None}
        self.nav = nav
        return nav

    @event_priority(_LAST)
    def on_env(self, env: Any, /, config: MkDocsConfig, files: Files) -> Any:  # noqa: ANN401
        """Escape the texts of all pages: MkDocs has read them and renders them next."""
        self._warn_of_diagrams()
        # A public file that lies in docs_dir, too, is one file.
        sources = {placeholder_folder().name, str(root_of(config) / PUBLIC)}
        self.others = [file.dest_uri for file in files if file.src_dir not in sources]
        escape_pages(env.filters, self.nav, files)
        if self.is_plain:
            env.bytecode_cache = compiled("frame")
        return env

    def _warn_of_diagrams(self) -> None:
        """Say once where diagrams stay text: Mermaid's script comes from another host."""
        if not self.diagrams:
            return
        first, *others = self.diagrams
        more = f" (here and on {counted(len(others), 'other page')})" if others else ""
        log.warning("%s: readers see the text of Mermaid's diagrams, not pictures%s", first, more)

    @event_priority(_AFTER_META)
    def on_page_markdown(self, markdown: str, /, page: Page, **_: object) -> str:
        """Escape what a page says about itself, before other plugins add HTML of theirs.

        The metadata of a placeholder are marks, for the slots of the frame.
        """
        if is_placeholder(page):
            marks = {slot: mark(slot) for slot in SLOTS}
            hidden = {"hide": ["navigation", "toc", "footer"], "search": {"exclude": True}}
            page.meta.update({**marks, **hidden, "template": TEMPLATE})
            page.canonical_url = None
        else:
            escape_metadata(page)
        return markdown

    @event_priority(_FIRST)
    def on_page_content(self, html: str, /, page: Page, **_: object) -> str:
        """Mark the content of a placeholder; keep the text of documentation for the search."""
        if is_placeholder(page):
            page.toc = TableOfContents([AnchorLink("", "content", 1)])  # for "skip to content"
            return mark("content")
        if self.is_material and 'class="mermaid"' in html:
            self.diagrams.append(f"{self.folder}/{page.file.src_uri}")
        title = unescape(str(page.title))
        text = "" if is_hidden(page) else words_of_page(html) or title
        self.docs.append(DocsPage(page.url, title, text))
        return html

    @event_priority(_FIRST)
    def on_page_context(
        self, context: TemplateContext, /, page: Page, **_: object
    ) -> TemplateContext:
        """Mark the section of a placeholder in the menu."""
        if is_placeholder(page):
            page.previous_page = page.next_page = None
            self._mark_section(page, active=True)
        return context

    def _mark_section(self, page: Page, *, active: bool) -> None:
        source = page.file.src_uri
        for section in self.around["menu"]:
            name = self.path + placeholder(section["address"], 1)
            if source.startswith(self.path + section["address"]) and name != source:
                self.sections[name].active = active

    @event_priority(_FIRST)
    def _complete(self, output: str, /, page: Page, config: MkDocsConfig) -> str:
        """Insert what the frame lacks, before other plugins change the HTML of the page."""
        try:
            html = self._finished(output, partial(get_relative_url, other=page.url), config)
        except ValueError as error:
            raise self._misfit(error, config) from error
        return html if is_placeholder(page) else html.replace(POLICY, self.policy)

    @event_priority(_LAST)
    def _keep(self, output: str, /, page: Page, config: MkDocsConfig) -> str:
        """Keep the rendered frame; the result is "", so that MkDocs writes no page for it."""
        if not is_placeholder(page):
            return output
        self._mark_section(page, active=False)
        try:
            self.shells[page.file.src_uri.removeprefix(self.path)] = Shell.cut(output)
        except ValueError as error:
            raise self._misfit(error, config) from error
        return ""

    on_post_page = CombinedEvent(_complete, _keep)

    def _misfit(self, error: ValueError, config: MkDocsConfig) -> PluginError:
        return misfit(error, root_of(config), self.theme, config.theme.name or LEAN)

    def _finished(self, html: str, link: Callable[[str], str], config: MkDocsConfig) -> str:
        """Add to a rendered page what Material lacks; the lean frame has it in its templates."""
        if not self.is_material:
            return html
        early, icon = self.names["assets/early.js"], magnifier(config)
        search, has_policy = self.path + SEARCH, not self.preview
        return with_insertions(html, link, self.around, search, early, icon, policy=has_policy)

    @event_priority(_LAST)
    def on_post_template(
        self, output_content: str, template_name: str, config: MkDocsConfig
    ) -> str:
        """Keep the page for missing addresses; drop MkDocs' sitemap, as the digest has one."""
        if template_name.startswith("sitemap.xml"):
            return ""
        if template_name == _MISSING:
            base = urlsplit(config.site_url or "").path or "/"
            try:
                self.missing = self._finished(output_content, base.__add__, config)
            except ValueError as error:
                raise self._misfit(error, config) from error
            return ""
        return output_content

    def frame(self) -> Frame:
        """Return the frame that MkDocs has rendered."""
        if self.frame_alone and self.is_material:
            parts = ("".join(shell.parts) for shell in self.shells.values())
            self.policy = policy(sorted({found for html in parts for found in script_hashes(html)}))
        shells = {
            name: Shell(tuple(part.replace(POLICY, self.policy) for part in shell.parts))
            for name, shell in self.shells.items()
        }
        return Frame(shells, self.policy, tuple(sorted(self.docs, key=lambda page: page.address)))

    @event_priority(_LAST)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the digest's pages beside the files that MkDocs wrote."""
        loaded, self.loaded = self.loaded, None
        folder = Path(config.site_dir)
        if self.missing:
            write(folder / _MISSING, self.missing.replace(POLICY, self.policy))
        mend_redirects(config, "" if self.preview else self.policy)
        if loaded is None or self.theme_only:
            return
        with _ending_with(PluginError):
            if self.preview:
                # Show the site in a folder that MkDocs has just emptied.
                if self.previewed is not None:
                    self.previewed.wait()
                self.previewed = Preview(Path(config.site_dir), self.frame())
                self.shown_theme = self._theme_key(config, loaded)
                self.previewed.show(loaded)
            else:
                files = write_site(loaded, self.frame(), folder, others=self.others)
                record(folder)
                log.info("%d files written", len(files))

    @staticmethod
    def _theme_key(config: MkDocsConfig, loaded: Loaded) -> bytes:
        """Hash what the theme depends on; the result is empty for a site that cannot be shown."""
        config_file = Path(config.config_file_path)
        settings = read_engine_settings(config_file, Report())
        return theme_key(config_file, settings, loaded.site) if settings and loaded.site else b""

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        """Reload when an article or a registry changes; run MkDocs if the theme changed."""
        check_port(config.dev_addr.host, config.dev_addr.port)
        server.set_app(partial(for_this_machine, server.serve_request))
        server.builder = partial(self._rebuild, config, server, builder)
        server.build_delay = BUILD_DELAY
        self.observer = watch(server, watched(root_of(config), config.theme.custom_dir))
        log.info("Watching %s", ", ".join((*WATCHED, Path(config.config_file_path).name)))
        return server

    def on_shutdown(self) -> None:
        """Wait for unfinished writes before MkDocs removes the folder."""
        if self.observer is not None:
            self.observer.stop()
        if self.previewed is not None:
            self.previewed.wait()

    def _rebuild(
        self, config: MkDocsConfig, server: LiveReloadServer, build_anew: Callable[[], None]
    ) -> None:
        """Update the preview; `build_anew` lets MkDocs build everything."""
        with _ending_with(Abort):
            self.loaded = self._load(config)
            same = self.shown_theme == self._theme_key(config, self.loaded)
        if same and self.previewed is not None:
            loaded, self.loaded = self.loaded, None

            def shown(reason: str) -> None:
                if reason:
                    log.error(reason)
                reload_browsers(server)

            with _ending_with(Abort):
                self.previewed.update(loaded, shown)
        else:
            build_anew()
