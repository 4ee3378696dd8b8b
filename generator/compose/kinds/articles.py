"""One page for each article, with the articles around it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.assemble.related import Neighbours, Seat, related, series
from generator.model.article import Article
from generator.model.page import Data, Page
from generator.model.site import Site
from generator.read.body import Body


def pages(site: Site) -> Iterator[Page]:
    """Every published article; a retracted one keeps its page and says why, but backs no other report."""
    neighbours = Neighbours(site)
    by_slug = {article.slug: article for article in site.articles}
    for article in site.published:
        others = map(by_slug.get, neighbours.same_event(article))
        same_event = tuple([other for other in others if other is not None and other is not article])
        yield Page(
            address=article.address,
            title=f"Retracted: {article.title}" if article.retracted else article.title,
            template="article.html",
            description=article.summary,
            indexed=article.listed,
            data=partial(_article, article, article.body, neighbours.seats(article), same_event),
        )


def _article(article: Article, body: Body, seats: tuple[Seat, ...], same_event: tuple[Article, ...]) -> Data:
    return {
        "article": article,
        "body": body,
        "same_event": same_event,
        "related": related(article, seats),
        "series": series(article, seats),
    }
