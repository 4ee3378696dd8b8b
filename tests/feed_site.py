"""The feeds of a site, by address."""

from collections.abc import Iterable

from generator.feeds.writer import feed_addresses, feed_files, feed_of, feed_site
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.kinds import pages


def feeds(site: Site, some: Iterable[Page] | None = None) -> dict[str, str]:
    """Address → text of the feeds of some or all pages; empty for a site without an address."""
    files: dict[str, str] = {}
    gone, common = site.withdrawn, feed_site(site)
    for page in pages(site) if some is None else some:
        if page.feed is not None and site.settings.url:
            feed = feed_of(page, site, gone.get(page.address, ()))
            files.update(zip(feed_addresses(page), feed_files(common, *feed), strict=True))
    return files
