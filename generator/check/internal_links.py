"""Check links to the site's own pages, once all pages are known."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import nearest
from generator.model.article import Article
from generator.model.rendered_text import Body

_MOST_GUESSES = 5
"""Maximum suggestions, because each compares all addresses: a file of broken links would take minutes."""
_TOP = ("", "top")
"""Fragments that lead to the top of every page (HTML Standard, "scrolling to a fragment")."""


class Linking(NamedTuple):
    """The links of a file."""

    path: str
    body: Body
    """Its text, whose internal links have places."""
    urls: tuple[str, ...] = ()
    """Absolute addresses in its front matter or registry entry."""
    place: Place | None = None
    """The place to report for an address that is not found in the file."""


@dataclass(slots=True)
class Links:
    """Checks links against one set of targets."""

    pages: Collection[str]
    """Addresses of pages, and old addresses that redirect to one."""
    is_file: Callable[[str], bool]
    """Whether a path is another file of the site, such as a feed."""
    ids: Callable[[str], Collection[str]]
    """Address of a page → its fragments."""
    url: str
    """The site's address from site.yml with a final slash, or ""."""
    locate: Callable[[str, str], Place]
    """Finds a text in the file at a path."""
    awaited: Collection[str] = ()
    """Addresses of pages that are missing only because of an error in their files."""
    unpublished: Mapping[str, Article] = field(default_factory=dict)
    """Address → an article that has no page yet."""
    guesses: int = 0

    def check(self, every: Iterable[Linking], report: Report) -> None:
        """Report broken internal links, including absolute ones."""
        for linking in every:
            for link in linking.body.links:
                if problem := self._problem(link.target.lstrip("/"), "/"):
                    report.add(link.place, "broken-link", *problem)
            for address in self._absolute(linking) if self.url else ():
                if problem := self._problem(address.removeprefix(self.url), self.url):
                    place = self.locate(linking.path, address)
                    known = place if place.line > 1 or linking.place is None else linking.place
                    report.add(known, "broken-link", *problem)

    def _absolute(self, linking: Linking) -> Collection[str]:
        """The absolute addresses of this site that a file links to, without repeats."""
        html = linking.body.html if self.url in linking.body.html else ""
        written = re.findall(rf'<a [^<>]*?href="({re.escape(self.url)}[^"]*)"', html)
        own = (address for address in linking.urls if address.startswith(self.url))
        return dict.fromkeys((*own, *map(unescape, written)))

    def _problem(self, target: str, root: str) -> tuple[str, str] | None:
        """The reason why a path with its fragment has no target, and help; None if it has one."""
        written, _, fragment = target.partition("#")
        path, fragment = unquote(written.partition("?")[0]).removesuffix("index.html"), unquote(fragment)
        if path not in self.pages:
            if path in self.awaited or self.is_file(path):
                return None
            if path in self.unpublished:
                return _not_yet(self.unpublished[path], root + written)
            match = self._nearest(path, self.pages)
            help_line = f"did you mean '{root}{match}'?" if match else "copy the address from the page itself"
            return f"no page at '{(root + written)[:80]}'", help_line
        if fragment in _TOP or fragment in (ids := self.ids(path)):
            return None
        match = self._nearest(fragment, ids)
        help_line = f"did you mean '#{match}'?" if match else f"link to the page itself: {root}{path}"
        return f"no '#{fragment[:60]}' on the page at '{(root + written)[:80]}'", help_line

    def _nearest(self, wrong: str, known: Collection[str]) -> str | None:
        self.guesses += 1
        return nearest(wrong, known) if self.guesses <= _MOST_GUESSES else None


def _not_yet(article: Article, written: str) -> tuple[str, str]:
    """The reason why an unpublished article has no page, and help."""
    if article.draft:
        return f"'{written[:80]}' is a draft ({article.path})", "publish it as well, or remove the link"
    message = f"'{written[:80]}' has no page before {article.held_until} ({article.path})"
    return message, "add the link on that day"
