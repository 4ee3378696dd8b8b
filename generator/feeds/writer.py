"""Feeds beside every page that lists articles, in Atom and JSON Feed 1.1; RSS beside the front page only.

Feeds have the newest entries of their page, in its order. A retracted article is removed, and Atom
(RFC 4287) marks it with a tombstone (RFC 6721). RSS 2.0 is for readers that support nothing newer.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
from markupsafe import Markup
from msgspec import Raw

from generator.assemble.assembly import withdrawn
from generator.feeds.feed_view import FeedEntry, FeedView, Tombstone, in_its_direction
from generator.feeds.xml_file import xml
from generator.model.address import absolute, with_base
from generator.model.article import Article
from generator.model.feed_identity import feed_identity, identity, last_change
from generator.model.page import MOST, MOST_OF_CROSSING, Notice, Page
from generator.model.site import Site

OPML = "feeds.opml"
"""The list of all feeds (OPML 2.0), for feed readers to import at once."""
Item = Article | Notice

_JSON = "feed.json"
_FORMATS = (
    ("feed.xml", "Atom", "application/atom+xml"),
    (_JSON, "JSON Feed", "application/feed+json"),
    ("rss.xml", "RSS", "application/rss+xml"),
)
_REMEMBERED = 4_000
"""Maximum entries that a worker caches in both formats, in about 35 MB. The newest entries recur most,
and consecutive feeds often have the same ones."""
_encode = msgspec.msgpack.Encoder().encode
_decode_view = msgspec.msgpack.Decoder(FeedView).decode
_decode_entry = msgspec.msgpack.Decoder(FeedEntry).decode


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A link to a feed in a page's head."""

    address: str
    title: str
    type: str


def feed_addresses(page: Page) -> tuple[str, ...]:
    """The addresses of the feeds beside a page."""
    return tuple(page.address + name for name, _, _ in _FORMATS[: 2 if page.address else 3])


def feed_links(page: Page) -> tuple[FeedLink, ...]:
    """Links to the feeds beside a page."""
    if page.feed is None:
        return ()
    return tuple(
        FeedLink(where, f"{page.title} ({name})", mime)
        for where, (_, name, mime) in zip(feed_addresses(page), _FORMATS, strict=False)
    )


def listed_feeds(site: Site, pages: Iterable[Page]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Titles of taxonomies, or of the site, each with titles and addresses of pages that have feeds."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for page in pages:
        if page.feed is not None:
            first, *rest = page.address.rstrip("/").split("/")
            taxonomy = site.taxonomies.get(first) if rest else None
            heading = taxonomy.settings.title if taxonomy else site.settings.title
            groups.setdefault(heading, []).append((page.title, page.address))
    return list(groups.items())


class FeedViews:
    """Makes the views of the feeds of a site with an address."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._base = site.settings.url
        self._withdrawn = withdrawn(site)
        self._entries: dict[tuple[str, bool], Raw] = {}

    def encoded(self, page: Page) -> bytes:
        """The encoded `FeedView` of a page that has feeds."""
        settings = self.site.settings
        taxonomy, *slugs = page.address.rstrip("/").split("/")
        is_crossing = taxonomy in self.site.taxonomies and len(slugs) == 2
        limit = MOST_OF_CROSSING if is_crossing else MOST
        items = (page.feed or ())[:limit]
        gone = self._withdrawn.get(page.address, ())[:limit]
        full = not is_crossing and settings.feeds.text == "full"
        changes = [item.changed for item in items if isinstance(item, Notice)]
        articles = [item for item in items if isinstance(item, Article)]
        view = FeedView(
            id=feed_identity(self.site, page.address),
            title=f"{settings.title}: {page.title}" if page.address else settings.title,
            description=page.description,
            language=settings.language,
            author=settings.title,
            page=absolute(self._base, page.address),
            updated=max([*changes, last_change((*articles, *gone))]),
            hub=settings.feeds.hub,
            gone=tuple(
                Tombstone(identity(article, settings.authority), retraction.date, retraction.reason)
                for article in gone
                if (retraction := article.retracted)
            ),
            entries=tuple([self._entry(item, full=full) for item in items]),
            rss=not page.address,
        )
        return _encode(view)

    def _entry(self, item: Item, *, full: bool) -> Raw:
        article = item if isinstance(item, Article) else None
        html = item.html if isinstance(item, Notice) else item.body.html
        key = item.id if isinstance(item, Notice) else item.address
        if (key, full) not in self._entries:
            entry = FeedEntry(
                id=identity(article, self.site.settings.authority) if article else item.id,
                title=item.title,
                url=absolute(self._base, item.address),
                published=item.date,
                updated=item.changed,
                summary=item.summary,
                html=in_its_direction(with_base(html, self._base), item.language) if full else "",
                language=item.language,
                via=article.source.url if article else "",
                categories=tuple(self._categories(article)) if article else (),
            )
            self._entries[key, full] = Raw(_encode(entry))
        return self._entries[key, full]

    def _categories(self, article: Article) -> Iterator[tuple[str, str]]:
        for name in (self.site.settings.rows, self.site.settings.columns):
            for slug in article.terms.get(name, ()):
                yield slug, self.site.taxonomies[name].terms[slug].name


def feed_files(view: bytes) -> list[str]:
    """The feeds of an encoded `FeedView`, in the order of `feed_addresses`."""
    feed = _decode_view(view)
    entries = [_in_formats(bytes(entry)) for entry in feed.entries]
    contents = [
        xml("feed.xml", head=feed, entries=[atom for _, atom, _ in entries]),
        _json_feed(feed, (item for _, _, item in entries)),
    ]
    if feed.rss:
        contents.append(xml("rss.xml", head=feed, entries=[entry for entry, _, _ in entries]))
    return contents


@lru_cache(_REMEMBERED)
def _in_formats(encoded: bytes) -> tuple[FeedEntry, Markup, str]:
    """An entry with its Atom and JSON Feed encodings."""
    entry = _decode_entry(encoded)
    atom = Markup(xml("entry.xml", entry=entry))  # noqa: S704 (of a template)
    return entry, atom, _json_item(entry)


def _json_item(entry: FeedEntry) -> str:
    """Write an item, which any feed of the site may contain; without a text, its content is its summary."""
    item = {
        "id": entry.id,
        "url": entry.url,
        "external_url": entry.via,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "content_text": "" if entry.html else entry.summary or entry.title,
        "date_published": f"{entry.published}T00:00:00Z",
        "date_modified": f"{entry.updated}T00:00:00Z",
        "language": entry.language,
        "tags": [name for _, name in entry.categories],
    }
    return json.dumps({key: value for key, value in item.items() if value}, ensure_ascii=False)


def _json_feed(head: FeedView, items: Iterable[str]) -> str:
    """Write a feed of items that `_json_item` wrote."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "home_page_url": head.page,
        "feed_url": head.page + _JSON,
        "description": head.description,
        "language": head.language,
        "authors": [{"name": head.author}],
        "hubs": [{"type": "WebSub", "url": head.hub}] if head.hub else [],
    }
    start = json.dumps({key: value for key, value in feed.items() if value}, ensure_ascii=False)
    return f'{start.removesuffix("}")}, "items": [{",".join(items)}]}}\n'
