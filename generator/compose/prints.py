"""Fingerprints of pages: what a page is made from, in a few bytes.

A page is composed again when its fingerprint changes, so the fingerprint must
hold all that the page can show. It is taken of the page's `data`: of values as
they are, of a `partial` its function's name and arguments. Of the rest of the
site, templates and these functions can see only

- the settings, which are part of every fingerprint;
- what belongs to an article: its terms and its outlet, which its fingerprint includes;
- whether a term has a page, which a term's fingerprint includes.

A `Taxonomy` among the arguments stands for its settings: its terms are looked
up there by what articles name, and so are in the articles' fingerprints.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from itertools import chain
from typing import Any

import msgspec

from generator.assemble.related import Seat, Window
from generator.cache import prints
from generator.compose.composer import contribute
from generator.model.article import Article
from generator.model.feed import Notice
from generator.model.page import Page
from generator.model.settings import TaxonomySettings
from generator.model.site import Site
from generator.model.term import Taxonomy, Term
from generator.read.body import Body
from generator.report.diagnostics import Place

ArticlePrints = Mapping[str, tuple[bytes, bytes]]
"""Path → fingerprints of an article without and with its text, as it was read."""

_encode = msgspec.msgpack.Encoder().encode
_PLAIN = frozenset((str, int, float, bool, type(None), dt.date, bytes))


class PagePrints:
    """Takes fingerprints of the pages and feeds of one site."""

    def __init__(self, site: Site, articles: ArticlePrints) -> None:
        self.site = site
        self._read = articles
        self._cards: dict[int, bytes] = {}
        self._lists: dict[int, tuple[tuple[Article, ...], bytes]] = {}
        self._neighbours: dict[int, tuple[tuple[Article, ...], bytes]] = {}
        self._terms: dict[tuple[str, str], bytes] = {}
        self._of_term: dict[int, bytes] = {}
        self._found: dict[tuple[str, str], bytes] = {}
        self._whole: dict[int, bytes] = {}
        self._bodies: dict[int, bytes] = {}
        self._settings: dict[int, tuple[TaxonomySettings, bytes]] = {}
        self._fields: dict[type, tuple[str, ...]] = {}
        for article in site.published:
            terms = ((name, slug) for name, slugs in article.terms.items() for slug in slugs)
            named = b"".join(self._named(name, slug) for name, slug in terms)
            card, whole = articles[article.path]
            self._cards[id(article)] = prints.of(card, named)
            self._whole[id(article)] = self._bodies[id(article.body)] = prints.of(whole, named)

    @cached_property
    def of_all(self) -> bytes:
        """What every page depends on."""
        return prints.of(prints.of_program(), self.site.settings, contribute(self.site))

    def _named(self, taxonomy: str, slug: str) -> bytes:
        if (taxonomy, slug) not in self._terms:
            terms = self.site.taxonomies[taxonomy]
            above = [self.of_term(terms.terms[other]) for other in terms.ancestors(slug)]
            self._terms[taxonomy, slug] = prints.of(self.of_term(terms.terms[slug]), *above)
        return self._terms[taxonomy, slug]

    def of_term(self, term: Term) -> bytes:
        """A term wherever it was declared, and which pages its name and its country lead to."""
        if id(term) not in self._of_term:
            linked = [
                name
                for name, one in self.site.taxonomies.items()
                if one.terms.get(term.slug) is term and self.site.has_page(name, term.slug)
            ]
            countries = [
                self.site.has_page(name, term.country.lower())
                for name, one in self.site.taxonomies.items()
                if one.settings.lookup == "code"
            ]
            self._of_term[id(term)] = prints.of(
                dataclasses.replace(term, place=Place(""), vocabulary={}), linked, countries
            )
        return self._of_term[id(term)]

    def of_found(self, article: Article) -> bytes:
        """An article with its text, and the terms that it is found under, whatever they are called."""
        under = [self._above(name, slug) for name, slugs in article.terms.items() for slug in slugs]
        return prints.of(self.of_all, self._read[article.path][1], *under)

    def _above(self, taxonomy: str, slug: str) -> bytes:
        if (taxonomy, slug) not in self._found:
            terms = self.site.taxonomies[taxonomy]
            above = [terms.terms[one] for one in terms.roll_up((slug,))]
            self._found[taxonomy, slug] = prints.of([(one.slug, one.kind, one.language) for one in above])
        return self._found[taxonomy, slug]

    def of_alone(self, articles: Iterable[Article]) -> bytes:
        """The articles of a list but for their texts and what is said of their terms."""
        return prints.of(self.of_all, b"".join([self._read[article.path][0] for article in articles]))

    def of_whole(self, article: Article) -> bytes:
        """An article with its text, and what belongs to it."""
        return prints.of(self.of_all, self._whole[id(article)])

    def of_settings(self, settings: TaxonomySettings) -> bytes:
        """What site.yml says of one taxonomy."""
        if id(settings) not in self._settings:
            self._settings[id(settings)] = (settings, prints.of(settings))
        return self._settings[id(settings)][1]

    def of_articles(self, articles: tuple[Article, ...]) -> bytes:
        """The articles of a list as listings show them, one fingerprint behind the other."""
        if id(articles) not in self._lists:
            joined = b"".join([self._cards[id(article)] for article in articles])
            self._lists[id(articles)] = (articles, joined)
        return self._lists[id(articles)][1]

    def of_terms(self) -> bytes:
        """All that the registries say."""
        return prints.of(*[self.of_term(term) for one in self.site.taxonomies.values() for term in one])

    def of_taxonomy(self, name: str) -> bytes:
        """All that is said of the terms of a taxonomy, and how many articles name each."""
        counts = [(slug, len(members)) for slug, members in self.site.members[name].items()]
        return prints.of(counts, *map(self.of_term, self.site.taxonomies[name]))

    def of_registries(self) -> bytes:
        """The same of all taxonomies."""
        return prints.of(*map(self.of_taxonomy, self.site.taxonomies))

    def of_names(self) -> bytes:
        """All that is said of terms, and what articles are called."""
        terms = [self.of_term(term) for taxonomy in self.site.taxonomies.values() for term in taxonomy]
        return prints.of(self.of_articles(self.site.articles), *terms)

    def of_page(self, page: Page) -> bytes:
        """The fingerprint of a page as composed."""
        head = (page.address, page.title, page.template, page.description, page.feed is None, page.indexed)
        parts = [self.of_all, _encode(head)]
        self._feed(page.data, parts)
        return prints.of(*parts)

    def of_texts(self, articles: Iterable[Article]) -> bytes:
        """Articles with their texts, but for what is said of their terms."""
        return b"".join([self._read[article.path][1] for article in articles])

    def of_feed(
        self, page: Page, identity: str, items: tuple[Article | Notice, ...], gone: tuple[Article, ...]
    ) -> bytes:
        """The fingerprint of the feeds beside a page, which tell items and what was withdrawn."""
        head = (page.address, page.title, page.description, identity)
        entries = [self._whole[id(one)] if isinstance(one, Article) else prints.of(one) for one in items]
        return prints.of(self.of_all, head, b"".join(entries), self.of_texts(gone))

    def _feed(self, value: Any, parts: list[bytes]) -> None:  # noqa: ANN401 (data is anything)
        """Append the canonical form of a value."""
        kind = type(value)
        if kind in _PLAIN:
            parts.append(_encode(value))
        elif kind is Article:
            parts.append(self._cards[id(value)])
        elif kind is Window:
            parts.append(self._of_window(value))
        elif kind is Seat:
            parts.append(self._of_window(value.around))
            parts.append(self.of_term(value.term))
            parts.append(f"{value.taxonomy} {value.weight} {value.series}".encode())
        elif kind is tuple or kind is list:
            self._feed_items(value, parts)
        elif kind is Term:
            parts.append(self.of_term(value))
        elif kind is Body:
            parts.append(self._bodies.get(id(value)) or value.html.encode())
        elif kind is TaxonomySettings:
            parts.append(self.of_settings(value))
        elif kind is Taxonomy:
            parts.append(self.of_settings(value.settings))
        else:
            self._feed_parts(value, parts)

    def _of_window(self, window: Window) -> bytes:
        """Neighbours but for the names of their terms: pages show titles, and names by the seats."""
        key = id(window.members)
        if key not in self._neighbours:
            joined = b"".join([self._read[article.path][0] for article in window.members])
            self._neighbours[key] = (window.members, joined)
        return self._neighbours[key][1][window.start * prints.SIZE : window.stop * prints.SIZE]

    def _feed_parts(self, value: Any, parts: list[bytes]) -> None:  # noqa: ANN401 (data is anything)
        """The same for what is made of other values."""
        kind = type(value)
        if isinstance(value, Mapping):
            self._feed_items(tuple(chain.from_iterable(value.items())), parts)
        elif kind is partial:  # `partial` flattens one within another
            parts.append(f"{value.func.__module__} {value.func.__qualname__}".encode())
            self._feed_items([*value.args], parts)
            self._feed(value.keywords, parts)
        elif kind is not Place and dataclasses.is_dataclass(value):
            parts.append(kind.__name__.encode())
            for name in self._names(kind):
                self._feed(getattr(value, name), parts)
        elif kind is not Place:
            raise TypeError(f"a page cannot be made from {kind.__name__}: its fingerprint would miss it")

    def _feed_items(self, items: tuple[Any, ...] | list[Any], parts: list[bytes]) -> None:
        if type(items) is tuple and items and {*map(type, items)} == {Article}:
            parts.append(self.of_articles(items))
            return
        parts.append(b"%d" % len(items))
        for item in items:
            self._feed(item, parts)

    def _names(self, kind: type) -> tuple[str, ...]:
        if kind not in self._fields:
            self._fields[kind] = tuple(field.name for field in dataclasses.fields(kind))
        return self._fields[kind]
