"""Make the log of corrections and retractions."""

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
from generator.pages.shared_views import SharedViews, article_link
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
    """The log of corrections."""

    changes: tuple[Change, ...]
    note: str
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
    """Make the page of corrections."""
    every = changes(site)
    yield Page(
        address=address.CORRECTIONS,
        title=_("Corrections"),
        description=_("Errors that we corrected, and articles that we retracted."),
        content=partial(CorrectionsPage, tuple(every), site.settings.corrections_note),
        feed=tuple(_notices(every, site.settings.language)),
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
