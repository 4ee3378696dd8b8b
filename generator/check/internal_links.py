"""Check links to the site's own pages, once all pages are known."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import unquote

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import nearest
from generator.model.address import CONTENT, ROOT, slug_of_file
from generator.model.article import Article, Body
from generator.read.page_parts import has_part, part_of

MOST_GUESSES = 5
"""Maximum suggestions: each compares all addresses, and a file of broken links takes minutes."""

_LINK = re.compile(r'<a [^<>]*?href="([^"]*)"[^<>]*>(.*?)</a>', re.DOTALL)
_COPY = "copy the address from the page itself"
_COLUMN = "content"
"""The part of the frame that holds every page, and that a page without its frame lacks."""
_FRAME = "__"
"""Begins the names of the frame's other parts; its scripts make some of them."""

Problem = tuple[str, str]
"""A message and its help."""


def path_of(target: str) -> str:
    """The path in a link's target, decoded, without query, fragment and `index.html`."""
    written = target.partition("#")[0].partition("?")[0]
    return unquote(written).removesuffix("index.html")


class Linking(NamedTuple):
    """A file and the internal links in it."""

    path: str
    body: Body
    """Its text, whose internal links have places."""
    urls: tuple[str, ...] = ()
    """Absolute addresses in its front matter or registry entry."""
    place: Place | None = None
    """The place to report for an address that is not found in the file."""


