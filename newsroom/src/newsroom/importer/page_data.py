"""Read a page's data for machines as claims: meta elements and JSON-LD (schema.org).

trafilatura reads titles, authors and names of sites. Days are read here, because htmldate does not
tell where it found one; of a page with several articles in its data, no day is the page's own.
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Any

from trafilatura.metadata import examine_meta, extract_meta_json

from newsroom.importer.claims import Claim, Field, Place
from newsroom.importer.inert import one_line
from newsroom.importer.words import table

Element = Any
"""An element of lxml, which has no type annotations."""
_MOST_METAS = 1_000
_META: dict[str, list[Any]] = {
    name: key.split(" ") for key, names in table()["meta"].items() for name in names.split()
}
"""Name of a meta element with a day or a language → field and place of the claim."""
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_OF_OTHERS = "itemListElement"
"""The property of schema.org in which pages list other people's reports."""


def claims(tree: Element) -> Iterator[Claim]:
    """Yield claims of a page's meta and link elements, of its language, and of its JSON-LD."""
    for meta in islice(tree.iter("meta"), _MOST_METAS):
        content = one_line(unescape(meta.get("content") or ""), 1_000)
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip().lower()
            if name in _META and content:
                field, place = _META[name]
                yield Claim(field, content, place, f"meta {name}")
    for link in islice(tree.iter("link"), _MOST_METAS):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield Claim("address", link.get("href"), "line", "link rel=canonical")
    if tree.get("lang"):
        yield Claim("language", tree.get("lang"), "data", "html lang")
    days: set[str] = set()
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "").lower() and _OF_OTHERS not in text:
            days.update(_PUBLISHED.findall(text))
    kind: Place = "data" if len(days) == 1 else "near"
    for day in sorted(days)[:20]:
        yield Claim("date", day, kind, "JSON-LD datePublished")
    yield from _by_library(tree)


def _by_library(tree: Element) -> Iterator[Claim]:
    metadata = examine_meta(tree)
    try:
        metadata = extract_meta_json(tree, metadata)
    except Exception:  # noqa: BLE001 (no failure on a stranger's page ends the import)
        metadata = examine_meta(tree)
    fields: dict[Field, str] = {"title": "title", "author": "author", "outlet": "sitename"}
    for field, name in fields.items():
        value = unescape(getattr(metadata, name) or "").replace("\u00ad", "")
        parts = value.split("; ") if field == "author" else [value]
        for part in parts:
            if part.strip():
                yield Claim(field, part.strip(), "data", "the page's data")
    if metadata.url:
        yield Claim("address", metadata.url, "data", "the page's data")
