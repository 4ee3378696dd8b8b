"""Define views: the data of templates, as plain values.

A view is a tree of text, numbers, dates and other views, without a reference to the site. So a
page is a pure function of its view, and of its articles if it has any (`Page.articles`). The hash
of both is the page's cache key, and a template cannot show anything that the key does not cover.

This module defines the views that several kinds of pages share.
"""

import datetime as dt

from msgspec import Raw, Struct

from generator.feeds.writer import FeedLink


class View(Struct, frozen=True, array_like=True):
    """Plain values for a template.

    They are encoded as a list, because names of fields would double its size.
    """


class Content(View, frozen=True, tag_field="template"):
    """The content of one kind of page. The tag of a subclass is the file name of its template."""


class Link(View, frozen=True):
    """A link to a page by a name, or only the name if there is no page."""

    text: str
    address: str = ""
    """Empty if there is no page."""
    language: str = ""
    """The language of the text; empty if it is the site's."""
    count: int = 0
    """The number of articles that name the term or belong to the year."""
    total: int = 0
    """The number that includes articles of its sub-terms."""
    shade: int = 0
    """The shade of the count, from 1 to 5; 0 for none."""
    label: str = ""
    """The state of an article, as in "Draft" in previews, or "Retracted"."""


Links = tuple[Link, ...]


class Steps(View, frozen=True):
    """The next newer and older page of a series."""

    newer: Link | None
    older: Link | None


class SourceLine(View, frozen=True):
    """The source of a report: a registered outlet, or only a name."""

    name: str
    address: str
    """The outlet's page; empty for an unregistered outlet."""
    kind: str
    language: str
    name_language: str = ""
    """The language of the name; empty if it is the site's."""


class Chip(View, frozen=True):
    """A term as a label in an entry of a list."""

    label: str
    address: str
    title: str
    """The full name, if the label is an acronym."""
    leading: bool
    """Whether the term belongs to the leading taxonomy, whose labels are shaded."""
    language: str = ""
    """The language of the label; empty if it is the site's."""


class Entry(View, frozen=True):
    """An article in a listing.

    Listings contain encoded entries and headlines: at 10,000 articles they refer to them 533,000
    times, and encoding each reference would take longer than the rest of the views.
    """

    date: dt.date
    article: Link
    summary: str
    source: SourceLine
    chips: tuple[Chip, ...]
    earlier: int = 0
    """The number of earlier articles in its thread."""
    corrected: dt.date | None = None
    """The date of its last correction."""


class Headline(View, frozen=True):
    """An article in one line."""

    date: dt.date
    article: Link
    earlier: int = 0
    """The number of earlier articles in its thread."""
    corrected: dt.date | None = None
    """The date of its last correction."""


Encoded = tuple[Raw, ...]
"""Encoded views of the same kind, entries or headlines."""


class ListedEntry(View, frozen=True):
    """An entry in a group, which repeats nothing that the page and the group say."""

    entry: Raw
    """An encoded `Entry`."""
    chips: tuple[int, ...]
    """The indices of its chips that are shown."""


class Section(View, frozen=True):
    """Articles under a heading, newest first."""

    heading: Link
    entries: Encoded = ()
    """Encoded `Entry`s."""
    headlines: Encoded = ()
    """Encoded `Headline`s."""
    id: str = ""
    """The fragment for links to this group; empty if there are none."""


class Older(View, frozen=True):
    """The articles of a list that are not shown in full."""

    years: tuple[Section, ...]
    left: int
    """The number of those that only the archive has."""


class SiteView(View, frozen=True):
    """The data of the site that any page may show."""

    title: str
    tagline: str
    url: str
    """The address of the site with a final slash; empty if it is unknown."""
    language: str
    contribute: str
    """The address of the page for contributors, or ""."""
    share_image: str
    """The whole address of the picture beside links to pages; empty without one."""
    extras: tuple[str, ...]
    """The names of the extensions that the site uses."""
    weeks: bool
    """Whether weeks have pages."""


class PageView(View, frozen=True):
    """Everything that a page is rendered from."""

    site: SiteView
    address: str
    title: str
    description: str
    indexed: bool
    """False for pages that search engines should leave out."""
    feeds: tuple[FeedLink, ...]
    content: Raw
    """An encoded `Content`."""
