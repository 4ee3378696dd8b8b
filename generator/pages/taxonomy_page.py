"""The page that lists all terms of a taxonomy."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from generator.assemble.interface import collation_key, country_name
from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.model.term import Taxonomy, Term
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Link, View


class _ListedTerm(View, frozen=True):
    """A term in the list."""

    term: Link
    acronym: str
    descendants: "tuple[_ListedTerm, ...]" = ()
    """All terms below it, in one list."""


class TaxonomyPage(Content, frozen=True, tag="taxonomy.html"):
    """All terms of a taxonomy."""

    intro: str
    groups: tuple[tuple[str, tuple[_ListedTerm, ...]], ...]
    """Headings, which are countries or empty, with their terms."""


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
    by_country: dict[str, list[_ListedTerm]] = defaultdict(list)
    for term in sorted(taxonomy, key=_by_name):
        if term.parent in taxonomy.terms or not site.has_page(settings.name, term.slug):
            continue
        heading = country_name(term.country) if settings.lookup != "code" and term.country else ""
        descendants = tuple(
            _ListedTerm(shared.counted(settings.name, below.slug), below.acronym)
            for below in _descendants(taxonomy, term)
        )
        listed = _ListedTerm(shared.counted(settings.name, term.slug), term.acronym, descendants)
        by_country[heading].append(listed)
    groups = sorted(
        by_country.items(), key=lambda group: (not group[0], collation_key(group[0]))
    )  # "" comes last
    return TaxonomyPage(settings.intro, tuple((heading, tuple(terms)) for heading, terms in groups))


def _descendants(taxonomy: Taxonomy, term: Term) -> Iterator[Term]:
    for child in sorted(taxonomy.children(term.slug), key=_by_name):
        yield child
        yield from _descendants(taxonomy, child)


def _by_name(term: Term) -> tuple[str, str]:
    return collation_key(term.name)
