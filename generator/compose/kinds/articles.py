"""One page for each article, with the articles around it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.assemble.related import Neighbours
from generator.model.page import Page
from generator.model.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Every published article; a retracted one keeps its page and says why, but backs no other report."""
    neighbours = Neighbours(site)
    by_slug = {article.slug: article for article in site.articles}
    for article in site.published:
        yield Page(
            address=article.address,
            title=article.title,
            template="article.html",
            description=article.summary,
            indexed=article.listed,
            data={
                "article": article,
                "related": neighbours.related(article),
                "same_event": [
                    by_slug[slug]
                    for slug in neighbours.same_event(article)
                    if slug in by_slug and by_slug[slug] is not article
                ],
                "series": neighbours.series(article),
            },
        )
