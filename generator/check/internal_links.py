"""Check links to the site's own pages, once all pages are known."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import nearest
from generator.model.rendered_text import Body

_MOST_GUESSES = 5
"""Maximum suggestions, because each compares all addresses: a file of broken links would take minutes."""
_TOP = ("", "top")
"""Fragments that lead to the top of every page (HTML Standard, "scrolling to a fragment")."""


@dataclass(frozen=True, slots=True)
class Linking:
    """The links of a file.

    Attributes:
        path: The file.
        body: Its text, whose internal links have places.
        urls: Absolute addresses in its front matter or registry entry.
        place: Where to report an address that is not found in the file.
    """

    path: str
    body: Body
    urls: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Targets:
    """Possible targets of links.

    Attributes:
        pages: Addresses of pages, and old addresses that redirect to one.
        files: Whether a path is another file of the site, such as a feed.
        ids: Address of a page → its fragments.
        url: The site's address from site.yml with a final slash, or "".
    """

    pages: Collection[str]
    files: Callable[[str], bool]
    ids: Callable[[str], Collection[str]]
    url: str = ""


class Links:
    """Checks links against one set of targets."""

    def __init__(self, targets: Targets, locate: Callable[[str, str], Place], report: Report) -> None:
        """Prepare to check; `locate` finds a text in the file at a path."""
        self._targets = targets
        self._locate = locate
        self._report = report
        self._guesses = 0
        self._own = re.compile(rf'<a [^<>]*?href="({re.escape(targets.url)}[^"]*)"')

    def check(self, every: Iterable[Linking]) -> None:
        """Report broken internal links, including absolute ones."""
        for linking in every:
            for link in linking.body.links:
                if problem := self._problem(link.target.lstrip("/"), "/"):
                    self._report.add(link.place, "broken-link", *problem)
            if self._targets.url:
                self._check_whole(linking)

    def _check_whole(self, linking: Linking) -> None:
        url = self._targets.url
        addresses = [address for address in linking.urls if address.startswith(url)]
        if url in linking.body.html:
            addresses += map(unescape, self._own.findall(linking.body.html))
        for address in dict.fromkeys(addresses):
            if problem := self._problem(address.removeprefix(url), url):
                place = self._locate(linking.path, address)
                known = place if place.line > 1 or linking.place is None else linking.place
                self._report.add(known, "broken-link", *problem)

    def _problem(self, target: str, root: str) -> tuple[str, str] | None:
        """The reason why a path with its fragment has no target, and help; None if it has one."""
        written, _, fragment = target.partition("#")
        path, fragment = unquote(written.partition("?")[0]).removesuffix("index.html"), unquote(fragment)
        if path not in self._targets.pages:
            if self._targets.files(path):
                return None
            match = self._nearest(path, self._targets.pages)
            help_line = f"did you mean '{root}{match}'?" if match else "copy the address from the page itself"
            return f"no page at '{(root + written)[:80]}'", help_line
        if fragment in _TOP or fragment in (ids := self._targets.ids(path)):
            return None
        match = self._nearest(fragment, ids)
        help_line = f"did you mean '#{match}'?" if match else f"link to the page itself: {root}{path}"
        return f"no '#{fragment[:60]}' on the page at '{(root + written)[:80]}'", help_line

    def _nearest(self, wrong: str, known: Collection[str]) -> str | None:
        self._guesses += 1
        return nearest(wrong, known) if self._guesses <= _MOST_GUESSES else None
