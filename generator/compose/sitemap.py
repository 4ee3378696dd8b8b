"""`sitemap.xml` (sitemaps.org 0.9): every page worth finding, with an honest date of change."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from generator.model.page import Page
from generator.model.site import Site

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(site: Site, pages: Iterable[Page]) -> str:
    """The sitemap of a site that knows its address; articles carry their date of change."""
    changed = {article.address: article.updated or article.date for article in site.published}
    root = ET.Element("urlset", xmlns=_NAMESPACE)
    for page in pages:
        if not page.indexed:
            continue
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = urljoin(site.settings.url, page.address)
        if page.address in changed:
            ET.SubElement(entry, "lastmod").text = changed[page.address].isoformat()
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
