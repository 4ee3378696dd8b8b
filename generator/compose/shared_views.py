"""Makes the views that many pages share, each once for a site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Raw

from generator.assemble.collection import Group
from generator.compose.environment import country_name
from generator.compose.feeds import feed_links
from generator.compose.views import (
    ArticleLink,
    Chip,
    EntryView,
    PageView,
    Section,
    SiteView,
    SourceLine,
    TermLink,
)
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.settings import TaxonomySettings
from generator.model.site import Site
from generator.model.term import Term

encode = msgspec.msgpack.Encoder().encode


def site_view(site: Site) -> SiteView:
    """The view of the site itself."""
    settings = site.settings
    contribute = [page.address for page in site.documents if page.slug == "contribute"]
    return SiteView(
        title=settings.title,
        tagline=settings.tagline,
        url=settings.url,
        language=settings.language,
        contribute=contribute[0] if contribute else "",
    )


def encoded(page: Page, site: SiteView) -> bytes:
    """The encoded `PageView` of a page; a site without an address has no feeds."""
    view = PageView(
        site=site,
        address=page.address,
        title=page.title,
        description=page.description,
        indexed=page.indexed,
        feeds=feed_links(page) if site.url else (),
        content=Raw(encode(page.content())),
    )
    return encode(view)


class SharedViews:
    """The shared views of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._language = site.settings.language
        self._terms: dict[tuple[str, str], TermLink] = {}
        self._chips: dict[tuple[str, str], Chip] = {}
        self._entries: dict[str, Raw] = {}
        self._links: dict[str, ArticleLink] = {}
        self._outlets = [one for one in site.taxonomies.values() if one.settings.of_source]
        self._countries = [name for name, one in site.taxonomies.items() if one.settings.lookup == "code"]
        self._chip_taxonomies = [name for name in (site.settings.rows, site.settings.columns) if name]

    def term_address(self, taxonomy: str, slug: str) -> str:
        """The address of a term's page; empty when it has none."""
        return address.term(taxonomy, slug) if self.site.has_page(taxonomy, slug) else ""

    def term(self, taxonomy: str, slug: str) -> TermLink:
        """A term by its name."""
        if (taxonomy, slug) not in self._terms:
            term = self.site.taxonomies[taxonomy].terms[slug]
            where = self.term_address(taxonomy, slug)
            self._terms[taxonomy, slug] = TermLink(term.name, where, term.language_of(term.name))
        return self._terms[taxonomy, slug]

    def label(self, taxonomy: str, term: Term) -> TermLink:
        """A term by its short name."""
        return TermLink(term.label, self.term_address(taxonomy, term.slug))

    def country(self, code: str) -> TermLink:
        """A country, linked where countries have pages."""
        linked = [self.term_address(name, code.lower()) for name in self._countries[:1]]
        return TermLink(country_name(code), linked[0] if linked else "")

    def terms(self, taxonomy: str, article: Article) -> tuple[TermLink, ...]:
        """The terms that an article names in a taxonomy."""
        return tuple([self.term(taxonomy, slug) for slug in article.terms[taxonomy]])

    def outlet(self, article: Article) -> tuple[TaxonomySettings, Term] | None:
        """The registered outlet behind an article, with its taxonomy."""
        for taxonomy in self._outlets:
            slugs = article.terms[taxonomy.settings.name]
            if slugs:
                return taxonomy.settings, taxonomy.terms[slugs[0]]
        return None

    def source(self, article: Article) -> SourceLine:
        """Who reported an article."""
        found = self.outlet(article)
        if found is None:
            return SourceLine(article.source.name)
        settings, term = found
        return SourceLine(
            name=article.source.name,
            address=self.term_address(settings.name, term.slug),
            kind=term.kind.replace("-", " "),
            language=article.source.language or term.language,
        )

    def foreign(self, language: str) -> str:
        """A language where it is not the site's, else nothing."""
        return language if language != self._language else ""

    def article(self, article: Article) -> ArticleLink:
        """An article by its title."""
        if article.path not in self._links:
            language = self.foreign(article.language)
            self._links[article.path] = ArticleLink(article.title, article.address, language)
        return self._links[article.path]

    def entries(self, articles: Iterable[Article]) -> tuple[Raw, ...]:
        """The encoded entries of a listing."""
        return tuple([self._entries.get(one.path) or self._entry(one) for one in articles])

    def _entry(self, article: Article) -> Raw:
        view = EntryView(
            date=article.date,
            article=self.article(article),
            summary=article.summary,
            source=self.source(article),
            chips=tuple(
                self._chip(name, slug) for name in self._chip_taxonomies for slug in article.terms[name]
            ),
        )
        self._entries[article.path] = Raw(encode(view))
        return self._entries[article.path]

    def _chip(self, taxonomy: str, slug: str) -> Chip:
        if (taxonomy, slug) not in self._chips:
            term = self.site.taxonomies[taxonomy].terms[slug]
            self._chips[taxonomy, slug] = Chip(
                label=term.label,
                address=self.term_address(taxonomy, slug),
                title=term.name if term.acronym else "",
                leading=taxonomy == self.site.settings.rows,
            )
        return self._chips[taxonomy, slug]

    def sections(
        self, groups: tuple[Group, ...], taxonomy: str, crossings: Mapping[str, str] | None = None
    ) -> tuple[Section, ...]:
        """The groups of a listing.

        Args:
            groups: Articles by the terms of one taxonomy.
            taxonomy: Its name; empty for one group of all articles.
            crossings: Slug of a term → the page of its crossing with the page's own term.
        """
        return tuple(
            Section(
                id=f"in-{group.term.slug}",
                label=group.term.label,
                heading=self.term(taxonomy, group.term.slug),
                entries=self.entries(group.articles),
                more=(crossings or {}).get(group.term.slug, ""),
            )
            if group.term
            else self._without_term(group, taxonomy, alone=len(groups) == 1)
            for group in groups
        )

    def _without_term(self, group: Group, taxonomy: str, *, alone: bool) -> Section:
        title = "None of these" if taxonomy and not alone else "Articles"
        return Section("in-none" if taxonomy else "", title, TermLink(title), self.entries(group.articles))
