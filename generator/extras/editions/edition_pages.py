"""Make the weekly editions: a page for each ISO week that has articles, and the list of all."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from generator.assemble.collection import Group, Week
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
from generator.model.settings import Settings
from generator.model.site import Site
from generator.pages.corrections_pages import Change
from generator.pages.environment import make_environment
from generator.pages.share_cards import CARD, has_card, share_card
from generator.pages.shared_views import SharedViews, steps
from generator.pages.views import Content, Encoded, Link, Section, Steps, View

_Editions = list[tuple[Edition, Articles]]
"""Editions with the articles of their weeks, newest first."""
_ENOUGH = 2
"""The number of articles from which on a week is listed by itself."""
_UNFOLDED = 60
"""Maximum editions listed without folding: 60 take about 7,000 px on a phone."""


class _ListedWeeks(View, frozen=True):
    """One edition, or several of which all but the last in time have one article."""

    name: str
    """The name of the edition, or the days of several."""
    count: int
    """The number of articles in all of them."""
    leads: tuple[Link, ...]
    """The title of each lead story, with the address of its edition, newest first."""


_Month = tuple[str, tuple[_ListedWeeks, ...]]
"""The name of a month, and the editions whose weeks begin in it, newest first."""


class _DueEvent(View, frozen=True):
    """An event of the coming week."""

    date: dt.date
    end: dt.date
    label: str
    article: Link


class EditionsPage(Content, frozen=True, tag="editions.html"):
    """The list of all editions."""

    years: tuple[tuple[str, tuple[_Month, ...]], ...]
    """Each year and its months, newest first."""
    folded: bool
    """Whether the years before the newest are folded."""
    last: str
    """The days of the newest edition; "" without editions."""


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
    due: tuple[_DueEvent, ...]
    """Events of the coming week, as far as they had been reported."""
    around: Steps


class _Letters:
    """All editions, and what they say beside their articles."""

    def __init__(self, site: Site, shared: SharedViews) -> None:
        self._site = site
        self._shared = shared
        self.editions = editions_of(site)
        self.entry = make_environment().get_template("edition_feed.html")
        self._changes = changes_by_week(site)
        self._due = due_by_week(site)

    def changes(self, week: Week) -> tuple[Change, ...]:
        """Return the corrections and retractions of a week."""
        return tuple(self._changes.get(week, ()))

    def due(self, week: Week) -> tuple[_DueEvent, ...]:
        """Return the events of the week after this one."""
        found = []
        for event, article in self._due.get(week, ()):
            link = self._shared.article(article)
            found.append(_DueEvent(event.date, event.end or event.date, event.label, link))
        return tuple(found)

    def page(self, index: int, around: Steps) -> EditionPage:
        """Make the view of one edition."""
        edition, articles = self.editions[index]
        lead, groups = _arranged(self._site, articles, edition)
        return EditionPage(
            name=edition_name(*edition.week),
            span=week_span(*edition.week),
            count=len(articles),
            title=edition.title,
            summary=edition.summary,
            body=edition.body.html,
            lead=self._shared.entries([lead] if lead else []),
            sections=self._shared.sections(groups, self._site.settings.columns),
            changes=self.changes(edition.week),
            due=self.due(edition.week),
            around=around,
        )


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the page that lists the editions, and every edition, newest first."""
    letters = _Letters(site, shared)
    editions = letters.editions
    picture = _picture(site.settings)
    about = _("The digest week by week.")
    card = partial(share_card, site.settings, "", _("Weekly editions"), "", about)
    yield Page(
        address=address.EDITIONS,
        title=_("Editions"),
        description=about,
        picture=picture,
        card=card if picture[0] else None,
        content=partial(_editions, site, shared, editions),
        feed=tuple(_notice(site, letters, *one) for one in editions[:MOST]),
    )
    links = [_link(edition) for edition, _articles in editions]
    for index, (edition, _articles) in enumerate(editions):
        yield Page(
            address=links[index].address,
            title=edition.title or links[index].text,
            description=_summary(edition),
            picture=picture,
            content=partial(letters.page, index, steps(links, index)),
        )


