"""Sitemaps (sitemaps.org 0.9): an index, a part for each year of articles, one for other pages, and news.

A date of change is what articles say of themselves: that of an article's page
is its own, that of a list the newest among its articles, those that were
withdrawn from it too. A page of which nobody knows the date has none.

The news sitemap holds the last two days of *content*, not of the clock: the
same content makes the same files, and on a digest that rests it holds what a
search engine has read already.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from urllib.parse import urljoin

from generator.assemble.collection import by_week
from generator.compose.entry import xml_text
from generator.compose.identity import withdrawn
from generator.model import address
from generator.model.article import Article
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
"""The address of a page, and the day it changed, or nothing where nobody knows."""
News = tuple[str, str, str, str]
"""Address, language, day and title of an article."""


def parts(site: Site, pages: Iterable[Page]) -> dict[str, list[Location]]:
    """What each part of the sitemap lists, by the part's name."""
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
    """When pages changed, as their articles tell."""

    def __init__(self, site: Site, pages: Sequence[Page]) -> None:
        self.of: dict[str, dt.date] = {}
        self._changed = {id(article): article.changed for article in site.published}
        gone = withdrawn(site)
        for article in site.published:
            self.of[article.address] = self._changed[id(article)]
            year, month = article.date.year, article.date.month
            for where in (address.archive(), address.archive(year), address.archive(year, month)):
                self._touch(where, self._changed[id(article)])
        for (year, week), members in by_week(site.published).items():
            for where in (address.editions(), address.edition(year, week)):
                self._touch(where, max(self._changed[id(article)] for article in members))
        for page in pages:
            for item in page.feed or ():
                if isinstance(item, Article):
                    self._list(page.address, item)
                else:
                    self._touch(page.address, item.changed)
            for article in gone.get(page.address, ()):
                self._list(page.address, article)

    def _list(self, where: str, article: Article) -> None:
        """A change of an article on a list, and on the page of its year, where there is one."""
        day = self._changed[id(article)]
        self._touch(where, day)
        if where:
            self._touch(f"{where}{article.date.year}/", day)

    def _touch(self, where: str, day: dt.date) -> None:
        known = self.of.get(where)
        if known is None or known < day:
            self.of[where] = day


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
    """ISO 639, but for Chinese, of which a news sitemap must say the script."""
    language, _, rest = tag.partition("-")
    if language != "zh":
        return language
    return "zh-tw" if any(word in rest.split("-") for word in ("Hant", "TW", "HK", "MO")) else "zh-cn"


def sitemap(url: str, listed: Iterable[Location]) -> str:
    """One part, of a site that stands at an address."""
    entries = (f"  <url>{_place(url, where, day)}</url>\n" for where, day in listed)
    return f'{_XML}<urlset xmlns="{_SPACE}">\n{"".join(entries)}</urlset>\n'


def newest(found: Mapping[str, Sequence[Location]]) -> list[Location]:
    """The parts; one changed when the newest of its pages did."""
    return [(name, max((day for _, day in listed), default="")) for name, listed in found.items()]


def sitemap_index(url: str, listed: Iterable[Location]) -> str:
    """The list of parts."""
    entries = (f"  <sitemap>{_place(url, name, day)}</sitemap>\n" for name, day in listed)
    return f'{_XML}<sitemapindex xmlns="{_SPACE}">\n{"".join(entries)}</sitemapindex>\n'


def _place(url: str, where: str, day: str) -> str:
    lastmod = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<loc>{escape(urljoin(url, where))}</loc>{lastmod}"


def news_sitemap(url: str, title: str, listed: Iterable[News]) -> str:
    """The articles that search engines for news may want (Google's sitemap-news 0.9)."""
    entries = (
        f"  <url><loc>{escape(urljoin(url, where))}</loc><news:news><news:publication>"
        f"<news:name>{escape(xml_text(title), quote=False)}</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
        f"<news:publication_date>{day}</news:publication_date>"
        f"<news:title>{escape(xml_text(headline), quote=False)}</news:title></news:news></url>\n"
        for where, language, day, headline in listed
    )
    return f'{_XML}<urlset xmlns="{_SPACE}" xmlns:news="{_NEWS_SPACE}">\n{"".join(entries)}</urlset>\n'
