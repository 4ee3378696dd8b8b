"""Make the log of corrections and retractions.

A long log shows its newest year; earlier years have their own pages.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from markupsafe import escape

from generator.assemble.interface import _, digits
from generator.model import address
from generator.model.feed_identity import correction_identity, retraction_identity
from generator.model.page import MOST, Notice, Page
from generator.model.site import Site
from generator.pages.environment import link
from generator.pages.shared_views import SharedViews, article_link
from generator.pages.views import Content, Link, Links, View


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
    years: Links
    note: str = ""
    """The editors' words above the list."""


def changes(site: Site) -> list[Change]:
    """List all corrections and retractions, newest first."""
    found: list[Change] = []
    authority = site.settings.authority
    for article in site.published:
        link = article_link(article, site.settings.language)
        for index, one in enumerate(article.corrections):
            name = correction_identity(article, index, authority)
            found.append(Change(one.date, link, one.note, name, serious=one.serious))
        retraction = article.retracted
        if retraction:
            name = retraction_identity(article, authority)
            change = Change(retraction.date, link, retraction.reason, name, retraction=True)
            found.append(change)
    found.sort(key=lambda change: change.article.address)
    found.sort(key=lambda change: change.date, reverse=True)
    return found


def pages(site: Site, _shared: SharedViews) -> Iterator[Page]:
    """Make the page of corrections, and pages of earlier years if the log is long."""
    every = changes(site)
    by_year: dict[int, list[Change]] = defaultdict(list)
    if len(every) > site.settings.long_listing:
        for change in every:
            by_year[change.date.year].append(change)
    newest, *earlier = by_year.values() or [every]
    years = list(by_year)[1:]
    links = []
    for year in years:
        count = len(by_year[year])
        links.append(Link(digits(year), address.corrections(year), count=count))
    note = site.settings.corrections_note
    yield Page(
        address=address.corrections(),
        title=_("Corrections"),
        description=_("Errors that we corrected, and articles that we retracted."),
        content=partial(CorrectionsPage, None, tuple(newest), tuple(links), note),
        feed=tuple(_notices(every, site.settings.language)),
    )
    for year, of_year in zip(years, earlier, strict=True):
        yield Page(
            address=address.corrections(year),
            title=_("Corrections, %(year)s", year=year),
            description=_(
                "Errors that we corrected in %(year)s, and articles that we retracted.", year=year
            ),
            content=partial(CorrectionsPage, year, tuple(of_year), ()),
        )


def _notices(every: list[Change], language: str) -> Iterator[Notice]:
    """Make the feed entries of corrections and retractions, newest first."""
    for change in every[:MOST]:
        what, part = _("Correction"), "corrections"
        if change.retraction:
            what, part = _("Retracted"), "retracted"
        elif change.serious:
            part = "serious"
        where = f"{change.article.address}#{part}"
        title = escape(change.article.text)
        yield Notice(
            id=change.id,
            title=f"{what}: {change.article.text}",
            address=where,
            date=change.date,
            changed=change.date,
            summary=change.note,
            html=f'<p>{escape(change.note)}</p>\n<p><a href="{link(where)}">{title}</a></p>',
            language=language,
        )