def _picture(settings: Settings) -> tuple[str, str]:
    """Return address and alternative text of the one share card of all editions.

    They are empty without a card. A card for each week took 7 % of a cold build, and other sites
    show the page's title beside it.
    """
    title = _("Weekly editions")
    if not has_card(settings, title):
        return "", ""
    return address.EDITIONS + CARD, f"{settings.title}: {title}"


def _link(edition: Edition) -> Link:
    return Link(edition_name(*edition.week), address.edition(*edition.week))


def _summary(edition: Edition) -> str:
    span = week_span(*edition.week)
    return edition.summary or _("Articles from the week of %(span)s.", span=span)


def _editions(site: Site, shared: SharedViews, editions: _Editions) -> EditionsPage:
    years: dict[str, dict[str, _Editions]] = defaultdict(lambda: defaultdict(list))
    for edition, articles in editions:
        monday = dt.date.fromisocalendar(*edition.week, 1)
        month = month_of_year(monday.year, monday.month)
        years[digits(monday.year)][month].append((edition, articles))
    listed_years = []
    for year, months in years.items():
        listed_months = []
        for month, of_month in months.items():
            listed = [_listed(site, shared, weeks) for weeks in _joined(of_month)]
            listed_months.append((month, tuple(listed)))
        listed_years.append((year, tuple(listed_months)))
    last = week_span(*editions[0][0].week) if editions else ""
    return EditionsPage(tuple(listed_years), len(editions) > _UNFOLDED, last)


def _joined(editions: _Editions) -> list[_Editions]:
    """Join each edition with one article to the next of its month; all newest first."""
    joined: list[_Editions] = []
    count = _ENOUGH
    for edition, articles in reversed(editions):
        if count >= _ENOUGH:
            joined.insert(0, [])
            count = 0
        joined[0].insert(0, (edition, articles))
        count += len(articles)
    return joined


def _listed(site: Site, shared: SharedViews, editions: _Editions) -> _ListedWeeks:
    count = 0
    leads = []
    for edition, articles in editions:
        count += len(articles)
        lead = shared.article(lead_of(articles, edition, site))
        leads.append(replace(lead, address=address.edition(*edition.week)))
    newest, oldest = editions[0][0].week, editions[-1][0].week
    name = edition_name(*newest)
    if len(editions) > 1:
        monday = dt.date.fromisocalendar(*oldest, 1)
        name = day_range(monday, dt.date.fromisocalendar(*newest, 7))
    return _ListedWeeks(name, count, tuple(leads))


def _arranged(
    site: Site, articles: Articles, edition: Edition
) -> tuple[Article | None, tuple[Group, ...]]:
    """Return the lead article and groups of the others.

    There is a lead only if the edition has an editorial text.
    """
    taxonomy = site.taxonomies.get(site.settings.columns)
    lead = lead_of(articles, edition, site) if edition.path else None
    return lead, arrange(articles, taxonomy, lead, edition.order)


def _notice(site: Site, letters: _Letters, edition: Edition, articles: Articles) -> Notice:
    """Make an edition's entry in feeds, which changes whenever one of its articles does."""
    lead, groups = _arranged(site, articles, edition)
    lists: list[tuple[str, Articles]] = []
    if lead:
        lists.append(("", (lead,)))
    for group in groups:
        lists.append((group.term.name if group.term else "", group.articles))
    changes = letters.changes(edition.week)
    html = letters.entry.render(
        edition=edition,
        lists=lists,
        corrected=_("Corrected this week"),
        changes=changes,
        coming=_("Due next week"),
        due=letters.due(edition.week),
    )
    page = _link(edition)
    return Notice(
        id=edition_identity(*edition.week, site.settings.authority),
        title=edition.title or page.text,
        address=page.address,
        date=dt.date.fromisocalendar(*edition.week, 1),
        changed=max([last_change(articles), *(change.date for change in changes)]),
        summary=_summary(edition),
        html=html.removesuffix("\n"),
        language=site.settings.language,
    )
