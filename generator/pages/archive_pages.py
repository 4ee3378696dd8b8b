"""The archive: years, months, and the articles of each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import Raw

from generator.assemble.collection import by_month, by_year
from generator.assemble.english import month_name
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.shared_views import SharedViews, steps
from generator.pages.views import Content, Link, Section, Steps

Calendar = tuple[Link, tuple[Link, ...]]
"""A year and its twelve months, with counts."""


class ArchivePage(Content, frozen=True, tag="archive.html"):
    """The whole archive as a calendar."""

    total: int
    years: tuple[Calendar, ...]


class ArchiveYearPage(Content, frozen=True, tag="archive_year.html"):
    """One year: a calendar, and the articles themselves while they are few."""

    year: Link
    months: tuple[Link, ...]
    sections: tuple[Section, ...]
    around: Steps


class ArchiveMonthPage(Content, frozen=True, tag="archive_month.html"):
    """The articles of one month."""

    year: Link
    entries: tuple[Raw, ...]
    around: Steps


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """The archive, its years and its months."""
    years, months = by_year(site.articles), by_month(site.articles)
    calendars = [_calendar(year, {month: len(some) for month, some in months.items()}) for year in years]
    yield Page(
        address=address.archive(),
        title="Archive",
        description="Every article by year and month.",
        content=partial(ArchivePage, len(site.articles), tuple(calendars)),
    )
    for index, (whole, _) in enumerate(calendars):
        yield Page(
            address=whole.address,
            title=whole.text,
            description=f"What was reported in {whole.text}.",
            content=partial(_year, site, shared, calendars, index),
        )

    def month_page(index: int, year: int, articles: tuple[Article, ...]) -> ArchiveMonthPage:
        above = Link(str(year), address.archive(year))
        return ArchiveMonthPage(above, shared.entries(articles), steps(links, index))

    links = [Link(f"{month_name(month)} {year}", address.archive(year, month)) for year, month in months]
    for index, ((year, _), articles) in enumerate(months.items()):
        yield Page(
            address=links[index].address,
            title=links[index].text,
            description=f"What was reported in {links[index].text}.",
            content=partial(month_page, index, year, articles),
        )


def _calendar(year: int, counts: dict[tuple[int, int], int]) -> Calendar:
    months = tuple(
        Link(month_name(month), address.archive(year, month), count=counts.get((year, month), 0))
        for month in range(1, 13)
    )
    return Link(str(year), address.archive(year), count=sum(month.count for month in months)), months


def _year(site: Site, shared: SharedViews, calendars: list[Calendar], index: int) -> ArchiveYearPage:
    """A year shows its articles while they are few; else its months link to them."""
    year, months = calendars[index]
    shown = by_year(site.articles)[int(year.text)] if year.count <= site.settings.long_listing else ()
    sections = [
        Section(months[month - 1], shared.entries(articles))
        for (_, month), articles in by_month(shown).items()
    ]
    around = steps([link for link, _ in calendars], index)
    return ArchiveYearPage(year, months, tuple(sections), around)
