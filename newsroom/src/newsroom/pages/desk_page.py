"""Make the editors' desk, which only `digest serve` has."""

from collections.abc import Iterator

from generator.assemble.interface import _
from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content
from newsroom.desk.desk_part import DeskPart
from newsroom.reading import files_of


class DeskPage(Content, frozen=True, tag="desk.html"):
    """The desk: candidates, drafts, what is due, and figures."""

    parts: tuple[DeskPart, ...]


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:  # noqa: ARG001 (as all kinds)
    """Make the desk of a site that has one."""
    desk = files_of(site).desk
    if desk:
        yield Page(
            address=address.DESK,
            title=_("The editors' desk"),
            description=_(
                "What is new, what is due, and who has it. This page is never published."
            ),
            indexed=False,
            content=lambda: DeskPage(desk),
        )
