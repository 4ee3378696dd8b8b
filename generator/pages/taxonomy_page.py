"""The page that lists all terms of a taxonomy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from generator.assemble.english import country_name
from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.model.term import Taxonomy, Term
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Link, View


class _Listed(View, frozen=True):
    """A term in the list."""

    term: Link
    acronym: str
    children: tuple[_Listed, ...] = ()
    """All terms below it, in one list."""


class TaxonomyPage(Content, frozen=True, tag="taxonomy.html"):
    """All terms of a taxonomy."""

    intro: str
    groups: tuple[tuple[str, tuple[_Listed, ...]], ...]
    """Headings, which are countries or empty, and the terms below each."""


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
    by_country: dict[str, list[_Listed]] = defaultdict(list)
    shown = [term for term in taxonomy if site.has_page(settings.name, term.slug)]
    for term in sorted((term for term in shown if term.parent not in taxonomy.terms), key=_by_name):
        heading = country_name(term.country) if settings.lookup != "code" and term.country else ""
        below = tuple(
            _Listed(shared.counted(settings.name, child.slug), child.acronym)
            for child in _descendants(taxonomy, term)
        )
        listed = _Listed(shared.counted(settings.name, term.slug), term.acronym, below)
        by_country[heading].append(listed)
    international = tuple(by_country.pop("", ()))
    groups = [(heading, tuple(listed)) for heading, listed in sorted(by_country.items())]
    if international:
        groups.append(("International" if groups else "", international))
    return TaxonomyPage(settings.intro, tuple(groups))


def _descendants(taxonomy: Taxonomy, term: Term) -> Iterator[Term]:
    for child in sorted(taxonomy.children(term.slug), key=_by_name):
        yield child
        yield from _descendants(taxonomy, child)


def _by_name(term: Term) -> str:
    return term.name.casefold()
