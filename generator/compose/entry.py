"""A feed and its entries before they have a format."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree as ET

from babel import Locale, UnknownLocaleError

from generator.model.settings import FeedSettings

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that readers of a feed are told."""

    id: str
    title: str
    url: str
    published: dt.date
    updated: dt.date
    summary: str
    html: str
    """With absolute addresses; empty where the feed has summaries only."""
    language: str
    via: str = ""
    """Where the report that it sums up can be read."""
    categories: tuple[tuple[str, str], ...] = ()
    """Slugs and names."""


@dataclass(frozen=True, slots=True)
class Gone:
    """An entry that was withdrawn."""

    id: str
    date: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself."""

    id: str
    title: str
    description: str
    language: str
    author: str
    page: str
    """The absolute address of the page beside which it stands."""
    updated: dt.date
    settings: FeedSettings
    gone: tuple[Gone, ...] = ()


def instant(date: dt.date) -> str:
    """A day as an instant (RFC 3339): articles know no hour, so it is midnight UTC."""
    return f"{date.isoformat()}T00:00:00Z"


def xml_text(text: str) -> str:
    """A text without the characters that XML cannot hold, even as references (XML 1.0, 2.2)."""
    return _NOT_XML.sub("", text)


def child(parent: ET.Element, name: str, text: str, **attributes: str) -> ET.Element:
    """Add an element with a text."""
    element = ET.SubElement(parent, name, {key: xml_text(value) for key, value in attributes.items()})
    element.text = xml_text(text) or None
    return element


@cache
def right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    try:
        return Locale.parse(language, sep="-").character_order == "right-to-left"
    except (UnknownLocaleError, ValueError):
        return False


def in_its_direction(html: str, language: str) -> str:
    """A text of a feed: readers show it among others, so one from right to left must say so."""
    return f'<div dir="rtl">{html}</div>' if html and right_to_left(language) else html
