"""The archive: years, months, and the articles of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from itertools import groupby

from msgspec import Raw

from generator.assemble.collection import by_month, by_year
from generator.assemble.english import month_name
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.shared_views import SharedViews, shade, steps
from generator.pages.views import Content, Link, Listing, Section, Steps

Calendar = tuple[Link, tuple[Link, ...]]
"""A year and its twelve months, with counts."""

_ADDED = 60
_HEADLINES = 10
"""Headlines of a month on the page of a long year."""


class ArchivePage(Content, frozen=True, tag="archive.html"):
    """The whole archive as a calendar."""

    total: int
    years: tuple[Calendar, ...]


class ArchiveYearPage(Content, frozen=True, tag="archive_year.html"):
    """One year: a calendar, and the articles of each month or their newest headlines."""

    year: Link
    months: tuple[Link, ...]
    sections: tuple[Section, ...]
    around: Steps


class ArchiveMonthPage(Content, frozen=True, tag="archive_month.html"):
    """The articles of one month."""

    year: Link
    count: int
    listing: Listing
    around: Steps


class AddedPage(Content, frozen=True, tag="added.html"):
    """The articles that were added last, by the day of adding."""

    days: tuple[tuple[dt.date, tuple[Raw, ...]], ...]


def newest_added(site: Site) -> tuple[Article, ...]:
    """The listed articles whose day of adding is known, those added last first."""
    dated = [article for article in site.articles if article.address in site.added]
    return tuple(sorted(dated, key=lambda article: site.added[article.address], reverse=True)[:_ADDED])


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """The archive, its years and its months, and what was added last."""
    added = newest_added(site)
    yield Page(
        address=address.added(),
        title="Newest added",
        description="The articles that were added to the digest last, whenever their source published.",
        feed=added,
        content=partial(_added, site, shared, added),
    )
    months = by_month(site.articles)
    counts = {month: len(articles) for month, articles in months.items()}
    calendars = [_calendar(year, counts) for year in by_year(site.articles)]
    yield Page(
        address=address.archive(),
        title="Archive",
        description="Every article by year and month.",
        content=partial(ArchivePage, len(site.articles), tuple(calendars)),
    )
    for index, (year, _) in enumerate(calendars):
        yield Page(
            address=year.address,
            title=year.text,
            description=f"What was reported in {year.text}.",
            content=partial(_year, site, shared, calendars, index),
        )
    links = [Link(f"{month_name(month)} {year}", address.archive(year, month)) for year, month in months]
    for index, ((number, _), articles) in enumerate(months.items()):
        yield Page(
            address=links[index].address,
            title=links[index].text,
            description=f"What was reported in {links[index].text}.",
            content=partial(_month, shared, number, articles, steps(links, index)),
        )


def _added(site: Site, shared: SharedViews, articles: tuple[Article, ...]) -> AddedPage:
    by_day = groupby(articles, key=lambda article: site.added[article.address])
    return AddedPage(tuple((day, shared.entries(some)) for day, some in by_day))


def _calendar(year: int, counts: dict[tuple[int, int], int]) -> Calendar:
    top = max(counts.values())
    of_year = [counts.get((year, month), 0) for month in range(1, 13)]
    months = tuple(
        Link(month_name(month), address.archive(year, month), count=count, shade=shade(count, top))
        for month, count in enumerate(of_year, 1)
    )
    return Link(str(year), address.archive(year), count=sum(of_year)), months


def _year(site: Site, shared: SharedViews, calendars: list[Calendar], index: int) -> ArchiveYearPage:
    year, months = calendars[index]
    articles = by_year(site.articles)[int(year.text)]
    in_full = len(articles) <= site.settings.long_listing
    sections = [
        Section(months[month - 1], entries=shared.entries(of_month))
        if in_full
        else Section(months[month - 1], headlines=shared.headlines(of_month[:_HEADLINES]))
        for (_, month), of_month in by_month(articles).items()
    ]
    return ArchiveYearPage(year, months, tuple(sections), steps([link for link, _ in calendars], index))


def _month(shared: SharedViews, year: int, articles: tuple[Article, ...], around: Steps) -> ArchiveMonthPage:
    above = Link(str(year), address.archive(year))
    return ArchiveMonthPage(above, len(articles), shared.listing(articles), around)
