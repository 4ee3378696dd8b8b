"""Insertions of the digest into Material's pages: the policy, the search link, words for scripts.

The theme has no block for these that pages of documentation and of the digest share, and copies of its
partials break with its releases. So each is inserted at one place, and a page without it is an error.
"""

import re
from collections.abc import Iterable
from html import escape

from generator.model.address import ROOT
from generator.model.policy import source_of

POLICY = f"{ROOT}digest-policy{ROOT}"
"""Marks the place of the policy until all inline scripts of the frame are known."""
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_HEADER = re.compile(r'<nav class="md-header__inner\b')
_INLINE = re.compile(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"""\btype=["']?application/(?:ld\+)?json""", re.IGNORECASE)


def with_head(html: str, *, policy: bool, words: str) -> str:
    """Return a page whose head begins with the policy's mark and ends with the words of our scripts.

    Raises:
        ValueError: the page has no head.
    """
    head = _HEAD.search(html)
    if head is None:
        raise ValueError("the theme's pages have no <head>, where the content security policy belongs")
    first = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' if policy else ""
    last = f'<meta name="digest-words" content="{escape(words)}">\n' if words else ""
    rest = html[head.end() :].replace("</head>", f"{last}</head>", 1)
    return html[: head.end()] + first + rest


def with_search_link(html: str, link: str, label: str, icon: str) -> str:
    """Return a page of Material with our search link at the end of its header.

    Args:
        html: The rendered page.
        link: The address of the search page, relative to the page.
        label: The name of the link for screen readers.
        icon: The SVG to show.

    Raises:
        ValueError: this version of Material has no such header.
    """
    header = _HEADER.search(html)
    end = html.find("</nav>", header.end()) if header else -1
    if end < 0:
        raise ValueError("this version of Material has no md-header__inner, where the search link belongs")
    name = escape(label)
    attributes = f'href="{escape(link)}" title="{name}" aria-label="{name}" aria-keyshortcuts="/ Control+K"'
    anchor = f'<a class="md-header__button md-icon" {attributes} data-digest-search>{icon}</a>'
    return html[:end] + anchor + html[end:]


def script_hashes(pages: Iterable[str]) -> tuple[str, ...]:
    """Return the CSP sources of all inline scripts of the frame (CSP 3, section 8.4), sorted."""
    hashes = set()
    for html in pages:
        for attributes, script in _INLINE.findall(html):
            if not _DATA.search(attributes):
                hashes.add(source_of(script))
    return tuple(sorted(hashes))
