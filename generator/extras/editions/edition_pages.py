"""Make the weekly editions: a page for each ISO week with enough articles, and the list of all."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from itertools import groupby

from generator.assemble.collection import Month, Week
from generator.assemble.interface import (
    _,
    day_range,
    digits,
    edition_name,
    month_of_year,
    week_span,
)
from generator.extras.editions.edition import Edition
from generator.extras.editions.weekly import (
    Group,
    arrange,
    changes_by_week,
    due_by_week,
    editions_of,
    lead_of,
)
from generator.model import address
from generator.model.article import Article, Articles
from generator.model.feed_identity import edition_identity, last_change
from generator.model.page import MOST, Notice, Page
from generator.model.site import Site
from generator.pages.corrections_pages import Change
from generator.pages.environment import make_environment
from generator.pages.shared_views import SharedViews, steps
from generator.pages.views import Content, Encoded, Link, Section, Steps, View

_Editions = list[tuple[Edition, Articles]]
"""Editions with the articles of their weeks, newest first."""
_UNFOLDED = 60
"""Maximum editions listed without folding: 60 take about 7,000 px on a phone."""


class _ListedWeeks(View, frozen=True):
    """An edition, or weeks in a row that have too few articles for one."""

    name: str
    """The name of the edition, or the days of the weeks."""
    count: int
    """The number of articles in all of them."""
    leads: tuple[Link, ...]
    """The lead story of the edition, or every article of the weeks."""
    address: str = ""
    """The address of the edition; "" if it has no page."""


_ListedMonth = tuple[str, tuple[_ListedWeeks, ...]]
"""The name of a month, and what is listed of the weeks that begin in it, newest first."""


class EditionsPage(Content, frozen=True, tag="editions.html"):
    """The list of all editions."""

    years: tuple[tuple[str, tuple[_ListedMonth, ...]], ...]
    """Each year and its months, newest first."""
    folded: bool
    """Whether the years before the newest are folded."""
    last: str
    """The days of the newest edition; "" without editions."""


class Happening(View, frozen=True):
    """An event and the article that tells of it."""

    date: dt.date
    end: dt.date
    label: str
    article: Link


class EditionPage(Content, frozen=True, tag="edition.html"):
    """A week: its editorial text and its articles."""

    name: str
    """`Week of 25 October 2021`."""
    span: str
    """The days of the week."""
    count: int
    title: str
    summary: str
    body: str
    """Sanitised HTML; title, summary and body are empty in an edition without editorial text."""
    lead: Encoded
    """The encoded entry of the lead article, in an edition with editorial text."""
    sections: tuple[Section, ...]
    changes: tuple[Change, ...]
    """Corrections and retractions of the week."""
    due: tuple[Happening, ...]
    """Events of the coming week, as far as they had been reported."""
    around: Steps


class _Letters:
    """All editions, and what they say beside their articles."""

    def __init__(self, site: Site, shared: SharedViews) -> None:
        self._site = site
        self._shared = shared
        self._weeks = editions_of(site)
        self.editions = [one for one in self._weeks if self._has_page(one)]
        self._changes = changes_by_week(site)
        self._due = due_by_week(site)

    @cached_property
    def _entry(self) -> Callable[..., str]:
        """Writes an entry of feeds; most commands need none, and compiling it takes 14 ms."""
        return make_environment().get_template("edition_feed.html").render

    def _has_page(self, week: tuple[Edition, Articles]) -> bool:
        edition, articles = week
        return self._site.has_edition(edition.week, len(articles))

    def _coming(self, week: Week) -> tuple[Happening, ...]:
        """Return the events of the week after this one."""
        return tuple(
            Happening(
                event.date, event.end or event.date, event.label, self._shared.article(article)
            )
            for event, article in self._due.get(week, ())
        )

    def _arranged(
        self, edition: Edition, articles: Articles
    ) -> tuple[tuple[Article, ...], tuple[Group, ...]]:
        """Return the lead article and groups of the others.

        Only an edition with an editorial text has a lead.
        """
        taxonomy = self._site.taxonomies.get(self._site.settings.columns)
        lead = lead_of(articles, edition, self._site) if edition.path else None
        groups = arrange(articles, taxonomy, lead, edition.order)
        return (lead,) if lead else (), groups

    def page(self, edition: Edition, articles: Articles, around: Steps) -> EditionPage:
        """Make the view of one edition."""
        lead, groups = self._arranged(edition, articles)
        sections = []
        for group in groups:
            heading, slug = Link(""), "none"
            if group.term:
                slug = group.term.slug
                heading = self._shared.term(self._site.settings.columns, slug)
            sections.append(Section(heading, self._shared.entries(group.articles), id=f"in-{slug}"))
        return EditionPage(
            name=edition_name(*edition.week),
            span=week_span(*edition.week),
            count=len(articles),
            title=edition.title,
            summary=edition.summary,
            body=edition.body.html,
            lead=self._shared.entries(lead),
            sections=tuple(sections),
            changes=tuple(self._changes.get(edition.week, ())),
            due=self._coming(edition.week),
            around=around,
        )

    def notice(self, edition: Edition, articles: Articles) -> Notice:
        """Make an edition's entry in feeds, which changes whenever one of its articles does."""
        lead, groups = self._arranged(edition, articles)
        lists = [("", lead)] if lead else []
        for group in groups:
            lists.append((group.term.name if group.term else "", group.articles))
        changes = self._changes.get(edition.week, ())
        html = self._entry(
            edition=edition,
            lists=lists,
            corrected=_("Corrected this week"),
            changes=changes,
            coming=_("Due next week"),
            due=self._coming(edition.week),
        )
        return Notice(
            id=edition_identity(*edition.week, self._site.settings.authority),
            title=edition.title or edition_name(*edition.week),
            address=edition.address,
            date=dt.date.fromisocalendar(*edition.week, 1),
            changed=max([last_change(articles), *(change.date for change in changes)]),
            summary=_summary(edition),
            html=html.removesuffix("\n"),
            language=self._site.settings.language,
        )

    def every(self) -> EditionsPage:
        """Make the view of the list of editions."""
        months: dict[Month, _Editions] = defaultdict(list)
        for edition, articles in self._weeks:
            monday = dt.date.fromisocalendar(*edition.week, 1)
            months[monday.year, monday.month].append((edition, articles))
        years: dict[str, tuple[_ListedMonth, ...]] = defaultdict(tuple)
        for month, editions in months.items():
            listed = tuple(map(self._listed, self._joined(editions)))
            years[digits(month[0])] += ((month_of_year(*month), listed),)
        last = week_span(*self.editions[0][0].week) if self.editions else ""
        return EditionsPage(tuple(years.items()), len(self._weeks) > _UNFOLDED, last)

    def _joined(self, weeks: _Editions) -> Iterator[_Editions]:
        """Yield each edition of a month alone, and weeks without a page together; newest first."""
        for has_page, some in groupby(weeks, self._has_page):
            if has_page:
                yield from ([one] for one in some)
            else:
                yield list(some)

    def _listed(self, weeks: _Editions) -> _ListedWeeks:
        newest, first = weeks[0]
        if self._has_page(weeks[0]):
            lead = self._shared.article(lead_of(first, newest, self._site))
            return _ListedWeeks(edition_name(*newest.week), len(first), (lead,), newest.address)
        every = [article for _edition, articles in weeks for article in articles]
        name = edition_name(*newest.week)
        if len(weeks) > 1:
            monday = dt.date.fromisocalendar(*weeks[-1][0].week, 1)
            name = day_range(monday, dt.date.fromisocalendar(*newest.week, 7))
        return _ListedWeeks(name, len(every), tuple(map(self._shared.article, every)))


def _summary(edition: Edition) -> str:
    span = week_span(*edition.week)
    return edition.summary or _("Articles from the week of %(span)s.", span=span)


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the page that lists the editions, and every edition, newest first."""
    letters = _Letters(site, shared)
    editions = letters.editions
    yield Page(
        address=address.EDITIONS,
        title=_("Editions"),
        description=_("The digest week by week."),
        content=letters.every,
        feed=tuple([letters.notice(*one) for one in editions[:MOST]]),
    )
    links = [Link(edition_name(*edition.week), edition.address) for edition, _articles in editions]
    for index, (edition, articles) in enumerate(editions):
        yield Page(
            address=edition.address,
            title=edition.title or links[index].text,
            description=_summary(edition),
            content=partial(letters.page, edition, articles, steps(links, index)),
        )
