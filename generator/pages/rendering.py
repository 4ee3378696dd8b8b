"""Renders pages: a pure function from the bytes of an encoded view to HTML.

A worker needs only these bytes, since nothing here knows the site. The macros of `pieces.html` are
the filters of all other templates. Their results and the entries of listings are cached by their
arguments, which are plain values: at 10,000 articles the same few thousand pieces occur 900,000 times.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import msgspec
from jinja2 import Environment, Template
from markupsafe import Markup
from msgspec import Raw, structs

from generator.model import address
from generator.model.page import ComposedPage
from generator.pages import chart
from generator.pages.environment import make_environment
from generator.pages.kinds import CONTENTS
from generator.pages.views import Entry, Headline, PageView

_decode_page = msgspec.msgpack.Decoder(PageView).decode
_decode_content = msgspec.msgpack.Decoder(CONTENTS).decode
_decode_entry = msgspec.msgpack.Decoder(Entry).decode
_decode_headline = msgspec.msgpack.Decoder(Headline).decode


def render(view: bytes) -> ComposedPage:
    """Render a page.

    Args:
        view: An encoded `PageView`.

    Returns:
        The page as HTML, with `ROOT` before internal addresses.
    """
    page = _decode_page(view)
    content = _decode_content(page.content)
    values = {"page": page, "site": page.site, **structs.asdict(content)}
    return ComposedPage(
        address=page.address,
        title=window_title(page),
        description=page.description,
        content=_template(content.__struct_config__.tag).render(values),
        head=_template("head.html").render(values),
    )


def window_title(page: PageView) -> str:
    """The title of the browser window: the page's title, then the site's."""
    site = page.site
    if page.address:
        return f"{page.title} · {site.title}"
    return f"{site.title}: {site.tagline}" if site.tagline else site.title


@cache
def environment() -> Environment:
    """The template environment of pages, with all filters and functions that templates may use."""
    templates = make_environment()
    templates.globals.update(address=address, chart=chart)
    pieces: Any = templates.get_template("pieces.html").module
    # `typed`, because text and markup of the same characters are equal but render differently.
    cached = {name: lru_cache(None, typed=True)(getattr(pieces, name)) for name in _macros(pieces)}
    templates.filters.update(cached, rendered=_entries, rendered_headlines=_headlines)
    return templates


def _macros(module: object) -> Iterable[str]:
    return (name for name, value in vars(module).items() if callable(value) and name[0] != "_")


@cache
def _template(name: str) -> Template:
    return environment().get_template(name)


def _entries(encoded: Iterable[Raw]) -> Markup:
    return Markup("\n".join([_entry(bytes(entry)) for entry in encoded]))  # noqa: S704 (a template's output)


@cache
def _entry(encoded: bytes) -> str:
    return _template("entry.html").render(entry=_decode_entry(encoded))


def _headlines(encoded: Iterable[Raw]) -> Markup:
    return Markup("\n".join([_headline(bytes(one)) for one in encoded]))  # noqa: S704 (a template's output)


@cache
def _headline(encoded: bytes) -> str:
    return _template("headline.html").render(headline=_decode_headline(encoded))
