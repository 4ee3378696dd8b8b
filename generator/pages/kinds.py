"""List all kinds of pages."""

from collections.abc import Iterator

from msgspec.structs import replace

from generator.extension import active
from generator.model.page import Page
from generator.model.site import Site
from generator.pages import (
    archive_pages,
    article_page,
    corrections_pages,
    crossing_pages,
    edition_pages,
    front_page,
    matrix_page,
    names_page,
    service_pages,
    taxonomy_page,
    term_pages,
)
from generator.pages.shared_views import SharedViews

_KINDS = (
    front_page,
    article_page,
    taxonomy_page,
    term_pages,
    crossing_pages,
    matrix_page,
    archive_pages,
    edition_pages,
    names_page,
    corrections_pages,
    service_pages,
)


def pages(site: Site) -> Iterator[Page]:
    """Make every page of a site; one without a description gets that of the site.

    The pages that editors wrote come last, as in the sitemap.
    """
    shared = SharedViews(site)
    every = [page for kind in _KINDS for page in kind.pages(site, shared)]
    for extension in active(site.settings):
        for page in extension.pages(site, shared):
            every.append(replace(page, package=extension.name))
    for page in (*every, *service_pages.documents(site, shared)):
        yield page if page.description else replace(page, description=site.settings.description)
