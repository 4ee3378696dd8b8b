"""The pages of single years of a term or a crossing with a long list."""

from collections.abc import Iterator
from functools import partial

from generator.assemble.collection import Years, split_years
from generator.assemble.interface import _
from generator.model import address
from generator.model.article import Article
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
    cited: bool
    """Whether files with citations of the articles are beside the page."""


def span(site: Site) -> tuple[int, int]:
    """The first and the last year of the archive."""
    return (site.articles[-1].date.year, site.articles[0].date.year) if site.articles else (0, 0)


def year_links(years: Years, base: str) -> tuple[Link, ...]:
    """Links to the years of a split list; `base` is the address of its main page."""
    return tuple(
        Link(str(year), f"{base}{year}/", count=len(members)) for year, members in years.split
    )


def year_pages(
    site: Site,
    shared: SharedViews,
    taxonomy: TaxonomySettings,
    whole: Link,
    articles: tuple[Article, ...],
    *,
    cited: bool,
) -> Iterator[Page]:
    """The pages of the years of a list, newest first; none if its main page, `whole`, has all articles."""
    years = split_years(articles, site.settings.long_listing)
    links = year_links(years, whole.address)
    above = Link(taxonomy.title, address.taxonomy(taxonomy.name))

    def content(index: int) -> YearPage:
        listing = shared.listing(years.split[index][1])
        return YearPage(
            above, taxonomy.singular, whole, links[index], listing, steps(links, index), cited
        )

    for index, link in enumerate(links):
        yield Page(
            address=link.address,
            title=f"{whole.text}, {link.text}",
            description=_("What was reported on %(term)s in %(year)s.")
            % {"term": whole.text, "year": link.text},
            content=partial(content, index),
        )
