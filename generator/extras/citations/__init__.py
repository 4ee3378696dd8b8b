"""Citations: at the foot of each article, and of each year in a file for reference managers."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.extension import Extension

if TYPE_CHECKING:
    from generator.load.loaded import Loaded
    from generator.model.article import Articles
    from generator.pages.views import SiteView
    from generator.recipes.recipe import Recipe
    from generator.recipes.shell import Frame


class Citations(Extension):
    """Plain text and BibTeX; for each year also CSL-JSON, which only programs read."""

    package = __name__
    inserts = {  # noqa: RUF012 (as all parts)
        "actions": "cite_link.html",
        "article": "cite.html",
        "data": "citations.html",
        "list": "list_button.html",
        "year": "year_files.html",
    }

    def inserted(self, place: str, site: "SiteView", articles: "Articles") -> object:
        """Return the citations of the page's article, each with the name of its format."""
        if place != "article" or not articles:
            return ()
        from generator.extras.citations.citation import citations

        return citations(articles[0], site.title, site.url)

    def recipes(self, loaded: "Loaded", frame: "Frame | None") -> "Iterable[Recipe]":  # noqa: ARG002
        """List two files for each year, on a site with an address."""
        from generator.assemble.collection import by_year
        from generator.extras.citations.citation import BIBTEX_NAME, CSL_NAME, citation_files
        from generator.model import address
        from generator.recipes.recipe import Recipe, shared

        site = loaded.checked
        if not site.settings.url:
            return
        settings = shared(site.settings)
        for year, articles in by_year(site.articles).items():
            where = address.archive(year)
            paths = (where + BIBTEX_NAME, where + CSL_NAME)
            yield Recipe(paths, citation_files, (settings, articles))


extension = Citations()
