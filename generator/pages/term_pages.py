"""Make the page of a term: its articles, its registry entry, and what is near it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import chain
from operator import attrgetter

import msgspec
from msgspec.structs import replace

from generator.assemble.collection import OFTEN, most_frequent
from generator.assemble.interface import _, when_held
from generator.assemble.interface import articles as articles_text
from generator.model import address
from generator.model.article import Articles
from generator.model.page import Page
from generator.model.partial_date import PartialDate
from generator.model.settings import TaxonomySettings
from generator.model.site import Site
from generator.model.term import Office, Taxonomy, Term
from generator.pages.crossing_pages import Crossings, crossings_of
from generator.pages.grouped_lists import GroupedList, ListMaker
from generator.pages.shared_views import SharedViews, named
from generator.pages.views import Content, Link, Links, View


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


class _Post(View, frozen=True):
    """An office, with its bearer on the page of a body, or its body on that of a person."""

    other: Link | None
    title: str
    held: str
    """Its days in words, as far as they are known."""
    has_ended: bool
    """Whether it has an end, or the body has."""


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
    offices: tuple[_Post, ...]
    """A person's offices, those that have ended last."""
    holders: tuple[_Post, ...]
    """The offices that people hold at this body."""
    former: tuple[_Post, ...]
    """Those that have ended."""
    is_country: bool
    same_country: tuple[tuple[str, Links], ...]
    """Titles of taxonomies, and their terms in this country or, for another term, in its own."""
    counts: Link
    """The term itself, with its counts."""
    listed: GroupedList
    retracted: Links
    """Its retracted articles, the last one retracted first."""
    together: tuple[tuple[str, Links], ...]
    """Titles of other taxonomies, and the terms that articles name with this one."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the page of every term."""
    crossings = crossings_of(site)
    for name, taxonomy in site.taxonomies.items():
        for term in taxonomy:
            if not site.has_page(name, term.slug):
                continue
            articles = site.members[name].get(term.slug, ())
            whole = shared.term(name, term.slug)
            crossed = crossings.get((name, term.slug), {})
            described = _Described(site, shared, taxonomy, term)
            yield Page(
                address=whole.address,
                title=term.name,
                description=_(
                    "%(name)s: %(articles)s of the digest.",
                    name=term.name,
                    articles=articles_text(len(articles)),
                ),
                feed=articles,
                indexed=bool(articles),
                content=partial(described.page, articles, crossed),
            )


