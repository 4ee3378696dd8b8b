"""The kinds of pages there are. A new kind is one module here and one line below."""

from __future__ import annotations

from collections.abc import Iterator

from generator.compose.kinds import (
    archive,
    articles,
    corrections,
    data,
    documents,
    editions,
    front,
    matrix,
    names,
    report,
    search,
    subscribe,
    taxonomies,
    terms,
)
from generator.model.page import Page
from generator.model.site import Site

_KINDS = (
    front,
    articles,
    taxonomies,
    terms,
    matrix,
    archive,
    editions,
    names,
    corrections,
    report,
    search,
    subscribe,
    data,
    documents,
)


def pages(site: Site) -> Iterator[Page]:
    """Every page of a site."""
    for kind in _KINDS:
        yield from kind.pages(site)
