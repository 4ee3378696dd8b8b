"""How to follow the digest: what feeds are, and all of them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import address
from generator.model.page import Page
from generator.model.site import Site


def pages(site: Site) -> Iterator[Page]:
    """The page that explains and lists the feeds, where there are any."""
    if not site.settings.url:
        return
    lists = [
        (taxonomy.settings, [term for term in taxonomy if site.has_page(name, term.slug)])
        for name, taxonomy in site.taxonomies.items()
    ]
    yield Page(
        address=address.subscribe(),
        title="Subscribe",
        template="subscribe.html",
        description="Follow the whole digest, or one agency, theme, country, person or source of it.",
        data={
            "lists": lists,
            "others": [("Weekly editions", address.editions()), ("Corrections", address.corrections())],
        },
    )
