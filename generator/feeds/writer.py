"""Write an Atom feed beside every page that lists articles; the front page has JSON and RSS, too.

Feeds have the newest entries of their page, in its order, each with the notes on its article. A
retracted article is removed, and Atom (RFC 4287) marks it with a tombstone (RFC 6721). RSS 2.0 is
for readers that support nothing newer.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup, escape
from msgspec import Struct

from generator.assemble import interface
from generator.assemble.interface import direction
from generator.feeds.xml_file import notes, xml
from generator.model.address import with_base
from generator.model.article import Article, Articles, Retraction
from generator.model.feed_identity import feed_identity, identity, last_change
from generator.model.page import MOST, MOST_OF_CROSSING, Notice, Page
from generator.model.site import Site


class FeedEntry(Struct, frozen=True):
    """One item of a feed."""

    id: str
    title: str
    url: str
    published: dt.date
    updated: dt.date
    summary: str
    html: str
    """With absolute addresses; empty for a notice if the feed has only summaries."""
    language: str
    via: str = ""
    """The address of the report that it summarises."""
    categories: tuple[tuple[str, str], ...] = ()
    """Slugs and names."""


def in_its_direction(html: str, language: str) -> str:
    """Mark a text written from right to left.

    Feed readers show it among texts in other languages.
    """
    if html and direction(language) == "rtl":
        return f'<div dir="rtl">{html}</div>'
    return html


OPML = "feeds.opml"
"""The list of all feeds (OPML 2.0), for feed readers to import at once."""
Item = Article | Notice

_REMEMBERED = 4_000
"""Maximum entries that a worker caches, in about 35 MB. The newest entries recur
most, and consecutive feeds often have the same ones."""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A link to a feed in a page's head."""

    address: str
    title: str
    type: str


def feed_addresses(page: Page) -> tuple[str, ...]:
    """Return the addresses of the feeds beside a page."""
    return tuple(page.address + form.file for form in _formats(is_front=not page.address))


def feed_links(page: Page) -> tuple[FeedLink, ...]:
    """Return links to the feeds beside a page, if it has any."""
    if page.feed is None:
        return ()
    return tuple(
        FeedLink(page.address + form.file, f"{page.title} ({form.name})", form.media_type)
        for form in _formats(is_front=not page.address)
    )


def _formats(*, is_front: bool) -> tuple["Format", ...]:
    """The formats beside a page; only the front page has all of them."""
    return FORMATS if is_front else FORMATS[:1]


