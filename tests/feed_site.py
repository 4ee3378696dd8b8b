"""The feeds of a site, by address."""

from collections.abc import Iterable

from generator.feeds.writer import FeedViews, feed_addresses, feed_files
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.kinds import pages


def feeds(site: Site, some: Iterable[Page] | None = None) -> dict[str, str]:
    """Address → text of the feeds of some or all pages; empty for a site without an address."""
    views = FeedViews(site)
    return {
        where: text
        for page in (pages(site) if some is None else some)
        if page.feed is not None and site.settings.url
        for where, text in zip(feed_addresses(page), feed_files(views.encoded(page)), strict=True)
    }
