"""A page as a browser reads it: the HTML Standard's parser, by lexbor.

What a page means depends on the reader. With scripts on, `<noscript>` holds
text, without them elements; old browsers drop elements within `<select>`, new
ones keep them. So a page is read in each of these ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SELECT = re.compile(r"(</?)select(?=[\s/>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its name in lower case, its attributes, and the text directly in a script."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


def readings(html: str) -> Iterator[list[Element]]:
    """All elements of a page in the order of the tree, for each way of reading it."""
    yield _elements(html, scripting=True)
    yield _elements(html, scripting=False)
    if _SELECT.search(html):
        yield _elements(_SELECT.sub(r"\1span", html), scripting=True)


def head(html: str) -> list[Element]:
    """What stands directly in the head of a page."""
    found = LexborHTMLParser(html, scripting=True).head
    return (
        []
        if found is None
        else [_element(node) for node in found.iter(include_text=False) if node.is_element_node]
    )


def _elements(html: str, *, scripting: bool) -> list[Element]:
    root = LexborHTMLParser(html, scripting=scripting).root
    if root is None:
        return []
    return [_element(node) for node in root.traverse(include_text=False) if node.is_element_node]


def _element(node: LexborNode) -> Element:
    tag = (node.tag or "").lower()
    attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
    text = node.text(deep=True) if tag in ("script", "title") else ""
    return Element(tag, attributes, text)
