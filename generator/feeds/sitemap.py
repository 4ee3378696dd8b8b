"""Sitemaps (sitemaps.org 0.9): an index, a part for each year of articles, one for other pages, and news.

The date of change of an article's page is the article's, and that of a list is the newest among its
articles, retracted ones included. Other pages have no date.

The news sitemap has the last two days of content, not of the clock, so that the same content makes the
same files.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from generator.assemble.collection import by_month, by_week, by_year
from generator.feeds.feed_view import xml_text
from generator.model import address
from generator.model.address import absolute
from generator.model.article import Article
from generator.model.feed import Notice
from generator.model.feed_identity import withdrawn
from generator.model.page import Page
from generator.model.site import Site

NAME = "sitemap.xml"
NEWS = "news-sitemap.xml"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS_SPACE = "http://www.google.com/schemas/sitemap-news/0.9"
_MOST = 50_000
"""Addresses in a part, by the protocol."""
_MOST_NEWS = 1_000
_NEWS_DAYS = dt.timedelta(days=2)

Location = tuple[str, str]
"""The address of a page, and the day it changed; empty where that is unknown."""
News = tuple[str, str, str, str]
"""Address, language, day and title of an article."""


def parts(site: Site, pages: Iterable[Page]) -> dict[str, list[Location]]:
    """The name of each part of the sitemap → the pages it lists."""
    every = list(pages)
    days = _Days(site, every)
    years = {article.address: article.date.year for article in site.published}
    found: dict[str, list[Location]] = defaultdict(list)
    for page in every:
        if page.indexed:
            day = days.of.get(page.address)
            found[str(years.get(page.address, "pages"))].append((page.address, str(day or "")))
    return {name: listed for key in sorted(found) for name, listed in _cut(key, found[key])}


def _cut(key: str, listed: list[Location]) -> Iterator[tuple[str, list[Location]]]:
    for start in range(0, len(listed), _MOST):
        number = f"-{start // _MOST + 1}" if start else ""
        yield f"sitemap-{key}{number}.xml", listed[start : start + _MOST]


class _Days:
    """The day each page changed, taken from its articles."""

    def __init__(self, site: Site, pages: Sequence[Page]) -> None:
        self._changed = {id(article): article.changed for article in site.published}
        self.of = {article.address: self._changed[id(article)] for article in site.published}
        self._touch(address.archive(), site.published)
        for year, members in by_year(site.published).items():
            self._touch(address.archive(year), members)
        for (year, month), members in by_month(site.published).items():
            self._touch(address.archive(year, month), members)
        for (year, week), members in by_week(site.published).items():
            self._touch(address.edition(year, week), members)
        every = {page.address for page in pages}
        gone = withdrawn(site)
        for page in pages:
            if page.feed is None:
                continue
            notices = [item.changed for item in page.feed if isinstance(item, Notice)]
            articles = () if notices else (*page.feed, *gone.get(page.address, ()))
            self._touch(page.address, articles, *notices)  # type: ignore[arg-type] # no notices, so articles
            if page.address and len(articles) > site.settings.long_listing:
                for year, members in by_year(articles).items():  # type: ignore[arg-type] # the same
                    if (where := f"{page.address}{year}/") in every:
                        self._touch(where, members)

    def _touch(self, where: str, articles: Sequence[Article], *days: dt.date) -> None:
        """Date a page by the newest of some articles and days."""
        newest = max([*map(self._changed.__getitem__, map(id, articles)), *days], default=None)
        if newest is not None:
            self.of[where] = newest


def news(articles: Sequence[Article]) -> list[News]:
    """The articles of the last two days that have any, newest first."""
    if not articles:
        return []
    since = articles[0].date - _NEWS_DAYS
    return [
        (one.address, _news_language(one.language), str(one.date), one.title)
        for one in articles[:_MOST_NEWS]
        if one.date > since
    ]


def _news_language(tag: str) -> str:
    """The ISO 639 code of a language; for Chinese, a news sitemap must name the script."""
    language, _, rest = tag.partition("-")
    if language != "zh":
        return language
    return "zh-tw" if any(word in rest.split("-") for word in ("Hant", "TW", "HK", "MO")) else "zh-cn"


def sitemap(url: str, listed: Iterable[Location]) -> str:
    """Write one part of the sitemap of a site at an address."""
    entries = (f"  <url>{_place(url, where, day)}</url>\n" for where, day in listed)
    return f'{_XML}<urlset xmlns="{_SPACE}">\n{"".join(entries)}</urlset>\n'


def newest(found: Mapping[str, Sequence[Location]]) -> list[Location]:
    """The parts, each dated by its newest page."""
    return [(name, max((day for _, day in listed), default="")) for name, listed in found.items()]


def sitemap_index(url: str, listed: Iterable[Location]) -> str:
    """Write the list of parts."""
    entries = (f"  <sitemap>{_place(url, name, day)}</sitemap>\n" for name, day in listed)
    return f'{_XML}<sitemapindex xmlns="{_SPACE}">\n{"".join(entries)}</sitemapindex>\n'


def _place(url: str, where: str, day: str) -> str:
    lastmod = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<loc>{escape(absolute(url, where))}</loc>{lastmod}"


def news_sitemap(url: str, title: str, listed: Iterable[News]) -> str:
    """Write the list of recent articles for news search engines (Google's sitemap-news 0.9)."""
    entries = (
        f"  <url><loc>{escape(absolute(url, where))}</loc><news:news><news:publication>"
        f"<news:name>{escape(xml_text(title), quote=False)}</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
        f"<news:publication_date>{day}</news:publication_date>"
        f"<news:title>{escape(xml_text(headline), quote=False)}</news:title></news:news></url>\n"
        for where, language, day, headline in listed
    )
    return f'{_XML}<urlset xmlns="{_SPACE}" xmlns:news="{_NEWS_SPACE}">\n{"".join(entries)}</urlset>\n'
