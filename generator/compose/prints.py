"""Fingerprints of what feeds, data and search are made from.

Pages have none: the key of a page is the hash of its view (`compose.views`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from functools import cached_property

from generator.cache import prints
from generator.model.article import Article
from generator.model.feed import Notice
from generator.model.page import Page
from generator.model.site import Site
from generator.model.term import Term
from generator.report.diagnostics import Place

ArticlePrints = Mapping[str, tuple[bytes, bytes]]
"""Path → fingerprints of an article without and with its text, as it was read."""


class PagePrints:
    """Takes fingerprints of one site."""

    def __init__(self, site: Site, articles: ArticlePrints) -> None:
        self.site = site
        self._read = articles
        self._cards: dict[int, bytes] = {}
        self._lists: dict[int, tuple[tuple[Article, ...], bytes]] = {}
        self._terms: dict[tuple[str, str], bytes] = {}
        self._of_term: dict[int, bytes] = {}
        self._found: dict[tuple[str, str], bytes] = {}
        self._whole: dict[int, bytes] = {}
        for article in site.published:
            terms = ((name, slug) for name, slugs in article.terms.items() for slug in slugs)
            named = b"".join(self._named(name, slug) for name, slug in terms)
            card, whole = articles[article.path]
            self._cards[id(article)] = prints.of(card, named)
            self._whole[id(article)] = prints.of(whole, named)

    @cached_property
    def of_all(self) -> bytes:
        """What every file depends on."""
        return prints.of(prints.of_program(), self.site.settings)

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
