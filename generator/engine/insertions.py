"""Insert the digest's parts into Material's pages: policy, search link, scripts and words.

The theme has no block for these that pages of documentation and of the digest share, and copies of
its partials break with its releases. So each is inserted at one place, and a page without it is an
error.
"""

import re
from collections.abc import Callable
from html import escape

from selectolax.lexbor import LexborHTMLParser

from generator.model.address import ROOT
from generator.model.policy import source_of
from generator.pages.theme import Surroundings

POLICY = f"{ROOT}digest-policy{ROOT}"
"""Marks the place of the policy until all inline scripts of the frame are known."""
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_HEADER = re.compile(r'<nav class="md-header__inner\b')
_DESCRIPTION = '<meta name="description" '
_DATA = ("application/json", "application/ld+json")


def with_insertions(
    html: str,
    link: Callable[[str], str],
    around: Surroundings,
    search: str,
    early: str,
    icon: str,
    *,
    policy: bool,
) -> str:
    """Insert everything into a page.

    Args:
        html: The rendered page.
        link: Address below the site's root → link to it from the page.
        around: The values of the site for the frame, with its words.
        search: The address of the search page, below the site's root.
        early: The address of the script that runs before anything is painted.
        icon: The SVG of the search link.
        policy: Whether pages have a policy.

    Raises:
        ValueError: the page has no place for one of them.
    """
    header = _HEADER.search(html)
    end = html.find("</nav>", header.end()) if header else -1
    if end < 0:
        raise ValueError(
            "the header has no md-header__inner with a </nav>, where the search link belongs"
        )
    name = escape(around["words"].get("Search", "Search"))
    attributes = (
        f'href="{escape(link(search))}" title="{name}" aria-label="{name}"'
        ' aria-keyshortcuts="/ Control+K"'
    )
    anchor = f'<a class="md-header__button md-icon" {attributes} data-digest-search>{icon}</a>'
    html = html[:end] + anchor + html[end:]
    last = ""
    if around["script_words"]:
        last = f'<meta name="digest-words" content="{escape(around["script_words"])}">\n'
    # The script follows Material's own, because it corrects their memory.
    last += f'<script src="{escape(link(early))}"></script>\n'
    html = html.replace("</head>", f"{last}</head>", 1)
    # One element for both: search engines read the name, and what shows shared links the property.
    html = html.replace(_DESCRIPTION, f'{_DESCRIPTION}property="og:description" ', 1)
    return with_policy(html) if policy else html


def with_policy(html: str) -> str:
    """Return a page whose head begins with the policy's mark.

    Raises:
        ValueError: the page has no head.
    """
    head = _HEAD.search(html)
    if head is None:
        raise ValueError(
            "the theme's pages have no <head>, where the content security policy belongs"
        )
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return html[: head.end()] + policy + html[head.end() :]


def script_hashes(html: str) -> set[str]:
    """Return the policy's sources for the inline scripts of a page (CSP 3, section 8.4)."""
    hashes = set()
    for node in LexborHTMLParser(html, scripting=True).css("script:not([src])"):
        if (node.attributes.get("type") or "").strip().lower() not in _DATA:
            hashes.add(source_of(node.text(deep=True)))
    return hashes
