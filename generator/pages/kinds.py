"""List all kinds of pages."""

from collections.abc import Iterator

from msgspec.structs import replace

from generator.model.page import Page
from generator.model.site import Site
from generator.pages import (
    archive_pages,
    article_page,
    corrections_pages,
    crossing_pages,
    front_page,
    names_page,
    service_pages,
    taxonomy_page,
    term_pages,
)
from generator.pages.shared_views import SharedViews

_KINDS = (front_page, article_page, taxonomy_page, term_pages, crossing_pages, archive_pages)
_SERVICES = (names_page, corrections_pages, service_pages)


def pages(site: Site) -> Iterator[Page]:
    """Make every page of a site; one without a description gets that of the site."""
    shared = SharedViews(site)
    made = [(kind.pages(site, shared), "") for kind in _KINDS]
    made += [(own.pages(site, shared), own.name) for own in site.settings.extensions]
    made += [(kind.pages(site, shared), "") for kind in _SERVICES]
    for listed, package in made:
        for page in listed:
            description = page.description or site.settings.description
            yield replace(page, description=description, package=package)
