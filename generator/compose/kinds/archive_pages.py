"""The archive: years, months, and the articles of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from msgspec import Raw

from generator.assemble.collection import by_month, by_year
from generator.compose.environment import month_name
from generator.compose.shared_views import SharedViews
from generator.compose.views import Content, CountedLink, PageLink, View
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.site import Site


class _Month(View, frozen=True):
    """A month with its articles."""

    link: CountedLink
    entries: tuple[Raw, ...]


class _Year(View, frozen=True):
    """A year and how many articles each of its twelve months has."""

    link: CountedLink
    months: tuple[CountedLink, ...]


class ArchivePage(Content, frozen=True, tag="archive.html"):
    """The whole archive as a calendar."""

    total: int
    years: tuple[_Year, ...]


class ArchiveYearPage(Content, frozen=True, tag="archive_year.html"):
    """One year: a calendar, and the articles themselves while they are few."""

    year: _Year
    months: tuple[_Month, ...]
    newer: PageLink | None
    older: PageLink | None


class ArchiveMonthPage(Content, frozen=True, tag="archive_month.html"):
    """The articles of one month."""

    year: PageLink
    entries: tuple[Raw, ...]
    newer: PageLink | None
    older: PageLink | None


CONTENTS = (ArchivePage, ArchiveYearPage, ArchiveMonthPage)


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """The archive, its years and its months."""
    months = by_month(site.articles)
    calendar = {year: _year(year, months) for year in by_year(site.articles)}
    yield Page(
        address=address.archive(),
        title="Archive",
        description="Every article by year and month.",
        content=partial(ArchivePage, len(site.articles), tuple(calendar.values())),
    )
    for year, articles in by_year(site.articles).items():
        yield Page(
            address=address.archive(year),
            title=str(year),
            description=f"What was reported in {year}.",
            content=partial(_year_page, site, shared, calendar, year, articles),
        )
    links = [PageLink(_name(*month), address.archive(*month)) for month in months]
    for index, ((year, month), articles) in enumerate(months.items()):
        yield Page(
            address=address.archive(year, month),
            title=_name(year, month),
            description=f"What was reported in {_name(year, month)}.",
            content=partial(_month_page, shared, year, articles, *_around(links, index)),
        )


def _name(year: int, month: int) -> str:
    return f"{month_name(month)} {year}"


def _around(links: list[PageLink], index: int) -> tuple[PageLink | None, PageLink | None]:
    """The links before and after one."""
    return links[index - 1] if index else None, links[index + 1] if index + 1 < len(links) else None


def _year(year: int, months: Mapping[tuple[int, int], tuple[Article, ...]]) -> _Year:
    counts = [
        CountedLink(month_name(month), address.archive(year, month), len(months.get((year, month), ())))
        for month in range(1, 13)
    ]
    total = sum(one.count for one in counts)
    return _Year(CountedLink(str(year), address.archive(year), total), tuple(counts))


def _year_page(
    site: Site, shared: SharedViews, calendar: Mapping[int, _Year], year: int, articles: tuple[Article, ...]
) -> ArchiveYearPage:
    """A year shows its articles while they are few; else its months link to them."""
    short = len(articles) <= site.settings.long_listing
    months = by_month(articles) if short else {}
    links = [PageLink(one.link.title, one.link.address) for one in calendar.values()]
    newer, older = _around(links, list(calendar).index(year))
    return ArchiveYearPage(
        year=calendar[year],
        months=tuple(
            _Month(calendar[year].months[month - 1], shared.entries(members))
            for (_, month), members in months.items()
        ),
        newer=newer,
        older=older,
    )


def _month_page(
    shared: SharedViews,
    year: int,
    articles: tuple[Article, ...],
    newer: PageLink | None,
    older: PageLink | None,
) -> ArchiveMonthPage:
    whole = PageLink(str(year), address.archive(year))
    return ArchiveMonthPage(whole, shared.entries(articles), newer, older)
