"""The HTML of a body for an e-mail: every element carries its style, every link is absolute.

Mail programs drop style sheets, classes or both, and have no page that a relative link could start
from. The HTML is written anew from the parsed body, so that an attribute cannot become markup.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from pathlib import Path

from generator.model.address import ROOT
from generator.read.blocks import Block, Inline, blocks_of

Look = Mapping[str, str]
"""The `style` of an element, and a `class` for dark mode."""
LOOKS: Mapping[str, Look] = tomllib.loads(Path(__file__).with_name("looks.toml").read_text("utf-8"))
"""Element of a body → how it looks."""


def absolute(href: str, url: str, page: str) -> str:
    """Make a link of a body absolute; a link to a footnote leads to the page."""
    if href.startswith("#"):
        return f"{url}{page}{href}"
    return href.replace(ROOT, url)


def inlined(html: str, looks: Mapping[str, Look], url: str, page: str) -> str:
    """Write a body for an e-mail.

    Args:
        html: Sanitised, with `ROOT` before internal addresses.
        looks: Element → its style and class.
        url: The address of the site.
        page: The address of the page that shows the body, below `url`.
    """
    write = partial(_element, looks, partial(absolute, url=url, page=page))
    return "".join(map(write, blocks_of(html)))


def _element(looks: Mapping[str, Look], resolve: Callable[[str], str], element: Block | Inline) -> str:
    if isinstance(element, str):
        return escape(element, quote=False)
    inner = "".join(_element(looks, resolve, child) for child in element.children)
    if not element.tag:
        return inner
    href = element.attributes.get("href")
    attributes = {
        "href": href and resolve(href),
        "title": element.attributes.get("title"),
        "start": element.attributes.get("start"),
        **looks.get(element.tag, {}),
    }
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value)
    end = "" if element.tag in ("br", "hr") else f"{inner}</{element.tag}>"
    return f"<{element.tag}{written}>{end}" + ("\n" if isinstance(element, Block) else "")
