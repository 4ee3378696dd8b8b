"""Renders pages; what stands on many of them is rendered once, see `compose.pieces`.

Templates see a page's own data, the settings, and a few functions that answer for an
article or a term; nothing else of the site (see `compose.prints` for why).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from jinja2 import Template
from markupsafe import Markup
from msgspec import structs

from generator.compose import chart, citation
from generator.compose.environment import make_environment
from generator.compose.feeds import FeedLink, feed_links
from generator.compose.pieces import pieces
from generator.compose.structured import news_article
from generator.model import address
from generator.model.article import Article
from generator.model.page import ComposedPage, Page
from generator.model.settings import TaxonomySettings
from generator.model.site import Site
from generator.model.term import Term


class Composer:
    """Turns `Page`s of one site into HTML."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._environment = make_environment()
        self._environment.globals.update(
            site=site.settings,
            address=address,
            chart=chart,
            entries=self.entries,
            terms_of=self.terms_of,
            term_link=self.term_link,
            outlet=self.outlet,
            country_link=self.country_link,
            news_article=partial(news_article, site),
            feeds_of=self.feeds_of,
            contribute=contribute(site),
            cite=citation,
        )
        macros = self._environment.get_template("pieces.html").module
        self._environment.globals.update(pieces(macros))
        self._templates: dict[str, Template] = {}
        self._entries: dict[str, str] = {}

    def template(self, name: str) -> Template:
        """A template, compiled once."""
        if name not in self._templates:
            self._templates[name] = self._environment.get_template(name)
        return self._templates[name]

    def entries(self, articles: Iterable[Article]) -> Markup:
        """The entries of a listing."""
        return Markup("\n".join(map(self._entry, articles)))  # noqa: S704 (a template's output)

    def _entry(self, article: Article) -> str:
        if article.path not in self._entries:
            self._entries[article.path] = self.template("entry.html").render(article=article)
        return self._entries[article.path]

    def terms_of(self, article: Article, taxonomy: str) -> tuple[Term, ...]:
        """The terms an article names in one taxonomy."""
        terms = self.site.taxonomies[taxonomy].terms
        return tuple(terms[slug] for slug in article.terms[taxonomy])

    def term_link(self, taxonomy: str, slug: str) -> str:
        """The address of a term's page, or nothing when it has none."""
        return address.term(taxonomy, slug) if self.site.has_page(taxonomy, slug) else ""

    def country_link(self, code: str) -> str:
        """The address of a country's page, or nothing where countries have none."""
        for name, taxonomy in self.site.taxonomies.items():
            if taxonomy.settings.lookup == "code":
                return self.term_link(name, code.lower())
        return ""

    def outlet(self, article: Article) -> tuple[TaxonomySettings, Term] | None:
        """The registered outlet behind an article, with its taxonomy."""
        for name, taxonomy in self.site.taxonomies.items():
            if taxonomy.settings.of_source and article.terms[name]:
                return taxonomy.settings, taxonomy.terms[article.terms[name][0]]
        return None

    def feeds_of(self, page: Page) -> tuple[FeedLink, ...]:
        """The feeds beside a page; a site that does not know its address has none."""
        return feed_links(page) if self.site.settings.url else ()

    def window_title(self, page: Page) -> str:
        """The page's title and the site's."""
        settings = self.site.settings
        if page.address:
            return f"{page.title} · {settings.title}"
        return f"{settings.title}: {settings.tagline}" if settings.tagline else settings.title

    def compose(self, page: Page) -> ComposedPage:
        """One page as HTML, with `ROOT` before its internal addresses.

        A page that does not describe itself is described as the site is.
        """
        if not page.description:
            page = structs.replace(page, description=self.site.settings.description)
        values = page.values()
        return ComposedPage(
            address=page.address,
            title=self.window_title(page),
            description=page.description,
            content=self.template(page.template).render(page=page, **values),
            head=self.template("head.html").render(page=page, article=values.get("article")),
        )


def compose(site: Site, pages: Iterable[Page]) -> Iterator[ComposedPage]:
    """All pages as HTML, in order."""
    composer = Composer(site)
    return map(composer.compose, pages)


def contribute(site: Site) -> str:
    """The address of the page for contributors, or nothing when there is none."""
    return next((page.address for page in site.documents if page.slug == "contribute"), "")
