"""The MkDocs plugin: the digest inside a normal `mkdocs build` and `mkdocs serve`.

Only this module and `mkdocs_config` import mkdocs. MkDocs renders the theme, once for
each depth a page can have (see `build.shell`); the digest's pages are written
after its build. It never sees `content/`, so no article can choose a template,
break its Markdown or be copied as a file.
"""

import logging
import os
import re
import socket
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from generator.build.archive import ArticleCache, archive_of
from generator.build.building import export_files, write_site
from generator.build.export import export_tree, record_export
from generator.build.loading import Loaded, load
from generator.build.location import cache_of
from generator.build.preview import Preview, for_this_machine
from generator.build.publishing import own_files, record_files
from generator.build.rendered_theme import theme_key
from generator.build.run import last_published
from generator.build.shell import MOST_LEVELS, SLOTS, Shell, Shells, mark, stand_in
from generator.build.site_products import SiteProducts
from generator.build.site_record import ForeignFileError
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.diagnostics.terminal import visible
from generator.mkdocs_config import (
    empty_folder,
    output_folder,
    required_settings,
    root_of,
    scripts_besides,
    use_theme,
    with_own_styles,
)
from generator.model.layout import OVERRIDES, WATCHED
from generator.pages.theme import surroundings
from generator.read.engine_config import EngineSettings, read_engine_settings
from generator.read.theme_names import THEME, hashed_names
from generator.system.workers import spare_the_collector

log = logging.getLogger("mkdocs.plugins.digest")

_BUILD_DELAY = 0.02
"""Seconds without a change before a preview is updated: editors write a file in one go."""
_LOGGERS = ("mkdocs.commands.build", "mkdocs.commands.serve", "mkdocs.livereload")
_STAND_INS = "Page skipped|Template skipped"
"""MkDocs' messages about the pages with which it renders the theme."""
_STEPS = "Building documentation|Cleaning site|Documentation built|Watching paths|Detected file changes"
"""Its messages about its own steps, which a preview hides; a build keeps those about the output folder."""


class DigestOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin has no options: the site's own settings are in site_config/site.yml."""


