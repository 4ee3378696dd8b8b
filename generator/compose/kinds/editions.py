"""The weekly editions: one page for each ISO week that has articles, and their list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.assemble.collection import by_week
from generator.assemble.edition import groups_of, lead_of, tell
from generator.compose.environment import week_span
from generator.model import address
from generator.model.article import Article
from generator.model.edition import Edition
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
    written = {edition.week: edition for edition in site.editions}
    for index, (year, week) in enumerate(ordered):
        edition = written.get((year, week))
        yield Page(
            address=address.edition(year, week),
            title=(edition.title if edition else "") or f"Edition {year}, week {week}",
            template="edition.html",
            description=(edition.summary if edition else "")
            or f"What was reported in the week of {week_span(year, week)}.",
            data={
                "year": year,
                "week": week,
                "articles": weeks[year, week],
                "edition": edition,
                **_told(site, weeks[year, week], edition),
                "newer": ordered[index - 1] if index else None,
                "older": ordered[index + 1] if index + 1 < len(ordered) else None,
            },
        )


def _told(site: Site, articles: tuple[Article, ...], edition: Edition | None) -> dict[str, object]:
    """What leads, where editors wrote an edition, and the groups of the others."""
    taxonomy = site.taxonomies.get(site.settings.columns)
    if edition is None:
        return {"lead": None, "groups": groups_of(articles, taxonomy)}
    lead = lead_of(articles, edition, site.settings, site.taxonomies)
    return {"lead": lead, "groups": tell(articles, lead, taxonomy, edition.order).groups}
