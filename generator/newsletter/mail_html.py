"""The HTML of a body for an e-mail: every element carries its style, every link is absolute.

Mail programs drop style sheets, classes or both, and have no page that a relative link could start
from. The HTML is written anew from the parsed body, so that an attribute cannot become markup.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from html import escape

from generator.model.address import ROOT
from generator.read.blocks import Block, Inline, blocks_of

Look = tuple[str, str]
"""The style and the class of an element; the class is for dark mode alone."""


def absolute(href: str, url: str, page: str) -> str:
    """Make a link of a body absolute; a link to a footnote leads to the page."""
    if href.startswith("#"):
        return f"{url}{page}{href}"
    return href.replace(ROOT, url)


def inlined(html: str, looks: Mapping[str, Look], url: str, page: str) -> str:
    """Write a body for an e-mail.

    Args:
        html: Sanitised, with `ROOT` before internal addresses.
        looks: Element → how it looks.
        url: The address of the site.
        page: The address of the page that shows the body, below `url`.
    """
    write = partial(_element, looks, partial(absolute, url=url, page=page))
    return "".join(map(write, blocks_of(html)))


def _element(looks: Mapping[str, Look], resolve: Callable[[str], str], one: Block | Inline) -> str:
    if isinstance(one, str):
        return escape(one, quote=False)
    inner = "".join(_element(looks, resolve, child) for child in one.children)
    if not one.tag:
        return inner
    style, kind = looks.get(one.tag, ("", ""))
    href = one.attributes.get("href")
    kept = {
        "href": href and resolve(href),
        "title": one.attributes.get("title"),
        "start": one.attributes.get("start"),
        "class": kind,
        "style": style,
    }
    written = "".join(f' {name}="{escape(value)}"' for name, value in kept.items() if value)
    end = "" if one.tag in ("br", "hr") else f"{inner}</{one.tag}>"
    return f"<{one.tag}{written}>{end}" + ("\n" if isinstance(one, Block) else "")
