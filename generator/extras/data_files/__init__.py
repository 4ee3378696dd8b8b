"""The digest as data: JSON and CSV, and the page about them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.extension import Extension

if TYPE_CHECKING:
    from generator.load.loaded import Loaded
    from generator.model.page import Page
    from generator.model.settings import Settings
    from generator.model.site import Site
    from generator.pages.shared_views import SharedViews
    from generator.recipes.recipe import Recipe
    from generator.recipes.shell import Frame


class DataFiles(Extension):
    """Sites without an address have none, because the files name their own addresses."""

    package = __name__

    def about(self, settings: "Settings") -> Iterable[tuple[str, str]]:
        """List the page about the data."""
        from generator.assemble.interface import _
        from generator.model.address import DATA

        return [(DATA, _("Data"))] if settings.url else ()

    def pages(self, site: "Site", shared: "SharedViews") -> "Iterable[Page]":  # noqa: ARG002
        """Make the page about the data."""
        from generator.extras.data_files.listed_files import pages

        return pages(site) if site.settings.url else ()

    def recipes(self, loaded: "Loaded", frame: "Frame | None") -> "Iterable[Recipe]":  # noqa: ARG002
        """List the files."""
        from generator.extras.data_files.listed_files import recipes

        return recipes(loaded.checked) if loaded.checked.settings.url else ()


extension = DataFiles()
