"""The search page; without JavaScript it leads to the A–Z of names and the archive."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import address
from generator.model.page import Page
from generator.model.site import Site


def pages(site: Site) -> Iterator[Page]:
    """The one search page."""
    yield Page(
        address=address.search(),
        title="Search",
        template="search.html",
        description=f"Search {site.settings.title} by words, names, agency, theme, country, year and source.",
        indexed=False,
    )
