"""Make the page of a taxonomy, which lists its terms with articles."""

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
    """A term in the list of all."""

    term: Link
    acronym: str
    descendants: "tuple[_ListedTerm, ...]" = ()
    """The terms with articles below it, in one list."""


class TaxonomyPage(Content, frozen=True, tag="taxonomy.html"):
    """The terms of a taxonomy that have articles; of outlets, all terms."""

    intro: str
    groups: tuple[tuple[str, tuple[_ListedTerm, ...]], ...]
    """Headings, which are countries, kinds or empty, with their terms."""
    by_kind: bool
    """Whether the headings are kinds, so that terms without one are not international."""
    has_others: bool
    """Whether only the index of names has some of its terms."""


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

    def is_listed(term: Term) -> bool:
        # The index of names, which has no outlets, lists the other terms without articles.
        return settings.of_source or site.has_page(name, term.slug)

    for term in sorted(taxonomy, key=_by_name):
        if term.parent in taxonomy.terms or not is_listed(term):
            continue
        below = []
        for descendant in filter(is_listed, _descendants(taxonomy, term)):
            counted = shared.counted(name, descendant.slug)
            below.append(_ListedTerm(counted, descendant.acronym))
        counted = shared.counted(name, term.slug)
        listed = _ListedTerm(term=counted, acronym=term.acronym, descendants=tuple(below))
        heading = ""
        if by_kind:
            heading = settings.kind_heading(term.kind)
        elif term.country and settings.lookup != "code":
            heading = country_name(term.country)
        groups[heading].append(listed)
    headings = sorted(groups, key=lambda name: (not name, collation_key(name)))  # "" last
    if by_kind:
        headings = ["", *map(settings.kind_heading, settings.kinds)]
    shown = [(heading, tuple(groups[heading])) for heading in headings if heading in groups]
    has_others = settings.lookup != "code" and not all(map(is_listed, taxonomy))
    return TaxonomyPage(settings.intro, tuple(shown), by_kind, has_others)


def _descendants(taxonomy: Taxonomy, term: Term) -> Iterator[Term]:
    for child in sorted(taxonomy.children(term.slug), key=_by_name):
        yield child
        yield from _descendants(taxonomy, child)


def _by_name(term: Term) -> tuple[str, str]:
    return collation_key(term.name)
