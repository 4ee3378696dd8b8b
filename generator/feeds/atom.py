"""Atom (RFC 4287) with tombstones for retracted articles (RFC 6721)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from generator.feeds.feed_view import XML, FeedEntry, FeedHead, child, instant, xml_text

NAME = "feed.xml"
TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


def atom_entry(entry: FeedEntry) -> str:
    """Write an entry, which any feed of the site may contain."""
    element = ET.Element("entry", {"xml:lang": entry.language})
    child(element, "id", entry.id)
    child(element, "title", entry.title)
    child(element, "published", instant(entry.published))
    child(element, "updated", instant(entry.updated))
    child(element, "link", "", rel="alternate", type="text/html", href=entry.url)
    if entry.via:
        child(element, "link", "", rel="via", href=entry.via)
    child(element, "summary", entry.summary)
    if entry.html:
        child(element, "content", entry.html, type="html")
    for slug, name in entry.categories:
        child(element, "category", "", term=slug, label=name)
    return ET.tostring(element, encoding="unicode")


def atom(head: FeedHead, entries: Iterable[str]) -> str:
    """Write a feed of entries that `atom_entry` wrote."""
    feed = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": head.language})
    if head.gone:
        feed.set("xmlns:at", TOMBSTONES)
    child(feed, "id", head.id)
    child(feed, "title", head.title)
    if head.description:
        child(feed, "subtitle", head.description)
    child(feed, "updated", instant(head.updated))
    child(ET.SubElement(feed, "author"), "name", head.author)
    child(feed, "link", "", rel="self", type=TYPE, href=head.page + NAME)
    child(feed, "link", "", rel="alternate", type="text/html", href=head.page)
    if head.hub:
        child(feed, "link", "", rel="hub", href=head.hub)
    for tombstone in head.gone:  # feed readers delete the entry with this id (RFC 6721, section 3)
        when = instant(tombstone.date)
        deleted = ET.SubElement(feed, "at:deleted-entry", ref=xml_text(tombstone.id), when=when)
        child(deleted, "at:comment", tombstone.reason)
    text = ET.tostring(feed, encoding="unicode")
    return f"{XML}{text.removesuffix('</feed>')}{''.join(entries)}</feed>\n"
