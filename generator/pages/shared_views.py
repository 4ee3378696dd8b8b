"""Makes the views that many pages share, each once for a site."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from msgspec import Raw

from generator.assemble.collection import Group
from generator.assemble.english import country_name
from generator.feeds.writer import feed_links
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.settings import TaxonomySettings
from generator.model.site import Site
from generator.model.term import Term
from generator.pages.views import Chip, Entry, Link, PageView, Section, SiteView, SourceLine, Steps

_encode = msgspec.msgpack.Encoder().encode


def site_view(site: Site) -> SiteView:
    """The view of the site itself."""
    settings = site.settings
    contribute = next((page.address for page in site.documents if page.slug == "contribute"), "")
    return SiteView(
        settings.title,
        settings.tagline,
        settings.url,
        settings.language,
        contribute,
        settings.share_image,
    )


def encoded(page: Page, site: SiteView) -> bytes:
    """The encoded `PageView` of a page; a site without an address has no feeds."""
    feeds = feed_links(page) if site.url else ()
    content = Raw(_encode(page.content()))
    return _encode(PageView(site, page.address, page.title, page.description, page.indexed, feeds, content))


def steps(links: Sequence[Link], index: int) -> Steps:
    """The links before and after one in a series, which begins with the newest."""
    return Steps(links[index - 1] if index else None, links[index + 1] if index + 1 < len(links) else None)


_MANY = 40
"""Articles on a page from which on repeated entries are headlines only. At 10,000 made articles 83,000 of the
252,000 entries are repetitions, which took 84 of the site's 882 MB."""


class SharedViews:
    """The shared views of one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._terms: dict[tuple[str, str], Link] = {}
        self._entries: dict[str, Raw] = {}
        self._outlets = [one for one in site.taxonomies.values() if one.settings.of_source]
        self._countries = [name for name, one in site.taxonomies.items() if one.settings.lookup == "code"]

    def term_address(self, taxonomy: str, slug: str) -> str:
        """The address of a term's page; empty when it has none."""
        return address.term(taxonomy, slug) if self._site.has_page(taxonomy, slug) else ""

    def term(self, taxonomy: str, slug: str) -> Link:
        """A term by its name."""
        if (taxonomy, slug) not in self._terms:
            term = self._site.taxonomies[taxonomy].terms[slug]
            where = self.term_address(taxonomy, slug)
            self._terms[taxonomy, slug] = Link(term.name, where, term.language_of(term.name))
        return self._terms[taxonomy, slug]

    def counted(self, taxonomy: str, slug: str) -> Link:
        """A term by its name, with the number of its articles."""
        count = len(self._site.members[taxonomy].get(slug, ()))
        return msgspec.structs.replace(self.term(taxonomy, slug), count=count)

    def label(self, taxonomy: str, term: Term, count: int = 0) -> Link:
        """A term by its short name."""
        return Link(term.label, self.term_address(taxonomy, term.slug), count=count)

    def country(self, code: str) -> Link:
        """A country, linked where countries have pages."""
        linked = [self.term_address(name, code.lower()) for name in self._countries[:1]]
        return Link(country_name(code), linked[0] if linked else "")

    def terms(self, taxonomy: str, article: Article) -> tuple[Link, ...]:
        """The terms that an article names in a taxonomy."""
        return tuple([self.term(taxonomy, slug) for slug in article.terms[taxonomy]])

    def outlet(self, article: Article) -> tuple[TaxonomySettings, Term] | None:
        """The registered outlet behind an article, with its taxonomy."""
        for taxonomy in self._outlets:
            for slug in article.terms[taxonomy.settings.name][:1]:
                return taxonomy.settings, taxonomy.terms[slug]
        return None

    def source(self, article: Article) -> SourceLine:
        """Who reported an article."""
        found = self.outlet(article)
        if found is None:
            return SourceLine(article.source.name, "", "", article.source.language)
        settings, term = found
        where = self.term_address(settings.name, term.slug)
        return SourceLine(article.source.name, where, term.kind, article.source.language or term.language)

    def article(self, article: Article) -> Link:
        """An article by its title."""
        foreign = article.language != self._site.settings.language
        return Link(article.title, article.address, article.language if foreign else "")

    def entries(self, articles: Iterable[Article], repeated: Collection[str] = ()) -> tuple[Raw, ...]:
        """The encoded entries of a listing.

        Args:
            articles: The articles.
            repeated: Paths of those that the same page lists in full above; here they are headlines.
        """
        return tuple(
            [
                self._headline(one)
                if one.path in repeated
                else self._entries.get(one.path) or self._entry(one)
                for one in articles
            ]
        )

    def _headline(self, article: Article) -> Raw:
        return Raw(_encode(Entry(article.date, self.article(article), "", self.source(article), ())))

    def _entry(self, article: Article) -> Raw:
        settings = self._site.settings
        chips = [
            self._chip(name, slug)
            for name in (settings.rows, settings.columns)
            if name
            for slug in article.terms[name]
        ]
        view = Entry(article.date, self.article(article), article.summary, self.source(article), tuple(chips))
        self._entries[article.path] = Raw(_encode(view))
        return self._entries[article.path]

    def _chip(self, taxonomy: str, slug: str) -> Chip:
        term = self._site.taxonomies[taxonomy].terms[slug]
        title = term.name if term.acronym else ""
        leading = taxonomy == self._site.settings.rows
        return Chip(term.label, self.term_address(taxonomy, slug), title, leading)

    def sections(
        self, groups: Sequence[Group], taxonomy: str, crossings: Mapping[str, str] | None = None
    ) -> tuple[Section, ...]:
        """The groups of a listing.

        An article that belongs to several groups is in each; on a page of more than `_MANY` articles only
        the first of its entries is in full.

        Args:
            groups: Articles by the terms of one taxonomy.
            taxonomy: Its name; empty for one group of all articles.
            crossings: Slug of a term → the page of its crossing with the page's own term.
        """
        found = []
        listed: set[str] = set()
        is_long = len({one.path for group in groups for one in group.articles}) > _MANY
        for group in groups:
            entries = self.entries(group.articles, listed)
            listed.update(one.path for one in group.articles if is_long)
            if group.term:
                slug, label = group.term.slug, group.term.label
                more = crossings.get(slug, "") if crossings else ""
                found.append(Section(self.term(taxonomy, slug), entries, f"in-{slug}", label, more))
            else:
                title = "None of these" if taxonomy and len(groups) > 1 else "Articles"
                found.append(Section(Link(title), entries, "in-none" if taxonomy else "", title))
        return tuple(found)
