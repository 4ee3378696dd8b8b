"""Make the archive: years and months with their articles, and the articles added last."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter

from generator.assemble.collection import Month, by_month, by_year
from generator.assemble.interface import _, digits, month_name, month_of_year
from generator.assemble.interface import day as date
from generator.model import address
from generator.model.article import Article, Articles
from generator.model.feed_identity import added_on, order_of_adding
from generator.model.page import MOST, Page
from generator.model.settings import LEAST
from generator.model.site import Site
from generator.pages.shared_views import SharedViews, shade, steps
from generator.pages.views import Content, Encoded, Link, Links, Section, Steps

Calendar = tuple[Link, Links]
"""A year and its twelve months, with counts."""

_HEADLINES = 10
"""Maximum headlines of a month on the page of a long year."""
_REMEMBERED = 200
"""Articles among which a browser finds those that are new to its reader: 13 KB compressed. A reader
who stays away while more are added sees marks on these only."""


class ArchivePage(Content, frozen=True, tag="archive.html"):
    """The whole archive, shown as a calendar."""

    total: int
    years: tuple[Calendar, ...]
    has_added: bool
    """Whether there is a page of the latest additions."""


class ArchiveYearPage(Content, frozen=True, tag="archive_year.html"):
    """One year: a calendar, and the articles of each month or their newest headlines."""

    year: Link
    months: Links
    sections: tuple[Section, ...]
    around: Steps


class ArchiveMonthPage(Content, frozen=True, tag="archive_month.html"):
    """The articles of one month."""

    year: Link
    count: int
    entries: Encoded
    headlines: Encoded
    """Those of a long list beyond the newest, which are entries."""
    around: Steps


class AddedPage(Content, frozen=True, tag="added.html"):
    """The articles that were added last, whatever their dates."""

    sections: tuple[Section, ...]
    """Grouped by the date they were added; the last heading is empty if that date is unknown."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the archive, its years and its months, and the list of articles added last."""
    months = by_month(site.articles)
    counts = {month: len(articles) for month, articles in months.items()}
    calendars = [_calendar(year, counts) for year in by_year(site.articles)]
    has_added = site.added is not None
    yield Page(
        address=address.archive(),
        title=_("Archive"),
        description=_("Every article by year and month."),
        content=partial(ArchivePage, len(site.articles), tuple(calendars), has_added),
    )
    added = newest_added(site)
    description = _(
        "Articles in the order in which they were added, whatever the date of their report."
    )
    if not has_added:
        description = _(
            "This site does not record when articles are added, so they are listed by date."
        )
    # It also exists without records, so that its address does not appear later.
    yield Page(
        address=address.ADDED,
        title=_("Recently added"),
        description=description,
        feed=tuple(article for _, article in added),
        content=partial(_added, shared, added),
        indexed=has_added,
    )
    for index, (year, _months) in enumerate(calendars):
        yield Page(
            address=year.address,
            title=year.text,
            description=_("Articles from %(period)s.", period=year.text),
            content=partial(_year, site, shared, calendars, index),
        )
    links = [Link(month_of_year(*month), address.archive(*month)) for month in months]
    for index, (link, articles) in enumerate(zip(links, months.values(), strict=True)):
        yield Page(
            address=link.address,
            title=link.text,
            description=_("Articles from %(period)s.", period=link.text),
            content=partial(_month, site, shared, articles, steps(links, index)),
        )


Added = list[tuple[dt.date | None, Article]]
"""Articles with the days on which they were added."""


def newest_added(site: Site, most: int = MOST) -> Added:
    """List the articles that were added last.

    Articles that the ledger does not have yet come first, and those without a recorded day last.
    """
    added = sorted(site.articles, key=partial(order_of_adding, site), reverse=True)
    return [(added_on(site, article), article) for article in added[:most]]


def newest_with_terms(site: Site) -> list[tuple[str, list[str]]]:
    """List the articles added last, for `visit.js`, which marks those that are new to a reader.

    Returns:
        The address of each article, and of the pages of terms and combinations that list it.
    """
    found = []
    combined: dict[str, list[str]] = defaultdict(list)
    for pair, crossed in site.crossings.items():
        for slugs, articles in crossed.items():
            for article in articles if len(articles) >= LEAST else ():
                combined[article.path].append(address.crossing(pair.rows, *slugs))
    for _day, article in newest_added(site, _REMEMBERED):
        terms = []
        for name, taxonomy in site.taxonomies.items():
            named = taxonomy.roll_up(article.terms[name])
            terms += [address.term(name, slug) for slug in named]
        terms += combined.get(article.path, [])
        found.append((article.address, terms))
    return found


def _added(shared: SharedViews, added: Added) -> AddedPage:
    sections = []
    for day, of_day in groupby(added, itemgetter(0)):
        heading = Link(date(day) if day else "")
        entries = shared.entries(article for _, article in of_day)
        sections.append(Section(heading, entries))
    return AddedPage(tuple(sections))


def _calendar(year: int, counts: dict[Month, int]) -> Calendar:
    top = max(counts.values())
    months = []
    for month in range(1, 13):
        count = counts.get((year, month), 0)
        link = Link(
            text=month_name(month),
            address=address.archive(year, month),
            count=count,
            shade=shade(count, top),
        )
        months.append(link)
    total = sum(month.count for month in months)
    return Link(digits(year), address.archive(year), count=total), tuple(months)


def _year(
    site: Site, shared: SharedViews, calendars: list[Calendar], index: int
) -> ArchiveYearPage:
    """Make the page of a year: all entries, or the newest headlines of each month.

    `calendars` are those of all years, and `index` is the position of this year.
    """
    year, months = calendars[index]
    articles = by_year(site.articles)[int(year.text)]
    in_full = len(articles) <= site.settings.long_listing
    sections = []
    for (_number, month), of_month in by_month(articles).items():
        heading = months[month - 1]
        if in_full:
            section = Section(heading, entries=shared.entries(of_month))
        else:
            section = Section(heading, headlines=shared.headlines(of_month[:_HEADLINES]))
        sections.append(section)
    years = [link for link, _ in calendars]
    return ArchiveYearPage(year, months, tuple(sections), steps(years, index))


def _month(site: Site, shared: SharedViews, articles: Articles, around: Steps) -> ArchiveMonthPage:
    year = articles[0].date.year
    above = Link(digits(year), address.archive(year))
    shown = site.settings.long_listing
    entries, headlines = shared.entries(articles[:shown]), shared.headlines(articles[shown:])
    return ArchiveMonthPage(above, len(articles), entries, headlines, around)
