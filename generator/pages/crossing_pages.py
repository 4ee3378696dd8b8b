"""Make pages of a part of a term's articles: those that another term shares, or those of a year.

Lists of the events that articles name are made here, too.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial

from generator.assemble.collection import by_year
from generator.assemble.interface import _, digits
from generator.model import address
from generator.model.article import Articles
from generator.model.page import Page
from generator.model.settings import CrossingSettings, TaxonomySettings
from generator.model.site import Site
from generator.pages.grouped_lists import GroupedList, ListMaker
from generator.pages.shared_views import SharedViews, named, steps, table_query
from generator.pages.views import Content, Link, Listing, Steps, View

_EVENTS = 20
"""Most events in a list, about a screen."""


class Happening(View, frozen=True):
    """An event and the article that tells of it."""

    date: dt.date
    end: dt.date
    label: str
    language: str
    """The language of the label; empty if it is the site's."""
    article: Link
    """Without an address if an event above it links to the article."""


class Happenings(View, frozen=True):
    """Events, newest first."""

    listed: tuple[Happening, ...] = ()
    earlier: int = 0
    """Earlier events, which are not listed."""


def happenings(shared: SharedViews, articles: Articles) -> Happenings:
    """List the events of some articles; only the newest event of each article links to it."""
    pairs = [(event, article) for article in articles for event in article.events]
    pairs.sort(key=lambda pair: (-pair[0].date.toordinal(), pair[0].label))
    linked: set[str] = set()
    listed = []
    for event, article in pairs[:_EVENTS]:
        link = shared.article(article)
        language = link.language
        if article.path in linked:
            link = Link(link.text, language=language)
        linked.add(article.path)
        listed.append(Happening(event.date, event.end or event.date, event.label, language, link))
    return Happenings(tuple(listed), len(pairs) - len(listed))


class CrossingPage(Content, frozen=True, tag="crossing.html"):
    """The articles that two terms share."""

    taxonomy: Link
    singular: str
    other_singular: str
    label: Link
    """The first term by its short name."""
    term: Link
    other: Link
    listed: GroupedList
    happened: Happenings
    table: str
    """Describes the articles for `tables.js`."""


Crossings = Mapping[str, Mapping[str, Link]]
"""Other taxonomy → slug of a term → the term, with the page and the count of the crossing."""


def crossings_of(site: Site) -> Mapping[tuple[str, str], Crossings]:
    """Map the taxonomy and slug of each term to its crossings that have pages.

    The crossings with the most articles come first. Each is listed for both of its terms.
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
            if count < pair.minimum:
                break
            page = address.crossing(pair.rows, *slugs)
            row, column = slugs
            term, other = rows[row], columns[column]
            found[pair.rows, row][pair.columns][column] = named(other, other.label, page, count)
            found[pair.columns, column][pair.rows][row] = named(term, term.label, page, count)
    return found


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the pages of all crossings with enough articles, and of their years."""
    for pair in site.settings.crossings:
        rows = site.taxonomies[pair.rows]
        columns = site.taxonomies[pair.columns]
        for (row, column), articles in sorted(site.crossings[pair].items()):
            if len(articles) < pair.minimum:
                continue
            term = rows.terms[row].name
            other = columns.terms[column].name
            whole = Link(f"{term}: {other}", address.crossing(pair.rows, row, column))
            both = (pair.rows, row), (pair.columns, column)
            table = table_query(site, *both)
            yield Page(
                address=whole.address,
                title=whole.text,
                description=_("%(other)s in articles about %(term)s.", other=other, term=term),
                feed=articles,
                is_crossing=True,
                content=partial(_crossing, site, shared, pair, row, column, table),
            )
            yield from year_pages(site, shared, rows.settings, whole, articles, table)


def _crossing(
    site: Site, shared: SharedViews, pair: CrossingSettings, row: str, column: str, table: str
) -> CrossingPage:
    rows = site.taxonomies[pair.rows]
    columns = site.taxonomies[pair.columns]
    articles = site.crossings[pair][row, column]
    by = site.taxonomies.get(rows.settings.group_by)
    own = [(rows, row), (columns, column)]
    base = address.crossing(pair.rows, row, column)
    return CrossingPage(
        taxonomy=Link(rows.settings.title, address.taxonomy(pair.rows)),
        singular=rows.settings.singular,
        other_singular=columns.settings.singular,
        label=shared.label(pair.rows, rows.terms[row]),
        term=shared.term(pair.rows, row),
        other=shared.term(pair.columns, column),
        listed=ListMaker(site, shared, by, own).make(articles, base),
        happened=happenings(shared, articles),
        table=table,
    )


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

    for index, link in enumerate(links):
        about = _("Articles about %(term)s from %(year)s.", term=whole.text, year=link.text)
        yield Page(
            address=link.address,
            title=f"{whole.text}, {link.text}",
            description=about,
            content=partial(content, index),
        )
