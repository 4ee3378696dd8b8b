"""Make the pages of combinations: the articles that two terms share."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial

from generator.assemble.interface import _
from generator.model import address
from generator.model.page import Page
from generator.model.settings import LEAST, CrossingSettings
from generator.model.site import Site
from generator.pages.grouped_lists import listed_entries
from generator.pages.shared_views import SharedViews, named
from generator.pages.views import Content, Link, ListedEntry, Older, View


class _Half(View, frozen=True):
    """One of the two terms of a combination."""

    taxonomy: Link
    singular: str
    term: Link
    """Without the number of its articles, or each of them would change all of its combinations."""


class CrossingPage(Content, frozen=True, tag="crossing.html"):
    """The articles that two terms share."""

    halves: tuple[_Half, _Half]
    label: Link
    """The first term by its short name."""
    count: int
    newest: dt.date
    entries: tuple[ListedEntry, ...]
    older: Older


Crossings = Mapping[str, Mapping[str, Link]]
"""Other taxonomy → slug of a term → the term, with the page and the count of the combination."""


def crossings_of(site: Site) -> Mapping[tuple[str, str], Crossings]:
    """Map the taxonomy and slug of each term to its combinations, each listed for both terms.

    Those with the most articles come first.
    """
    found: dict[tuple[str, str], dict[str, dict[str, Link]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for pair, crossed in site.crossings.items():
        rows = site.taxonomies[pair.rows].terms
        columns = site.taxonomies[pair.columns].terms
        counts = {slugs: len(articles) for slugs, articles in crossed.items()}
        for slugs in sorted(counts, key=counts.__getitem__, reverse=True):
            count = counts[slugs]
            if count < LEAST:
                break
            page = address.crossing(pair.rows, *slugs)
            row, column = slugs
            term, other = rows[row], columns[column]
            found[pair.rows, row][pair.columns][column] = named(other, other.label, page, count)
            found[pair.columns, column][pair.rows][row] = named(term, term.label, page, count)
    return found


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the page of every combination."""
    for pair in site.settings.crossings:
        rows = site.taxonomies[pair.rows].terms
        columns = site.taxonomies[pair.columns].terms
        for (row, column), articles in sorted(site.crossings[pair].items()):
            if len(articles) < LEAST:
                continue
            term, other = rows[row], columns[column]
            yield Page(
                address=address.crossing(pair.rows, row, column),
                title=f"{other.label}: {term.label}",
                description=_(
                    "%(other)s in articles about %(term)s.", other=other.name, term=term.name
                ),
                feed=articles,
                is_crossing=True,
                content=partial(_crossing, site, shared, pair, row, column),
            )


def _crossing(
    site: Site, shared: SharedViews, pair: CrossingSettings, row: str, column: str
) -> CrossingPage:
    def half(name: str, slug: str) -> _Half:
        settings = site.taxonomies[name].settings
        taxonomy = Link(settings.title, address.taxonomy(name))
        return _Half(taxonomy, settings.singular, shared.term(name, slug))

    articles = site.crossings[pair][row, column]
    said = {(pair.rows, row), (pair.columns, column)}
    return CrossingPage(
        halves=(half(pair.rows, row), half(pair.columns, column)),
        label=shared.label(pair.rows, site.taxonomies[pair.rows].terms[row]),
        count=len(articles),
        newest=articles[0].date,
        entries=listed_entries(shared, articles[: site.settings.long_listing], said),
        older=shared.older(articles),
    )
