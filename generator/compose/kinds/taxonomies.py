"""The page that lists all terms of a taxonomy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.compose.environment import country_name
from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.model.term import Taxonomy, Term


def pages(site: Site) -> Iterator[Page]:
    """One page for each taxonomy."""
    for name, taxonomy in site.taxonomies.items():
        settings = taxonomy.settings
        yield Page(
            address=address.taxonomy(name),
            title=settings.title,
            template="taxonomy.html",
            description=settings.intro,
            data={
                "taxonomy": settings,
                "groups": _groups(site, taxonomy),
                "counts": {slug: len(members) for slug, members in site.members[name].items()},
            },
        )


def _groups(site: Site, taxonomy: Taxonomy) -> list[tuple[str, list[tuple[Term, tuple[Term, ...]]]]]:
    """Terms with their children, under a heading for each country where terms have one."""
    shown = [term for term in taxonomy if site.has_page(taxonomy.settings.name, term.slug)]
    tops = sorted((term for term in shown if term.parent not in taxonomy.terms), key=_by_name)
    by_country: dict[str, list[tuple[Term, tuple[Term, ...]]]] = defaultdict(list)
    countries_matter = taxonomy.settings.lookup != "code" and any(term.country for term in tops)
    for term in tops:
        heading = country_name(term.country) if countries_matter and term.country else ""
        by_country[heading].append((term, tuple(_descendants(taxonomy, term))))
    international = by_country.pop("", [])
    groups = sorted(by_country.items())
    if international:
        groups.append(("International" if groups else "", international))
    return groups


def _descendants(taxonomy: Taxonomy, term: Term) -> Iterator[Term]:
    for child in sorted(taxonomy.children(term.slug), key=_by_name):
        yield child
        yield from _descendants(taxonomy, child)


def _by_name(term: Term) -> str:
    return term.name.casefold()
