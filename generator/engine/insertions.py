"""Insert the digest's parts into Material's pages: policy, search link, scripts and words.

The theme has no block for these that pages of documentation and of the digest share, and copies of
its partials break with its releases. So each is inserted at one place, and a page without it is an
error.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from selectolax.lexbor import LexborHTMLParser

from generator.model.address import ROOT, SEARCH
from generator.model.policy import source_of
from generator.pages.theme import Surroundings

POLICY = f"{ROOT}digest-policy{ROOT}"
"""Marks the place of the policy until all inline scripts of the frame are known."""
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_HEADER = re.compile(r'<nav class="md-header__inner\b')
_DATA = ("application/json", "application/ld+json")


@dataclass(frozen=True, slots=True)
class Insertions:
    """The parts that are inserted into the pages of a site, the same into all of them."""

    search: str
    """The address of the search page, below the site's root."""
    early: str
    """The address of the script that runs before anything is painted."""
    label: str
    """The name of the search link."""
    icon: str
    """The SVG of the search link."""
    words: str
    """The translated messages of our scripts as JSON, or ""."""
    policy: bool = True
    """Whether pages have a policy."""

    @classmethod
    def of(
        cls, around: Surroundings, path: str, early: str, icon: str, *, policy: bool = True
    ) -> "Insertions":
        """Collect the insertions of a site, in its language.

        `path` is that of the digest, such as `news/` or "".
        """
        label = around["words"].get("Search", "Search")
        return cls(path + SEARCH, early, label, icon, around["script_words"], policy)

    def into(self, html: str, link: Callable[[str], str]) -> str:
        """Insert everything into a page.

        Args:
            html: The rendered page.
            link: Address below the site's root → link to it from the page.

        Raises:
            ValueError: this version of Material has no place for one of them.
        """
        html = with_search_link(html, link(self.search), self.label, self.icon)
        return with_head(html, policy=self.policy, words=self.words, script=link(self.early))


def with_head(html: str, *, policy: bool, words: str, script: str) -> str:
    """Return a page whose head begins with the policy's mark and ends with what our scripts need.

    Args:
        html: The rendered page.
        policy: Whether the page gets a policy.
        words: The translated messages of our scripts as JSON, or "".
        script: The address of the script that runs before anything is painted. It follows
            Material's own, because it corrects their memory.

    Raises:
        ValueError: the page has no head.
    """
    last = ""
    if words:
        last = f'<meta name="digest-words" content="{escape(words)}">\n'
    last += f'<script src="{escape(script)}"></script>\n'
    html = html.replace("</head>", f"{last}</head>", 1)
    if not policy:
        return html
    return with_policy(html)


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
    end = -1
    if header:
        end = html.find("</nav>", header.end())
    if end < 0:
        raise ValueError(
            "this version of Material has no md-header__inner, where the search link belongs"
        )
    name = escape(label)
    attributes = (
        f'href="{escape(link)}" title="{name}" aria-label="{name}" aria-keyshortcuts="/ Control+K"'
    )
    anchor = f'<a class="md-header__button md-icon" {attributes} data-digest-search>{icon}</a>'
    return html[:end] + anchor + html[end:]


def script_hashes(html: str) -> set[str]:
    """Return the policy's sources for the inline scripts of a page (CSP 3, section 8.4)."""
    hashes = set()
    for node in LexborHTMLParser(html, scripting=True).css("script:not([src])"):
        if (node.attributes.get("type") or "").strip().lower() not in _DATA:
            hashes.add(source_of(node.text(deep=True)))
    return hashes
