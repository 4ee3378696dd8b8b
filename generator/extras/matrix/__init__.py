"""The matrix: for each pair of crossed taxonomies, how many articles two terms share."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.extension import Extension

if TYPE_CHECKING:
    from generator.model.page import Page
    from generator.model.settings import Settings
    from generator.model.site import Site
    from generator.pages.shared_views import SharedViews


class Matrix(Extension):
    """The page of each matrix; sites without crossed taxonomies have none."""

    package = __name__
    inserts = {"leading": "leading.html"}  # noqa: RUF012 (as all parts)

    def about(self, settings: "Settings") -> Iterable[tuple[str, str]]:
        """List the matrix of the first pair."""
        from generator.assemble.interface import _
        from generator.model.address import matrix

        return [(matrix(), _("Matrix"))] if settings.crossings else ()

    def pages(self, site: "Site", shared: "SharedViews") -> "Iterable[Page]":
        """Make the matrix of every pair."""
        from generator.extras.matrix.matrix_page import pages

        return pages(site, shared)


extension = Matrix()
