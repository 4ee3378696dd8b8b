"""Rewrite links from the texts of a digest below a path to the rest of its site.

In a text `/about/` is a page of the digest, wherever that is. An address that the digest does not
have may be one of the whole site: a page or file of the documentation. It may also be a page of the
digest as a browser shows it, `/news/about/`. Such links are rewritten to lead from the digest's
root, as `../guide/` or `about/`, before anything is made of the texts.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import TypeVar

from generator.check.docs_pages import docs_targets
from generator.check.internal_links import Linking, path_of
from generator.load.loaded import Loaded
from generator.model import address
from generator.model.address import ROOT
from generator.model.article import Article
from generator.model.edition import Edition
from generator.model.rendered_text import Body, InternalLink
from generator.model.site import PlainPage
from generator.model.term import Taxonomy, Term

Text = TypeVar("Text", Article, PlainPage, Edition)
_ADDRESS = ("https://", "http://")
_HREF = re.compile(f'(<a [^<>]*?href="){ROOT}([^"]*)')


def with_links_to_docs(loaded: Loaded, site_url: str) -> None:
    """Rewrite the links of all texts.

    `site_url` is the address of the site for a digest that is exported without documentation,
    otherwise "".
    """
    others = loaded.others
    if others is None or not (others.engine.path or site_url):
        return
    own = {article.address for article in (*loaded.articles, *loaded.left_out)}
    own.update(page.address for page in loaded.documents)
    own.update(entry.path for entry in others.public)
    way = f"{site_url.rstrip('/')}/" if site_url else address.up(others.engine.path)
    taxonomies = loaded.known.taxonomies
    around = WholeSite(others.engine.path, way, docs_targets(others.docs), own, taxonomies)
    loaded.context = replace(loaded.known, taxonomies=around.registries(taxonomies))
    loaded.documents = around.texts(loaded.documents)
    loaded.editions = around.texts(loaded.editions)
    loaded.left_out = around.texts(loaded.left_out)
    loaded.texts_left_out = around.with_errors(loaded.texts_left_out)
    loaded.articles = around.texts(loaded.articles)


@dataclass(frozen=True, slots=True)
class WholeSite:
    """The addresses of a whole site: the digest's own, and those of the documentation around it."""

    path: str
    """The digest's path below the site's root, such as `news/`."""
    way: str
    """The way from the digest's root to the site's, such as `../`, or the address of the site."""
    docs: Collection[str]
    """The addresses of pages and files of documentation, below the site's root."""
    own: Collection[str]
    """Addresses of the digest that editors chose: of articles, plain pages and public files."""
    taxonomies: Collection[str]
    """The names of taxonomies, below which all addresses are the digest's."""

    def texts(self, texts: Iterable[Text]) -> list[Text]:
        """Rewrite the links of articles, plain pages or editions."""
        rewritten = list(texts)
        for index, text in enumerate(rewritten):
            if text.body.links:
                rewritten[index] = replace(text, body=self._body(text.body))
        return rewritten

    def with_errors(self, texts: Iterable[tuple[str, Linking]]) -> list[tuple[str, Linking]]:
        """Rewrite the links of files with errors, which are checked as well."""
        return [(own, linking._replace(body=self._body(linking.body))) for own, linking in texts]

    def registries(self, taxonomies: Mapping[str, Taxonomy]) -> dict[str, Taxonomy]:
        """Rewrite the links in descriptions of terms."""
        rewritten = {}
        for name, taxonomy in taxonomies.items():
            terms = {slug: self._term(term) for slug, term in taxonomy.terms.items()}
            rewritten[name] = replace(taxonomy, terms=terms)
        return rewritten

    def _term(self, term: Term) -> Term:
        if not term.links:
            return term
        text = self._body(Body(term.description, term.links))
        return replace(term, description=text.html, links=text.links)

    def _body(self, body: Body) -> Body:
        if not body.links:
            return body
        links = []
        for link in body.links:
            target = self._led(link.target.lstrip("/"))
            if not _is_absolute(target):
                links.append(InternalLink(f"/{target}", link.place))
        return Body(_HREF.sub(self._rewritten, body.html), tuple(links), body.text)

    def _rewritten(self, found: re.Match[str]) -> str:
        target = self._led(found[2])
        root = "" if _is_absolute(target) else ROOT
        return f"{found[1]}{root}{target}"

    def _led(self, target: str) -> str:
        """The relative link from the digest's root to an address.

        The address is returned unchanged if it needs no change; it may be written with entities.
        """
        path = path_of(unescape(target))
        if path in self.own or address.generated(path.strip("/"), self.taxonomies):
            return target
        if self.path and path.startswith(self.path):
            return target.removeprefix(self.path)
        if path in self.docs:
            return self.way + target
        return target


def _is_absolute(target: str) -> bool:
    return target.startswith(_ADDRESS)
