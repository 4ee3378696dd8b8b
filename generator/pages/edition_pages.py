"""The weekly editions: a page for each ISO week that has articles, and the list of all."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from markupsafe import escape
from msgspec import Raw

from generator.assemble.collection import Group, by_week
from generator.assemble.interface import _, edition_name, month_of_year, week_span
from generator.assemble.interface import articles as articles_text
from generator.assemble.weekly import arrange, lead_of
from generator.model import address
from generator.model.article import Article
from generator.model.edition import Edition, Week
from generator.model.feed_identity import edition_identity, last_change
from generator.model.page import MOST, Notice, Page
from generator.model.site import Site
from generator.pages.environment import link
from generator.pages.share_cards import CARD, ShareCard, has_card, share_card
from generator.pages.shared_views import SharedViews, steps
from generator.pages.views import Content, Link, Section, Steps, View

_UNFOLDED = 60
"""Maximum editions listed without folding: 60 take about 7,000 px on a phone."""


class _ListedEdition(View, frozen=True):
    """An edition by its name and its lead story."""

    edition: Link
    lead: Link


class EditionsPage(Content, frozen=True, tag="editions.html"):
    """The list of all editions."""

    years: tuple[tuple[str, tuple[tuple[str, tuple[_ListedEdition, ...]], ...]], ...]
    """Each year, its months, and the editions whose weeks begin in them, newest first."""
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
    lead: tuple[Raw, ...]
    """The encoded entry of the lead article, in an edition with editorial text."""
    sections: tuple[Section, ...]
    around: Steps


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """The page that lists the editions, and every edition, newest first."""
    weeks = by_week(site.articles)
    written = {edition.week: edition for edition in site.editions}
    ordered = list(weeks)
    yield Page(
        address=address.EDITIONS,
        title=_("Editions"),
        description=_("The digest week by week."),
        content=partial(_editions, site, shared, weeks, written),
        feed=tuple(_notice(site, week, weeks[week], written.get(week)) for week in ordered[:MOST]),
    )
    links = [Link(edition_name(*week), address.edition(*week)) for week in ordered]
    for index, week in enumerate(ordered):
        edition = written.get(week)
        title = _title(week, edition)
        has_one = has_card(site.settings, title)
        yield Page(
            address=links[index].address,
            title=title,
            picture=(links[index].address + CARD, f"{site.settings.title}: {title}") if has_one else ("", ""),
            card=partial(_card, site, week, weeks[week], edition) if has_one else None,
            description=_summary(week, edition),
            content=partial(_edition, site, shared, week, weeks[week], edition, steps(links, index)),
        )


def _card(site: Site, week: Week, articles: tuple[Article, ...], edition: Edition | None) -> ShareCard:
    lead = lead_of(articles, edition, site)
    kind = _("Weekly edition") + (f" · {week_span(*week)}" if edition and edition.title else "")
    return share_card(site.settings, kind, _title(week, edition), articles_text(len(articles)), lead.title)


def _title(week: Week, edition: Edition | None) -> str:
    return (edition.title if edition else "") or edition_name(*week)


def _summary(week: Week, edition: Edition | None) -> str:
    written = edition.summary if edition else ""
    return written or _("What was reported in the week of %(span)s.") % {"span": week_span(*week)}


def _editions(
    site: Site, shared: SharedViews, weeks: dict[Week, tuple[Article, ...]], written: dict[Week, Edition]
) -> EditionsPage:
    years: dict[str, dict[str, list[_ListedEdition]]] = defaultdict(lambda: defaultdict(list))
    for week, articles in weeks.items():
        first = dt.date.fromisocalendar(*week, 1)
        edition = Link(edition_name(*week), address.edition(*week), count=len(articles))
        lead = lead_of(articles, written.get(week), site)
        listed = _ListedEdition(edition, shared.article(lead))
        years[str(first.year)][month_of_year(first.year, first.month)].append(listed)
    return EditionsPage(
        tuple(
            (year, tuple((month, tuple(editions)) for month, editions in months.items()))
            for year, months in years.items()
        ),
        folded=len(weeks) > _UNFOLDED,
    )


def _edition(
    site: Site,
    shared: SharedViews,
    week: Week,
    articles: tuple[Article, ...],
    edition: Edition | None,
    around: Steps,
) -> EditionPage:
    lead, groups = _arranged(site, articles, edition)
    return EditionPage(
        name=edition_name(*week),
        span=week_span(*week),
        count=len(articles),
        title=edition.title if edition else "",
        summary=edition.summary if edition else "",
        body=edition.body.html if edition else "",
        lead=shared.entries([lead] if lead else []),
        sections=shared.sections(groups, site.settings.columns),
        around=around,
    )


def _arranged(
    site: Site, articles: tuple[Article, ...], edition: Edition | None
) -> tuple[Article | None, tuple[Group, ...]]:
    """The lead article, in an edition with editorial text, and the groups of the others."""
    taxonomy = site.taxonomies.get(site.settings.columns)
    if edition is None:
        return None, arrange(articles, taxonomy)
    lead = lead_of(articles, edition, site)
    return lead, arrange(articles, taxonomy, lead, edition.order)


def _notice(site: Site, week: Week, articles: tuple[Article, ...], edition: Edition | None) -> Notice:
    """An edition as an entry of the editions' feeds, changed whenever one of its articles is."""
    lead, groups = _arranged(site, articles, edition)
    parts = [edition.body.html] if edition else []
    if lead:
        parts.append(_list([lead]))
    for group in groups:
        if group.term:
            parts.append(f"<h2>{escape(group.term.name)}</h2>")
        parts.append(_list(group.articles))
    return Notice(
        id=edition_identity(*week, site.settings.authority),
        title=_title(week, edition),
        address=address.edition(*week),
        date=dt.date.fromisocalendar(*week, 1),
        changed=last_change(articles),
        summary=_summary(week, edition),
        html="\n".join(parts),
        language=site.settings.language,
    )


def _list(articles: Iterable[Article]) -> str:
    items = (
        f'<li><a href="{link(article.address)}">{escape(article.title)}</a>: {escape(article.summary)}</li>'
        for article in articles
    )
    return f"<ul>\n{chr(10).join(items)}\n</ul>"
