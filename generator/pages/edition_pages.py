"""Make the weekly editions: a page for each ISO week that has articles, and the list of all."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from markupsafe import escape

from generator.assemble.collection import Group
from generator.assemble.interface import _, edition_name, month_of_year, week_span
from generator.assemble.weekly import arrange, editions_of, lead_of
from generator.model import address
from generator.model.article import Article, Articles
from generator.model.edition import Edition
from generator.model.feed_identity import edition_identity, last_change
from generator.model.page import MOST, Notice, Page
from generator.model.settings import Settings
from generator.model.site import Site
from generator.pages.environment import link
from generator.pages.share_cards import CARD, ShareCard, has_card, share_card
from generator.pages.shared_views import SharedViews, steps
from generator.pages.views import Content, Encoded, Link, Section, Steps, View

_UNFOLDED = 60
"""Maximum editions listed without folding: 60 take about 7,000 px on a phone."""


class _ListedEdition(View, frozen=True):
    """The name and the lead story of an edition, in the list of all."""

    edition: Link
    lead: Link


_Month = tuple[str, tuple[_ListedEdition, ...]]
"""The name of a month, and the editions whose weeks begin in it, newest first."""


class EditionsPage(Content, frozen=True, tag="editions.html"):
    """The list of all editions."""

    years: tuple[tuple[str, tuple[_Month, ...]], ...]
    """Each year and its months, newest first."""
    folded: bool
    """Whether the years before the newest are folded."""


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
    around: Steps


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the page that lists the editions, and every edition, newest first."""
    editions = editions_of(site)
    picture = _picture(site.settings)
    yield Page(
        address=address.EDITIONS,
        title=_("Editions"),
        description=_("The digest week by week."),
        picture=picture,
        card=partial(_card, site) if picture[0] else None,
        content=partial(_editions, site, shared, editions),
        feed=tuple(_notice(site, *one) for one in editions[:MOST]),
    )
    links = [_link(edition) for edition, _articles in editions]
    for index, (edition, articles) in enumerate(editions):
        yield Page(
            address=links[index].address,
            title=edition.title or links[index].text,
            description=_summary(edition),
            picture=picture,
            content=partial(_edition, site, shared, edition, articles, steps(links, index)),
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


def _card(site: Site) -> ShareCard:
    return share_card(site.settings, "", _("Weekly editions"), "", _("The digest week by week."))


def _link(edition: Edition, count: int = 0) -> Link:
    return Link(edition_name(*edition.week), address.edition(*edition.week), count=count)


def _summary(edition: Edition) -> str:
    span = week_span(*edition.week)
    return edition.summary or _("Articles from the week of %(span)s.", span=span)


def _editions(
    site: Site, shared: SharedViews, editions: list[tuple[Edition, Articles]]
) -> EditionsPage:
    years: dict[str, dict[str, list[_ListedEdition]]] = defaultdict(lambda: defaultdict(list))
    for edition, articles in editions:
        lead = shared.article(lead_of(articles, edition, site))
        monday = dt.date.fromisocalendar(*edition.week, 1)
        month = month_of_year(monday.year, monday.month)
        listed = _ListedEdition(_link(edition, len(articles)), lead)
        years[str(monday.year)][month].append(listed)
    listed_years = []
    for year, months in years.items():
        listed_months = tuple((month, tuple(listed)) for month, listed in months.items())
        listed_years.append((year, listed_months))
    return EditionsPage(tuple(listed_years), folded=len(editions) > _UNFOLDED)


def _edition(
    site: Site, shared: SharedViews, edition: Edition, articles: Articles, around: Steps
) -> EditionPage:
    lead, groups = _arranged(site, articles, edition)
    return EditionPage(
        name=edition_name(*edition.week),
        span=week_span(*edition.week),
        count=len(articles),
        title=edition.title,
        summary=edition.summary,
        body=edition.body.html,
        lead=shared.entries([lead] if lead else []),
        sections=shared.sections(groups, site.settings.columns),
        around=around,
    )


def _arranged(
    site: Site, articles: Articles, edition: Edition
) -> tuple[Article | None, tuple[Group, ...]]:
    """Return the lead article and groups of the others.

    There is a lead only if the edition has an editorial text.
    """
    taxonomy = site.taxonomies.get(site.settings.columns)
    lead = lead_of(articles, edition, site) if edition.path else None
    return lead, arrange(articles, taxonomy, lead, edition.order)


def _notice(site: Site, edition: Edition, articles: Articles) -> Notice:
    """Make an edition's entry in feeds, which changes whenever one of its articles does."""
    lead, groups = _arranged(site, articles, edition)
    parts = [edition.body.html] if edition.path else []
    if lead:
        parts.append(_list([lead]))
    for group in groups:
        if group.term:
            parts.append(f"<h2>{escape(group.term.name)}</h2>")
        parts.append(_list(group.articles))
    page = _link(edition)
    return Notice(
        id=edition_identity(*edition.week, site.settings.authority),
        title=edition.title or page.text,
        address=page.address,
        date=dt.date.fromisocalendar(*edition.week, 1),
        changed=last_change(articles),
        summary=_summary(edition),
        html="\n".join(parts),
        language=site.settings.language,
    )


def _list(articles: Iterable[Article]) -> str:
    items = []
    for article in articles:
        title = f'<a href="{link(article.address)}">{escape(article.title)}</a>'
        items.append(f"<li>{title}: {escape(article.summary)}</li>\n")
    return f"<ul>\n{''.join(items)}</ul>"
