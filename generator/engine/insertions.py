"""Insert the digest's parts into Material's pages: policy, search link, scripts and words.

The theme has no block for these, and copies of its partials break with its releases. So each is
inserted at one place, and a page of the digest without it is an error.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.model.address import ROOT, SEARCH
from generator.model.policy import LEFT_TO_OWNER, policy, source_of
from generator.pages.theme import Surroundings

POLICY = f"{ROOT}digest-policy{ROOT}"
"""Marks the place of the policy until all of the frame is rendered."""
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_HEADER = re.compile(r'<nav class="md-header__inner\b')
_DESCRIPTION = '<meta name="description" '
_DATA = ("application/json", "application/ld+json")
_LOADING = ("src", "srcset", "imagesrcset", "poster", "data", "background")
_RELATIONS = frozenset(
    (
        *("stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest"),
        *("preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch"),
    )
)
"""Relations of a `<link>` whose target browsers load, or prepare to."""
_HOST = re.compile(
    r"""(?:^|["'`(,=]\s*)(?:(?:https?|wss?):)?//([\w-]+(?:\.[\w-]+)+(?::\d+)?)""", re.IGNORECASE
)
"""Matches an address with a host, at the beginning of a value or of a string in a program."""


def with_search_link(html: str, link: Callable[[str], str], around: Surroundings, icon: str) -> str:
    """Insert the search link into the header of a page; one without it is returned as it is.

    Args:
        html: The rendered page.
        link: Address below the digest's path → link to it from the page.
        around: The values of the site for the frame, with its words.
        icon: The SVG of the search link.
    """
    header = _HEADER.search(html)
    end = html.find("</nav>", header.end()) if header else -1
    if end < 0:
        return html
    name = escape(around["words"].get("Search", "Search"))
    attributes = (
        f'href="{escape(link(SEARCH))}" title="{name}" aria-label="{name}"'
        ' aria-keyshortcuts="/ Control+K"'
    )
    anchor = f'<a class="md-header__button md-icon" {attributes} data-digest-search>{icon}</a>'
    return html[:end] + anchor + html[end:]


def with_insertions(html: str, around: Surroundings, early: str) -> str:
    """Insert what a page of the digest needs besides the search link.

    `early` is the link to the script that runs before anything is painted.
    """
    last = ""
    if around["script_words"]:
        last = f'<meta name="digest-words" content="{escape(around["script_words"])}">\n'
    # The script follows Material's own, because it corrects their memory.
    last += f'<script src="{escape(early)}"></script>\n'
    html = html.replace("</head>", f"{last}</head>", 1)
    # One element for both: search engines read the name, and what shows shared links the property.
    return html.replace(_DESCRIPTION, f'{_DESCRIPTION}property="og:description" ', 1)


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


def policy_of(pages: Iterable[str], url: str) -> tuple[str, list[str]]:
    """Return the policy for a frame, and the other hosts that it names.

    Args:
        pages: The HTML of the frame in each section and depth.
        url: The address of the site; what comes from its host is its own.
    """
    sources: dict[str, set[str]] = {"script": set(), "style": set()}
    hosts: set[str] = set()
    for html in pages:
        # With scripts disabled, the parser also reads what is within <noscript>.
        for is_scripting in (True, False):
            for node in LexborHTMLParser(html, scripting=is_scripting).css("*"):
                for kind, text in _loaded_or_inline(node):
                    hosts.update(_HOST.findall(text))
                    if kind:
                        sources[kind].add(source_of(text))
                    if kind and node.tag != kind:  # an attribute
                        sources[kind].add("'unsafe-hashes'")
    others = sorted(hosts - {urlsplit(url).netloc})
    if others:
        return LEFT_TO_OWNER, others
    return policy(sorted(sources["script"]), sorted(sources["style"])), []


def _loaded_or_inline(node: LexborNode) -> Iterator[tuple[str, str]]:
    """Yield the addresses that an element loads, with "", and its inline scripts and styles."""
    attributes = {name: value or "" for name, value in node.attributes.items()}
    relations = attributes.get("rel", "").lower().split() if node.tag == "link" else ()
    for name, value in attributes.items():
        if name in _LOADING or (name == "href" and _RELATIONS.intersection(relations)):
            yield "", value
        elif name == "style":
            yield "style", value
        elif name.startswith("on"):
            yield "script", value
    kind = attributes.get("type", "").strip().lower()
    if node.tag in ("script", "style") and "src" not in attributes and kind not in _DATA:
        yield node.tag, node.text(deep=True)
