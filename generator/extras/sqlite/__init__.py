"""The whole digest as a database, `data/digest.sqlite`.

Its tables have the columns of the data files, whose page describes it, so a site without them has
no database either.
"""

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
    inserts = {"data": "sqlite.html", "llms_data": "sqlite.txt"}  # noqa: RUF012 (as all parts)

    def inserted(self, place: str, site: "SiteView", articles: "Articles") -> str:  # noqa: ARG002
        """Return the schema of the database, in SQL."""
        from generator.extras.sqlite.database import SCHEMA

        return SCHEMA

    def recipes(self, loaded: "Loaded", frame: "Frame | None") -> "Iterable[Recipe]":  # noqa: ARG002
        """List the database, for a site with an address and with data files."""
        site = loaded.checked
        rooms = [own.name for own in site.settings.extensions]
        if site.settings.url and "data_files" in rooms:
            from generator.extras.data_files.json_api import encode, records_of_terms
            from generator.extras.sqlite.database import NAME, database_file
            from generator.recipes.recipe import Collected, Recipe, shared

            terms = Collected(lambda: encode(records_of_terms(site)))
            yield Recipe((NAME,), database_file, (shared(site.settings), site.published, terms))


extension = Sqlite()
