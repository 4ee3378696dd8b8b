"""The weekly editions: one page for each ISO week that has articles, and their list."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from markupsafe import escape
from msgspec import Raw

from generator.assemble.collection import Group, by_week
from generator.assemble.english import edition_name, week_span
from generator.assemble.weekly import arrange, groups_of, lead_of
from generator.model import address
from generator.model.article import Article
from generator.model.edition import Edition, Week
from generator.model.feed import MOST, Notice
from generator.model.feed_identity import edition_identity, last_change
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.environment import link
from generator.pages.shared_views import SharedViews, steps
from generator.pages.views import Content, Link, Section, Steps


class EditionsPage(Content, frozen=True, tag="editions.html"):
    """The list of all editions."""

    years: tuple[tuple[int, tuple[Link, ...]], ...]
    """Each year and its weeks, newest first."""


class EditionPage(Content, frozen=True, tag="edition.html"):
    """A week: what editors wrote of it, and its articles."""

    name: str
    """`Week of 25 October 2021`."""
    span: str
    """Its days."""
    count: int
    title: str
    summary: str
    body: str
    """Sanitised HTML; this and the two before are empty where editors wrote nothing."""
    lead: tuple[Raw, ...]
    """The encoded entry of the lead article; empty where editors wrote nothing."""
    sections: tuple[Section, ...]
    around: Steps


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """The page that lists the editions, and every edition, newest first."""
    weeks = by_week(site.articles)
    written = {edition.week: edition for edition in site.editions}
    ordered = list(weeks)
    yield Page(
        address=address.editions(),
        title="Editions",
        description="The digest week by week.",
        content=partial(_editions, {week: len(articles) for week, articles in weeks.items()}),
        feed=tuple(_notice(site, week, weeks[week], written.get(week)) for week in ordered[:MOST]),
    )
    links = [Link(edition_name(*week), address.edition(*week)) for week in ordered]
    for index, week in enumerate(ordered):
        edition = written.get(week)
        yield Page(
            address=links[index].address,
            title=_title(week, edition),
            description=_summary(week, edition),
            content=partial(_edition, site, shared, week, weeks[week], edition, steps(links, index)),
        )


def _title(week: Week, edition: Edition | None) -> str:
    return (edition.title if edition else "") or edition_name(*week)


def _summary(week: Week, edition: Edition | None) -> str:
    return (edition.summary if edition else "") or f"What was reported in the week of {week_span(*week)}."


def _editions(counts: dict[Week, int]) -> EditionsPage:
    years: dict[int, list[Link]] = defaultdict(list)
    for (year, week), count in counts.items():
        years[year].append(Link(edition_name(year, week), address.edition(year, week), count=count))
    return EditionsPage(tuple((year, tuple(weeks)) for year, weeks in years.items()))


def _edition(
    site: Site,
    shared: SharedViews,
    week: Week,
    articles: tuple[Article, ...],
    edition: Edition | None,
    around: Steps,
) -> EditionPage:
    lead, groups = _told(site, articles, edition)
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


def _told(
    site: Site, articles: tuple[Article, ...], edition: Edition | None
) -> tuple[Article | None, tuple[Group, ...]]:
    """The lead article, where editors wrote an edition, and the groups of the others."""
    taxonomy = site.taxonomies.get(site.settings.columns)
    if edition is None:
        return None, groups_of(articles, taxonomy)
    lead = lead_of(articles, edition, site.settings, site.taxonomies)
    return lead, arrange(articles, lead, taxonomy, edition.order).groups


def _notice(site: Site, week: Week, articles: tuple[Article, ...], edition: Edition | None) -> Notice:
    """An edition as an entry of its feeds; it changes when one of its articles does."""
    lead, groups = _told(site, articles, edition)
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
    """Titles with their summaries."""
    items = (
        f'<li><a href="{link(one.address)}">{escape(one.title)}</a>: {escape(one.summary)}</li>'
        for one in articles
    )
    return f"<ul>\n{chr(10).join(items)}\n</ul>"
