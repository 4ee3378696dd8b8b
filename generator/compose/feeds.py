"""Feeds beside every page that lists articles, in Atom and JSON Feed; RSS beside the front page.

Entries are bounded and in the order of their page; each is made once and stands
in many feeds. What was retracted leaves them, and Atom says so with a tombstone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.compose import atom, json_feed, rss
from generator.compose.entry import Entry, Gone, Head, in_its_direction
from generator.compose.identity import feed_identity, identity, last_change, withdrawn
from generator.model.address import ROOT, absolute
from generator.model.article import Article
from generator.model.feed import MOST, Notice
from generator.model.page import Page
from generator.model.site import Site

Item = Article | Notice


@dataclass(frozen=True, slots=True)
class FeedFile:
    """A finished feed and where it stands."""

    address: str
    content: str


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed as a page's head names it."""

    address: str
    title: str
    type: str


def feed_addresses(page: Page) -> tuple[str, ...]:
    """Where the feeds beside a page stand."""
    names = (atom.NAME, json_feed.NAME) if page.address else (atom.NAME, json_feed.NAME, rss.NAME)
    return tuple(page.address + name for name in names)


def feed_links(page: Page) -> tuple[FeedLink, ...]:
    """The feeds beside a page; none when it lists nothing that feeds tell."""
    if page.feed is None:
        return ()
    types = (("Atom", atom.TYPE), ("JSON Feed", json_feed.TYPE), ("RSS", rss.TYPE))
    return tuple(
        FeedLink(where, f"{page.title} ({name})", mime)
        for where, (name, mime) in zip(feed_addresses(page), types, strict=False)
    )


class FeedWriter:
    """Makes feeds of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._entries: dict[str, Entry] = {}
        self._atom: dict[str, str] = {}
        self._json: dict[str, str] = {}

    @cached_property
    def _base(self) -> str:
        return self.site.settings.url

    @cached_property
    def _withdrawn(self) -> dict[str, tuple[Article, ...]]:
        return withdrawn(self.site)

    def shown(self, page: Page) -> tuple[Item, ...] | None:
        """What a page's feeds tell; None when it has no feeds, as on a site without an address."""
        return page.feed[:MOST] if page.feed is not None and self._base else None

    def gone(self, page: Page) -> tuple[Article, ...]:
        """The articles of which a page's feeds say that they were withdrawn."""
        return self._withdrawn.get(page.address, ())[:MOST]

    def identity(self, page: Page) -> str:
        """What a page's feeds are called for good."""
        return feed_identity(self.site, page.address)

    def feeds(self, page: Page) -> Iterator[FeedFile]:
        """All feeds of a page, in the order of `feed_addresses`."""
        items = self.shown(page)
        if items is None:
            return
        head = self._head(page, items)
        entries = list(map(self._entry, items))
        contents = [
            atom.atom(head, map(self._atom_entry, entries)),
            json_feed.json_feed(head, map(self._json_item, entries)),
        ]
        if not page.address:
            contents.append(rss.rss(head, entries))
        for where, content in zip(feed_addresses(page), contents, strict=True):
            yield FeedFile(where, content)

    def _head(self, page: Page, items: tuple[Item, ...]) -> Head:
        settings = self.site.settings
        gone = self.gone(page)
        days = [item.changed for item in items if isinstance(item, Notice)]
        articles = [item for item in items if isinstance(item, Article)]
        return Head(
            id=self.identity(page),
            title=f"{settings.title}: {page.title}" if page.address else settings.title,
            description=page.description,
            language=settings.language,
            author=settings.title,
            page=absolute(self._base, page.address),
            updated=max([*days, last_change((*articles, *gone))]),
            settings=settings.feeds,
            gone=tuple(
                Gone(identity(article, settings.authority), article.retracted.date, article.retracted.reason)
                for article in gone
                if article.retracted
            ),
        )

    def _entry(self, item: Item) -> Entry:
        key = item.id if isinstance(item, Notice) else item.address
        if key not in self._entries:
            self._entries[key] = self._notice(item) if isinstance(item, Notice) else self._article(item)
        return self._entries[key]

    def _notice(self, notice: Notice) -> Entry:
        return Entry(
            id=notice.id,
            title=notice.title,
            url=absolute(self._base, notice.address),
            published=notice.date,
            updated=notice.changed,
            summary=notice.summary,
            html=self._text(notice.html, notice.language),
            language=notice.language,
        )

    def _article(self, article: Article) -> Entry:
        return Entry(
            id=identity(article, self.site.settings.authority),
            title=article.title,
            url=absolute(self._base, article.address),
            published=article.date,
            updated=article.changed,
            summary=article.summary,
            html=self._text(article.body.html, article.language),
            language=article.language,
            via=article.source.url,
            categories=tuple(self._categories(article)),
        )

    def _text(self, html: str, language: str) -> str:
        """A text for readers elsewhere: its links within the site become absolute."""
        if self.site.settings.feeds.text == "summary":
            return ""
        return in_its_direction(html.replace(ROOT, self._base), language)

    def _categories(self, article: Article) -> Iterator[tuple[str, str]]:
        for name in (self.site.settings.rows, self.site.settings.columns):
            for slug in article.terms.get(name, ()):
                yield slug, self.site.taxonomies[name].terms[slug].name

    def _atom_entry(self, entry: Entry) -> str:
        if entry.id not in self._atom:
            self._atom[entry.id] = atom.atom_entry(entry)
        return self._atom[entry.id]

    def _json_item(self, entry: Entry) -> str:
        if entry.id not in self._json:
            self._json[entry.id] = json_feed.json_item(entry)
        return self._json[entry.id]
