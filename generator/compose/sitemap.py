"""`sitemap.xml` (sitemaps.org 0.9): every page worth finding, with an honest date of change."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urljoin

from generator.model.page import Page
from generator.model.site import Site

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)

Location = tuple[str, str]
"""The address of a page, and the day it changed, or nothing where nobody knows."""


def locations(site: Site, pages: Iterable[Page]) -> list[Location]:
    """What the sitemap lists; articles carry their date of change."""
    changed = {article.address: str(article.updated or article.date) for article in site.published}
    return [(page.address, changed.get(page.address, "")) for page in pages if page.indexed]


def sitemap(url: str, listed: Iterable[Location]) -> str:
    """The sitemap of a site that stands at an address."""
    parts = [_HEAD]
    for address, day in listed:
        lastmod = f"\n    <lastmod>{day}</lastmod>" if day else ""
        parts.append(f"  <url>\n    <loc>{escape(urljoin(url, address))}</loc>{lastmod}\n  </url>\n")
    parts.append("</urlset>\n")
    return "".join(parts)
