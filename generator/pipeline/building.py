"""From a checked site to its finished files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from generator.cache import prints
from generator.compose import search
from generator.compose.composer import Composer
from generator.compose.feeds import FeedWriter, feed_addresses
from generator.compose.prints import PagePrints
from generator.compose.sitemap import locations, sitemap
from generator.compose.theme import surroundings
from generator.emit.finished import Files, Product, Workshop
from generator.emit.chrome import Chrome, Chromes, of_folder
from generator.emit.publish import publish, publishing, sync
from generator.emit.search import NAMES, about, index
from generator.emit.shell import Shells
from generator.layout import CACHE
from generator.model.page import ComposedPage, Page
from generator.model.site import Site
from generator.pipeline.engine import Engine, configuration, records_of
from generator.pipeline.loading import Loaded


class Builder:
    """Makes the files of one loaded site; what earlier builds have made is taken from `.cache/`."""

    def __init__(self, loaded: Loaded) -> None:
        if loaded.site is None:
            raise ValueError("a site that could not be read cannot be built")
        self.site: Site = loaded.site
        self.pages = loaded.pages
        self.cache = loaded.root / CACHE
        self.prints = PagePrints(self.site, loaded.prints)
        self.composer = Composer(self.site)
        self.feeds = FeedWriter(self.site)
        self.records = search.records(self.site, self.prints)

    def composed(self) -> Iterator[ComposedPage]:
        """The pages as HTML, without a theme."""
        return map(self.composer.compose, self.pages)

    def page_files(self, shells: Shells) -> Iterator[Product]:
        """Every page within the theme."""
        themes = {depth: prints.of(shell.parts) for depth, shell in shells.items()}
        for page in self.pages:
            depth = page.address.count("/")
            key = prints.of_bytes(themes[depth], self.prints.of_page(page))
            yield Product((f"{page.address}index.html",), key, partial(self._page, shells, page))

    def _page(self, shells: Shells, page: Page) -> list[str]:
        return [shells[page.address.count("/")].fill(self.composer.compose(page))]

    def files_beside(self) -> Iterator[Product]:
        """What does not depend on a theme: feeds, the sitemap, what search knows of the registries."""
        for page in self.pages:
            articles = self.feeds.shown(page)
            if articles is not None:
                key = self.prints.of_feed(page, articles)
                yield Product(feed_addresses(page), key, partial(self._feeds, page))
        if self.site.settings.url:
            listed = locations(self.site, self.pages)
            yield _product("sitemap.xml", sitemap, self.site.settings.url, listed)
        key = prints.of_bytes(self.prints.of_all, self.prints.of_names(), prints.of(about(self.records)))
        yield Product((NAMES,), key, self._names)

    def _feeds(self, page: Page) -> list[str]:
        return [feed.content for feed in self.feeds.feeds(page)]

    def _names(self) -> list[str]:
        known = {**search.names(self.site), **about(self.records)}
        return [json.dumps(known, ensure_ascii=False, separators=(",", ":"))]

    def index(self) -> Files:
        """The search index."""
        return index(self.records, self.site.settings.language, self.cache / "search")

    def finish(self, products: Iterable[Product]) -> Files:
        """Make the files of products, or find them made."""
        return Workshop(self.cache).finish(list(products))

    def export(self, folder: Path) -> None:
        """Write what does not depend on a theme into a folder whose files an engine copies."""
        files = {**self.finish(self.files_beside()), **self.index()}
        sync(folder, files, {})


def finish(builder: Builder, shells: Shells) -> Files:
    """All of a site's files but those of the theme."""
    made = builder.finish([*builder.page_files(shells), *builder.files_beside()])
    return {**made, **builder.index()}


def _product(path: str, make: Callable[..., str], *arguments: object) -> Product:
    """A file that a pure function makes of plain values."""
    key = prints.of_bytes(prints.of_program(), prints.of(make.__qualname__, arguments))
    return Product((path,), key, lambda: [make(*arguments)])


def chrome_of(
    config_file: Path, engine: Engine, loaded: Loaded, render: Callable[[Path], Shells]
) -> Chrome:
    """The rendered theme and the files around it, from the cache or by running the engine."""
    if loaded.site is None:
        raise ValueError("a site that could not be read has no theme")
    chromes = Chromes(loaded.root / CACHE / "chrome")
    key = prints.of(
        configuration(config_file),
        of_folder(Path(engine.theme)),
        of_folder(Path(engine.public)),
        surroundings(loaded.site),
        loaded.site.settings.title,
    )
    kept = chromes.get(key) if engine.alone else None
    return kept or chromes.make(key, render)


def publish_site(
    config_file: Path, engine: Engine, loaded: Loaded, render: Callable[[Path], Shells], target: Path
) -> bool:
    """Build a site and put it in place; returns False when it stands there already.

    Args:
        config_file: The engine's `mkdocs.yml`.
        engine: What it says.
        loaded: The checked site.
        render: Runs the engine, when its theme is not known; see `chrome_of`.
        target: Where the site is published.

    Raises:
        PublishError: when it cannot be put there; what was published still is.
        SearchError: when it cannot be indexed.
    """
    with publishing(target):
        chrome = chrome_of(config_file, engine, loaded, render)
        builder = Builder(loaded)
        files = {**chrome.files, **finish(builder, chrome.shells)}
        return publish(target, files, records_of(loaded.root))
