"""The log of corrections and retractions: nothing disappears silently."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.site import Site


@dataclass(frozen=True, slots=True)
class Change:
    """One correction, or a retraction, of one article."""

    date: dt.date
    article: Article
    note: str
    retraction: bool = False


def changes(site: Site) -> list[Change]:
    """All corrections and retractions, newest first."""
    found: list[Change] = []
    for article in site.published:
        found.extend(Change(one.date, article, one.note) for one in article.corrections)
        if article.retracted:
            found.append(Change(article.retracted.date, article, article.retracted.reason, retraction=True))
    return sorted(found, key=lambda change: (-change.date.toordinal(), change.article.address))


def pages(site: Site) -> Iterator[Page]:
    """The page of corrections."""
    yield Page(
        address=address.corrections(),
        title="Corrections",
        template="corrections.html",
        description="What was wrong in the digest and was put right, and what was withdrawn.",
        data={"changes": changes(site)},
    )
