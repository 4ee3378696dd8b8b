"""Sitemaps (sitemaps.org 0.9): an index, a part for each year of articles, one for other pages, and news.

An article's page has the article's date of change, and a list has the newest one of its articles,
including retracted ones. Other pages have no date. The news sitemap has the last two days of
content, not of the clock, so that the same content gives the same files.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.assemble.assembly import withdrawn
from generator.assemble.collection import by_month, by_week, by_year
from generator.model import address
from generator.model.article import Article
from generator.model.page import Notice, Page
from generator.model.site import Site

NAME = "sitemap.xml"
INDEX = "sitemap-index.xml"
"""The template of a list of sitemaps."""
DOCS = "sitemap-docs.xml"
"""The part with the pages of documentation, at the root of the site."""
OF_SITE = "../sitemap.xml"
"""The index of the whole site, if the digest is below a path of it."""
NEWS = "news-sitemap.xml"
LIMIT = 50_000
"""Maximum addresses in a part, according to the protocol."""
NEWS_LIMIT = 1_000
"""Maximum addresses in a news sitemap, according to Google's guidelines."""
_NEWS_DAYS = dt.timedelta(days=2)

Location = tuple[str, str]
"""The address of a page, and the date it changed; empty if unknown."""
News = tuple[str, str, str, str]
"""Address, language, day and title of an article."""


def parts(site: Site, pages: Iterable[Page]) -> dict[str, list[Location]]:
    """The name of each part of the sitemap → the pages it lists."""
    every = list(pages)
    days = _days(site, every)
    years = {article.address: article.date.year for article in site.published}
    by_part: dict[str, list[Location]] = defaultdict(list)
    for page in every:
        if page.indexed:
            part = str(years.get(page.address, "pages"))
            by_part[part].append((page.address, str(days.get(page.address, ""))))
    return {name: part for key in sorted(by_part) for name, part in _cut(key, by_part[key])}


def _cut(key: str, locations: list[Location]) -> Iterator[tuple[str, list[Location]]]:
    for start in range(0, len(locations), LIMIT):
        number = f"-{start // LIMIT + 1}" if start else ""
        yield f"sitemap-{key}{number}.xml", locations[start : start + LIMIT]


def _days(site: Site, pages: Iterable[Page]) -> dict[str, dt.date]:
    """Address of a page → the date it changed: the newest change of its articles."""
    lists: list[tuple[str, Sequence[Article | Notice]]] = [(address.archive(), site.published)]
    lists += [(address.archive(year), members) for year, members in by_year(site.published).items()]
    lists += [
        (address.archive(*month), members) for month, members in by_month(site.published).items()
    ]
    lists += [
        (address.edition(*week), members) for week, members in by_week(site.published).items()
    ]
    retracted = withdrawn(site)
    for page in pages:
        listed = (
            (*(page.feed or ()), *retracted.get(page.address, ())) if page.feed is not None else ()
        )
        lists.append((page.address, listed))
        if page.address and len(listed) > site.settings.long_listing:
            articles = tuple(item for item in listed if isinstance(item, Article))
            lists += [
                (f"{page.address}{year}/", members) for year, members in by_year(articles).items()
            ]
    changed = {
        id(article): article.changed for article in site.published
    }  # computed once, for speed
    days = {article.address: changed[id(article)] for article in site.published}
    for where, items in lists:
        if items:
            days[where] = max([changed.get(id(item)) or item.changed for item in items])
    return days


def news(articles: Sequence[Article]) -> list[News]:
    """The articles of the newest two days with articles, newest first."""
    if not articles:
        return []
    since = articles[0].date - _NEWS_DAYS
    return [
        (article.address, _news_language(article.language), str(article.date), article.title)
        for article in articles[:NEWS_LIMIT]
        if article.date > since
    ]


def _news_language(tag: str) -> str:
    """The ISO 639 code of a language; for Chinese, a news sitemap must name the script."""
    language, _, rest = tag.partition("-")
    if language != "zh":
        return language
    return (
        "zh-tw" if any(word in rest.split("-") for word in ("Hant", "TW", "HK", "MO")) else "zh-cn"
    )


def newest(by_part: Mapping[str, Sequence[Location]]) -> list[Location]:
    """The parts, each with the date of its newest page."""
    return [
        (name, max((day for _, day in locations), default=""))
        for name, locations in by_part.items()
    ]
