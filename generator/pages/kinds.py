"""List all kinds of pages."""

from collections.abc import Iterator
from importlib import import_module

from msgspec.structs import replace

from generator.model.page import Page
from generator.model.site import Site
from generator.pages.shared_views import SharedViews

_NAMES = "front_page article_page taxonomy_page term_pages crossing_pages archive_pages"
_NAMES_OF_SERVICES = "names_page corrections_pages service_pages"
"""The modules beside this one that make pages, before and after those of extensions."""
_KINDS = [import_module(f"{__package__}.{name}") for name in _NAMES.split()]
_SERVICES = [import_module(f"{__package__}.{name}") for name in _NAMES_OF_SERVICES.split()]


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
