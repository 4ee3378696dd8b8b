"""Make the page of a term: its articles, its registry entry, and what is near it."""

from collections.abc import Iterable, Iterator
from functools import partial

import msgspec
from msgspec.structs import replace

from generator.assemble.collection import (
    OFTEN,
    grouped,
    grouped_once,
    most_frequent,
    often_with,
    split_years,
)
from generator.assemble.interface import _
from generator.assemble.interface import articles as articles_text
from generator.model import address
from generator.model.article import Articles
from generator.model.page import Page
from generator.model.partial_date import PartialDate
from generator.model.settings import TaxonomySettings
from generator.model.site import Site
from generator.model.term import Office, Taxonomy, Term
from generator.pages.crossing_pages import Crossings, crossings_of
from generator.pages.share_cards import ShareCard, share_card
from generator.pages.shared_views import SharedViews, named, table_query
from generator.pages.time_line import FEW, FULL, TimeLine, sections_by_year, time_line
from generator.pages.views import Content, Encoded, Link, Links, Section, View
from generator.pages.year_pages import year_pages

_LETTERS = 260
_LETTERS_OF_FACTS = 1_000
"""Letters of names in the narrow column that are as high as an entry, and as the facts."""
_GROUPS = 12
_HEADLINES = 3
"""Groups of a long list, and the newest headlines in each: with these, the page stays finite."""


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
    term: _Facts
    kind: str
    """The kind of the term, such as `Threat group`, or the singular of its taxonomy."""
    kind_meaning: str
    """A sentence that explains the kind; empty if there is none."""
    named_by: tuple[tuple[str, Links], ...]
    """Organisations, each with the names that it uses."""
    aliases: Links
    """Other names, of which nobody said who uses them."""
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
    is_country: bool
    same_country: tuple[tuple[str, Links], ...]
    """Titles of taxonomies, and their terms in this country or, for another term, in its own."""
    counts: Link
    """The term itself, with its counts."""
    sections: tuple[Section, ...]
    """Its articles by year; the newest ones, if each year has a separate page."""
    shown: int
    """The number of articles in these."""
    line: TimeLine
    together: tuple[tuple[str, tuple[tuple[str, Link], ...]], ...]
    """Titles of taxonomies, and the terms that articles name with this one, each with a fragment.

    A term leads to the page that both share, if there is one. The fragment may be empty.
    """
    is_beside: bool
    """Whether these terms fit beside the articles; otherwise they would hang far below them."""
    grouped: tuple[str, tuple[Section, ...]]
    """The singular of a taxonomy, and the newest articles under its first term that each names.

    Both are empty if the list above is short.
    """
    related: Encoded
    """Headlines of other articles, if the term has few."""
    table: str
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
            yield from year_pages(site, shared, taxonomy.settings, whole, articles, table)


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
    years = split_years(articles, site.settings.long_listing)
    base = address.term(name, term.slug)
    is_country = settings.lookup == "code"
    kind, meaning = _kind(settings, term)
    together = tuple(_together(site, shared, taxonomy, term, articles, crossings))
    used = {name for names in term.named_by.values() for name in names}
    return TermPage(
        taxonomy=Link(settings.title, address.taxonomy(name)),
        term=msgspec.convert(term, _Facts, from_attributes=True),
        kind=kind,
        kind_meaning=meaning,
        named_by=tuple(_users(term)),
        aliases=tuple(named(term, name) for name in term.aliases if name not in used),
        ambiguous=tuple(named(term, name) for name in term.ambiguous if name not in used),
        country=shared.country(term.country) if term.country and not is_country else None,
        ids=tuple(taxonomy.catalogue_pages(term)),
        parent=_registered(shared, taxonomy, term.parent),
        children=tuple(shared.term(name, child.slug) for child in taxonomy.children(term.slug)),
        successor=_registered(shared, taxonomy, term.successor),
        offices=tuple(_offices(site, shared, taxonomy, term)),
        holders=tuple(_holders(site, shared, name, term)),
        is_country=is_country,
        same_country=tuple(_same_country(site, shared, taxonomy, term)),
        counts=shared.counted(name, term.slug),
        sections=sections_by_year(shared, years.shown),
        shown=len(years.shown),
        line=time_line(site, shared, articles, base, is_split=bool(years.split)),
        together=together,
        is_beside=_fits(together, years.shown[:FULL]),
        grouped=_groups(site, shared, settings.group_by, articles, crossings),
        related=_related(shared, articles),
        table=table_query(site, (name, term.slug)),
    )


