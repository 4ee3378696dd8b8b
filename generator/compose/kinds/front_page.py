"""The front page: what is new, the most widely reported subjects, and every way in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from itertools import islice

from msgspec import Raw

from generator.assemble.collection import by_week
from generator.compose import chart
from generator.compose.environment import week_span
from generator.compose.kinds.corrections_pages import changes
from generator.compose.shared_views import SharedViews
from generator.compose.views import ArticleLink, Bar, Content, PageLink, TermLink, View
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.site import Site
from generator.model.term import Term

_LATEST = 9
_SECTIONS = 6
_IN_SECTION = 3
_ACTIVE = 10
_CHANGES = 3
_WEEK = 500
"""More than any week has: the newest week is among so many articles."""


class _Edition(View, frozen=True):
    """The newest week: at most `_LATEST` of its articles."""

    address: str
    span: str
    count: int
    entries: tuple[Raw, ...]


class _Active(View, frozen=True):
    """A term of the leading taxonomy that many articles name."""

    term: TermLink
    years: tuple[Bar, ...]
    count: int


class _Section(View, frozen=True):
    """The newest articles of a term of the crossed taxonomy."""

    slug: str
    term: TermLink
    count: int
    entries: tuple[Raw, ...]


class _Change(View, frozen=True):
    """A correction or retraction."""

    article: ArticleLink
    date: dt.date
    retraction: bool


class FrontPage(Content, frozen=True, tag="front.html"):
    """The front page."""

    edition: _Edition | None
    latest: tuple[Raw, ...]
    active: tuple[_Active, ...]
    leading: PageLink | None
    """The page of the leading taxonomy; None for a site without taxonomies."""
    crossed: str
    """The singular of the taxonomy crossed with it; empty where there is none."""
    changes: tuple[_Change, ...]
    sections: tuple[_Section, ...]


CONTENTS = (FrontPage,)


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """The page at the root of the site."""
    yield Page(
        address="",
        title=site.settings.title,
        description=site.settings.description,
        feed=site.articles,
        content=partial(_front, site, shared),
    )


def _front(site: Site, shared: SharedViews) -> FrontPage:
    week, newest = next(iter(by_week(site.articles[:_WEEK]).items()), ((0, 0), ()))
    in_edition = len(newest[:_LATEST])
    settings = site.settings
    return FrontPage(
        edition=_edition(week, newest, shared) if newest else None,
        latest=shared.entries(site.articles[in_edition : max(_LATEST, in_edition)]),
        active=tuple(_most_active(site, shared)),
        leading=PageLink(settings.taxonomies[settings.rows].title, address.taxonomy(settings.rows))
        if settings.rows
        else None,
        crossed=settings.taxonomies[settings.columns].singular if settings.columns else "",
        changes=tuple(
            _Change(shared.article(one.article), one.date, one.retraction) for one in changes(site)[:_CHANGES]
        ),
        sections=tuple(islice(_sections(site, shared), _SECTIONS)),
    )


def _edition(week: tuple[int, int], articles: tuple[Article, ...], shared: SharedViews) -> _Edition:
    entries = shared.entries(articles[:_LATEST])
    return _Edition(address.edition(*week), week_span(*week), len(articles), entries)


def _ranked(site: Site, taxonomy: str) -> list[Term]:
    members = site.members[taxonomy]
    terms = site.taxonomies[taxonomy].terms
    ranked = sorted(members, key=lambda slug: (-len(members[slug]), slug))
    return [terms[slug] for slug in ranked]


def _sections(site: Site, shared: SharedViews) -> Iterator[_Section]:
    """The most frequent column terms, each with its newest articles that are not on the page yet."""
    shown = {article.address for article in site.articles[:_LATEST]}
    for term in _ranked(site, site.settings.columns) if site.settings.columns else ():
        members = site.members[site.settings.columns][term.slug]
        fresh = [article for article in members if article.address not in shown][:_IN_SECTION]
        if len(fresh) == _IN_SECTION:
            shown.update(article.address for article in fresh)
            link = shared.term(site.settings.columns, term.slug)
            yield _Section(term.slug, link, len(members), shared.entries(fresh))


def _most_active(site: Site, shared: SharedViews) -> Iterator[_Active]:
    """The row terms that most articles name, and how many in each year."""
    if not site.articles or not site.settings.crossings:
        return
    rows = site.settings.rows
    last, first = site.articles[0].date.year, site.articles[-1].date.year
    for term in _ranked(site, rows)[:_ACTIVE]:
        members = site.members[rows][term.slug]
        bars = chart.per_year((article.date for article in members), first, last)
        yield _Active(shared.label(rows, term), bars, len(members))
