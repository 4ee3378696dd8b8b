"""The page that lists all terms of a taxonomy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from generator.compose.environment import country_name
from generator.compose.shared_views import SharedViews
from generator.compose.views import Content, TermLink, View
from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.model.term import Taxonomy, Term


class _Entry(View, frozen=True):
    """A term in the list."""

    term: TermLink
    acronym: str
    count: int
    children: tuple[_Entry, ...] = ()
    """All terms below it, in one list."""


class _Group(View, frozen=True):
    """The terms of one country, or those of none."""

    heading: str
    entries: tuple[_Entry, ...]


class TaxonomyPage(Content, frozen=True, tag="taxonomy.html"):
    """All terms of a taxonomy."""

    title: str
    intro: str
    groups: tuple[_Group, ...]


CONTENTS = (TaxonomyPage,)


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """One page for each taxonomy."""
    for name, taxonomy in site.taxonomies.items():
        yield Page(
            address=address.taxonomy(name),
            title=taxonomy.settings.title,
            description=taxonomy.settings.intro,
            content=partial(_taxonomy, site, shared, taxonomy),
        )


def _taxonomy(site: Site, shared: SharedViews, taxonomy: Taxonomy) -> TaxonomyPage:
    settings = taxonomy.settings
    members = site.members[settings.name]

    def entry(term: Term, below: Iterable[Term] = ()) -> _Entry:
        children = tuple(entry(child) for child in below)
        count = len(members.get(term.slug, ()))
        return _Entry(shared.term(settings.name, term.slug), term.acronym, count, children)

    by_country: dict[str, list[_Entry]] = defaultdict(list)
    shown = [term for term in taxonomy if site.has_page(settings.name, term.slug)]
    tops = sorted((term for term in shown if term.parent not in taxonomy.terms), key=_by_name)
    for term in tops:
        heading = country_name(term.country) if settings.lookup != "code" and term.country else ""
        by_country[heading].append(entry(term, _descendants(taxonomy, term)))
    international = by_country.pop("", [])
    groups = [_Group(heading, tuple(entries)) for heading, entries in sorted(by_country.items())]
    if international:
        groups.append(_Group("International" if groups else "", tuple(international)))
    return TaxonomyPage(settings.title, settings.intro, tuple(groups))


def _descendants(taxonomy: Taxonomy, term: Term) -> Iterator[Term]:
    for child in sorted(taxonomy.children(term.slug), key=_by_name):
        yield child
        yield from _descendants(taxonomy, child)


def _by_name(term: Term) -> str:
    return term.name.casefold()
