"""How to follow the digest: what feeds are, and all of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.compose.shared_views import SharedViews
from generator.compose.views import Content, TermLink, View
from generator.model import address
from generator.model.page import Page
from generator.model.site import Site


class _Feeds(View, frozen=True):
    """The feeds of a taxonomy: its terms, each with the page beside which the feeds are published."""

    taxonomy: str
    title: str
    terms: tuple[TermLink, ...]


class SubscribePage(Content, frozen=True, tag="subscribe.html"):
    """All feeds."""

    full_text: bool
    """Whether feeds have whole texts, or summaries only."""
    crossings: bool
    """Whether crossings may have feeds."""
    lists: tuple[_Feeds, ...]


CONTENTS = (SubscribePage,)


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
    lists = [
        _Feeds(
            taxonomy=name,
            title=taxonomy.settings.title,
            terms=tuple(shared.term(name, term.slug) for term in taxonomy if site.has_page(name, term.slug)),
        )
        for name, taxonomy in site.taxonomies.items()
    ]
    return SubscribePage(
        full_text=site.settings.feeds.text == "full",
        crossings=bool(site.settings.crossings),
        lists=tuple(one for one in lists if one.terms),
    )