class DigestPlugin(BasePlugin[DigestOptions]):  # type: ignore[no-untyped-call]
    """Adds the digest's pages and search to the site."""

    preview = False
    theme_only = False
    """Whether `digest build` runs MkDocs only for the theme and writes the pages itself."""
    written: Path | None = None
    """The folder that `mkdocs build` may write to."""
    loaded: Loaded | None = None
    """The site, if the command that runs MkDocs has already read it; a build takes and clears it."""

    def on_startup(self, *, command: str, **_: object) -> None:
        """Note whether this is a live preview, in which MkDocs keeps the plugin across builds."""
        spare_the_collector()
        self.preview = command == "serve"
        self.archive: ArticleCache | None = None
        self.previewed: Preview | None = None
        self.observer: BaseObserver | None = None
        hidden = re.compile(f"{_STAND_INS}|{_STEPS}" if self.preview else _STAND_INS)
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(lambda record: not hidden.search(record.getMessage()))

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything before MkDocs touches the site's folder."""
        self.shells: dict[int, Shell] = {}
        if self.loaded is None:
            self.loaded = self._load(config)
        if self.loaded.site is None or not (self.loaded.report.ok or self.preview or self.theme_only):
            self.loaded = None
            raise PluginError("the digest has errors; nothing was built")
        use_theme(config)
        if not config.use_directory_urls:
            raise PluginError("use_directory_urls must stay true: the digest's addresses are folders")
        config.site_name = self.loaded.site.settings.title
        # MkDocs' live reload is an inline script, which the policy in the theme would forbid.
        self.names = hashed_names(config.theme.dirs)
        config.extra_css = [self.names.get(path, path) for path in config.extra_css]
        for script in config.extra_javascript:
            if not isinstance(script, str):
                script.path = self.names.get(script.path, script.path)
        palette = self.names["assets/palette.js"]
        config.extra["digest"] = {
            **surroundings(self.loaded.site),
            "preview": self.preview,
            "palette": palette,
        }
        return config

    def _load(self, config: MkDocsConfig) -> Loaded:
        """Load the current site, and log its problems."""
        root = root_of(config)
        if self.archive is None:
            self.archive = archive_of(root)
        engine = Path(config.config_file_path).name
        loaded = load(root, config.site_url or "", self.archive, leave_out=self.preview, engine=engine)
        for found in loaded.report:
            level = logging.ERROR if found.severity == "error" else logging.WARNING
            log.log(level, visible(f"{found.place}: {found.message} [{found.code}] ({found.help})"))
        if self.preview and not loaded.report.ok:
            log.error("the preview leaves out what has errors")
        return loaded

    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Reject an unwritable folder, or one with files that no build wrote, before MkDocs empties it."""
        if Path(config.site_dir).exists() and not os.access(config.site_dir, os.W_OK):
            raise PluginError(f"{config.site_dir}: is read-only; nothing was built")
        if self.preview or self.theme_only:
            return
        target = output_folder(config)
        try:
            own_files(target, last_published(cache_of(root_of(config)), target))
        except ForeignFileError as error:
            raise PluginError(str(error)) from error
        self.written = target

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Name scripts and styles by their content, and add one page for each depth, with marks in it."""
        for file in files:
            if file.src_uri in self.names and file.src_dir in config.theme.dirs:
                file.dest_uri = self.names[file.src_uri]
        for depth in range(MOST_LEVELS + 1):
            page = File.generated(config, stand_in(depth), content="", inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(page)
        return files

    def on_page_content(self, _html: str, /, page: Page, **_: object) -> str:
        """Put marks where the digest's pages differ."""
        page.meta.update({slot: mark(slot) for slot in SLOTS})
        return mark("content")

    def on_post_page(self, output: str, page: Page, **_: object) -> str:
        """Keep the rendered theme; the empty result tells MkDocs to write nothing."""
        try:
            self.shells[page.file.src_uri.count("/")] = Shell.cut(output)
        except ValueError as error:
            raise PluginError(
                f"{error}; compare the site's own main.html with {THEME / 'main.html'}"
            ) from error
        return ""

    def on_post_template(self, output_content: str, template_name: str, **_: object) -> str:
        """Drop MkDocs' sitemap, which would list the shells; the digest writes its own."""
        return "" if template_name.startswith("sitemap.xml") else output_content

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the digest's pages beside the files that MkDocs wrote."""
        loaded, self.loaded = self.loaded, None
        if loaded is None or self.theme_only:
            return
        try:
            if self.preview:
                self._show(config, loaded)
            else:
                files = write_site(loaded, self.shells, Path(config.site_dir))
                log.info("%d files written", len(files))
        except Failure as error:
            raise PluginError(str(error)) from error

    def _show(self, config: MkDocsConfig, loaded: Loaded) -> None:
        """Show the site in a folder that MkDocs has just emptied."""
        workers = None if self.previewed is None else 1  # later there are threads, which a fork would cut off
        if self.previewed is not None:
            self.previewed.wait()
        self.previewed = Preview(Path(config.site_dir), self.shells)
        self.shown_theme = self._theme_key(config, loaded)
        self.previewed.show(loaded, workers)

    @staticmethod
    def _theme_key(config: MkDocsConfig, loaded: Loaded) -> bytes:
        """The hash of what the theme depends on; empty for a site that cannot be shown."""
        config_file = Path(config.config_file_path)
        settings = read_engine_settings(config_file, Report())
        return theme_key(config_file, settings, loaded.site) if settings and loaded.site else b""

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        """Reload when an article or a registry changes; MkDocs runs again only if the theme changed."""
        check_port(config.dev_addr.host, config.dev_addr.port)
        server.set_app(partial(for_this_machine, server.serve_request))
        server.builder = partial(self._rebuild, config, server, builder)
        server.build_delay = _BUILD_DELAY
        folders = [root_of(config) / name for name in WATCHED]
        self.observer = watch(server, [folder for folder in folders if folder.is_dir()])
        log.info("Watching %s", ", ".join((*WATCHED, Path(config.config_file_path).name)))
        return server

    def on_shutdown(self) -> None:
        """Wait for unfinished writes before MkDocs removes the folder; record the files of a build."""
        if self.written is not None:
            record_files(self.written)
        if self.observer is not None:
            self.observer.stop()
        if self.previewed is not None:
            self.previewed.wait()

    def _rebuild(
        self, config: MkDocsConfig, server: LiveReloadServer, build_anew: Callable[[], None]
    ) -> None:
        """Bring the preview up to date."""
        self.loaded = self._load(config)
        same = self.shown_theme == self._theme_key(config, self.loaded)
        if same and self.previewed is not None:
            loaded, self.loaded = self.loaded, None
            self.previewed.update(loaded, partial(reload_browsers, server))
        else:
            build_anew()


# MkDocs' server offers no way to either of these; its release 1.6.1 is pinned and the last.
# ruff: noqa: SLF001


def watch(server: LiveReloadServer, folders: Iterable[Path]) -> BaseObserver:
    """Rebuild when the system reports a change; MkDocs would check every file twice a second."""

    def changed(event: FileSystemEvent) -> None:
        if not event.is_directory and event.event_type not in ("opened", "closed_no_write"):
            with server._rebuild_cond:
                server._want_rebuild = True
                server._rebuild_cond.notify_all()

    handler = FileSystemEventHandler()
    handler.on_any_event = changed  # type: ignore[method-assign]
    observer = Observer()
    for folder in folders:
        try:
            observer.schedule(handler, str(folder), recursive=True)
        except OSError:  # more folders than the system watches for one user
            server.watch(str(folder))
    observer.start()
    return observer


def reload_browsers(server: LiveReloadServer) -> None:
    """Reload every open page, as MkDocs' server does after its own builds."""
    now = max(server._visible_epoch + 1, round(time.monotonic() * 1000))
    with server._epoch_cond:
        server._wanted_epoch = server._visible_epoch = now
        server._epoch_cond.notify_all()


def check_port(host: str, port: int) -> None:
    """Say in one line that a port is taken.

    Raises:
        Abort: when another program listens there.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            other = port + 1 if port < 65_535 else 8_000
            raise Abort(
                f"port {port} on {host} is taken by another program; choose another, as in --port {other}"
            ) from error


def render_theme(config: MkDocsConfig, loaded: Loaded, folder: Path) -> Shells:
    """Let MkDocs write the theme's own files into an empty folder; returns the theme's shells.

    Raises:
        Failure: one of the site's own templates cannot be rendered.
    """
    plugin = config.plugins["digest"]
    assert isinstance(plugin, DigestPlugin)  # noqa: S101 (the entry point names this class)
    plugin.loaded, plugin.theme_only = loaded, True
    config.site_dir = str(folder)
    for name in other_plugins(config):
        help_line = "run `digest audit` before you publish, or take the plugin out of mkdocs.yml"
        log.warning("the plugin '%s' may change what MkDocs renders; %s", name, help_line)
    config.docs_dir = empty_folder().name  # the digest copies public files itself
    try:
        mkdocs_build.build(config)
    except TemplateError as error:
        place = f"{error.name}:{error.lineno}: " if isinstance(error, TemplateSyntaxError) else ""
        raise Failure(f"a template in {OVERRIDES} cannot be rendered: {place}{error.message}") from error
    return plugin.shells


def other_plugins(config: MkDocsConfig) -> list[str]:
    """The names of the plugins and hooks besides the digest; each may change what MkDocs renders."""
    return [name for name in (*config.plugins, *config.hooks) if name != "digest"]


def serve(config_file: Path, port: int) -> None:
    """Serve a live preview until interrupted."""
    check_port("127.0.0.1", port)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    mkdocs_serve.serve(
        config_file=str(config_file), dev_addr=f"127.0.0.1:{port}", **required_settings(config_file)
    )


def export(engine: EngineSettings, loaded: Loaded, folder: Path) -> int:
    """Write the engine-neutral tree, without MkDocs and so without any hook; return the number of pages."""
    site = SiteProducts(loaded)
    overrides = loaded.root / engine.theme
    scripts = [{"path": script.path, "defer": script.defer} for script in engine.scripts]
    added = scripts_besides(script.path for script in engine.scripts)
    settings = {
        "site_name": site.site.settings.title,
        "site_url": engine.site_url,
        "extra_css": with_own_styles([path for path, _ in engine.styles], overrides),
        "extra_javascript": [*scripts, *({"path": path, "defer": True} for path in added)],
        "docs_dir": "docs",
        # Without a name, so that the engine adds nothing of its own.
        "theme": {
            **{picture.setting: picture.path for picture in engine.pictures},
            "name": None,
            "custom_dir": "theme",
            "static_templates": ["404.html"],
        },
        "extra": {"digest": surroundings(site.site)},
        "plugins": [],
        "nav": ["index.md"],
        "not_in_nav": "*",
    }
    themes = [THEME, overrides] if overrides.is_dir() else [THEME]
    count = export_tree(site.composed(copies=False), folder, settings, themes)
    export_files(site, loaded.root, folder / "docs")
    record_export(folder)
    return count
