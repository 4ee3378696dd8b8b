"""RSS 2.0 (rssboard.org), for the whole site only, since some readers support nothing newer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from generator.feeds import atom
from generator.feeds.feed_view import XML, FeedEntry, FeedHead, child

NAME = "rss.xml"
TYPE = "application/rss+xml"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"


def _day(date: dt.date) -> str:
    """A day in RFC 822 format: `Wed, 27 Oct 2021 00:00:00 +0000`."""
    return format_datetime(dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC))


def rss(head: FeedHead, entries: Iterable[FeedEntry]) -> str:
    """Write the feed; items have the same identities as in the other formats."""
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": atom.NAMESPACE, "xmlns:content": _CONTENT})
    channel = ET.SubElement(root, "channel")
    child(channel, "title", head.title)
    child(channel, "link", head.page)
    child(channel, "description", escape(head.description or head.title, quote=False))
    child(channel, "language", head.language)
    child(channel, "lastBuildDate", _day(head.updated))
    child(channel, "atom:link", "", rel="self", type=TYPE, href=head.page + NAME)
    if head.hub:
        child(channel, "atom:link", "", rel="hub", href=head.hub)
    for entry in entries:
        item = ET.SubElement(channel, "item")
        child(item, "title", entry.title)
        child(item, "link", entry.url)
        child(item, "guid", entry.id, isPermaLink="false")
        child(item, "pubDate", _day(entry.published))
        for slug, _ in entry.categories:
            child(item, "category", slug)
        child(item, "description", escape(entry.summary, quote=False))
        if entry.html:
            child(item, "content:encoded", entry.html)
    return f"{XML}{ET.tostring(root, encoding='unicode')}\n"
