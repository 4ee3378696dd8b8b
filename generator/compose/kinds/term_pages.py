"""A term's page and the pages of its years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import partial

from generator.assemble.collection import Group, grouped, often_with, split_years
from generator.compose import chart
from generator.compose.kinds.crossing_pages import crossings_of
from generator.compose.kinds.year_pages import YearPage, span, year_links, year_pages
from generator.compose.shared_views import SharedViews
from generator.compose.views import Bar, Content, CountedLink, NamedText, PageLink, Section, TermLink, View
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.site import Site
from generator.model.term import Office, Taxonomy, Term


class _Office(View, frozen=True):
    """An office that a person holds or held, or, on the page of a body, who holds it there."""

    title: str
    other: TermLink | None
    """The body on a person's page, the person on a body's page."""
    since: dt.date | None
    until: dt.date | None
    as_of: dt.date | None


class TermPage(Content, frozen=True, tag="term.html"):
    """A term: what the registry says of it, and its articles."""

    taxonomy: PageLink
    singular: str
    name: str
    acronym: str
    kind: str
    """What readers are told of the term's kind; empty where it has none."""
    description: str
    """Sanitised HTML."""
    aliases: tuple[NamedText, ...]
    ambiguous: tuple[NamedText, ...]
    country: TermLink | None
    language: str
    parent: TermLink | None
    children: tuple[TermLink, ...]
    since: dt.date | None
    until: dt.date | None
    successor: TermLink | None
    offices: tuple[_Office, ...]
    holders: tuple[_Office, ...]
    often_with: tuple[tuple[TermLink, int], ...]
    url: str
    bars: tuple[Bar, ...]
    """Articles of each year."""
    count: int
    shown: int
    """How many of the articles are on this page; the others are on pages of their years."""
    groups: tuple[Section, ...]
    years: tuple[CountedLink, ...]


CONTENTS = (TermPage, YearPage)


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Pages of every term that has one."""
    crossings = crossings_of(site)
    for name, taxonomy in site.taxonomies.items():
        for term in taxonomy:
            if site.has_page(name, term.slug):
                articles = site.members[name].get(term.slug, ())
                base = address.term(name, term.slug)
                yield Page(
                    address=base,
                    title=term.name,
                    description=_describe(term, articles),
                    feed=articles,
                    content=partial(
                        _term, site, shared, taxonomy, term, articles, crossings.get((name, term.slug), {})
                    ),
                )
                groups = partial(_sections, site, shared, taxonomy)
                yield from year_pages(site, taxonomy.settings, base, term.name, articles, groups, cited=True)


def _describe(term: Term, articles: tuple[Article, ...]) -> str:
    count = len(articles)
    amount = "1 article" if count == 1 else f"{count:,} articles"
    return f"{term.name}: {amount} of the digest, newest first."


def _sections(
    site: Site,
    shared: SharedViews,
    taxonomy: Taxonomy,
    articles: tuple[Article, ...],
    crossings: Mapping[str, str] | None = None,
) -> tuple[Section, ...]:
    """A term's articles, grouped as the settings of its taxonomy say."""
    by = taxonomy.settings.group_by
    groups = grouped(articles, site.taxonomies[by]) if by else (Group(None, articles),) if articles else ()
    return shared.sections(groups, by, crossings)


def _term(
    site: Site,
    shared: SharedViews,
    taxonomy: Taxonomy,
    term: Term,
    articles: tuple[Article, ...],
    crossings: Mapping[str, str],
) -> TermPage:
    settings = taxonomy.settings
    name = settings.name
    years = split_years(articles, site.settings.long_listing)
    return TermPage(
        taxonomy=PageLink(settings.title, address.taxonomy(name)),
        singular=settings.singular,
        name=term.name,
        acronym=term.acronym,
        kind=settings.kinds[term.kind] if term.kind else "",
        description=term.description,
        aliases=_names(term, term.aliases),
        ambiguous=_names(term, term.ambiguous),
        country=shared.country(term.country) if term.country and settings.lookup != "code" else None,
        language=term.language,
        parent=_known(shared, taxonomy, term.parent),
        children=tuple(shared.term(name, child.slug) for child in taxonomy.children(term.slug)),
        since=term.since,
        until=term.until,
        successor=_known(shared, taxonomy, term.successor),
        offices=_offices(site, shared, taxonomy, term),
        holders=tuple(_holders(site, shared, name, term)),
        often_with=_often_with(shared, taxonomy, term, articles),
        url=term.url,
        bars=chart.per_year((article.date for article in articles), *span(site)) if articles else (),
        count=len(articles),
        shown=len(years.shown),
        groups=_sections(site, shared, taxonomy, years.shown, crossings),
        years=year_links(years, address.term(name, term.slug)),
    )


def _names(term: Term, names: tuple[str, ...]) -> tuple[NamedText, ...]:
    return tuple(NamedText(name, term.language_of(name)) for name in names)


def _known(shared: SharedViews, taxonomy: Taxonomy, slug: str) -> TermLink | None:
    return shared.term(taxonomy.settings.name, slug) if slug in taxonomy.terms else None


def _offices(site: Site, shared: SharedViews, taxonomy: Taxonomy, term: Term) -> tuple[_Office, ...]:
    held_at = site.taxonomies.get(taxonomy.settings.offices_at)
    return tuple(
        _office(office, _known(shared, held_at, office.at) if held_at else None) for office in term.offices
    )


def _office(office: Office, other: TermLink | None) -> _Office:
    return _Office(office.title, other, office.since, office.until, office.as_of)


def _holders(site: Site, shared: SharedViews, name: str, term: Term) -> Iterator[_Office]:
    """Who holds or held an office at a term, as the registries say."""
    for other in site.taxonomies.values():
        if other.settings.offices_at == name:
            for person in other:
                for office in person.offices:
                    if office.at == term.slug:
                        yield _office(office, shared.term(other.settings.name, person.slug))


def _often_with(
    shared: SharedViews, taxonomy: Taxonomy, term: Term, articles: tuple[Article, ...]
) -> tuple[tuple[TermLink, int], ...]:
    """The terms of the same taxonomy this one is reported with, where an article can name several."""
    if taxonomy.settings.of_source:
        return ()
    name = taxonomy.settings.name
    own = (term.slug, *taxonomy.ancestors(term.slug))
    found = often_with(articles, taxonomy, term.slug)
    return tuple((shared.label(name, other), count) for other, count in found if other.slug not in own)
