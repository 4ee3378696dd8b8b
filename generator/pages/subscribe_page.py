"""How to follow the digest: what feeds are, and all of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Link


class SubscribePage(Content, frozen=True, tag="subscribe.html"):
    """All feeds."""

    full_text: bool
    """Whether feeds have whole texts, or summaries only."""
    crossings: bool
    """Whether crossings may have feeds."""
    lists: tuple[tuple[str, str, tuple[Link, ...]], ...]
    """Name and title of each taxonomy, and its terms."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """The page that explains and lists the feeds; a site that does not know its address has none."""
    if site.settings.url:
        yield Page(
            address=address.subscribe(),
            title="Subscribe",
            description="Follow the whole digest, or one agency, theme, country, person or source of it.",
            content=partial(_subscribe, site, shared),
        )


def _subscribe(site: Site, shared: SharedViews) -> SubscribePage:
    lists = []
    for name, taxonomy in site.taxonomies.items():
        terms = [shared.term(name, term.slug) for term in taxonomy if site.has_page(name, term.slug)]
        if terms:
            lists.append((name, taxonomy.settings.title, tuple(terms)))
    full_text = site.settings.feeds.text == "full"
    return SubscribePage(full_text, bool(site.settings.crossings), tuple(lists))
