"""A term's page and the pages of its years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

import msgspec

from generator.assemble.collection import Group, grouped, often_with, split_years
from generator.assemble.english import plural
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.site import Site
from generator.model.term import Office, Taxonomy, Term
from generator.pages import chart
from generator.pages.chart import Bar
from generator.pages.crossing_pages import crossings_of
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Link, Section, View
from generator.pages.year_pages import span, year_links, year_pages


class _Facts(View, frozen=True):
    """What is taken from the registry as it is, by the same names."""

    name: str
    acronym: str
    description: str
    """Sanitised HTML."""
    language: str
    since: dt.date | None
    until: dt.date | None
    url: str


class TermPage(Content, frozen=True, tag="term.html"):
    """A term: what the registry says of it, and its articles."""

    taxonomy: Link
    singular: str
    term: _Facts
    kind: str
    """What readers are told of the term's kind; empty where it has none."""
    aliases: tuple[Link, ...]
    ambiguous: tuple[Link, ...]
    country: Link | None
    parent: Link | None
    children: tuple[Link, ...]
    successor: Link | None
    offices: tuple[tuple[Office, Link | None], ...]
    """A person's offices and the bodies where they are held."""
    holders: tuple[tuple[Link, Office], ...]
    """The people who hold or held an office at this body."""
    often_with: tuple[Link, ...]
    bars: tuple[Bar, ...]
    """Articles of each year."""
    count: int
    shown: int
    """How many of the articles are on this page; the others are on pages of their years."""
    sections: tuple[Section, ...]
    years: tuple[Link, ...]


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Pages of every term that has one."""
    crossings = crossings_of(site)
    for name, taxonomy in site.taxonomies.items():
        for term in taxonomy:
            if not site.has_page(name, term.slug):
                continue
            articles = site.members[name].get(term.slug, ())
            whole = Link(term.name, address.term(name, term.slug))
            yield Page(
                address=whole.address,
                title=term.name,
                description=f"{term.name}: {plural(len(articles), 'article')} of the digest, newest first.",
                feed=articles,
                content=partial(_term, site, shared, taxonomy, term, crossings.get((name, term.slug), {})),
            )
            sections = partial(_sections, site, shared, taxonomy)
            yield from year_pages(site, taxonomy.settings, whole, articles, sections, cited=True)


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
    site: Site, shared: SharedViews, taxonomy: Taxonomy, term: Term, crossings: Mapping[str, str]
) -> TermPage:
    settings, name = taxonomy.settings, taxonomy.settings.name
    articles = site.members[name].get(term.slug, ())
    years = split_years(articles, site.settings.long_listing)
    known = partial(_known, shared, taxonomy)
    held_at = site.taxonomies.get(settings.offices_at)
    return TermPage(
        taxonomy=Link(settings.title, address.taxonomy(name)),
        singular=settings.singular,
        term=msgspec.convert(term, _Facts, from_attributes=True),
        kind=settings.kinds[term.kind] if term.kind else "",
        aliases=_names(term, term.aliases),
        ambiguous=_names(term, term.ambiguous),
        country=shared.country(term.country) if term.country and settings.lookup != "code" else None,
        parent=known(term.parent),
        children=tuple(shared.term(name, child.slug) for child in taxonomy.children(term.slug)),
        successor=known(term.successor),
        offices=tuple((one, _known(shared, held_at, one.at) if held_at else None) for one in term.offices),
        holders=tuple(_holders(site, shared, name, term)),
        often_with=tuple(_often_with(shared, taxonomy, term, articles)),
        bars=chart.per_year([one.date for one in articles], *span(site)) if articles else (),
        count=len(articles),
        shown=len(years.shown),
        sections=_sections(site, shared, taxonomy, years.shown, crossings),
        years=year_links(years, address.term(name, term.slug)),
    )


def _names(term: Term, names: Iterable[str]) -> tuple[Link, ...]:
    return tuple(Link(name, language=term.language_of(name)) for name in names)


def _known(shared: SharedViews, taxonomy: Taxonomy, slug: str) -> Link | None:
    return shared.term(taxonomy.settings.name, slug) if slug in taxonomy.terms else None


def _holders(site: Site, shared: SharedViews, name: str, term: Term) -> Iterator[tuple[Link, Office]]:
    """Who holds or held an office at a term, as the registries say."""
    for other in site.taxonomies.values():
        if other.settings.offices_at == name:
            for person in other:
                for office in person.offices:
                    if office.at == term.slug:
                        yield shared.term(other.settings.name, person.slug), office


def _often_with(
    shared: SharedViews, taxonomy: Taxonomy, term: Term, articles: tuple[Article, ...]
) -> Iterator[Link]:
    """The terms of the same taxonomy this one is reported with, where an article can name several."""
    if not taxonomy.settings.of_source:
        own = (term.slug, *taxonomy.ancestors(term.slug))
        for other, count in often_with(articles, taxonomy, term.slug):
            if other.slug not in own:
                yield shared.label(taxonomy.settings.name, other, count)
