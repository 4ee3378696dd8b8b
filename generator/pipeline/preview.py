"""A site that is looked at while it is written: brought up to date in its place."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from generator.cache.workspace import workspace
from generator.emit.finished import Files, Index
from generator.emit.publish import sync
from generator.emit.shell import Shells
from generator.pipeline.building import Builder, finish
from generator.pipeline.loading import Loaded


class Preview:
    """Writes what changed into a folder that is being served.

    Nothing is forked here, since the server has threads. The search index takes longest and is what
    an author looks at last: it follows when the pages are there.
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
        self._indexing: Thread | None = None

    def update(self, loaded: Loaded) -> int:
        """Show a site as it is now; returns the number of its files."""
        self.wait()
        with workspace(loaded.root) as cache:
            builder = Builder(loaded, cache, workers=1)
            files = finish(builder, self._shells, self._public)
            self._pages = self._brought(files, self._pages)
        self._indexing = Thread(target=self._index, args=(loaded, builder))
        self._indexing.start()
        return len(files)

    def wait(self) -> None:
        """Wait until the search index is up to date."""
        if self._indexing is not None:
            self._indexing.join()

    def _index(self, loaded: Loaded, builder: Builder) -> None:
        with workspace(loaded.root):
            self._search = self._brought(builder.index(), self._search)

    def _brought(self, files: Files, index: Index) -> Index:
        sync(self._site_dir, files, index)
        return {path: file.entry for path, file in files.items()}
