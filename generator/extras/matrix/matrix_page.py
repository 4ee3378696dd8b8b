"""Make a matrix for each pair of taxonomies: how many articles two terms share, with links."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from generator.assemble.collection import most_frequent
from generator.assemble.interface import _, collation_key, country_name, inline
from generator.model import address
from generator.model.page import Page
from generator.model.settings import CrossingSettings, TaxonomySettings
from generator.model.site import Site
from generator.model.term import Term
from generator.pages.crossing_pages import crossings_of
from generator.pages.shared_views import SharedViews, named, shade
from generator.pages.views import Content, Link, Links, View


class _Row(View, frozen=True):
    """A row of a matrix: a term of the leading taxonomy."""

    label: Link
    name: Link
    """The full name where the label is an acronym; otherwise empty."""
    cells: tuple[Link | None, ...]
    """For each column, the number of common articles and a link to them, or None."""


_SHOWN = 15
"""Rows and columns of the table: as many as fit a screen and a sheet of paper."""


class MatrixPage(Content, frozen=True, tag="matrix.html"):
    """A table of the busiest terms of two crossed taxonomies, and lists of all of them."""

    others: Links
    """The matrices of the other pairs."""
    singular: str
    """The heading of the rows."""
    busiest_columns: Links
    busiest: tuple[_Row, ...]
    """The rows of the table, which have a cell for each of its columns."""
    columns: Links
    groups: tuple[tuple[str, tuple[_Row, ...]], ...]
    """Countries and their rows; the last country is empty if there are international bodies."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the matrix of each pair of crossed taxonomies; the first has the short address."""
    for pair in site.settings.crossings:
        rows, columns = _settings(site, pair)
        link = _link(site, pair)
        yield Page(
            address=link.address,
            title=link.text,
            description=_(
                "The number of articles for each %(row)s and %(column)s.",
                row=inline(rows.singular),
                column=inline(columns.singular),
            ),
            content=partial(_matrix, site, shared, pair),
        )


def _settings(site: Site, pair: CrossingSettings) -> tuple[TaxonomySettings, TaxonomySettings]:
    return site.settings.taxonomies[pair.rows], site.settings.taxonomies[pair.columns]


def _link(site: Site, pair: CrossingSettings) -> Link:
    rows, columns = _settings(site, pair)
    title = _("%(row)s and %(column)s", row=rows.title, column=inline(columns.title))
    if pair == site.settings.crossings[0]:
        return Link(title, address.matrix())
    return Link(title, address.matrix(pair.rows, pair.columns))


def _matrix(site: Site, shared: SharedViews, pair: CrossingSettings) -> MatrixPage:
    settings, _columns = _settings(site, pair)
    named_columns = site.members[pair.columns]
    columns = [term.slug for term in site.taxonomies[pair.columns] if term.slug in named_columns]
    by_country: dict[str, list[_Row]] = defaultdict(list)
    rows = []
    counts = {slug: len(articles) for slug, articles in named_columns.items()}
    busy = [slug for slug, _ in most_frequent(counts)[:_SHOWN]]
    at = [columns.index(slug) for slug in busy]
    for term, cells in _cells(site, pair, columns):
        count = len(site.members[pair.rows][term.slug])
        label = shared.label(pair.rows, term, count)
        name = named(term, term.name) if term.acronym else Link("")
        is_country = settings.lookup == "code"
        country = country_name(term.country) if term.country and not is_country else ""
        by_country[country].append(_Row(label, name, cells))
        rows.append(_Row(label, name, tuple([cells[index] for index in at])))
    rows.sort(key=lambda row: -row.label.count)
    countries = sorted(by_country, key=lambda name: (not name, collation_key(name)))  # "" last
    return MatrixPage(
        others=tuple(_link(site, other) for other in site.settings.crossings if other != pair),
        singular=settings.singular,
        busiest_columns=tuple(shared.counted(pair.columns, slug) for slug in busy),
        busiest=tuple(rows[:_SHOWN]),
        columns=tuple(shared.counted(pair.columns, slug) for slug in columns),
        groups=tuple((country, tuple(by_country[country])) for country in countries),
    )


def _cells(
    site: Site, pair: CrossingSettings, columns: list[str]
) -> Iterator[tuple[Term, tuple[Link | None, ...]]]:
    """Yield each row's term and cells; a cell is None if its two terms share no article.

    Terms that no article names have no row, nor have those that only repeat a part: all of their
    articles name one of the terms below them.
    """
    crossings = crossings_of(site)
    crossed = site.crossings[pair]
    top = max(map(len, crossed.values()), default=1)
    taxonomy, members = site.taxonomies[pair.rows], site.members[pair.rows]
    for term in taxonomy:
        if term.slug not in members:
            continue
        parts = [members.get(child.slug, ()) for child in taxonomy.children(term.slug)]
        if len(members[term.slug]) in map(len, parts):
            continue
        pages = crossings.get((pair.rows, term.slug), {}).get(pair.columns, {})
        cells: list[Link | None] = []
        for column in columns:
            articles = crossed.get((term.slug, column), ())
            count = len(articles)
            if not count:
                cells.append(None)
                continue
            page = pages[column].address if column in pages else articles[0].address
            cell = Link(text="", address=page, count=count, shade=shade(count, top))
            cells.append(cell)
        yield term, tuple(cells)
