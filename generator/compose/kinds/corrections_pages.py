"""The log of corrections and retractions: nothing disappears silently.

A long log shows its newest year; each year before has a page of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import escape

from generator.compose.environment import link
from generator.compose.identity import correction_identity, retraction_identity
from generator.compose.shared_views import SharedViews
from generator.compose.views import Content, CountedLink, PageLink, View
from generator.model import address
from generator.model.article import Article
from generator.model.feed import MOST, Notice
from generator.model.page import Page
from generator.model.site import Site


class _Entry(View, frozen=True):
    """A correction or retraction in the log."""

    date: dt.date
    article: PageLink
    note: str
    retraction: bool


class CorrectionsPage(Content, frozen=True, tag="corrections.html"):
    """The log, or one year of it."""

    year: int | None
    """The year, on the page of an earlier one."""
    changes: tuple[_Entry, ...]
    years: tuple[CountedLink, ...]


CONTENTS = (CorrectionsPage,)


@dataclass(frozen=True, slots=True)
class Change:
    """One correction, or a retraction, of one article."""

    date: dt.date
    article: Article
    note: str
    id: str
    retraction: bool = False


def changes(site: Site) -> list[Change]:
    """All corrections and retractions, newest first."""
    found: list[Change] = []
    authority = site.settings.authority
    for article in site.published:
        for index, one in enumerate(article.corrections):
            found.append(Change(one.date, article, one.note, correction_identity(article, index, authority)))
        if article.retracted:
            day, reason = article.retracted.date, article.retracted.reason
            found.append(
                Change(day, article, reason, retraction_identity(article, authority), retraction=True)
            )
    return sorted(found, key=lambda change: (-change.date.toordinal(), change.article.address))


def pages(site: Site, _shared: SharedViews) -> Iterator[Page]:
    """The page of corrections, and those of earlier years."""
    every = changes(site)
    years = sorted({change.date.year for change in every}, reverse=True)
    if len(every) <= site.settings.long_listing:
        years = years[:0]
    by_year = {year: [change for change in every if change.date.year == year] for year in years}
    links = tuple(CountedLink(str(year), address.corrections(year), len(by_year[year])) for year in years[1:])
    yield Page(
        address=address.corrections(),
        title="Corrections",
        description="What was wrong in the digest and was put right, and what was withdrawn.",
        content=partial(_log, by_year[years[0]] if years else every, None, links),
        feed=tuple(_notices(every, site.settings.language)),
    )
    for year in years[1:]:
        yield Page(
            address=address.corrections(year),
            title=f"Corrections, {year}",
            description=f"What was put right in the digest in {year}, and what was withdrawn.",
            content=partial(_log, by_year[year], year, ()),
        )


def _log(every: Sequence[Change], year: int | None, years: tuple[CountedLink, ...]) -> CorrectionsPage:
    entries = (
        _Entry(one.date, PageLink(one.article.title, one.article.address), one.note, one.retraction)
        for one in every
    )
    return CorrectionsPage(year, tuple(entries), years)


def _notices(every: list[Change], language: str) -> Iterator[Notice]:
    """Entries of the feeds of corrections, newest first."""
    for change in every[:MOST]:
        article = change.article
        what, part = ("Retracted", "retracted") if change.retraction else ("Correction", "corrections")
        where = f"{article.address}#{part}"
        yield Notice(
            id=change.id,
            title=f"{what}: {article.title}",
            address=where,
            date=change.date,
            changed=change.date,
            summary=change.note,
            html=f'<p>{escape(change.note)}</p>\n<p><a href="{link(where)}">{escape(article.title)}</a></p>',
            language=language,
        )
