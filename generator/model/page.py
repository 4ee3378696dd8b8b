"""A page before it has a theme around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import Struct

from generator.model.article import Article
from generator.model.feed import Notice

Data = Mapping[str, Any]


class Page(Struct, frozen=True):
    """What a template is given, and what the theme must know.

    Text here is plain; templates and the emitter escape it.
    """

    address: str
    title: str
    template: str
    data: Data | Callable[[], Data] = {}
    """What the template shows, or a `partial` of a pure function that works it out.

    A page is composed again when this changes: values, or the arguments of the function. So
    neither may look at anything else of the site.
    """
    description: str = ""
    feed: tuple[Article | Notice, ...] | None = None
    """What the feeds beside this page tell, newest first; None where there are none."""
    indexed: bool = True
    """False for pages that search engines should leave out."""

    def values(self) -> Data:
        """What the template shows."""
        return self.data() if callable(self.data) else self.data


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
