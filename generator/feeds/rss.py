"""RSS 2.0 (rssboard.org), for the whole site only: some readers know nothing newer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from generator.feeds import atom
from generator.feeds.feed_view import FeedEntry, FeedHead, child

NAME = "rss.xml"
TYPE = "application/rss+xml"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"


def _day(date: dt.date) -> str:
    """A day as RFC 822 has it: `Wed, 27 Oct 2021 00:00:00 +0000`."""
    return format_datetime(dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC))


def rss(head: FeedHead, entries: Iterable[FeedEntry]) -> str:
    """The feed; the identity of an item is the same as in the other formats, and no address."""
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": atom.NAMESPACE, "xmlns:content": _CONTENT})
    channel = ET.SubElement(root, "channel")
    child(channel, "title", head.title)
    child(channel, "link", head.page)
    child(channel, "description", escape_html(head.description or head.title))
    child(channel, "language", head.language)
    child(channel, "lastBuildDate", _day(head.updated))
    child(channel, "atom:link", "", rel="self", type=TYPE, href=head.page + NAME)
    if head.hub:
        child(channel, "atom:link", "", rel="hub", href=head.hub)
    for entry in entries:
        channel.append(_item(entry))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _item(entry: FeedEntry) -> ET.Element:
    item = ET.Element("item")
    child(item, "title", entry.title)
    child(item, "link", entry.url)
    child(item, "guid", entry.id, isPermaLink="false")
    child(item, "pubDate", _day(entry.published))
    for slug, _ in entry.categories:
        child(item, "category", slug)
    child(item, "description", escape_html(entry.summary))
    if entry.html:
        child(item, "content:encoded", entry.html)
    return item


def escape_html(text: str) -> str:
    """Plain text where readers expect HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
