"""A page before it has a theme around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.model.article import Article


@dataclass(frozen=True, slots=True)
class Page:
    """What a template is given, and what the theme must know.

    Text here is plain; templates and the emitter escape it.
    """

    address: str
    title: str
    template: str
    data: Mapping[str, Any] = field(default_factory=dict)
    description: str = ""
    feed: tuple[Article, ...] | None = None
    """The articles of the feeds beside this page; None where there are none."""
    indexed: bool = True
    """False for pages that search engines should leave out."""


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
