"""The front page: what is new, the most frequent subjects, and every way in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice

from msgspec import Raw

from generator.assemble.collection import by_week
from generator.assemble.english import edition_name
from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.model.term import Term
from generator.pages import chart
from generator.pages.chart import Bar
from generator.pages.corrections_pages import Change, changes
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Link, Section
from generator.pages.year_pages import span

_LATEST = 9
_SECTIONS = 6
_IN_SECTION = 3
_ACTIVE = 10
_CHANGES = 3
_WEEK = 500
"""More than any week has: the newest week is among so many articles."""


class FrontPage(Content, frozen=True, tag="front.html"):
    """The front page."""

    edition: Section | None
    """The newest week, at most `_LATEST` of its articles."""
    latest: tuple[Raw, ...]
    """Encoded entries of articles before that week."""
    active: tuple[tuple[Link, tuple[Bar, ...]], ...]
    """The most frequent terms of the leading taxonomy, and their articles of each year."""
    leading: Link | None
    """The page of the leading taxonomy; None for a site without taxonomies."""
    crossed: str
    """The singular of the taxonomy crossed with it; empty where there is none."""
    changes: tuple[Change, ...]
    sections: tuple[Section, ...]
    """The newest articles of terms of the crossed taxonomy."""


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
    edition, in_edition = None, 0
    for week, articles in islice(by_week(site.articles[:_WEEK]).items(), 1):
        heading = Link(edition_name(*week), address.edition(*week), count=len(articles))
        edition = Section(heading, shared.entries(articles[:_LATEST]))
        in_edition = len(edition.entries)
    settings = site.settings
    leading = settings.taxonomies.get(settings.rows)
    return FrontPage(
        edition=edition,
        latest=shared.entries(site.articles[in_edition : max(_LATEST, in_edition)]),
        active=tuple(_most_active(site, shared)),
        leading=Link(leading.title, address.taxonomy(leading.name)) if leading else None,
        crossed=settings.taxonomies[settings.columns].singular if settings.columns else "",
        changes=tuple(changes(site)[:_CHANGES]),
        sections=tuple(islice(_sections(site, shared), _SECTIONS)),
    )


def _ranked(site: Site, taxonomy: str) -> list[Term]:
    members = site.members[taxonomy]
    terms = site.taxonomies[taxonomy].terms
    ranked = sorted(members, key=lambda slug: (-len(members[slug]), slug))
    return [terms[slug] for slug in ranked]


def _sections(site: Site, shared: SharedViews) -> Iterator[Section]:
    """The most frequent column terms, each with its newest articles that are not on the page yet."""
    shown = {article.address for article in site.articles[:_LATEST]}
    columns = site.settings.columns
    for term in _ranked(site, columns) if columns else ():
        members = site.members[columns][term.slug]
        fresh = [article for article in members if article.address not in shown][:_IN_SECTION]
        if len(fresh) == _IN_SECTION:
            shown.update(article.address for article in fresh)
            yield Section(
                shared.counted(columns, term.slug), shared.entries(fresh), id=f"section-{term.slug}"
            )


def _most_active(site: Site, shared: SharedViews) -> Iterator[tuple[Link, tuple[Bar, ...]]]:
    """The row terms that most articles name."""
    rows = site.settings.rows
    for term in _ranked(site, rows)[:_ACTIVE] if site.settings.crossings else ():
        members = site.members[rows][term.slug]
        bars = chart.per_year([one.date for one in members], *span(site))
        yield shared.label(rows, term, len(members)), bars
