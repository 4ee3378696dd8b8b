"""The front page: what is new, what leads, and every way in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.assemble.collection import by_week
from generator.compose import chart
from generator.compose.environment import week_span
from generator.compose.kinds.corrections import changes
from generator.model import address
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


def pages(site: Site) -> Iterator[Page]:
    """The page at the root of the site."""
    edition = _edition(site)
    in_edition = len(edition["articles"]) if edition else 0
    yield Page(
        address="",
        title=site.settings.title,
        template="front.html",
        description=site.settings.description,
        feed=site.articles,
        data={
            "edition": edition,
            "latest": site.articles[in_edition : max(_LATEST, in_edition)],
            "changes": changes(site)[:_CHANGES],
            "sections": _sections(site),
            "active": _most_active(site),
        },
    )


def _edition(site: Site) -> dict[str, Any] | None:
    """The newest week that has articles; the rest of a full week stands on its own page."""
    for (year, week), articles in by_week(site.articles[:_WEEK]).items():
        return {
            "address": address.edition(year, week),
            "span": week_span(year, week),
            "count": len(articles),
            "articles": articles[:_LATEST],
        }
    return None


def _ranked(site: Site, taxonomy: str) -> list[Term]:
    members = site.members[taxonomy]
    terms = site.taxonomies[taxonomy].terms
    ranked = sorted(members, key=lambda slug: (-len(members[slug]), slug))
    return [terms[slug] for slug in ranked]


def _sections(site: Site) -> list[dict[str, object]]:
    """A section for each leading column term: its newest articles that lead no other section."""
    shown = {article.address for article in site.articles[:_LATEST]}
    sections = []
    for crossed in site.settings.crossings[:1]:
        for term in _ranked(site, crossed.columns):
            members = site.members[crossed.columns][term.slug]
            fresh = [article for article in members if article.address not in shown][:_IN_SECTION]
            if len(fresh) < _IN_SECTION:
                continue
            shown.update(article.address for article in fresh)
            sections.append(
                {"taxonomy": crossed.columns, "term": term, "articles": fresh, "count": len(members)}
            )
            if len(sections) == _SECTIONS:
                break
    return sections


def _most_active(site: Site) -> list[dict[str, object]]:
    """The row terms named most often, with their years as a line."""
    if not site.articles:
        return []
    last, first = site.articles[0].date.year, site.articles[-1].date.year
    return [
        {
            "taxonomy": crossed.rows,
            "term": term,
            "count": len(members := site.members[crossed.rows][term.slug]),
            "years": chart.per_year((article.date for article in members), first, last),
        }
        for crossed in site.settings.crossings[:1]
        for term in _ranked(site, crossed.rows)[:_ACTIVE]
    ]
