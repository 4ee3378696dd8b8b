"""Make the page of a term: its articles by date and in groups, and its registry entry."""

from collections.abc import Iterator
from functools import partial

import msgspec
from msgspec.structs import replace

from generator.assemble.collection import grouped, often_with, split_years
from generator.assemble.interface import _
from generator.assemble.interface import articles as articles_text
from generator.model import address
from generator.model.article import Articles
from generator.model.page import Page
from generator.model.partial_date import PartialDate
from generator.model.settings import TaxonomySettings
from generator.model.site import Site
from generator.model.term import Office, Taxonomy, Term
from generator.pages import chart
from generator.pages.chart import Bars
from generator.pages.crossing_pages import Crossings, crossings_of
from generator.pages.list_tables import table_query
from generator.pages.share_cards import ShareCard, share_card
from generator.pages.shared_views import SharedViews, named
from generator.pages.views import Content, Link, Links, Listing, Section, View
from generator.pages.year_pages import span, year_links, year_pages


class _Facts(View, frozen=True):
    """Fields of a term that the page shows unchanged."""

    name: str
    acronym: str
    description: str
    """Sanitised HTML."""
    language: str
    since: PartialDate | None
    until: PartialDate | None
    url: str


class TermPage(Content, frozen=True, tag="term.html"):
    """A term: its articles and its registry entry."""

    taxonomy: Link
    singular: str
    term: _Facts
    kind: str
    """The explanation of the term's kind for readers; empty if it has none."""
    aliases: Links
    ambiguous: Links
    country: Link | None
    ids: tuple[tuple[str, str, str], ...]
    """Catalogues, with the term's number and page in each."""
    parent: Link | None
    children: Links
    successor: Link | None
    offices: tuple[tuple[Office, Link | None], ...]
    """A person's offices and the bodies where they are held."""
    holders: tuple[tuple[Link, Office], ...]
    """The people who hold or held an office at this body."""
    of_country: tuple[tuple[str, Links], ...]
    """Titles of taxonomies, and their terms in this country."""
    counts: Link
    """The term itself, with its counts."""
    often_with: Links = ()
    bars: Bars = ()
    """Articles of each year."""
    listing: Listing = Listing(())
    years: Links = ()
    """The years with their own pages; empty if all articles are on this page."""
    crossed: tuple[tuple[str, Links], ...] = ()
    """Singulars of other taxonomies, and links to the crossings with their terms."""
    grouped_by: str = ""
    """The singular of the taxonomy that groups the articles; empty without one."""
    group_plural: str = ""
    groups: tuple[Section, ...] = ()
    table: str = ""
    """Describes the articles for `tables.js`."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the page of every term, and the pages of its years if it has many articles."""
    crossings = crossings_of(site)
    for name, taxonomy in site.taxonomies.items():
        for term in taxonomy:
            if not site.has_page(name, term.slug):
                continue
            articles = site.members[name].get(term.slug, ())
            whole = shared.term(name, term.slug)
            picture = shared.picture(name, term.slug)
            crossed = crossings.get((name, term.slug), {})
            yield Page(
                address=whole.address,
                title=term.name,
                description=_(
                    "%(name)s: %(articles)s of the digest, newest first.",
                    name=term.name,
                    articles=articles_text(len(articles)),
                ),
                feed=articles,
                picture=picture,
                card=partial(_card, site, taxonomy, term) if picture[0] else None,
                content=partial(_term, site, shared, taxonomy, term, crossed),
            )
            table = table_query(site, (name, term.slug))
            yield from year_pages(
                site, shared, taxonomy.settings, whole, articles, table, cited=True
            )


def _card(site: Site, taxonomy: Taxonomy, term: Term) -> ShareCard:
    kind = taxonomy.settings.singular
    if term.acronym:
        kind = f"{kind} · {term.acronym}"
    count = headline = ""
    articles = site.members[taxonomy.settings.name].get(term.slug)
    if articles:
        count = articles_text(len(articles))
        headline = articles[0].title
    return share_card(site.settings, kind, term.name, count, headline)


