"""Lead links of the digest to the documentation around it."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import TypeVar

from generator.check.docs_pages import docs_targets
from generator.check.internal_links import path_of
from generator.load.loaded import CheckedContent
from generator.model import address
from generator.model.address import ROOT
from generator.model.article import Article, Body, InternalLink
from generator.model.site import PlainPage, Text
from generator.model.term import Taxonomy

Written = TypeVar("Written", Article, PlainPage, Text)
_ADDRESS = ("https://", "http://")
_HREF = re.compile(f'(<a [^<>]*?href="){ROOT}([^"]*)')


def with_links_to_docs(content: CheckedContent) -> CheckedContent:
    """Rewrite the links of all texts."""
    sources = content.sources
    others = sources.others
    if others is None or not others.engine.path:
        return content
    own = {article.address for article in (*content.articles, *content.left_out)}
    own.update(page.address for page in content.documents)
    own.update(entry.path for entry in others.public)
    way = address.up(others.engine.path)
    taxonomies = sources.context.taxonomies
    docs = docs_targets(others.docs, has_folders=others.engine.has_folders)
    around = WholeSite(others.engine.path, way, docs, own, taxonomies)
    context = replace(sources.context, taxonomies=around.registries(taxonomies))
    return replace(
        content,
        sources=replace(sources, context=context),
        articles=around.texts(content.articles),
        left_out=around.texts(content.left_out),
        documents=around.texts(content.documents),
        texts=around.texts(content.texts),
    )


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

    def texts(self, texts: Iterable[Written]) -> list[Written]:
        """Rewrite the links of articles, plain pages or other texts."""
        rewritten = list(texts)
        for index, text in enumerate(rewritten):
            if text.body.links:
                rewritten[index] = replace(text, body=self.rewritten(text.body))
        return rewritten

    def registries(self, taxonomies: Mapping[str, Taxonomy]) -> dict[str, Taxonomy]:
        """Rewrite the links in descriptions of terms."""
        rewritten = {}
        for name, taxonomy in taxonomies.items():
            terms = dict(taxonomy.terms)
            for slug, term in terms.items():
                if term.links:
                    text = self.rewritten(Body(term.description, term.links))
                    terms[slug] = replace(term, description=text.html, links=text.links)
            rewritten[name] = replace(taxonomy, terms=terms)
        return rewritten

    def rewritten(self, body: Body) -> Body:
        """Rewrite the links of a text."""
        if not body.links:
            return body
        links = []
        for link in body.links:
            target = self._led(link.target.lstrip("/"))
            if not target.startswith(_ADDRESS):
                links.append(InternalLink(f"/{target}", link.place))
        return Body(_HREF.sub(self._link, body.html), tuple(links), body.text)

    def _link(self, found: re.Match[str]) -> str:
        target = self._led(found[2])
        root = "" if target.startswith(_ADDRESS) else ROOT
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
