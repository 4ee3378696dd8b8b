"""Feeds beside every page that lists articles: Atom (RFC 4287) and JSON Feed 1.1.

An entry's identity is a `tag:` URI (RFC 4151) made of the digest's authority,
the article's date and its slug, or the `id` its front matter gives: the host
may change, the identity does not.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from generator.model.address import ROOT
from generator.model.article import Article
from generator.model.page import Page
from generator.model.site import Site

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 30
ATOM_NAME = "feed.xml"
JSON_NAME = "feed.json"


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


def feed_addresses(page: Page) -> tuple[str, str]:
    """Where the feeds beside a page stand."""
    return page.address + ATOM_NAME, page.address + JSON_NAME


def feed_links(page: Page) -> tuple[FeedLink, ...]:
    """The feeds beside a page; none when it lists no articles."""
    if page.feed is None:
        return ()
    return (
        FeedLink(page.address + ATOM_NAME, f"{page.title} (Atom)", "application/atom+xml"),
        FeedLink(page.address + JSON_NAME, f"{page.title} (JSON Feed)", "application/feed+json"),
    )


def identity(article: Article, authority: str) -> str:
    """An article's permanent identity in feeds."""
    return article.id or f"tag:{authority},{article.date}:{article.slug}"


def _instant(date: dt.date) -> str:
    """A day as an instant (RFC 3339): articles know no hour, so it is midnight UTC."""
    return f"{date.isoformat()}T00:00:00Z"


class FeedWriter:
    """Makes feeds of one site; each article's entry is made once and used in many feeds."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._atom: dict[str, str] = {}
        self._json: dict[str, str] = {}

    @cached_property
    def _base(self) -> str:
        return self.site.settings.url

    def shown(self, page: Page) -> tuple[Article, ...] | None:
        """The articles of a page's feeds; None when it has no feeds, as on a site without an address."""
        return page.feed[:_MOST] if page.feed is not None and self._base else None

    def feeds(self, page: Page) -> Iterator[FeedFile]:
        """Both feeds of a page, when it has any."""
        articles = self.shown(page)
        if articles is not None:
            yield FeedFile(page.address + ATOM_NAME, self._atom_feed(page, articles))
            yield FeedFile(page.address + JSON_NAME, self._json_feed(page, articles))

    def _title(self, page: Page) -> str:
        title = self.site.settings.title
        return f"{title}: {page.title}" if page.address else title

    def _atom_feed(self, page: Page, articles: tuple[Article, ...]) -> str:
        settings = self.site.settings
        head = ET.Element("feed", xmlns=_ATOM)
        head.set("xml:lang", settings.language)
        ET.SubElement(head, "id").text = f"tag:{settings.authority},2021:feed/{page.address}"
        ET.SubElement(head, "title").text = self._title(page)
        if page.description:
            ET.SubElement(head, "subtitle").text = page.description
        newest = max((article.updated or article.date for article in articles), default=dt.date(2021, 1, 1))
        ET.SubElement(head, "updated").text = _instant(newest)
        ET.SubElement(ET.SubElement(head, "author"), "name").text = settings.title
        ET.SubElement(head, "link", rel="self", href=urljoin(self._base, page.address + ATOM_NAME))
        ET.SubElement(head, "link", rel="alternate", type="text/html", href=urljoin(self._base, page.address))
        entries = "".join(map(self._atom_entry, articles))
        text = ET.tostring(head, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{text.removesuffix("</feed>")}{entries}</feed>\n'

    def _html(self, article: Article) -> str:
        """The article's text for readers elsewhere: internal links become absolute."""
        return article.body.html.replace(ROOT, self._base)

    def _atom_entry(self, article: Article) -> str:
        if article.address not in self._atom:
            entry = ET.Element("entry")
            ET.SubElement(entry, "id").text = identity(article, self.site.settings.authority)
            ET.SubElement(entry, "title").text = article.title
            ET.SubElement(entry, "published").text = _instant(article.date)
            ET.SubElement(entry, "updated").text = _instant(article.updated or article.date)
            ET.SubElement(entry, "link", rel="alternate", href=urljoin(self._base, article.address))
            if article.source.url:
                ET.SubElement(entry, "link", rel="via", href=article.source.url)
            ET.SubElement(entry, "summary").text = article.summary
            content = ET.SubElement(entry, "content", type="html")
            content.set("xml:lang", article.language)
            content.text = self._html(article)
            for name, label in self._categories(article):
                ET.SubElement(entry, "category", term=name, label=label)
            self._atom[article.address] = ET.tostring(entry, encoding="unicode")
        return self._atom[article.address]

    def _categories(self, article: Article) -> Iterator[tuple[str, str]]:
        for name in (self.site.settings.rows, self.site.settings.columns):
            for slug in article.terms.get(name, ()):
                yield slug, self.site.taxonomies[name].terms[slug].name

    def _json_feed(self, page: Page, articles: tuple[Article, ...]) -> str:
        settings = self.site.settings
        head = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self._title(page),
            "home_page_url": urljoin(self._base, page.address),
            "feed_url": urljoin(self._base, page.address + JSON_NAME),
            "description": page.description,
            "language": settings.language,
            "authors": [{"name": settings.title}],
        }
        start = json.dumps({key: value for key, value in head.items() if value}, ensure_ascii=False)
        items = ",".join(map(self._json_item, articles))
        return f'{start.removesuffix("}")}, "items": [{items}]}}\n'

    def _json_item(self, article: Article) -> str:
        if article.address not in self._json:
            item = {
                "id": identity(article, self.site.settings.authority),
                "url": urljoin(self._base, article.address),
                "external_url": article.source.url,
                "title": article.title,
                "summary": article.summary,
                "content_html": self._html(article),
                "date_published": _instant(article.date),
                "date_modified": _instant(article.updated or article.date),
                "language": article.language,
                "tags": [label for _, label in self._categories(article)],
            }
            kept = {key: value for key, value in item.items() if value}
            self._json[article.address] = json.dumps(kept, ensure_ascii=False)
        return self._json[article.address]
