"""The archive: years and months with their articles, and the most recently added articles."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter

from generator.assemble.collection import by_month, by_year
from generator.assemble.interface import _, month_name, month_of_year
from generator.assemble.interface import day as date
from generator.model import address
from generator.model.article import Article
from generator.model.feed_identity import identity
from generator.model.page import MOST, Page
from generator.model.site import Site
from generator.pages.shared_views import SharedViews, shade, steps
from generator.pages.views import Content, Link, Listing, Section, Steps

Calendar = tuple[Link, tuple[Link, ...]]
"""A year and its twelve months, with counts."""

_HEADLINES = 10
"""Maximum headlines of a month on the page of a long year."""
_REMEMBERED = 200
"""Articles among which a browser finds those that are new to its reader: 13 KB compressed. A reader who stays
away while more are added sees marks on these only."""


class ArchivePage(Content, frozen=True, tag="archive.html"):
    """The whole archive as a calendar."""

    total: int
    years: tuple[Calendar, ...]
    has_added: bool
    """Whether there is a page of the latest additions."""


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
    """The most recently added articles, whatever their date."""

    sections: tuple[Section, ...]
    """Grouped by the date they were added; the last heading is empty if that date is unknown."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """The archive, its years and its months."""
    months = by_month(site.articles)
    counts = {month: len(articles) for month, articles in months.items()}
    calendars = [_calendar(year, counts) for year in by_year(site.articles)]
    yield Page(
        address=address.archive(),
        title=_("Archive"),
        description=_("Every article by year and month."),
        content=partial(
            ArchivePage, len(site.articles), tuple(calendars), has_added=site.added is not None
        ),
    )
    added = newest_added(site)
    by_day = _("Articles in the order in which they were added, whatever the date of their report.")
    by_date = _("This site does not record when articles are added, so they are listed by date.")
    yield Page(  # always there, so that its address does not appear once a site records its addresses
        address=address.ADDED,
        title=_("Newest added"),
        description=by_date if site.added is None else by_day,
        feed=tuple(article for _, article in added),
        content=partial(_added, shared, added),
        indexed=site.added is not None,
    )
    for index, (year, _months) in enumerate(calendars):
        yield Page(
            address=year.address,
            title=year.text,
            description=_("What was reported in %(period)s.") % {"period": year.text},
            content=partial(_year, site, shared, calendars, index),
        )
    links = [
        Link(month_of_year(year, month), address.archive(year, month)) for year, month in months
    ]
    for index, ((number, _month_number), articles) in enumerate(months.items()):
        yield Page(
            address=links[index].address,
            title=links[index].text,
            description=_("What was reported in %(period)s.") % {"period": links[index].text},
            content=partial(_month, shared, number, articles, steps(links, index)),
        )


Added = list[tuple[dt.date | None, Article]]
"""Articles with the days on which they were added."""


def newest_added(site: Site, most: int = MOST) -> Added:
    """The most recently added articles: first those not recorded yet, last those without a date."""
    days, authority = site.added or {}, site.settings.authority
    added = [(identity(article, authority), article) for article in site.articles]
    added.sort(key=lambda item: days.get(item[0], dt.date.max) or dt.date.min, reverse=True)
    return [(days.get(name), article) for name, article in added[:most]]


def newest_with_terms(site: Site) -> list[tuple[str, list[str]]]:
    """The addresses of the articles added last, and of the term pages that list each; for `visit.js`."""
    return [
        (
            article.address,
            [
                address.term(name, slug)
                for name, taxonomy in site.taxonomies.items()
                for slug in taxonomy.roll_up(article.terms[name])
            ],
        )
        for _, article in newest_added(site, _REMEMBERED)
    ]


def _added(shared: SharedViews, added: Added) -> AddedPage:
    sections = [
        Section(Link(date(day) if day else ""), shared.entries(article for _, article in of_day))
        for day, of_day in groupby(added, itemgetter(0))
    ]
    return AddedPage(tuple(sections))


def _calendar(year: int, counts: dict[tuple[int, int], int]) -> Calendar:
    top = max(counts.values())
    of_year = [counts.get((year, month), 0) for month in range(1, 13)]
    months = tuple(
        Link(month_name(month), address.archive(year, month), count=count, shade=shade(count, top))
        for month, count in enumerate(of_year, 1)
    )
    return Link(str(year), address.archive(year), count=sum(of_year)), months


def _year(
    site: Site, shared: SharedViews, calendars: list[Calendar], index: int
) -> ArchiveYearPage:
    year, months = calendars[index]
    articles = by_year(site.articles)[int(year.text)]
    in_full = len(articles) <= site.settings.long_listing
    sections = [
        Section(months[month - 1], entries=shared.entries(of_month))
        if in_full
        else Section(months[month - 1], headlines=shared.headlines(of_month[:_HEADLINES]))
        for (_, month), of_month in by_month(articles).items()
    ]
    return ArchiveYearPage(
        year, months, tuple(sections), steps([link for link, _ in calendars], index)
    )


def _month(
    shared: SharedViews, year: int, articles: tuple[Article, ...], around: Steps
) -> ArchiveMonthPage:
    above = Link(str(year), address.archive(year))
    return ArchiveMonthPage(above, len(articles), shared.listing(articles), around)
