"""List all kinds of pages."""

from collections.abc import Iterator
from functools import cache, reduce
from operator import or_
from typing import Any

from msgspec.structs import replace

from generator.extension import extensions
from generator.model.page import Page
from generator.model.site import Site
from generator.pages import (
    archive_pages,
    article_page,
    corrections_pages,
    crossing_pages,
    drafts_page,
    edition_pages,
    front_page,
    matrix_page,
    names_page,
    offline_page,
    service_pages,
    taxonomy_page,
    term_pages,
)
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content

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
    offline_page,
    drafts_page,
)


@cache
def contents() -> Any:  # noqa: ANN401 (a union of types)
    """The union of all kinds' content views, distinguished by their tags when decoded."""
    return reduce(or_, Content.__subclasses__())


def pages(site: Site) -> Iterator[Page]:
    """Make every page of a site; one without a description gets that of the site."""
    shared = SharedViews(site)
    kinds: tuple[Any, ...] = (*_KINDS, *extensions())
    for kind in kinds:
        for page in kind.pages(site, shared):
            yield page if page.description else replace(page, description=site.settings.description)