def listed_feeds(site: Site, pages: Iterable[Page]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Group all feeds of a site, for `feeds.opml`.

    Returns:
        Titles of taxonomies, or of the site for other feeds; each with the titles and addresses of
        the pages that have feeds.
    """
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for page in pages:
        if page.feed is None:
            continue
        first, *rest = page.address.rstrip("/").split("/")
        heading = site.settings.title
        if rest and first in site.taxonomies:
            heading = site.taxonomies[first].settings.title
        groups[heading].append((page.title, page.address))
    return list(groups.items())


@dataclass(frozen=True, slots=True, eq=False)
class FeedSite:
    """Values that all feeds of a site share."""

    title: str
    url: str
    language: str
    authority: str
    hub: str
    """A WebSub hub; empty if there is none."""
    names: Mapping[str, Mapping[str, str]]
    """Crossed taxonomy → slug → name of the term, for categories."""


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The page that feeds are beside, as they describe it."""

    id: str
    """The permanent identity of its feeds."""
    url: str
    title: str
    """The title of the site and, except for the front page, of the page."""
    description: str
    full: bool
    """Whether entries have whole texts."""


def feed_site(site: Site) -> FeedSite:
    """Collect the values that all feeds of a site share."""
    settings = site.settings
    names = {}
    for name in (settings.rows, settings.columns):
        if name:
            names[name] = {term.slug: term.name for term in site.taxonomies[name]}
    return FeedSite(
        title=settings.title,
        url=settings.url,
        language=settings.language,
        authority=settings.authority,
        hub=settings.feeds.hub,
        names=names,
    )


def feed_of(
    page: Page, site: Site, withdrawn: Articles
) -> tuple[FeedPage, tuple[Item, ...], Articles]:
    """Collect the values that the feeds beside a page are made from.

    Args:
        page: A page with feeds.
        site: The site of the page.
        withdrawn: All retracted articles that the page would list.

    Returns:
        The page, the entries, and the retracted articles that the feeds announce.
    """
    settings = site.settings
    limit = MOST_OF_CROSSING if page.is_crossing else MOST
    about = FeedPage(
        id=feed_identity(site, page.address),
        url=settings.url + page.address,
        title=f"{settings.title}: {page.title}" if page.address else settings.title,
        description=page.description,
        full=not page.is_crossing and settings.feeds.text == "full",
    )
    return about, (page.feed or ())[:limit], withdrawn[:limit]


@dataclass(frozen=True, slots=True)
class _Feed:
    """What the feeds beside a page are written from."""

    site: FeedSite
    page: FeedPage
    updated: dt.date
    entries: list["_Entry"]
    gone: list[tuple[str, Retraction | None]]
    """Identities of retracted articles, and their retractions."""


def feed_files(
    site: FeedSite, page: FeedPage, items: Sequence[Item], withdrawn: Articles
) -> list[str]:
    """Write the feeds beside a page, in the order of `feed_addresses`."""
    interface.use(site.language)
    feed = _Feed(
        site,
        page,
        updated=last_change((*items, *withdrawn)),
        entries=[_entry(item, site, page.full) for item in items],
        gone=[(identity(article, site.authority), article.retracted) for article in withdrawn],
    )
    return [form.write(feed) for form in _formats(is_front=page.url == site.url)]


def _atom(feed: _Feed) -> str:
    return xml("feed.xml", feed=feed, entries=[entry.atom for entry in feed.entries])


def _rss(feed: _Feed) -> str:
    return xml("rss.xml", feed=feed, entries=[entry.values for entry in feed.entries])


def _json_feed(feed: _Feed) -> str:
    site, page = feed.site, feed.page
    start = _json(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": page.title,
            "home_page_url": page.url,
            "feed_url": page.url + "feed.json",
            "description": page.description,
            "language": site.language,
            "authors": [{"name": site.title}],
            "hubs": [{"type": "WebSub", "url": site.hub}] if site.hub else [],
        }
    )
    listed = ",".join([_json_item(entry.values) for entry in feed.entries])
    return f'{start.removesuffix("}")}, "items": [{listed}]}}\n'


class Format(NamedTuple):
    """A format of feeds."""

    file: str
    name: str
    media_type: str
    write: Callable[[_Feed], str]


FORMATS = (
    Format("feed.xml", "Atom", "application/atom+xml", _atom),
    Format("feed.json", "JSON Feed", "application/feed+json", _json_feed),
    Format("rss.xml", "RSS 2.0", "application/rss+xml", _rss),
)
"""All formats. Each page with a feed has the first, and the front page has all."""


class _Entry(NamedTuple):
    """An entry: its values, and its text for Atom."""

    values: FeedEntry
    atom: Markup


@lru_cache(_REMEMBERED)
def _entry(item: Item, site: FeedSite, full: bool) -> _Entry:
    categories = []
    if isinstance(item, Article):
        for taxonomy, names in site.names.items():  # crossed ones
            categories += [(slug, names[slug]) for slug in item.terms.get(taxonomy, ())]
        item_id, via = identity(item, site.authority), item.source.url
        # Write an article's text, or its summary, among the notes on it.
        text = item.body.html if full else f"<p>{escape(item.summary)}</p>"
        before, after = notes(item)
        parts = (before, site.language), (text, item.language), (after, site.language)
        html = "\n".join([in_its_direction(html, language) for html, language in parts if html])
    else:
        item_id, via = item.id, ""
        html = in_its_direction(item.html, item.language) if full else ""
    entry = FeedEntry(
        id=item_id,
        title=item.title,
        url=site.url + item.address,
        published=item.date,
        updated=item.changed,
        summary=item.summary,
        html=with_base(html, site.url),
        language=item.language,
        via=via,
        categories=tuple(categories),
    )
    atom = Markup(xml("entry.xml", entry=entry))  # noqa: S704 (of a template)
    return _Entry(entry, atom)


def _json_item(entry: FeedEntry) -> str:
    """Write an article as an item of JSON Feed, the same for each feed of the site.

    The content of a notice without a text is its summary, because the format requires some content.
    """
    return _json(
        {
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
    )


def _json(record: dict[str, Any]) -> str:
    """Encode a record as JSON, without its empty values."""
    known = {key: value for key, value in record.items() if value}
    return json.dumps(known, ensure_ascii=False)
