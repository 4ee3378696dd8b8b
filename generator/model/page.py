"""A page before and after its HTML is made, and the entries of its feeds other than articles."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from msgspec import Struct

from generator.model.article import Article

MOST = 30
"""Maximum entries of a feed."""
MOST_OF_CROSSING = 10
"""Maximum entries of a combination's feed, which has only summaries.

10,000 generated articles have 1,337 combinations, most with less than one article a month; 30 whole
texts in each took 118 of the site's 882 MB.
"""


@dataclass(frozen=True, slots=True)
class Notice:
    """An entry that is not an article: a correction, a retraction, an edition."""

    id: str
    """Its permanent identity (RFC 4151)."""
    title: str
    address: str
    """The address of its page, with a fragment."""
    date: dt.date
    changed: dt.date
    summary: str
    html: str
    """With `ROOT` before internal addresses."""
    language: str


class Page(Struct, frozen=True):
    """A page of the site: its metadata, and a function that makes its content.

    Text here is plain; templates and the theme escape it.
    """

    address: str
    title: str
    content: Callable[[], Struct]
    """Makes the page's view; called only if the page may be written."""
    description: str = ""
    feed: tuple[Article | Notice, ...] | None = None
    """Entries of the page's feeds, newest first; None for a page without feeds."""
    is_crossing: bool = False
    """Whether it combines two terms; such pages have a short feed, in one format."""
    indexed: bool = True
    """False for pages that search engines should leave out."""
    package: str = ""
    """The package of the extension that makes the page; empty for the core's own."""
    articles: tuple[Article, ...] = ()
    """Articles of which the page shows more than its view has.

    That takes long, so it is worked out only if the page is written. After a change of one article
    of 10,000, this saves 1.4 of 11 processor seconds.
    """


class OwnTemplate(NamedTuple):
    """A site's own version of one of the templates in `generator/pages/templates/`."""

    name: str
    """The template that it replaces, such as `entry.html`."""
    path: str
    """Its file, as shown in problems: `site_config/theme/pages/entry.html`."""
    text: str


@dataclass(frozen=True, slots=True)
class ComposedPage:
    """A page with its HTML, which carries `ROOT` before internal addresses.

    Title and description are plain text; content and head are ready HTML.
    """

    address: str
    title: str
    description: str
    content: str
    head: str = ""
