"""The pages of single years of a term or a crossing whose list is long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from generator.assemble.collection import Years, split_years
from generator.compose.views import Content, CountedLink, PageLink, Section
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.settings import TaxonomySettings
from generator.model.site import Site

Sections = Callable[[tuple[Article, ...]], tuple[Section, ...]]
"""Groups the articles of a page."""


class YearPage(Content, frozen=True, tag="term_year.html"):
    """One year of a term's or a crossing's articles."""

    taxonomy: PageLink
    singular: str
    whole: PageLink
    """The page of all years."""
    year: int
    count: int
    groups: tuple[Section, ...]
    cited: bool
    """Whether files of citations are published beside the page."""
    newer: PageLink | None
    older: PageLink | None


def span(site: Site) -> tuple[int, int]:
    """The first and the last year of the archive."""
    return (site.articles[-1].date.year, site.articles[0].date.year) if site.articles else (0, 0)


def year_links(years: Years, base: str) -> tuple[CountedLink, ...]:
    """Links to the pages of the years of a list that is split; `base` is the address of its main page."""
    return tuple(CountedLink(str(year), f"{base}{year}/", len(members)) for year, members in years.split)


def year_pages(
    site: Site,
    taxonomy: TaxonomySettings,
    base: str,
    title: str,
    articles: tuple[Article, ...],
    sections: Sections,
    *,
    cited: bool,
) -> Iterator[Page]:
    """The pages of the years of a list, newest first; none while it is short enough for one page.

    Args:
        site: The site.
        taxonomy: The taxonomy whose pages these are.
        base: The address of the list's main page.
        title: Its title.
        articles: All its articles, newest first.
        sections: Groups the articles of one year.
        cited: See `YearPage`.
    """
    split = split_years(articles, site.settings.long_listing).split
    links = [PageLink(str(year), f"{base}{year}/") for year, _ in split]
    for index, (year, members) in enumerate(split):
        yield Page(
            address=links[index].address,
            title=f"{title}, {year}",
            description=f"What was reported on {title} in {year}.",
            content=partial(
                _year,
                taxonomy,
                PageLink(title, base),
                year,
                members,
                sections,
                cited=cited,
                newer=links[index - 1] if index else None,
                older=links[index + 1] if index + 1 < len(links) else None,
            ),
        )


def _year(
    taxonomy: TaxonomySettings,
    whole: PageLink,
    year: int,
    articles: tuple[Article, ...],
    sections: Sections,
    *,
    cited: bool,
    newer: PageLink | None,
    older: PageLink | None,
) -> YearPage:
    return YearPage(
        taxonomy=PageLink(taxonomy.title, address.taxonomy(taxonomy.name)),
        singular=taxonomy.singular,
        whole=whole,
        year=year,
        count=len(articles),
        groups=sections(articles),
        cited=cited,
        newer=newer,
        older=older,
    )
