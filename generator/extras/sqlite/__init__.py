"""The whole digest as a database, `data/digest.sqlite`."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.extension import Extension

if TYPE_CHECKING:
    from generator.load.loaded import Loaded
    from generator.model.article import Articles
    from generator.pages.views import SiteView
    from generator.recipes.recipe import Recipe
    from generator.recipes.shell import Frame


class Sqlite(Extension):
    """The database."""

    package = __name__
    inserts = {"data": "sqlite.html", "llms": "sqlite.txt"}  # noqa: RUF012 (as all parts)

    def inserted(self, place: str, site: "SiteView", articles: "Articles") -> str:  # noqa: ARG002
        """Return the schema of the database, in SQL."""
        from generator.extras.sqlite.database import SCHEMA

        return SCHEMA

    def recipes(self, loaded: "Loaded", frame: "Frame | None") -> "Iterable[Recipe]":  # noqa: ARG002
        """List the database, for a site with an address."""
        from generator.extras.sqlite.database import NAME, database_file
        from generator.recipes.data_files import records_of_terms
        from generator.recipes.recipe import Recipe, shared

        site = loaded.checked
        if site.settings.url:
            arguments = (shared(site.settings), site.published, records_of_terms(site))
            yield Recipe((NAME,), database_file, arguments)


extension = Sqlite()
