"""The HTML of a body for an e-mail: every element carries its style, every link says where it goes.

Mail programs drop style sheets, classes or both, and know no page that a
relative link could start from. The input is sanitised HTML (`read.body`); it is
taken apart and put together again, so that an attribute cannot become markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser

from generator.model.address import ROOT

Look = tuple[str, str]
"""The style and the class of an element; the class is for dark mode alone."""

_VOID = ("br", "hr")


def absolute(href: str, url: str, page: str) -> str:
    """A link of composed HTML as an absolute address; a note's is one of the page."""
    if href.startswith("#"):
        return f"{url}{page}{href}"
    return href.replace(ROOT, url)


class _Inliner(HTMLParser):
    def __init__(self, looks: Mapping[str, Look], url: str, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.looks = looks
        self.url = url
        self.page = page
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style, kind = self.looks.get(tag, ("", ""))
        given = dict(attrs)
        kept = {
            "href": absolute(given["href"] or "", self.url, self.page) if "href" in given else None,
            "title": given.get("title"),
            "start": given.get("start"),
            "class": kind or None,
            "style": style or None,
        }
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept.items() if value is not None)
        self.parts.append(f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False))


def inlined(html: str, looks: Mapping[str, Look], url: str, page: str) -> str:
    """A body for an e-mail.

    Args:
        html: Sanitised, with `ROOT` before internal addresses.
        looks: Element → how it looks.
        url: Where the site stands.
        page: The page that shows the body, to which links within it lead.
    """
    inliner = _Inliner(looks, url, page)
    inliner.feed(html)
    inliner.close()
    return "".join(inliner.parts)
