"""The search page; without JavaScript it links to the A–Z of names and the archive."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content


class SearchPage(Content, frozen=True, tag="search.html"):
    """The search form, which `assets/search/page.js` fills."""


def pages(site: Site, _shared: SharedViews) -> Iterator[Page]:
    """The one search page."""
    yield Page(
        address=address.search(),
        title="Search",
        description=f"Search {site.settings.title} by words, names, agency, theme, country, year and source.",
        content=SearchPage,
        indexed=False,
    )
