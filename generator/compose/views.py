"""Views: all that a template may show, as plain values.

A view is a tree of text, numbers, dates and other views, and holds nothing that leads back to the
site. So a page is a pure function of its view: the hash of the encoded view is the page's cache
key, and a template cannot show anything that the key does not cover.

This module has the views that several kinds of pages share; `kinds` has one module for each kind.
"""

from __future__ import annotations

import datetime as dt

from msgspec import Raw, Struct

from generator.compose.feeds import FeedLink


class View(Struct, frozen=True, array_like=True):
    """Plain values for a template; encoded as a list, since field names would double its size."""


class Content(View, frozen=True, tag_field="template"):
    """What one kind of page shows. Subclasses are tagged with the file name of their template."""


class SiteView(View, frozen=True):
    """What any page may say of the site."""

    title: str
    tagline: str
    url: str
    """Where the site is published, ending in a slash; empty when that is not known."""
    language: str
    contribute: str
    """The address of the page for contributors; empty when there is none."""


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


class TermLink(View, frozen=True):
    """The name of a term, linked when the term has a page."""

    name: str
    address: str = ""
    language: str = ""
    """The language of the name where it is not the site's."""


class NamedText(View, frozen=True):
    """A name without a page."""

    name: str
    language: str = ""


class ArticleLink(View, frozen=True):
    """The title of an article and its page."""

    title: str
    address: str
    language: str = ""
    """The article's language where it is not the site's."""


class SourceLine(View, frozen=True):
    """Who reported something: an outlet of the registry, or only a name."""

    name: str
    address: str = ""
    """The outlet's page; empty when it is not registered."""
    kind: str = ""
    language: str = ""


class Chip(View, frozen=True):
    """A term in a narrow place."""

    label: str
    address: str
    title: str
    """The full name where the label is an acronym, else empty."""
    leading: bool
    """Whether the term belongs to the leading taxonomy, which has a colour of its own."""


class EntryView(View, frozen=True):
    """An article in a listing.

    Listings hold it encoded: at 10,000 articles they refer to entries 533,000 times, and encoding
    each anew would take longer than all the rest of the views.
    """

    date: dt.date
    article: ArticleLink
    summary: str
    source: SourceLine
    chips: tuple[Chip, ...]


class Section(View, frozen=True):
    """Part of a listing under a heading."""

    id: str
    """Where links within the page lead; empty on a page without such links."""
    label: str
    heading: TermLink
    entries: tuple[Raw, ...]
    """Encoded `EntryView`s, newest first."""
    more: str = ""
    """The address of a page with the same articles; empty when there is none."""


class PageLink(View, frozen=True):
    """A page and what a link to it says."""

    title: str
    address: str


class CountedLink(View, frozen=True):
    """A page and how many articles it lists."""

    title: str
    address: str
    count: int


class Bar(View, frozen=True):
    """One bar of a chart."""

    label: str
    count: int
