"""Every file of a site as a product: its inputs, and the function that makes it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec import structs

from generator.feeds import sitemap
from generator.feeds.writer import OPML, FeedViews, feed_addresses, feed_files, listed_feeds
from generator.feeds.xml_file import xml
from generator.load.loading import Loaded
from generator.model import address
from generator.model.fingerprint import fingerprint
from generator.model.layout import OVERRIDES
from generator.model.page import ComposedPage, OwnTemplate, Page
from generator.model.policy import META
from generator.pages.archive_pages import newest_with_terms
from generator.pages.redirect_pages import FILE as REDIRECTS
from generator.pages.redirect_pages import host_rules, redirect_page
from generator.pages.rendering import render
from generator.pages.share_cards import CARD
from generator.pages.shared_views import encoded, site_view
from generator.pages.theme import app_manifest
from generator.read.engine_config import LEAN
from generator.read.theme_names import linked_files, styles_of
from generator.read.written_days import weekday_numbers
from generator.recipes.data_files import DataFiles
from generator.recipes.hosting import FILE as HEADERS
from generator.recipes.hosting import filled, kept_names
from generator.recipes.making import (
    Finished,
    MakeFiles,
    Product,
    finished,
    viewed,
    written,
    written_file,
)
from generator.recipes.old_addresses import moved, paths_of
from generator.recipes.share_pictures import card_file, favicon, icon_letter, touch_icon
from generator.recipes.shell import DocsPage, Frame, Shell
from generator.search.index import divide, index
from generator.search.names import months, names, names_of_docs
from generator.search.records import SearchRecord, docs_page, records

NAMES = "search/names.json"
NEWEST = "search/newest.json"
TOUCH_ICON = "touch-icon.png"
FAVICON = "favicon.ico"
MANIFEST = "site.webmanifest"


class SiteProducts:
    """The products of one loaded site."""

    def __init__(self, loaded: Loaded, *, as_files: bool = False) -> None:
        """Prepare the products of a site that could be read; with `as_files`, its links need no server."""
        if loaded.site is None:
            raise ValueError("a site that could not be read cannot be built")
        self.site = loaded.site
        self.path = loaded.path
        self._base = f"/{self.path}".rstrip("/")
        self._loaded = loaded
        self._as_files = as_files
        self._view = site_view(self.site)
        self._feeds = FeedViews(self.site)

    @cached_property
    def records(self) -> list[SearchRecord]:
        """The records of the search index."""
        return records(self.site)

    def composed(self, *, copies: bool = True) -> Iterator[ComposedPage]:
        """The pages as HTML, without a theme, for a site with or without Markdown copies of articles."""
        view = structs.replace(self._view, copies=copies)
        return (render(encoded(page, view)) for page in self._loaded.pages)

    def pages(self, frame: Frame) -> Iterator[Product]:
        """Every page within the frame, made from its view alone."""
        own = self._loaded.templates
        keys = {
            shell: fingerprint(shell.parts, self._as_files, own) for shell in frame.shells.values()
        }
        for page in self._loaded.pages:
            shell = frame.around(page.address)
            view = partial(encoded, page, self._view)
            make = partial(_page_file, shell, self._as_files, own)
            yield viewed((f"{page.address}index.html",), view, make, keys[shell])

    def others(self, frame: Frame) -> list[Product]:
        """All files besides the pages, except those of public/; the frame links to the theme's files."""
        files = linked_files("".join(frame.around("").parts)) if frame.shells else []
        beside = [*self._beside()]
        old = [*self._at_old_addresses(beside, files, frame.policy or META)]
        return [
            *self._whole(frame.docs),
            *beside,
            *self._pictures(),
            *old,
            *self._for_hosts(old, files, frame.policy),
        ]

    def _whole(self, docs: Sequence[DocsPage]) -> Iterator[Product]:
        """Files that every article changes; they come first, because they take longest."""
        yield from DataFiles(self.site).whole()
        bundles = divide(self.records)
        counts: dict[str, Any] = {
            "articles": len(self.records),
            "archives": max(0, len(bundles) - 1),
        }
        counts["docs"] = names_of_docs(self.path, len(searched(docs)))
        yield viewed(
            (NAMES,), lambda: json.dumps({**names(self.site), **counts}).encode(), _names_file
        )
        yield written_file(NEWEST, _json, newest_with_terms(self.site))
        if self.site.settings.url:
            yield from self._sitemaps(docs)

    def _beside(self) -> Iterator[Product]:
        """Data and feeds, most of them beside a page."""
        yield from DataFiles(self.site).others()
        settings = self.site.settings
        for page in self._loaded.pages:
            if page.feed is not None and settings.url:
                yield viewed(feed_addresses(page), partial(self._feeds.encoded, page), feed_files)
        if settings.url:
            listed = listed_feeds(self.site, self._loaded.pages)
            yield written_file(
                OPML, xml, OPML, title=settings.title, url=settings.url, listed=listed
            )

    def _pictures(self) -> Iterator[Product]:
        """Share cards, icons and the manifest, unless the editors have files of these names."""
        settings = self.site.settings
        letter = icon_letter(settings.title)
        own = {entry.path for entry in self._loaded.public}
        pictures: list[Product] = [
            viewed((page.address + CARD,), partial(_card, page), card_file)
            for page in self._loaded.pages
            if page.card is not None
        ]
        pictures.append(viewed((TOUCH_ICON,), letter.encode, touch_icon))
        pictures.append(viewed((FAVICON,), letter.encode, favicon))
        pictures.append(written_file(MANIFEST, _json, app_manifest(settings)))
        return (product for product in pictures if product.paths[0] not in own)

    def _at_old_addresses(
        self, beside: Iterable[Product], files: Sequence[str] = (), policy: str = META
    ) -> Iterator[Product]:
        """Pages that redirect, and copies of the files beside their targets."""
        titles = {page.address: page.title for page in self._loaded.pages}
        settings = (self.site.settings.title, self.site.settings.language, self.site.settings.url)
        exported = styles_of(LEAN, (), self._loaded.root / OVERRIDES)
        # Material's own styles are large, and a redirect has nothing that they style.
        ours = [file for file in files if not file.startswith("assets/stylesheets/")]
        styles = [file for file in ours if file.endswith(".css")] or exported
        for old, new in self._loaded.redirects.items():
            values = (old, new, titles[new], settings, styles, policy)
            yield written_file(f"{old}index.html", _redirect_file, self._as_files, *values)
        yield from moved(beside, self._loaded.redirects)

    def _for_hosts(
        self, old: Iterable[Product], files: Sequence[str], policy: str
    ) -> Iterator[Product]:
        """Headers and redirects in files for hosts, unless the editors have their own."""
        own = {entry.path for entry in self._loaded.public}
        if HEADERS not in own:
            yield written_file(
                HEADERS, filled, HEADERS, kept_names(files), policy or META, self._base
            )
        if self._loaded.redirects and REDIRECTS not in own:
            paths = paths_of(old, self._loaded.redirects)
            yield written_file(REDIRECTS, host_rules, "netlify", paths, self.site.settings.url)

    def _sitemaps(self, docs: Sequence[DocsPage]) -> Iterator[Product]:
        settings = self.site.settings
        above = settings.url.removesuffix(self.path)
        parts = sitemap.parts(self.site, self._loaded.pages)
        for name, listed in parts.items():
            yield written_file(name, xml, sitemap.NAME, url=settings.url, pages=listed)
        news = sitemap.news(self.site.articles)
        if news:
            values = {"url": settings.url, "title": settings.title, "articles": news}
            yield written_file(sitemap.NEWS, xml, sitemap.NEWS, **values)
            parts[sitemap.NEWS] = [(address, day) for address, _, day, _ in news]
        listed = sitemap.newest(parts)
        if docs:
            pages = [(page.address, "") for page in docs]
            yield written_file(sitemap.DOCS, xml, sitemap.NAME, url=above, pages=pages)
        if self.path:
            yield written_file(
                sitemap.NAME, xml, "sitemap-index.xml", url=settings.url, parts=listed
            )
        of_site = [(self.path + name, day) for name, day in listed]
        if docs:
            of_site.append((sitemap.DOCS, ""))
        yield written_file(
            sitemap.OF_SITE if self.path else sitemap.NAME,
            xml,
            "sitemap-index.xml",
            url=above,
            parts=of_site,
        )

    def public(self) -> Iterator[Product]:
        """The checked files that are published unchanged."""
        for entry in self._loaded.public:
            yield written((entry.path,), partial(_contents, entry.file))

    def moved_paths(self) -> dict[str, str]:
        """Old path → new path, for hosts that support redirects."""
        return paths_of(self._at_old_addresses([*self._beside()]), self._loaded.redirects)

    def search_index(self, docs: Sequence[DocsPage], folder: Path) -> MakeFiles:
        """The search index; its bundles are kept in a folder."""
        return partial(
            _index_files, self.records, searched(docs), self.site.settings.language, folder
        )


