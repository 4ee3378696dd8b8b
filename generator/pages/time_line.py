"""The time line of some articles: what each year has, and the days on which something happened."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from generator.assemble.collection import by_year
from generator.assemble.interface import digits
from generator.model.article import Articles
from generator.model.site import Site
from generator.pages.shared_views import SharedViews
from generator.pages.views import Link, Section, View
from generator.pages.year_pages import span

FEW = 3
"""A list of at most so many articles is seen at once: it has no time line."""
FULL = 10
"""Articles with a summary: about as high as the facts beside them. The others are headlines."""
_EVENTS = 20
"""Most events in a list, about a screen."""


class Year(View, frozen=True):
    """A year, or successive years without articles and events, such as 2020–2022."""

    label: str
    address: str = ""
    """Its page, or its part of the list; empty if no article was published in it."""
    published: int = 0
    happened: int = 0
    """Events in it, whenever they were reported."""


class DatedEvent(View, frozen=True):
    """An event, with a link to an article on it."""

    date: dt.date
    end: dt.date
    event: Link


class TimeLine(View, frozen=True):
    """Years and events, newest first."""

    years: tuple[Year, ...] = ()
    happenings: tuple[DatedEvent, ...] = ()
    earlier: int = 0
    """Earlier events, which are not listed."""


def sections_by_year(shared: SharedViews, articles: Articles) -> tuple[Section, ...]:
    """List articles by year, newest first, the first `FULL` of them with their summaries.

    Of each thread only the newest article is listed.
    """
    sections = []
    room = FULL
    for year, members in by_year(shared.threads.newest(articles)).items():
        section = Section(
            heading=Link(digits(year)),
            entries=shared.entries(members[:room]),
            headlines=shared.headlines(members[room:]),
            id=f"y{year}",
        )
        sections.append(section)
        room = max(0, room - len(members))
    return tuple(sections)


def time_line(
    site: Site, shared: SharedViews, articles: Articles, base: str, *, is_split: bool
) -> TimeLine:
    """Make the time line of a list of articles.

    Args:
        site: The site, whose first and last year the time line has at least.
        shared: Its shared views.
        articles: The articles, newest first.
        base: The address of their page.
        is_split: Whether each year has a separate page, below `base`.
    """
    happenings = sorted(_happenings(shared, articles), key=_newest_first)
    listed = tuple(happenings[:_EVENTS])
    earlier = len(happenings) - len(listed)
    if len(articles) <= FEW:
        return TimeLine((), listed, earlier)
    published = Counter(article.date.year for article in articles)
    happened = Counter(happening.date.year for happening in happenings)
    if is_split:
        addresses = {year: f"{base}{year}/" for year in published}
    else:
        listed_years = by_year(shared.threads.newest(articles))
        addresses = {year: f"{base}#y{year}" for year in listed_years}
    known = (*span(site), *published, *happened)
    years = []
    for year in range(max(known), min(known) - 1, -1):
        address = addresses.get(year, "")
        years.append(Year(digits(year), address, published[year], happened[year]))
    return TimeLine(tuple(_joined(years)), listed, earlier)


def _happenings(shared: SharedViews, articles: Articles) -> Iterator[DatedEvent]:
    """The events of some articles; only the first of each article links to it."""
    for article in articles:
        link = shared.article(article)
        page = link.address
        for event in article.events:
            label = Link(event.label, page, link.language)
            yield DatedEvent(event.date, event.end or event.date, label)
            page = ""


def _newest_first(happening: DatedEvent) -> tuple[int, str]:
    return -happening.date.toordinal(), happening.event.text


def _joined(years: list[Year]) -> Iterator[Year]:
    """Join successive years without articles and events."""
    gap: list[str] = []
    for year in years:
        if not (year.published or year.happened):
            gap.append(year.label)
            continue
        yield from _gap(gap)
        gap = []
        yield year
    yield from _gap(gap)


def _gap(labels: list[str]) -> Iterator[Year]:
    if labels:
        yield Year("–".join(dict.fromkeys((labels[-1], labels[0]))))
