"""Make pages of single years for a term or a crossing with a long list."""

from collections.abc import Iterator
from functools import partial

from generator.assemble.collection import by_year
from generator.assemble.interface import _, digits
from generator.model import address
from generator.model.article import Articles
from generator.model.page import Page
from generator.model.settings import TaxonomySettings
from generator.model.site import Site
from generator.pages.shared_views import SharedViews, steps
from generator.pages.views import Content, Link, Listing, Steps


class YearPage(Content, frozen=True, tag="term_year.html"):
    """One year of a term's or a crossing's articles."""

    taxonomy: Link
    singular: str
    whole: Link
    """The page of all years."""
    year: Link
    listing: Listing
    around: Steps
    table: str
    """Describes the articles of all years for `tables.js`."""


def year_pages(
    site: Site,
    shared: SharedViews,
    taxonomy: TaxonomySettings,
    whole: Link,
    articles: Articles,
    table: str,
) -> Iterator[Page]:
    """Make the pages of a list's years, newest first; there are none if it is not long.

    `whole` links to the main page of the list. For `table` see `YearPage`.
    """
    if len(articles) <= site.settings.long_listing:
        return
    years = by_year(articles)
    links = []
    for year, of_year in years.items():
        links.append(Link(digits(year), f"{whole.address}{year}/", count=len(of_year)))
    lists = [*years.values()]

    def content(index: int) -> YearPage:
        return YearPage(
            taxonomy=Link(taxonomy.title, address.taxonomy(taxonomy.name)),
            singular=taxonomy.singular,
            whole=whole,
            year=links[index],
            listing=shared.listing(lists[index]),
            around=steps(links, index),
            table=table,
        )

    def inputs(index: int) -> object:
        shown = taxonomy.name, whole, links[index], steps(links, index), table
        return shared.inputs.list_of((), lists[index], *shown)

    for index, link in enumerate(links):
        about = _("Articles about %(term)s from %(year)s.", term=whole.text, year=link.text)
        yield Page(
            address=link.address,
            title=f"{whole.text}, {link.text}",
            description=about,
            content=partial(content, index),
            inputs=partial(inputs, index),
        )