class _Described:
    """A term with what the site knows of it, from its registry entry and from articles."""

    def __init__(self, site: Site, shared: SharedViews, taxonomy: Taxonomy, term: Term) -> None:
        self.site, self.shared = site, shared
        self.taxonomy, self.settings, self.name = (
            taxonomy,
            taxonomy.settings,
            taxonomy.settings.name,
        )
        self.term = term
        self.is_country = self.settings.lookup == "code"

    def page(self, articles: Articles, crossings: Crossings) -> TermPage:
        """Make the view of the term's page with its articles, newest first."""
        term, shared, name = self.term, self.shared, self.name
        kind, meaning = _kind(self.settings, term)
        used = {one for names in term.named_by.values() for one in names}
        holders = self.holders()
        return TermPage(
            taxonomy=Link(self.settings.title, address.taxonomy(name)),
            term=msgspec.convert(term, _Facts, from_attributes=True),
            kind=kind,
            kind_meaning=meaning,
            named_by=tuple(
                (organisation, tuple(named(term, one) for one in names))
                for organisation, names in term.named_by.items()
            ),
            aliases=tuple(named(term, one) for one in term.aliases if one not in used),
            ambiguous=tuple(named(term, one) for one in term.ambiguous if one not in used),
            country=shared.country(term.country) if term.country and not self.is_country else None,
            ids=tuple(self.taxonomy.catalogue_pages(term)),
            parent=self.linked(self.taxonomy, term.parent),
            children=tuple(
                shared.term(name, child.slug)
                for child in self.taxonomy.children(term.slug)
                if self.site.has_page(name, child.slug)
            ),
            successor=self.linked(self.taxonomy, term.successor),
            offices=tuple(sorted(self.offices(), key=attrgetter("has_ended"))),
            holders=tuple(post for post in holders if not post.has_ended),
            former=tuple(post for post in holders if post.has_ended),
            is_country=self.is_country,
            same_country=tuple(self.same_country()),
            counts=shared.counted(name, term.slug),
            listed=self.lists(crossings).make(articles),
            retracted=tuple(map(shared.article, self.withdrawn())),
            together=tuple(self.together(articles, crossings)),
        )

    def lists(self, crossings: Crossings) -> ListMaker:
        """What groups the term's articles, with the combinations of term and groups."""
        by = self.settings.group_by
        own = self.taxonomy, self.term.slug
        return ListMaker(
            self.site, self.shared, self.site.taxonomies.get(by), own, crossings.get(by, {})
        )

    def withdrawn(self) -> Articles:
        """The term's retracted articles."""
        return tuple(
            self.site.withdrawn.get(self.shared.term(self.name, self.term.slug).address, ())
        )

    def linked(self, taxonomy: Taxonomy | None, slug: str) -> Link | None:
        """Link to a term that this one names; None if the registry lacks it."""
        if taxonomy is None or slug not in taxonomy.terms:
            return None
        return self.shared.term(taxonomy.settings.name, slug)

    def offices(self) -> list[_Post]:
        """List the offices that the person holds or held."""
        bodies = self.site.taxonomies.get(self.settings.offices_at)
        return [
            self.post(self.name, office, day, self.linked(bodies, office.at))
            for office, day in self.site.offices(self.name, self.term)
        ]

    def holders(self) -> list[_Post]:
        """List the offices that are or were held at the body, in the order of the registries."""
        holders = []
        slug = self.term.slug
        for name, people in self.site.taxonomies.items():
            is_held_here = people.settings.offices_at == self.name
            for person in people if is_held_here else ():
                if slug in [office.at for office in person.offices]:
                    link = self.shared.term(name, person.slug)
                    for office, day in self.site.offices(name, person):
                        if office.at == slug:
                            holders.append(self.post(name, office, day, link))
        return holders

    def post(self, people: str, office: Office, day: dt.date | None, other: Link | None) -> _Post:
        """An office of a person, with the person or the body, and a day on which it was held."""
        has_ended = self.site.end_of(people, office) is not None
        held = when_held(office.since, office.until, day)
        return _Post(other, office.title, held, has_ended)

    def same_country(self) -> Iterator[tuple[str, Links]]:
        """List the terms of a country; for another term, those of its taxonomy in the same."""
        term = self.term
        for name, other in self.site.taxonomies.items():
            if not term.country or self.is_country == (other is self.taxonomy):
                continue
            members = self.site.members[name]
            near = [one.slug for one in other if one.country == term.country and one is not term]
            counts = {
                slug: len(members.get(slug, ())) for slug in near if self.site.has_page(name, slug)
            }
            ranked = [slug for slug, _ in most_frequent(counts)]
            if not self.is_country:
                ranked = ranked[:OFTEN]
            if ranked:
                yield other.settings.title, tuple([self.shared.term(name, slug) for slug in ranked])

    def together(self, articles: Articles, crossings: Crossings) -> Iterator[tuple[str, Links]]:
        """List the terms of each taxonomy that articles name together with this one.

        Each leads to the combination of both, if there is one. Those of the taxonomy that groups
        the page are its headings.
        """
        family = {self.term.slug, *self.taxonomy.ancestors(self.term.slug)}
        for name, other in self.site.taxonomies.items():
            if other.settings.of_source or name == self.settings.group_by:
                continue
            counts = Counter(chain.from_iterable([article.terms[name] for article in articles]))
            listed = []
            for slug, count in most_frequent(counts):
                is_own = other is self.taxonomy
                if is_own and (slug in family or self.term.slug in other.ancestors(slug)):
                    continue
                link = replace(self.shared.label(name, other.terms[slug], count), total=count)
                listed.append(crossings.get(name, {}).get(slug, link))
            if listed:
                yield other.settings.title, tuple(listed[:OFTEN])


def _kind(settings: TaxonomySettings, term: Term) -> tuple[str, str]:
    """Name the kind of a term, and explain it by a sentence if there is one."""
    meaning = settings.kinds.get(term.kind, "")
    # Kinds of outlets are sentences, or names that say little above another name, such as `Press`.
    if settings.of_source or not term.kind:
        return settings.singular, meaning
    name = settings.kind_names.get(term.kind, meaning)
    return name, meaning if meaning != name else ""
