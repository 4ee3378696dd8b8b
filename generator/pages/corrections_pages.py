"""The log of corrections and retractions.

A long log shows its newest year; earlier years have their own pages.
"""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from markupsafe import escape

from generator.assemble.interface import _
from generator.model import address
from generator.model.feed_identity import correction_identity, retraction_identity
from generator.model.page import MOST, Notice, Page
from generator.model.site import Site
from generator.pages.environment import link
from generator.pages.shared_views import SharedViews, state
from generator.pages.views import Content, Link, View


class Change(View, frozen=True):
    """One correction, or the retraction, of an article."""

    date: dt.date
    article: Link
    note: str
    id: str
    """Its identity in feeds."""
    retraction: bool = False
    serious: bool = False
    """Whether the note is above the article's text."""


class CorrectionsPage(Content, frozen=True, tag="corrections.html"):
    """The log of corrections, or a year of it."""

    year: int | None
    """The year, on the page of an earlier year."""
    changes: tuple[Change, ...]
    years: tuple[Link, ...]
    note: str = ""
    """The editors' words above the list."""


def changes(site: Site) -> list[Change]:
    """All corrections and retractions, newest first."""
    found: list[Change] = []
    authority = site.settings.authority
    for article in site.published:
        foreign = article.language != site.settings.language
        language = article.language if foreign else ""
        link = Link(article.title, article.address, language, label=state(article))
        for index, one in enumerate(article.corrections):
            name = correction_identity(article, index, authority)
            found.append(Change(one.date, link, one.note, name, serious=one.serious))
        if article.retracted:
            day, reason = article.retracted.date, article.retracted.reason
            found.append(
                Change(day, link, reason, retraction_identity(article, authority), retraction=True)
            )
    return sorted(found, key=lambda change: (-change.date.toordinal(), change.article.address))


def pages(site: Site, _shared: SharedViews) -> Iterator[Page]:
    """The page of corrections, and the pages of earlier years."""
    every = changes(site)
    years = sorted({change.date.year for change in every}, reverse=True)
    if len(every) <= site.settings.long_listing:
        years = years[:0]
    by_year = {year: [change for change in every if change.date.year == year] for year in years}
    links = tuple(
        Link(str(year), address.corrections(year), count=len(by_year[year])) for year in years[1:]
    )
    yield Page(
        address=address.corrections(),
        title=_("Corrections"),
        description=_("Errors that we corrected, and articles that we retracted."),
        content=partial(
            CorrectionsPage,
            None,
            tuple(by_year[years[0]] if years else every),
            links,
            site.settings.corrections_note,
        ),
        feed=tuple(_notices(every, site.settings.language)),
    )
    for year in years[1:]:
        yield Page(
            address=address.corrections(year),
            title=_("Corrections, %(year)s") % {"year": year},
            description=_("Errors that we corrected in %(year)s, and articles that we retracted.")
            % {"year": year},
            content=partial(CorrectionsPage, year, tuple(by_year[year]), ()),
        )


def _notices(every: list[Change], language: str) -> Iterator[Notice]:
    """Entries of the feeds of corrections, newest first."""
    for change in every[:MOST]:
        what, part = _("Correction"), "corrections"
        if change.retraction:
            what, part = _("Retracted"), "retracted"
        elif change.serious:
            part = "serious"
        where = f"{change.article.address}#{part}"
        yield Notice(
            id=change.id,
            title=f"{what}: {change.article.text}",
            address=where,
            date=change.date,
            changed=change.date,
            summary=change.note,
            html=f"<p>{escape(change.note)}</p>\n"
            f'<p><a href="{link(where)}">{escape(change.article.text)}</a></p>',
            language=language,
        )
