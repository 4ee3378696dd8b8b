"""Plain pages of the site's own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.data.editor_schemas import FrontMatterKey, front_matter_keys
from generator.diagnostics.codes import Code, content_codes
from generator.model.page import Page
from generator.model.site import PlainPage, Site
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content


class DocumentPage(Content, frozen=True, tag="document.html"):
    """A page that editors wrote, perhaps with a generated part below."""

    summary: str
    body: str
    """Sanitised HTML."""
    keys: tuple[FrontMatterKey, ...]
    """The keys of front matter."""
    checks: tuple[Code, ...]
    """Codes of `digest check`."""
    registries: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Titles of taxonomies, and slugs and names of the terms that front matter names by slug."""


def pages(site: Site, _shared: SharedViews) -> Iterator[Page]:
    """About, editorial policy and their like."""
    for document in site.documents:
        yield Page(
            address=document.address,
            title=document.title,
            description=document.summary,
            content=partial(_document, site, document),
        )


def _document(site: Site, document: PlainPage) -> DocumentPage:
    by_slug = [one for one in site.taxonomies.values() if one.settings.lookup == "slug"]
    registries = [(one.settings.title, tuple((term.slug, term.name) for term in one)) for one in by_slug]
    return DocumentPage(
        summary=document.summary,
        body=document.body.html,
        keys=tuple(front_matter_keys(site.settings, site.taxonomies)) if document.append == "checks" else (),
        checks=tuple(content_codes().values()) if document.append == "checks" else (),
        registries=tuple(registries) if document.append == "terms" else (),
    )