def _page_file(
    shell: Shell, as_files: bool, own: tuple[OwnTemplate, ...], view: bytes
) -> list[str]:
    """The file of a page, made from its encoded view and the site's own templates alone."""
    html = shell.fill(render(view, own))
    return [address.as_files(html) if as_files else html]


def _redirect_file(as_files: bool, *values: Any) -> str:  # noqa: ANN401 (those of `redirect_page`)
    html = redirect_page(*values)
    return address.as_files(html) if as_files else html


def _card(page: Page) -> bytes:
    """The encoded `ShareCard` of a page that has one."""
    return msgspec.msgpack.encode(page.card() if page.card else None)


def _contents(file: str) -> list[bytes]:
    return [Path(file).read_bytes()]


def searched(docs: Iterable[DocsPage]) -> dict[str, str]:
    """Address → page to index, of the documentation that does not exclude itself from the search."""
    return {page.address: docs_page(page.title, page.text) for page in docs if page.text}


def _index_files(
    records: Sequence[SearchRecord], docs: Mapping[str, str], language: str, folder: Path
) -> dict[str, Finished]:
    return {
        path: finished(str(file)) for path, file in index(records, docs, language, folder).items()
    }


def _names_file(view: bytes) -> list[str]:
    return [_json({**json.loads(view), "months": months(), "weekdays": dict(weekday_numbers())})]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
