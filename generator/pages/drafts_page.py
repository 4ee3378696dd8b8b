"""The list of drafts and scheduled articles, which only previews have."""

from collections.abc import Iterator
from functools import partial

from msgspec import Raw

from generator.assemble.interface import _
from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content


class DraftsPage(Content, frozen=True, tag="drafts.html"):
    """The articles that are not public yet."""

    drafts: tuple[Raw, ...]
    """Encoded entries, newest first."""
    scheduled: tuple[Raw, ...]
    """Encoded entries, in the order in which they appear."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """The page of unpublished articles, in a preview."""
    if site.is_preview:
        yield Page(
            address=address.DRAFTS,
            title=_("Drafts"),
            description=_("Articles that only previews show: drafts, and articles of later days."),
            indexed=False,
            content=partial(_drafts, site, shared),
        )


def _drafts(site: Site, shared: SharedViews) -> DraftsPage:
    drafts = [article for article in site.published if article.draft]
    scheduled = [
        article for article in reversed(site.published) if not (article.draft or article.public)
    ]
    return DraftsPage(shared.entries(drafts), shared.entries(scheduled))