def _term(
    site: Site, shared: SharedViews, taxonomy: Taxonomy, term: Term, crossings: Crossings
) -> TermPage:
    """Make the page of a term from its registry entry and its articles."""
    settings, name = taxonomy.settings, taxonomy.settings.name
    articles = site.members[name].get(term.slug, ())
    dates = [article.date for article in articles]
    years = split_years(articles, site.settings.long_listing)
    page = replace(
        _entry(site, shared, taxonomy, term),
        often_with=tuple(_often_with(shared, taxonomy, term, articles)),
        bars=chart.per_year(dates, *span(site)) if articles else (),
        listing=shared.listing(years.shown),
        years=year_links(years, address.term(name, term.slug)),
        crossed=tuple(_crossed(site, settings, crossings)),
        table=table_query(site, (name, term.slug)),
    )
    by = site.taxonomies.get(settings.group_by)
    if by is None:
        return page
    pages = crossings.get(settings.group_by, {})
    in_full = not years.split
    groups = shared.groups(grouped(articles, by), settings.group_by, pages, in_full=in_full)
    singular, plural = by.settings.singular, by.settings.title
    return replace(page, grouped_by=singular, group_plural=plural, groups=groups)


def _entry(site: Site, shared: SharedViews, taxonomy: Taxonomy, term: Term) -> TermPage:
    """Make the part of a term's page that comes from its registry entry."""
    settings, name = taxonomy.settings, taxonomy.settings.name
    is_country = settings.lookup == "code"
    return TermPage(
        taxonomy=Link(settings.title, address.taxonomy(name)),
        singular=settings.singular,
        term=msgspec.convert(term, _Facts, from_attributes=True),
        kind=settings.kinds[term.kind] if term.kind else "",
        aliases=tuple(named(term, alias) for alias in term.aliases),
        ambiguous=tuple(named(term, alias) for alias in term.ambiguous),
        country=shared.country(term.country) if term.country and not is_country else None,
        ids=tuple(taxonomy.catalogue_pages(term)),
        parent=_registered(shared, taxonomy, term.parent),
        children=tuple(shared.term(name, child.slug) for child in taxonomy.children(term.slug)),
        successor=_registered(shared, taxonomy, term.successor),
        offices=tuple(_offices(site, shared, taxonomy, term)),
        holders=tuple(_holders(site, shared, name, term)),
        of_country=tuple(_of_country(site, shared, term)) if is_country else (),
        counts=shared.counted(name, term.slug),
    )


def _registered(shared: SharedViews, taxonomy: Taxonomy | None, slug: str) -> Link | None:
    """Link to a term that another term names; None if the registry lacks it."""
    if taxonomy is None or slug not in taxonomy.terms:
        return None
    return shared.term(taxonomy.settings.name, slug)


def _offices(
    site: Site, shared: SharedViews, taxonomy: Taxonomy, term: Term
) -> Iterator[tuple[Office, Link | None]]:
    bodies = site.taxonomies.get(taxonomy.settings.offices_at)
    for office in term.offices:
        yield office, _registered(shared, bodies, office.at)


def _crossed(
    site: Site, settings: TaxonomySettings, crossings: Crossings
) -> Iterator[tuple[str, Links]]:
    for other, pages in crossings.items():
        if other != settings.group_by:
            singular = site.settings.taxonomies[other].singular
            yield singular, tuple(pages.values())


def _holders(
    site: Site, shared: SharedViews, name: str, term: Term
) -> Iterator[tuple[Link, Office]]:
    """List the people who hold or held an office at a body."""
    for people in site.taxonomies.values():
        if people.settings.offices_at != name:
            continue
        for person in people:
            for office in person.offices:
                if office.at == term.slug:
                    link = shared.term(people.settings.name, person.slug)
                    yield link, office


def _of_country(site: Site, shared: SharedViews, country: Term) -> Iterator[tuple[str, Links]]:
    for name, taxonomy in site.taxonomies.items():
        slugs = [term.slug for term in taxonomy if term.country.lower() == country.slug]
        if slugs:
            terms = tuple(shared.term(name, slug) for slug in slugs)
            yield taxonomy.settings.title, terms


def _often_with(
    shared: SharedViews, taxonomy: Taxonomy, term: Term, articles: Articles
) -> Iterator[Link]:
    """Link to the terms most often named together with one.

    Its ancestors and descendants are left out.
    """
    if taxonomy.settings.of_source:
        return
    above = taxonomy.ancestors(term.slug)
    for other, count in often_with(articles, taxonomy, term.slug):
        if other.slug not in above and term.slug not in taxonomy.ancestors(other.slug):
            yield shared.label(taxonomy.settings.name, other, count)
