"""The matrix: how often each two terms of a crossing meet, every number a link."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.model import address
from generator.model.page import Page
from generator.model.settings import CrossingSettings
from generator.model.site import Site
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Link, View

_SHADES = 5


class _Cell(View, frozen=True):
    """How often two terms meet."""

    count: int
    address: str
    """Where the articles are listed."""
    shade: int
    """From 1 to 5."""


class MatrixPage(Content, frozen=True, tag="matrix.html"):
    """The first crossing as a table."""

    singular: str
    """What the rows are."""
    columns: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[_Cell | None, ...]], ...]
    """Terms of the leading taxonomy, each with a cell for every column; None where the two never meet."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """The matrix of the first crossing; a site without crossings has none."""
    for pair in site.settings.crossings[:1]:
        rows, columns = site.taxonomies[pair.rows].settings, site.taxonomies[pair.columns].settings
        yield Page(
            address=address.matrix(),
            title=f"{rows.title} and {columns.title.lower()}",
            description=f"How often each {rows.singular.lower()} was reported on under each "
            f"{columns.singular.lower()}.",
            content=partial(_matrix, site, shared, pair),
        )


def _matrix(site: Site, shared: SharedViews, pair: CrossingSettings) -> MatrixPage:
    cells = _cells(site, pair)
    rows = [term for term in site.taxonomies[pair.rows] if term.slug in site.members[pair.rows]]
    columns = [one.slug for one in site.taxonomies[pair.columns] if one.slug in site.members[pair.columns]]
    return MatrixPage(
        singular=site.settings.taxonomies[pair.rows].singular,
        columns=tuple(shared.term(pair.columns, slug) for slug in columns),
        rows=tuple(
            (shared.label(pair.rows, term), tuple(cells.get((term.slug, slug)) for slug in columns))
            for term in rows
        ),
    )


def _cells(site: Site, pair: CrossingSettings) -> dict[tuple[str, str], _Cell]:
    """The cells by the slugs of row and column."""
    crossed = site.crossings[pair]
    top = max(map(len, crossed.values()), default=1)
    cells = {}
    for (row, column), articles in crossed.items():
        count = len(articles)
        if count >= pair.minimum:
            where = address.crossing(pair.rows, row, column)
        else:
            where = address.term(pair.rows, row) + _anchor(site, pair, row, column)
        cells[row, column] = _Cell(count, where, max(1, round(_SHADES * (count / top) ** 0.5)))
    return cells


def _anchor(site: Site, pair: CrossingSettings, row: str, column: str) -> str:
    """The section of the row's page, if its articles name this column themselves and all are shown."""
    articles = site.members[pair.rows][row]
    direct = any(column in article.terms[pair.columns] for article in articles)
    short = len(articles) <= site.settings.long_listing
    return f"#in-{column}" if direct and short else ""
