"""Weekly editions: a page for each week with enough articles, the list of all, editors' texts."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from generator.extension import Extension
from generator.read.tables import table

if TYPE_CHECKING:
    from generator.check.article_fields import Context
    from generator.diagnostics.diagnostics import Report
    from generator.model.article import Article
    from generator.model.page import Page
    from generator.model.site import Site, Text
    from generator.pages.shared_views import SharedViews
    from generator.read.document import Document

FOLDER = "content/editions"
ROWS = table(__name__, "edition_values")
"""The rows of the keys of front matter, in canonical order."""


class Editions(Extension):
    """The editions, with their feed."""

    package = __name__
    makes_weeks = True
    texts = {FOLDER: tuple(ROWS)}  # noqa: RUF012 (as all parts)

    def read_texts(
        self,
        documents: "Iterable[Document]",
        context: "Context",
        articles: "Iterable[Article] | None",
        report: "Report",
    ) -> "Sequence[Text]":
        """Check what editors wrote about weeks."""
        from generator.extras.editions.edition import check_editions

        return check_editions(documents, context, articles, report)

    def pages(self, site: "Site", shared: "SharedViews") -> "Iterable[Page]":
        """Make the page that lists the editions, and every edition."""
        from generator.extras.editions.edition_pages import pages

        return pages(site, shared)


extension = Editions()
