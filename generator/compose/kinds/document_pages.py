"""Plain pages of the site's own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.compose.shared_views import SharedViews
from generator.compose.views import Content, View
from generator.model.page import Page
from generator.model.site import Document, Site
from generator.report.codes import CATALOGUE


class _Check(View, frozen=True):
    """A code of `digest check` with an example."""

    slug: str
    severity: str
    meaning: str
    wrong: str
    right: str


class _Registry(View, frozen=True):
    """What a contributor may name in one taxonomy: slugs and names."""

    title: str
    terms: tuple[tuple[str, str], ...]


class DocumentPage(Content, frozen=True, tag="document.html"):
    """A page that editors wrote, perhaps with a generated part below."""

    title: str
    summary: str
    body: str
    """Sanitised HTML."""
    checks: tuple[_Check, ...]
    registries: tuple[_Registry, ...]


CONTENTS = (DocumentPage,)


def pages(site: Site, _shared: SharedViews) -> Iterator[Page]:
    """About, editorial policy and their like."""
    for document in site.documents:
        yield Page(
            address=document.address,
            title=document.title,
            description=document.summary,
            content=partial(_document, site, document),
        )


def _document(site: Site, document: Document) -> DocumentPage:
    return DocumentPage(
        title=document.title,
        summary=document.summary,
        body=document.body.html,
        checks=tuple(_checks()) if document.append == "checks" else (),
        registries=tuple(_registries(site)) if document.append == "terms" else (),
    )


def _checks() -> Iterator[_Check]:
    for one in CATALOGUE.values():
        yield _Check(one.slug, one.severity, one.meaning, one.wrong, one.right)


def _registries(site: Site) -> Iterator[_Registry]:
    """The taxonomies whose terms front matter names by slug."""
    for taxonomy in site.taxonomies.values():
        if taxonomy.settings.lookup == "slug":
            yield _Registry(taxonomy.settings.title, tuple((term.slug, term.name) for term in taxonomy))
