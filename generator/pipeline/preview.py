"""A site that is looked at while it is written: brought up to date in its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Thread

from generator.cache.workspace import workspace
from generator.compose.rendering import render
from generator.compose.shared_views import encoded, site_view
from generator.emit.files import write
from generator.emit.finished import Files, Index
from generator.emit.placing import sync
from generator.emit.shell import Shells
from generator.pipeline.building import Builder, finish
from generator.pipeline.loading import Loaded


class Preview:
    """Writes what changed into a folder that is being served.

    An author who saves an article looks at that article: its page is there at once, and the pages
    that speak of it and the search index follow. Nothing is forked here, since the server has threads.
    """

    def __init__(self, site_dir: Path, public: Path, shells: Shells) -> None:
        """A preview in a folder where nothing of the digest is yet.

        Args:
            site_dir: The folder that is served.
            public: The folder of files that are published as they are.
            shells: The theme.
        """
        self._site_dir = site_dir
        self._public = public
        self._shells = shells
        self._pages: Index = {}
        self._search: Index = {}
        self._loaded: Loaded | None = None
        self._rest: Thread | None = None

    def show(self, loaded: Loaded, workers: int | None) -> None:
        """Show a site, all of it; `workers` processes make what is not there yet."""
        self.wait()
        self._write_all(loaded, workers, lambda: None)

    def update(self, loaded: Loaded, done: Callable[[], None]) -> None:
        """Show the articles that changed; the pages that speak of them follow.

        Args:
            loaded: The site as it is now.
            done: Called, in another thread, when those pages are there.
        """
        self.wait()
        self._write_changed(loaded)
        self._rest = Thread(target=self._write_all, args=(loaded, 1, done))
        self._rest.start()

    def wait(self) -> None:
        """Wait until all that follows is there."""
        if self._rest is not None:
            self._rest.join()

    def _write_changed(self, loaded: Loaded) -> None:
        before = self._loaded.prints if self._loaded else {}
        if loaded.site is None:
            return
        changed = {
            article.address
            for article in loaded.site.published
            if before.get(article.path) != loaded.prints[article.path]
        }
        site = site_view(loaded.site)
        for page in loaded.pages:
            if page.address in changed:
                path = f"{page.address}index.html"
                shell = self._shells[page.address.count("/")]
                write(self._site_dir / path, shell.fill(render(encoded(page, site))))
                self._pages.pop(path, None)

    def _write_all(self, loaded: Loaded, workers: int | None, done: Callable[[], None]) -> None:
        with workspace(loaded.root) as cache:
            builder = Builder(loaded, cache, workers)
            self._pages = self._brought(finish(builder, self._shells, self._public), self._pages)
            self._loaded = loaded
            done()
            self._search = self._brought(builder.index(), self._search)

    def _brought(self, files: Files, index: Index) -> Index:
        sync(self._site_dir, files, index)
        return {path: file.entry for path, file in files.items()}
