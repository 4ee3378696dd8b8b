"""What `mkdocs serve` keeps from one change to the next: known articles, files and the theme."""

import logging
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.api import BaseObserver

from generator.diagnostics.diagnostics import Report
from generator.engine.configuration import root_of
from generator.engine.preview_server import BUILD_DELAY, check_port, reload_browsers, watch, watched
from generator.load.loaded import Loaded
from generator.model.layout import WATCHED
from generator.publish.preview import Preview, for_this_machine
from generator.publish.rendered_theme import theme_key
from generator.read.engine_config import read_engine_settings
from generator.recipes.shell import Frame

log = logging.getLogger("mkdocs.plugins.digest")


class LivePreview:
    """A preview: MkDocs runs for it once, and again if the theme changes."""

    def __init__(self) -> None:
        """Begin with a site that nobody has seen."""
        self._shown: Preview | None = None
        self._theme = b""
        self._observer: BaseObserver | None = None

    @property
    def is_shown(self) -> bool:
        """Whether the site has been shown once."""
        return self._shown is not None

    def show(self, config: MkDocsConfig, loaded: Loaded, frame: Frame) -> None:
        """Show the site in a folder that MkDocs has just emptied."""
        self._wait()
        self._shown = Preview(Path(config.site_dir), frame)
        self._theme = _theme_key(config, loaded)
        self._shown.show(loaded)

    def update(self, config: MkDocsConfig, loaded: Loaded, server: LiveReloadServer) -> bool:
        """Show a changed site, and reload the browsers.

        Returns:
            Whether that can be done without MkDocs: the theme has not changed.
        """
        if self._shown is None or self._theme != _theme_key(config, loaded):
            return False

        def shown(reason: str) -> None:
            if reason:
                log.error(reason)
            reload_browsers(server)

        self._shown.update(loaded, shown)
        return True

    def serve(self, server: LiveReloadServer, config: MkDocsConfig) -> None:
        """Answer this machine only, and react to changes of content and settings at once."""
        check_port(config.dev_addr.host, config.dev_addr.port)
        server.set_app(partial(for_this_machine, server.serve_request))
        server.build_delay = BUILD_DELAY
        self._observer = watch(server, watched(root_of(config), config.theme.custom_dir))
        log.info("Watching %s", ", ".join((*WATCHED, Path(config.config_file_path).name)))

    def stop(self) -> None:
        """Wait for unfinished writes before MkDocs removes the folder."""
        if self._observer is not None:
            self._observer.stop()
        self._wait()

    def _wait(self) -> None:
        if self._shown is not None:
            self._shown.wait()


def _theme_key(config: MkDocsConfig, loaded: Loaded) -> bytes:
    """Hash what the theme depends on; the result is empty for a site that cannot be shown."""
    config_file = Path(config.config_file_path)
    settings = read_engine_settings(config_file, Report())
    return theme_key(config_file, settings, loaded.site) if settings and loaded.site else b""
