"""Views: all that a template may show, as plain values.

A view is a tree of text, numbers, dates and other views, and holds nothing that leads back to the
site. So a page is a pure function of its view: the hash of the encoded view is the page's cache
key, and a template cannot show anything that the key does not cover.

This module has the views that several kinds of pages share; `kinds` has one module for each kind.
"""

from __future__ import annotations

import datetime as dt

from msgspec import Raw, Struct

from generator.feeds.writer import FeedLink


class View(Struct, frozen=True, array_like=True):
    """Plain values for a template; encoded as a list, since field names would double its size."""


class Content(View, frozen=True, tag_field="template"):
    """What one kind of page shows. Subclasses are tagged with the file name of their template."""


class Link(View, frozen=True):
    """A text that links to a page of the site, or a text alone: a term, an article, a year."""

    text: str
    address: str = ""
    """Empty where there is no page."""
    language: str = ""
    """The language of the text where it is not the site's."""
    count: int = 0
    """How many articles the page lists, where that is shown."""


class Steps(View, frozen=True):
    """The pages before and after a page in a series."""

    newer: Link | None
    older: Link | None


class SourceLine(View, frozen=True):
    """Who reported something: an outlet of the registry, or only a name."""

    name: str
    address: str
    """The outlet's page; empty when it is not registered."""
    kind: str
    language: str


class Chip(View, frozen=True):
    """A term in a narrow place."""

    label: str
    address: str
    title: str
    """The full name where the label is an acronym, else empty."""
    leading: bool
    """Whether the term belongs to the leading taxonomy, which has a colour of its own."""


class Entry(View, frozen=True):
    """An article in a listing.

    Listings hold it encoded: at 10,000 articles they refer to entries 533,000 times, and encoding
    each anew would take longer than all the rest of the views.
    """

    date: dt.date
    article: Link
    summary: str
    source: SourceLine
    chips: tuple[Chip, ...]


class Section(View, frozen=True):
    """Part of a listing under a heading."""

    heading: Link
    entries: tuple[Raw, ...]
    """Encoded `Entry`s, newest first."""
    id: str = ""
    """Where links within the page lead; empty where there are none."""
    label: str = ""
    """What those links say."""
    more: str = ""
    """The address of a page with the same articles; empty when there is none."""


class SiteView(View, frozen=True):
    """What any page may say of the site."""

    title: str
    tagline: str
    url: str
    """Where the site is published, ending in a slash; empty when that is not known."""
    language: str
    contribute: str
    """The address of the page for contributors; empty when there is none."""
    share_image: str
    """The address of the picture that other sites show beside links; empty when there is none."""


class PageView(View, frozen=True):
    """Everything that is written into the theme for one page."""

    site: SiteView
    address: str
    title: str
    description: str
    indexed: bool
    """False for pages that search engines should leave out."""
    feeds: tuple[FeedLink, ...]
    content: Raw
    """An encoded `Content`, which `kinds.CONTENTS` lists."""
