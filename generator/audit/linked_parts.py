"""Find links to parts of pages that are not there, such as `guide/#instal`.

Whether the page is there is the concern of `markup`.
"""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from html import escape, unescape

from selectolax.lexbor import LexborHTMLParser

from generator.audit.problem import Problem, excerpt
from generator.audit.site_addresses import Addresses
from generator.diagnostics.suggest import nearest
from generator.read.page_parts import has_part, part_of, parts_in

_FRAME = "__"
"""Begins the names of the frame's own parts; its scripts make some of them."""


class LinkedParts:
    """Finds links to missing parts, and remembers the parts of the pages that links lead to."""

    def __init__(
        self, addresses: Addresses, documents: Collection[str], read: Callable[[str], str]
    ) -> None:
        """`documents` are the pages that MkDocs wrote; `read` returns the HTML of a page."""
        self._addresses = addresses
        self._documents = documents
        self._read = read
        self._names: dict[str, Collection[str]] = {}
        self._known: set[str] = set()
        """Addresses from the site's root whose parts are there."""

    def problems(self, path: str, html: str) -> Iterator[Problem]:
        """Find the links of a page to parts that are not there."""
        is_there = partial(self._is_there, path=path, html=html)
        is_document = path in self._documents  # which may write links in any way
        if not is_document and all(map(is_there, map(unescape, _with_fragment(html)))):
            return
        links = LexborHTMLParser(html, scripting=True).css("a[href*='#'], area[href*='#']")
        for href in dict.fromkeys(link.attributes.get("href") or "" for link in links):
            if not is_there(href):
                yield self._problem(href, path, html)

    def _is_there(self, href: str, path: str, html: str) -> bool:
        """Whether an address leads to a part that is there, or not to a part of the site."""
        part = part_of(href)
        if not part or part.startswith(_FRAME):
            return True
        if href.startswith("#"):
            return f'id="{part}"' in html or has_part(part, parts_in(html))
        up = "../" * path.count("/")
        from_root = href[len(up) :] if up and href.startswith(up) else ""
        if from_root in self._known:
            return True
        page = self._addresses.page(href, path)
        if page and not has_part(part, self._parts_of(page)):
            return False
        if from_root:
            self._known.add(from_root)
        return True

    def _parts_of(self, page: str) -> Collection[str]:
        if page not in self._names:
            self._names[page] = parts_in(self._read(page))
        return self._names[page]

    def _problem(self, href: str, path: str, html: str) -> Problem:
        part = part_of(href)
        own = href.startswith("#")
        names = parts_in(html) if own else self._parts_of(self._addresses.page(href, path))
        match = nearest(part, [name for name in names if not name.startswith(_FRAME)])
        help_line = f"did you mean '#{match}'?" if match else "link to the whole page"
        where = "the page" if own else f"'{excerpt(href.partition('#')[0])}'"
        message = f"{where} has no part called '{excerpt(part)}', to which a link leads"
        near = next((one for one in (f"#{part}", f"#{escape(part)}") if one in html), "<a")
        return Problem("dead-link", message, near, help=help_line)


def _with_fragment(html: str) -> set[str]:
    """The addresses with a fragment, as the digest writes them: `href="…#…"`.

    An expression that matches them takes 25 times as long.
    """
    found = set()
    at = html.find("#")
    while at >= 0:
        begins = html.rfind('"', 0, at) + 1
        if html.startswith("href=", max(0, begins - 6)):
            found.add(html[begins : html.find('"', at)])
        at = html.find("#", at + 1)
    return found
