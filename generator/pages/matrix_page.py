"""A matrix for each pair of taxonomies: the number of articles that two terms share, each with a link."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial

from generator.assemble.interface import _, collation_key, country_name, inline
from generator.model import address
from generator.model.page import Page
from generator.model.settings import CrossingSettings
from generator.model.site import Site
from generator.model.term import Term
from generator.pages.crossing_pages import crossings_of
from generator.pages.shared_views import SharedViews, named, shade
from generator.pages.views import Content, Link, View


class _Row(View, frozen=True):
    """A term of the leading taxonomy."""

    label: Link
    name: Link
    """The full name where the label is an acronym; otherwise empty."""
    cells: tuple[Link | None, ...]
    """For each column, the number of common articles and a link to them, or None."""


class MatrixPage(Content, frozen=True, tag="matrix.html"):
    """A pair of crossed taxonomies as a table."""

    others: tuple[Link, ...]
    """The matrices of the other pairs."""
    singular: str
    """The heading of the rows."""
    columns: tuple[Link, ...]
    groups: tuple[tuple[str, tuple[_Row, ...]], ...]
    """Countries and their rows; the last country is empty if there are international bodies."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """The matrix of each crossing; the first has the short address."""
    for pair in site.settings.crossings:
        rows, columns = site.taxonomies[pair.rows].settings, site.taxonomies[pair.columns].settings
        link = _link(site, pair)
        yield Page(
            address=link.address,
            title=link.text,
            description=_("How often each %(row)s was reported on under each %(column)s.")
            % {"row": inline(rows.singular), "column": inline(columns.singular)},
            content=partial(_matrix, site, shared, pair),
        )


def _link(site: Site, pair: CrossingSettings) -> Link:
    rows, columns = site.taxonomies[pair.rows].settings, site.taxonomies[pair.columns].settings
    is_first = pair == site.settings.crossings[0]
    where = address.matrix() if is_first else address.matrix(pair.rows, pair.columns)
    return Link(
        _("%(row)s and %(column)s") % {"row": rows.title, "column": inline(columns.title)}, where
    )


def _matrix(site: Site, shared: SharedViews, pair: CrossingSettings) -> MatrixPage:
    crossings = crossings_of(site)
    top = max(map(len, site.crossings[pair].values()), default=1)
    columns = [
        term.slug
        for term in site.taxonomies[pair.columns]
        if term.slug in site.members[pair.columns]
    ]
    by_country: dict[str, list[_Row]] = defaultdict(list)
    for term in site.taxonomies[pair.rows]:
        if term.slug in site.members[pair.rows]:
            pages = crossings.get((pair.rows, term.slug), {}).get(pair.columns, {})
            cells = tuple(_cell(site, pair, term, column, pages, top) for column in columns)
            label = shared.label(pair.rows, term, len(site.members[pair.rows][term.slug]))
            name = named(term, term.name) if term.acronym else Link("")
            country = term.country if site.settings.taxonomies[pair.rows].lookup != "code" else ""
            by_country[country_name(country) if country else ""].append(_Row(label, name, cells))
    groups = sorted(
        by_country.items(), key=lambda group: (not group[0], collation_key(group[0]))
    )  # "" comes last
    return MatrixPage(
        others=tuple(_link(site, other) for other in site.settings.crossings if other != pair),
        singular=site.settings.taxonomies[pair.rows].singular,
        columns=tuple(shared.counted(pair.columns, slug) for slug in columns),
        groups=tuple((country, tuple(rows)) for country, rows in groups),
    )


def _cell(
    site: Site, pair: CrossingSettings, row: Term, column: str, pages: Mapping[str, Link], top: int
) -> Link | None:
    count = len(site.crossings[pair].get((row.slug, column), ()))
    if site.settings.taxonomies[pair.rows].group_by == pair.columns:
        group = f"{address.term(pair.rows, row.slug)}#in-{column}"
    elif site.settings.taxonomies[pair.columns].group_by == pair.rows:
        group = f"{address.term(pair.columns, column)}#in-{row.slug}"
    else:
        group = address.term(pair.columns, column)
    where = pages[column].address if column in pages else group
    return Link("", where, count=count, shade=shade(count, top)) if count else None