def _groups(
    site: Site, shared: SharedViews, group_by: str, articles: Articles, crossings: Crossings
) -> tuple[str, tuple[Section, ...]]:
    """List the newest articles under the first term that each names, so that each is listed once.

    Articles that fit on two screens are not grouped: readers see them all.

    Returns:
        The singular of the taxonomy `group_by`, and the groups.
    """
    by = site.taxonomies.get(group_by)
    if by is None or len(articles) <= FULL:
        return "", ()
    pages = crossings.get(group_by, {})
    sections = []
    for group in grouped_once(articles, by):
        if group.term and len(group.articles) > 1:
            slug = group.term.slug
            heading = shared.term(group_by, slug)
            if slug in pages:
                heading = replace(heading, address=pages[slug].address)
            newest = shared.threads.newest(group.articles)
            headlines = shared.headlines(newest[:_HEADLINES])
            sections.append(Section(heading, headlines=headlines))
    if len(sections) < 2:
        return "", ()
    return by.settings.singular, tuple(sections[:_GROUPS])


def _related(shared: SharedViews, articles: Articles) -> Encoded:
    """List other articles that share rare terms with those of a term that has few."""
    if len(articles) > FEW:
        return ()
    found = [other.article for one in articles for other in shared.neighbours.around(one).related]
    others = [other for other in dict.fromkeys(found) if other not in articles]
    return shared.headlines(others[:OFTEN])


def _kind(settings: TaxonomySettings, term: Term) -> tuple[str, str]:
    """Name the kind of a term, and explain it by a sentence if there is one."""
    meaning = settings.kinds.get(term.kind, "")
    # Kinds of outlets are sentences, or names that say little above another name, such as `Press`.
    if settings.of_source or not term.kind:
        return settings.singular, meaning
    name = settings.kind_names.get(term.kind, meaning)
    return name, meaning if meaning != name else ""


def _fits(together: Iterable[tuple[str, Iterable[tuple[str, Link]]]], entries: Articles) -> bool:
    """Whether names of terms are no higher than the room below the facts, beside these articles."""
    letters = 0
    for _title, terms in together:
        for _fragment, link in terms:
            letters += len(link.text) + 4
    return letters <= len(entries) * _LETTERS - _LETTERS_OF_FACTS


def _users(term: Term) -> Iterator[tuple[str, Links]]:
    """List each organisation with the names that it uses for a term."""
    for organisation, names in term.named_by.items():
        yield organisation, tuple(named(term, name) for name in names)


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


def _same_country(
    site: Site, shared: SharedViews, taxonomy: Taxonomy, term: Term
) -> Iterator[tuple[str, Links]]:
    """List the terms of a country; for another term, those of its taxonomy in the same country."""
    is_country = taxonomy.settings.lookup == "code"
    for name, other in site.taxonomies.items():
        if not term.country or is_country == (other is taxonomy):
            continue
        slugs = [one.slug for one in other if one.country == term.country and one is not term]
        counts = {slug: len(site.members[name].get(slug, ())) for slug in slugs}
        ranked = [slug for slug, _ in most_frequent(counts)]
        if not is_country:
            ranked = ranked[:OFTEN]
        if ranked:
            yield other.settings.title, tuple([shared.term(name, slug) for slug in ranked])


def _together(
    site: Site,
    shared: SharedViews,
    taxonomy: Taxonomy,
    term: Term,
    articles: Articles,
    crossings: Crossings,
) -> Iterator[tuple[str, tuple[tuple[str, Link], ...]]]:
    """List the terms of each taxonomy that articles name together with this one.

    All terms of the taxonomy that groups the page are listed, because the matrix links to them.
    """
    settings = taxonomy.settings
    family = {term.slug, *taxonomy.ancestors(term.slug)}
    for name, other in site.taxonomies.items():
        if other.settings.of_source:
            continue
        pages = crossings.get(name, {})
        listed = []
        is_own = other is taxonomy
        excluded = term.slug if is_own else ""
        for found, count, total in _counted(other, articles, settings.group_by, excluded):
            is_below = is_own and term.slug in other.ancestors(found.slug)
            if is_below or (is_own and found.slug in family):
                continue
            link = shared.label(name, found, count)
            if found.slug in pages:
                link = replace(link, address=pages[found.slug].address)
            fragment = f"in-{found.slug}" if name == settings.group_by else ""
            listed.append((fragment, replace(link, total=total)))
        if listed:
            yield other.settings.title, tuple(listed)


def _counted(
    taxonomy: Taxonomy, articles: Articles, group_by: str, excluded: str
) -> Iterator[tuple[Term, int, int]]:
    """Count the articles of the terms that some articles name, and those with their sub-terms."""
    if taxonomy.settings.name != group_by:
        for term, count in often_with(articles, taxonomy, excluded):
            yield term, count, count
        return
    for group in grouped(articles, taxonomy):
        if group.term:
            yield group.term, len(group.articles), group.total
