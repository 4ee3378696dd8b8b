"""A page before and after it has HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from msgspec import Struct

from generator.model.article import Article
from generator.model.feed import Notice


class Page(Struct, frozen=True):
    """A page of the site: its metadata, and a function that makes its content.

    Text here is plain; templates and the theme escape it.
    """

    address: str
    title: str
    content: Callable[[], Struct]
    """Makes the page's view (`compose.views.Content`); called only when the page may be written."""
    description: str = ""
    feed: tuple[Article | Notice, ...] | None = None
    """Entries of the page's feeds, newest first; None for a page without feeds."""
    indexed: bool = True
    """False for pages that search engines should leave out."""
    picture: tuple[str, str] = ("", "")
    """Address and alternative text of the picture beside links to this page; empty for the site's own."""
    card: Callable[[], Struct] | None = None
    """Makes what the page's share card shows (`pages.share_cards.ShareCard`); None for a page without one."""


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
