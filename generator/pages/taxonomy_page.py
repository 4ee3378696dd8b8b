"""Make the page that lists all terms of a taxonomy."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from generator.assemble.interface import collation_key, country_name
from generator.model import address
from generator.model.page import Page
from generator.model.settings import TaxonomySettings
from generator.model.site import Site
from generator.model.term import Taxonomy, Term
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Link, View


class _ListedTerm(View, frozen=True):
    """A term in the list of all."""

    term: Link
    acronym: str
    descendants: "tuple[_ListedTerm, ...]" = ()
    """All terms below it, in one list."""


class TaxonomyPage(Content, frozen=True, tag="taxonomy.html"):
    """All terms of a taxonomy."""

    intro: str
    groups: tuple[tuple[str, tuple[_ListedTerm, ...]], ...]
    """Headings, which are countries, kinds or empty, with their terms."""
    by_kind: bool
    """Whether the headings are kinds, so that terms without one are not international."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make a page for each taxonomy."""
    for name, taxonomy in site.taxonomies.items():
        yield Page(
            address=address.taxonomy(name),
            title=taxonomy.settings.title,
            description=taxonomy.settings.intro,
            content=partial(_taxonomy, site, shared, taxonomy),
        )


def _taxonomy(site: Site, shared: SharedViews, taxonomy: Taxonomy) -> TaxonomyPage:
    settings = taxonomy.settings
    name = settings.name
    by_kind = bool(settings.kinds) and not any(term.country for term in taxonomy)
    groups: dict[str, list[_ListedTerm]] = defaultdict(list)
    for term in sorted(taxonomy, key=_by_name):
        if term.parent in taxonomy.terms or not site.has_page(name, term.slug):
            continue
        below = []
        for descendant in _descendants(taxonomy, term):
            counted = shared.counted(name, descendant.slug)
            below.append(_ListedTerm(counted, descendant.acronym))
        counted = shared.counted(name, term.slug)
        listed = _ListedTerm(term=counted, acronym=term.acronym, descendants=tuple(below))
        heading = _country(settings, term)
        if by_kind:
            heading = settings.kind_heading(term.kind)
        groups[heading].append(listed)
    headings = sorted(groups, key=_by_country)
    if by_kind:
        headings = ["", *map(settings.kind_heading, settings.kinds)]
    shown = [(heading, tuple(groups[heading])) for heading in headings if heading in groups]
    return TaxonomyPage(settings.intro, tuple(shown), by_kind)


def _country(settings: TaxonomySettings, term: Term) -> str:
    """Return the name of a term's country; empty if it has none or is a country itself."""
    if settings.lookup == "code" or not term.country:
        return ""
    return country_name(term.country)


def _by_country(heading: str) -> tuple[bool, tuple[str, str]]:
    """The key that sorts headings by name; the empty one comes last."""
    return not heading, collation_key(heading)


def _descendants(taxonomy: Taxonomy, term: Term) -> Iterator[Term]:
    for child in sorted(taxonomy.children(term.slug), key=_by_name):
        yield child
        yield from _descendants(taxonomy, child)


def _by_name(term: Term) -> tuple[str, str]:
    return collation_key(term.name)
