"""Citations: a button above each article opens a line for footnotes and a BibTeX entry."""

from typing import TYPE_CHECKING

from generator.extension import Extension

if TYPE_CHECKING:
    from generator.model.article import Articles
    from generator.pages.views import SiteView


class Citations(Extension):
    """Plain text and BibTeX, which Zotero and other reference managers read."""

    package = __name__
    inserts = {"actions": "cite.html"}  # noqa: RUF012 (as all parts)

    def inserted(self, place: str, site: "SiteView", articles: "Articles") -> object:  # noqa: ARG002
        """Return the citations of the page's article, each with the name of its format."""
        from generator.extras.citations.citation import citations

        return citations(articles[0], site.title, site.url)


extension = Citations()
