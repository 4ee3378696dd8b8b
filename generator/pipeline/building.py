"""From a checked site to its finished files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache as remembered
from functools import cached_property, partial
from pathlib import Path

from generator.cache import prints
from generator.cache.location import cache_of
from generator.cache.workspace import instead, workspace
from generator.compose import sitemap
from generator.compose.data.llms import NAME as LLMS
from generator.compose.feeds import FeedViews, feed_addresses, feed_files
from generator.compose.opml import NAME as OPML
from generator.compose.opml import listed_feeds, opml
from generator.compose.redirects import FILE as REDIRECTS
from generator.compose.redirects import redirect_page, redirects_file
from generator.compose.rendering import render
from generator.compose.shared_views import encoded, site_view
from generator.compose.theme import surroundings
from generator.emit.base import Base, base_of
from generator.emit.chrome import Chrome, Chromes, of_folder
from generator.emit.finished import (
    AnyProduct,
    Files,
    Finished,
    Index,
    LateProduct,
    Product,
    Workshop,
    entry_of,
)
from generator.emit.hosting import FILE as HEADERS
from generator.emit.hosting import headers_file
from generator.emit.moved import moved, paths_of
from generator.emit.placing import sync
from generator.emit.publish import Beginning, PublishError, publish
from generator.emit.records import Records
from generator.emit.shell import Shell, Shells
from generator.model.page import ComposedPage
from generator.model.site import Site
from generator.parallel import cores, meanwhile
from generator.pipeline.auditing import Refused
from generator.pipeline.data_files import DataFiles, viewed
from generator.pipeline.engine import PUBLISHED, Engine, configuration
from generator.pipeline.loading import Loaded
from generator.search.index import divide, index
from generator.search.names import names
from generator.search.records import SearchRecord, records

NAMES = "search/names.json"


class Builder:
    """Makes the files of one loaded site; what earlier builds have made is taken from the cache."""

    def __init__(self, loaded: Loaded, cache: Path | None = None, workers: int | None = None) -> None:
        """Prepare to make files.

        Args:
            loaded: The checked site.
            cache: Where what is made is kept (see `cache.workspace`); default: the site's own.
            workers: How many processes make them; default: one for each core.
        """
        if loaded.site is None:
            raise ValueError("a site that could not be read cannot be built")
        self.site: Site = loaded.site
        self.pages = loaded.pages
        self.redirects = loaded.redirects
        self.cache = cache or cache_of(loaded.root)
        self.workers = workers or cores()
        self.site_view = site_view(self.site)
        self.feeds = FeedViews(self.site)
        self.data = DataFiles(self.site)

    @cached_property
    def records(self) -> list[SearchRecord]:
        """What is searched."""
        return records(self.site)

    def composed(self) -> Iterator[ComposedPage]:
        """The pages as HTML, without a theme."""
        return (render(encoded(page, self.site_view)) for page in self.pages)

    def page_files(self, shells: Shells) -> Iterator[LateProduct]:
        """Every page within the theme, made from its view alone."""
        themes = {depth: prints.of(shell.parts) for depth, shell in shells.items()}
        for page in self.pages:
            depth, path = page.address.count("/"), f"{page.address}index.html"
            view = partial(encoded, page, self.site_view)
            yield viewed((path,), view, partial(_page_file, shells[depth]), themes[depth])

    def whole_files(self) -> Iterator[AnyProduct]:
        """What every article changes: data of the whole archive, sitemaps, what search knows of names."""
        yield from self.data.whole()
        yield _product(NAMES, str, self._names())
        if self.site.settings.url:
            yield from self._sitemaps()

    def files_beside(self) -> Iterator[AnyProduct]:
        """What else does not depend on a theme: data, feeds."""
        yield from self.data.others()
        settings = self.site.settings
        for page in self.pages:
            if page.feed is not None and settings.url:
                yield viewed(feed_addresses(page), partial(self.feeds.encoded, page), feed_files)
        if settings.url:
            yield _product(OPML, opml, settings.title, settings.url, listed_feeds(self.site, self.pages))

    def files_at_old_addresses(self, beside: Iterable[AnyProduct]) -> Iterator[AnyProduct]:
        """Pages that lead on, and of the files beside those they lead to the same."""
        titles = {page.address: page.title for page in self.pages}
        settings = self.site.settings
        for old, new in self.redirects.items():
            values = (old, new, titles[new], settings.language, settings.url)
            yield _product(f"{old}index.html", redirect_page, *values)
        yield from moved(beside, self.redirects)

    def moved_paths(self) -> dict[str, str]:
        """Old path → new one, for hosts that can be told."""
        return paths_of(self.files_at_old_addresses([*self.files_beside()]), self.redirects)

    def _sitemaps(self) -> Iterator[Product]:
        settings = self.site.settings
        parts = sitemap.parts(self.site, self.pages)
        for name, listed in parts.items():
            yield _product(name, sitemap.sitemap, settings.url, listed)
        news = sitemap.news(self.site.articles)
        if news:
            yield _product(sitemap.NEWS, sitemap.news_sitemap, settings.url, settings.title, news)
            parts[sitemap.NEWS] = [(address, day) for address, _, day, _ in news]
        yield _product(sitemap.NAME, sitemap.sitemap_index, settings.url, sitemap.newest(parts))

    def _names(self) -> str:
        """What the browser knows of names, and of the bundles that it searches."""
        bundles = divide(self.records)
        known = {**names(self.site), "articles": len(self.records), "archives": max(0, len(bundles) - 1)}
        return json.dumps(known, ensure_ascii=False, separators=(",", ":"))

    def index(self) -> Files:
        """The search index."""
        files: dict[str, Finished] = {}
        language, folder = self.site.settings.language, self.cache / "search"
        for path, file in index(self.records, language, folder, self.workers).items():
            entry = entry_of(file, str(file).encode())
            if entry is None:
                raise FileNotFoundError(file)
            files[path] = Finished(str(file), entry)
        return files

    def finish_whole(self) -> Files:
        """Make what every article changes, or find it made; see `Workshop.finish`."""
        return Workshop(self.cache / "whole").finish([*self.whole_files()], 1)

    def finish(self, products: Iterable[AnyProduct], linked: Index | None = None) -> Files:
        """Make the files of other products, or find them made; see `Workshop.finish`."""
        return Workshop(self.cache / "site").finish([*products], self.workers, linked)

    def export(self, folder: Path) -> None:
        """Write what does not depend on a theme into a folder whose files an engine copies."""
        beside = [*self.files_beside()]
        old = [*self.files_at_old_addresses(beside)]
        made = self.finish([*beside, *old, *_for_hosts(self, old, folder)])
        files = {**self.finish_whole(), **made, **self.index()}
        # Markdown among the files is a page to the engine; llms.txt would lead to what is not there.
        kept = {path: file for path, file in files.items() if not path.endswith(".md") and path != LLMS}
        sync(folder, kept, {})


def finish(builder: Builder, shells: Shells, public: Path, linked: Callable[[], Index] = dict) -> Files:
    """All of a site's files but the search index and those that the engine writes.

    Args:
        builder: Of a checked site.
        shells: The theme.
        public: The folder of files that are published as they are; headers of the editors' own stay.
        linked: Says which files need not be looked at; see `Workshop.finish`.
    """
    with meanwhile(builder.finish_whole, builder.workers) as whole:
        beside = [*builder.files_beside()]
        old = [*builder.files_at_old_addresses(beside)]
        pages = builder.page_files(shells)
        products: list[AnyProduct] = [*pages, *beside, *old, *_for_hosts(builder, old, public)]
        made = builder.finish(products, linked())
        return {**whole(), **made}


def _page_file(shell: Shell, view: bytes) -> list[str]:
    """The file of a page, of its encoded view alone."""
    return [shell.fill(render(view))]


def _for_hosts(builder: Builder, old: Iterable[AnyProduct], public: Path) -> Iterator[Product]:
    """Headers and redirects for hosts that take them from files."""
    if not (public / HEADERS).exists():
        yield _product(HEADERS, headers_file)
    if builder.redirects and not (public / REDIRECTS).exists():
        paths = paths_of(old, builder.redirects)
        yield _product(REDIRECTS, redirects_file, paths, builder.site.settings.url)


def _product(path: str, make: Callable[..., str], *arguments: object) -> Product:
    """A file that a pure function makes of plain values."""
    key = prints.of(prints.of_program(), make.__qualname__, arguments)
    return Product((path,), key, lambda: [make(*arguments)])


def chrome_key(config_file: Path, engine: Engine, loaded: Loaded) -> bytes:
    """The fingerprint of all that the rendered theme depends on."""
    if loaded.site is None:
        raise ValueError("a site that could not be read has no theme")
    return prints.of(
        configuration(config_file),
        of_folder(Path(engine.theme)),
        of_folder(Path(engine.public)),
        surroundings(loaded.site),
        loaded.site.settings.title,
    )


def chrome_of(
    config_file: Path, engine: Engine, loaded: Loaded, cache: Path, render: Callable[[Path], Shells]
) -> Chrome:
    """The rendered theme and the files around it, from the cache or by running the engine."""
    chromes = Chromes(cache / "chrome")
    key = chrome_key(config_file, engine, loaded)
    kept = chromes.get(key) if engine.alone else None
    return kept or chromes.make(key, render)


def publish_site(
    config_file: Path,
    engine: Engine,
    loaded: Loaded,
    render: Callable[[Path], Shells],
    target: Path,
    beginning: Beginning,
    approve: Callable[[Path], None] | None = None,
) -> bool:
    """Build a site and put it in place; returns False when it stands there already.

    When something may be wrong with the cache (its disk is full, someone deletes it meanwhile), the work is
    done once more, from nothing, in a folder beside the site.

    Args:
        config_file: The engine's `mkdocs.yml`.
        engine: What it says.
        loaded: The checked site.
        render: Runs the engine, when its theme is not known; see `chrome_of`.
        target: Where the site is published.
        beginning: Its lock, and what it is made of; begun, and not ended.
        approve: Looks at the folder before it takes its place, and raises a `Failure` to stop that.

    Raises:
        PublishError: when it cannot be put there; what was published still is.
        SearchError: when it cannot be indexed; likewise.
    """

    def put(cache: Path, base: Callable[[], Base]) -> bool:
        chrome = chrome_of(config_file, engine, loaded, cache, render)
        builder = Builder(loaded, cache)
        base = remembered(base)
        files = {**chrome.files, **builder.index()}
        files |= finish(builder, chrome.shells, Path(engine.public), lambda: base().index)
        return publish(target, files, Records(cache / PUBLISHED), base(), approve)

    beginning.lock()
    try:
        with workspace(loaded.root) as cache:
            return put(cache, beginning.base)
    except (PublishError, Refused, ChildProcessError):
        raise
    except Exception:  # noqa: BLE001 (whatever the cache did; what it did not do is raised again)
        with instead(target.with_name(f".{target.name}-work")) as cache:
            return put(cache, partial(base_of, target, Records(cache / PUBLISHED)))


def write_site(engine: Engine, loaded: Loaded, shells: Shells, folder: Path) -> int:
    """Write the digest into a folder that the engine has filled; returns the number of files.

    Raises:
        SearchError: when it cannot be indexed.
    """
    with workspace(loaded.root) as cache:
        builder = Builder(loaded, cache)
        files = {**finish(builder, shells, Path(engine.public)), **builder.index()}
        sync(folder, files, {})
    return len(files)
