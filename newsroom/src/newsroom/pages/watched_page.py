"""Make the page of the feeds that the editors watch."""

from collections.abc import Iterator
from functools import partial

from generator.assemble.interface import _, language_name
from generator.model.page import Page
from generator.model.site import Site
from generator.model.term import Taxonomy, fold
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Link, View
from newsroom.desk.watched import WatchedFeed
from newsroom.reading import files_of


class _ListedFeed(View, frozen=True):
    """A feed or page that the editors watch."""

    outlet: Link
    url: str
    language: str
    """The name of its language; empty if it is not stated."""
    is_page: bool
    is_confirmed: bool


class WatchedPage(Content, frozen=True, tag="watched.html"):
    """The watched feeds and pages."""

    watched: tuple[tuple[str, tuple[_ListedFeed, ...]], ...]
    """Names of regions with their feeds; those without a region come last, with an empty name."""
    has_unconfirmed: bool
    """Whether any watched feed is unconfirmed."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the page, if the editors watch anything."""
    if files_of(site).watched.feeds:
        yield Page(
            address="watched/",
            title=_("Feeds we watch"),
            description=_("The editors look for news in these feeds and pages."),
            content=partial(_page, site, shared),
        )


def _page(site: Site, shared: SharedViews) -> WatchedPage:
    feeds = files_of(site).watched.feeds.values()
    outlets = next(one for one in site.taxonomies.values() if one.settings.of_source)
    return WatchedPage(_watched(site, shared, outlets), any(not one.is_confirmed for one in feeds))


def _watched(
    site: Site, shared: SharedViews, outlets: Taxonomy
) -> tuple[tuple[str, tuple[_ListedFeed, ...]], ...]:
    """List the watched feeds by region, in the order of feeds.yml."""
    regions: dict[str, list[_ListedFeed]] = {
        slug: [] for slug in (*files_of(site).watched.regions, "")
    }
    for feed in files_of(site).watched.feeds.values():
        regions[feed.region].append(_feed(feed, shared, outlets))
    names = {slug: region.name for slug, region in files_of(site).watched.regions.items()}
    return tuple((names.get(slug, ""), tuple(feeds)) for slug, feeds in regions.items() if feeds)


def _feed(feed: WatchedFeed, shared: SharedViews, outlets: Taxonomy) -> _ListedFeed:
    slug = outlets.by_name.get(fold(feed.outlet), "")
    return _ListedFeed(
        outlet=shared.term(outlets.settings.name, slug) if slug else Link(feed.outlet),
        url=feed.url,
        language=language_name(feed.language) if feed.language else "",
        is_page=feed.watch == "page",
        is_confirmed=feed.is_confirmed,
    )
