"""The weekly editions: one page for each ISO week that has articles, and their list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.assemble.collection import Group, by_week, grouped
from generator.compose.environment import week_span
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Every edition, newest first, and the page that lists them."""
    weeks = by_week(site.articles)
    ordered = list(weeks)
    years: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for year, week in ordered:
        entry = (f"Week {week}", address.edition(year, week), len(weeks[year, week]))
        years[year].append(entry)
    yield Page(
        address=address.editions(),
        title="Editions",
        template="editions.html",
        description="The digest week by week.",
        data={"years": years},
    )
    for index, (year, week) in enumerate(ordered):
        yield Page(
            address=address.edition(year, week),
            title=f"Edition {year}, week {week}",
            template="edition.html",
            description=f"What was reported in the week of {week_span(year, week)}.",
            data={
                "year": year,
                "week": week,
                "articles": weeks[year, week],
                "groups": edition_groups(site, weeks[year, week]),
                "newer": ordered[index - 1] if index else None,
                "older": ordered[index + 1] if index + 1 < len(ordered) else None,
            },
        )


def edition_groups(site: Site, articles: tuple[Article, ...]) -> tuple[Group, ...]:
    """An edition's articles by the first theme each names: a newsletter tells a story once."""
    if not site.settings.columns:
        return (Group(None, articles),)
    return grouped(articles, site.taxonomies[site.settings.columns], first_only=True)
