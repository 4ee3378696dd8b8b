"""Make the list of drafts and scheduled articles, which only previews have."""

from collections.abc import Iterator
from functools import partial

from generator.assemble.interface import _
from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Encoded


class DraftsPage(Content, frozen=True, tag="drafts.html"):
    """The articles that are not public yet."""

    drafts: Encoded
    """Encoded entries, newest first."""
    scheduled: Encoded
    """Encoded entries, in the order in which they appear."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the page of unpublished articles, in a preview only."""
    if site.is_preview:
        yield Page(
            address=address.DRAFTS,
            title=_("Drafts"),
            description=_("Articles that only previews show: drafts, and articles of later days."),
            indexed=False,
            content=partial(_drafts, site, shared),
        )


def _drafts(site: Site, shared: SharedViews) -> DraftsPage:
    drafts, scheduled = [], []
    for article in site.published:
        if article.draft:
            drafts.append(article)
        elif not article.public:
            scheduled.append(article)
    scheduled.reverse()
    return DraftsPage(shared.entries(drafts), shared.entries(scheduled))
