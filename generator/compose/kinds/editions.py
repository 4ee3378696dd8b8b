"""The weekly editions: one page for each ISO week that has articles, and their list."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import escape

from generator.assemble.collection import by_week
from generator.assemble.edition import groups_of, lead_of, tell
from generator.compose.environment import link, week_span
from generator.compose.identity import edition_identity, last_change
from generator.model import address
from generator.model.article import Article
from generator.model.edition import Edition, Week
from generator.model.feed import MOST, Notice
from generator.model.page import Page
from generator.model.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Every edition, newest first, and the page that lists them."""
    weeks = by_week(site.articles)
    written = {edition.week: edition for edition in site.editions}
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
        feed=tuple(_notice(site, week, weeks[week], written.get(week)) for week in ordered[:MOST]),
    )
    for index, (year, week) in enumerate(ordered):
        edition = written.get((year, week))
        yield Page(
            address=address.edition(year, week),
            title=_title((year, week), edition),
            template="edition.html",
            description=_summary((year, week), edition),
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


def _title(week: Week, edition: Edition | None) -> str:
    return (edition.title if edition else "") or f"Edition {week[0]}, week {week[1]}"


def _summary(week: Week, edition: Edition | None) -> str:
    return (edition.summary if edition else "") or f"What was reported in the week of {week_span(*week)}."


def _notice(site: Site, week: Week, articles: tuple[Article, ...], edition: Edition | None) -> Notice:
    """An edition as its feeds tell it; it changes when one of its articles does."""
    told = _told(site, articles, edition)
    parts = [edition.body.html] if edition else []
    if told["lead"]:
        parts.append(_list((told["lead"],)))
    for group in told["groups"]:
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
    """Titles with what they sum up."""
    items = (
        f'<li><a href="{link(one.address)}">{escape(one.title)}</a>: {escape(one.summary)}</li>'
        for one in articles
    )
    return f"<ul>\n{chr(10).join(items)}\n</ul>"


def _told(site: Site, articles: tuple[Article, ...], edition: Edition | None) -> dict[str, Any]:
    """What leads, where editors wrote an edition, and the groups of the others."""
    taxonomy = site.taxonomies.get(site.settings.columns)
    if edition is None:
        return {"lead": None, "groups": groups_of(articles, taxonomy)}
    lead = lead_of(articles, edition, site.settings, site.taxonomies)
    return {"lead": lead, "groups": tell(articles, lead, taxonomy, edition.order).groups}
