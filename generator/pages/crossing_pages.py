"""The pages of two terms' common articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial

from msgspec import Raw

from generator.assemble.collection import Group, split_years
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.settings import CrossingSettings
from generator.model.site import Site
from generator.pages import chart
from generator.pages.chart import Bar
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Link, Section
from generator.pages.year_pages import span, year_links, year_pages


class CrossingPage(Content, frozen=True, tag="crossing.html"):
    """What two terms have in common."""

    taxonomy: Link
    singular: str
    other_singular: str
    label: Link
    """The first term by its short name."""
    term: Link
    other: Link
    bars: tuple[Bar, ...]
    """Articles of each year."""
    count: int
    entries: tuple[Raw, ...]
    years: tuple[Link, ...]


def crossings_of(site: Site) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """The crossings that have a page, from both of their terms.

    Returns:
        Taxonomy and slug of a term → slug of another → the address of their page.
    """
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for pair, crossed in site.crossings.items():
        for (row, column), articles in crossed.items():
            if len(articles) >= pair.minimum:
                where = address.crossing(pair.rows, row, column)
                found[pair.rows, row][column] = where
                found[pair.columns, column][row] = where
    return found


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Pages of all crossings with enough articles."""
    for pair in site.settings.crossings:
        rows, columns = site.taxonomies[pair.rows], site.taxonomies[pair.columns]
        for (row, column), articles in sorted(site.crossings[pair].items()):
            if len(articles) < pair.minimum:
                continue
            term, other = rows.terms[row], columns.terms[column]
            whole = Link(f"{term.name}: {other.name}", address.crossing(pair.rows, row, column))
            yield Page(
                address=whole.address,
                title=whole.text,
                description=f"{other.name} in what was reported on {term.name}.",
                feed=articles,
                content=partial(_crossing, site, shared, pair, row, column),
            )
            # The common articles of two terms need no more grouping.
            alone = partial(_one_section, shared)
            yield from year_pages(site, rows.settings, whole, articles, alone, cited=False)


def _one_section(shared: SharedViews, articles: tuple[Article, ...]) -> tuple[Section, ...]:
    return shared.sections([Group(None, articles)], "")


def _crossing(site: Site, shared: SharedViews, pair: CrossingSettings, row: str, column: str) -> CrossingPage:
    rows, columns = site.taxonomies[pair.rows], site.taxonomies[pair.columns]
    articles = site.crossings[pair][row, column]
    years = split_years(articles, site.settings.long_listing)
    return CrossingPage(
        taxonomy=Link(rows.settings.title, address.taxonomy(pair.rows)),
        singular=rows.settings.singular,
        other_singular=columns.settings.singular,
        label=Link(rows.terms[row].label, address.term(pair.rows, row)),
        term=shared.term(pair.rows, row),
        other=shared.term(pair.columns, column),
        bars=chart.per_year([one.date for one in articles], *span(site)),
        count=len(articles),
        entries=shared.entries(years.shown),
        years=year_links(years, address.crossing(pair.rows, row, column)),
    )
