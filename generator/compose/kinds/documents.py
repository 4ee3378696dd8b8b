"""Plain pages of the site's own."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.page import Page
from generator.model.settings import TaxonomySettings
from generator.model.site import Site
from generator.model.term import Term
from generator.report.codes import CATALOGUE


def pages(site: Site) -> Iterator[Page]:
    """About, editorial policy and their like."""
    for document in site.documents:
        yield Page(
            address=document.address,
            title=document.title,
            template="document.html",
            description=document.summary,
            data={
                "document": document,
                "checks": tuple(CATALOGUE.values()) if document.append == "checks" else (),
                "registries": _registries(site) if document.append == "terms" else (),
            },
        )


def _registries(site: Site) -> list[tuple[TaxonomySettings, tuple[Term, ...]]]:
    """What a contributor names by slug."""
    every = site.taxonomies.values()
    return [(one.settings, tuple(one)) for one in every if one.settings.lookup == "slug"]
