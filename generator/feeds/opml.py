"""`feeds.opml` (OPML 2.0): every feed of the site, for feed readers to import at once."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.page import Page
from generator.model.site import Site

NAME = "feeds.opml"

Listed = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""Headings, each with titles and addresses of pages that have feeds."""


def listed_feeds(site: Site, pages: Sequence[Page]) -> Listed:
    """The pages with feeds, under the title of the taxonomy they belong to."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for page in pages:
        if page.feed is not None:
            first, *rest = page.address.rstrip("/").split("/")
            taxonomy = site.taxonomies.get(first) if rest else None
            heading = taxonomy.settings.title if taxonomy else site.settings.title
            groups.setdefault(heading, []).append((page.title, page.address))
    return list(groups.items())