@dataclass(slots=True)
class Links:
    """Checks links against one set of targets: the addresses of pages and files of the site."""

    pages: Collection[str]
    """Addresses of pages, and old addresses that redirect to one."""
    is_file: Callable[[str], bool]
    """Whether a path is another file of the site, such as a feed."""
    urls: Collection[str]
    """The site's addresses, from site.yml and mkdocs.yml, with a final slash."""
    locate: Callable[[str, str], Place]
    """Finds a text in the file at a path."""
    awaited: Collection[str] = ()
    """Addresses of pages that are missing only because of an error in their files."""
    unpublished: Mapping[str, Article] = field(default_factory=dict)
    """Address → an article that has no page yet."""
    unnamed: Collection[str] = ()
    """Addresses of declared terms that have no page, because no article names them."""
    docs: Collection[str] = ()
    """The addresses of pages and files of documentation, below the site's root."""
    below: str = ""
    """The digest's path below the site's root, such as `news/`."""
    knows_docs: bool = True
    """Whether `docs` is complete: other plugins may add pages."""
    is_doubtful: Callable[[str], bool] = lambda _: False
    """Whether a path may lead to a page or file that is only missing because of an error in a
    registry, in mkdocs.yml or in the files beside it."""
    parts: Callable[[str], Collection[str] | None] = lambda _: None
    """The names of the parts of the page at an address; None if they are unknown."""
    guesses: int = 0
    broken: dict[tuple[str, str], str] = field(default_factory=dict)
    """Path of a file and target of a link as in its HTML → why the link does not work."""

    def check(self, every: Iterable[Linking], report: Report) -> None:
        """Report broken internal links, including absolute ones."""
        for linking in every:
            for link in linking.body.links:
                if problem := self._internal_problem(link.target.lstrip("/")):
                    self.broken[linking.path, link.target.lstrip("/")] = problem[0]
                    report.add(link.place, "broken-link", *problem)
            for url in self.urls:
                self._check_absolute(linking, url, report)

    def _check_absolute(self, linking: Linking, url: str, report: Report) -> None:
        for address in _below(url, linking):
            if problem := self._absolute_problem(address.removeprefix(url), url):
                self.broken[linking.path, address] = problem[0]
                place = self.locate(linking.path, address)
                known = place if place.line > 1 or linking.place is None else linking.place
                report.add(known, "broken-link", *problem)

    def _internal_problem(self, target: str) -> Problem | None:
        """The problem of a link that is relative to the digest's root; None if it works.

        `../` may lead to the documentation.
        """
        path = path_of(target)
        from_root = path.removeprefix("../" * self.below.count("/"))
        if path not in self.pages and from_root in self.docs:
            return None  # only the audit knows the parts of rendered documentation
        return self._problem(target, "/")

    def _absolute_problem(self, target: str, url: str) -> Problem | None:
        """The problem of a link that begins with a slash; None if it works.

        `url` is the address of the site's root.
        """
        path = path_of(target)
        if path in self.docs and (self.below or path not in self.pages):
            return None
        if target.startswith(self.below):
            return self._problem(target.removeprefix(self.below), url + self.below)
        if not self.knows_docs:
            return None
        match = self._nearest(path, self.docs)
        help_line = f"did you mean '{url}{match}'?" if match else _COPY
        return f"no page at '{(url + target)[:80]}'", help_line

    def _problem(self, target: str, root: str) -> Problem | None:
        """The reason why a path has no target, and help; None if it has one."""
        written = target.partition("#")[0]
        path = path_of(target)
        if path in self.pages:
            return self._part_problem(path, part_of(target), root)
        if path in self.awaited or self.is_file(path):
            return None
        if self.is_doubtful(path):
            return None
        if path in self.unnamed:
            message = f"'{(root + written)[:80]}' has no page, because no article names this term"
            return message, "write the name without a link"
        if path in self.unpublished:
            return _not_yet(self.unpublished[path], root + written)
        match = self._nearest(path, (*self.pages, *self.docs))
        help_line = f"did you mean '{root}{match}'?" if match else _COPY
        return f"no page at '{(root + written)[:80]}'", help_line

    def _part_problem(self, path: str, part: str, root: str) -> Problem | None:
        """Say that a page does not have the part that a link names; None if it does."""
        if not part or unquote(part) == _COLUMN or part.startswith(_FRAME):
            return None
        names = self.parts(path)
        if names is None or has_part(part, names):
            return None
        whole = (root + path)[:80]
        shown = unquote(part)[:60].removeprefix(CONTENT)
        match = self._nearest(shown, [name.removeprefix(CONTENT) for name in names])
        help_line = f"did you mean '{whole}#{match}'?" if match else f"link to '{whole}'"
        return f"the page '{whole}' has no part called '{shown}'", help_line

    def _nearest(self, wrong: str, known: Collection[str]) -> str:
        self.guesses += 1
        if wrong.endswith(".md"):  # the name of a file, in place of the address of its page
            slug = slug_of_file(wrong.rpartition("/")[2].removesuffix(".md"))
            pages = [page for page in known if f"/{page}".endswith(f"/{slug}/")]
            return pages[0] if len(pages) == 1 else ""
        return nearest(wrong, known) if self.guesses <= MOST_GUESSES else ""


def _below(url: str, linking: Linking) -> Collection[str]:
    """The absolute addresses below `url` that a file links to, without repeats."""
    html = linking.body.html if url in linking.body.html else ""
    written = re.findall(rf'<a [^<>]*?href="({re.escape(url)}[^"]*)"', html)
    own = (address for address in linking.urls if address.startswith(url))
    return dict.fromkeys((*own, *map(unescape, written)))


def with_marked(path: str, body: Body, broken: Mapping[tuple[str, str], str]) -> Body:
    """Replace the broken links of a file by marked text, which says why when it is pointed at."""

    def mark(match: re.Match[str]) -> str:
        why = broken.get((path, unescape(match[1]).removeprefix(ROOT)))
        return f'<mark title="{escape(why)}">{match[2]}</mark>' if why else match[0]

    links = tuple(link for link in body.links if (path, link.target.lstrip("/")) not in broken)
    return replace(body, html=_LINK.sub(mark, body.html), links=links)


def _not_yet(article: Article, written: str) -> Problem:
    """Explain why an unpublished article has no page, and what to do."""
    if article.draft:
        message = f"'{written[:80]}' is a draft ({article.path})"
        return message, "publish it as well, or remove the link"
    message = f"'{written[:80]}' has no page before {article.held_until} ({article.path})"
    return message, "add the link on that day"
