"""List recipes of feeds, of the list of feeds, and of sitemaps."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.feeds import sitemap
from generator.feeds.writer import (
    OPML,
    feed_addresses,
    feed_files,
    feed_of,
    feed_site,
    listed_feeds,
)
from generator.feeds.xml_file import xml
from generator.load.loaded import Loaded
from generator.recipes.recipe import Recipe, shared
from generator.recipes.shell import DocsPage


def feeds(loaded: Loaded) -> Iterator[Recipe]:
    """Yield recipes of the feeds beside pages, and of the list of all feeds.

    A site without an address has none.
    """
    site = loaded.checked
    settings = site.settings
    if not settings.url:
        return
    common = shared(feed_site(site))
    for page in loaded.pages:
        if page.feed is not None:
            feed = feed_of(page, site, site.withdrawn.get(page.address, ()))
            yield Recipe(feed_addresses(page), feed_files, (common, *feed))
    listed = listed_feeds(site, loaded.pages)
    yield _xml(OPML, OPML, title=settings.title, url=settings.url, listed=listed)


def sitemaps(loaded: Loaded, docs: Sequence[DocsPage]) -> Iterator[Recipe]:
    """Yield recipes of the sitemaps, which list the digest and the documentation around it."""
    site = loaded.checked
    settings = site.settings
    if not settings.url:
        return
    above = settings.url.removesuffix(loaded.path)
    parts = sitemap.parts(site, loaded.pages)
    for name, listed in parts.items():
        yield _xml(name, sitemap.NAME, url=settings.url, pages=listed)
    newest = sitemap.newest(parts)
    of_site = [(loaded.path + name, day) for name, day in newest]
    if docs:
        pages = [(page.address, "") for page in docs]
        yield _xml(sitemap.DOCS, sitemap.NAME, url=above, pages=pages)
        of_site.append((sitemap.DOCS, ""))
    if loaded.path:
        yield _xml(sitemap.NAME, sitemap.INDEX, url=settings.url, parts=newest)
    name = sitemap.OF_SITE if loaded.path else sitemap.NAME
    yield _xml(name, sitemap.INDEX, url=above, parts=of_site)


def _xml(path: str, template: str, **values: object) -> Recipe:
    return Recipe((path,), xml_file, (template, values))


def xml_file(template: str, values: Mapping[str, Any]) -> list[str]:
    """Fill a template of `feeds/templates/`, and return the file of XML."""
    return [xml(template, **values)]
