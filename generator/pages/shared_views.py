"""Make the views that many pages share, once for each site."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, partial
from itertools import chain

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from generator.assemble.collection import by_year, most_frequent
from generator.assemble.interface import _, country_name, day, digits
from generator.assemble.related import Neighbours
from generator.data.structured import term_node
from generator.feeds.writer import feed_links
from generator.model import address
from generator.model.article import Article, Articles
from generator.model.page import Page
from generator.model.site import Site
from generator.model.term import Term
from generator.pages.views import (
    Chip,
    Encoded,
    Entry,
    Headline,
    Link,
    Older,
    PageView,
    Section,
    SiteView,
    SourceLine,
    Steps,
)

_encode = msgspec.msgpack.Encoder().encode
_SHADES = 5
_MOST_LINES = 1_200
"""Maximum headlines of a list: about 200 KB, 163 bytes each."""


def site_view(site: Site) -> SiteView:
    """Make the view of the site itself."""
    settings = site.settings
    contribute = ""
    for document in site.documents:
        if document.slug == "contribute":
            contribute = document.address
    return SiteView(
        title=settings.title,
        tagline=settings.tagline,
        url=settings.url,
        language=settings.language,
        contribute=contribute,
        share_image=f"{settings.url}{settings.share_image}" if settings.share_image else "",
        extras=tuple(own.name for own in settings.extensions),
        weeks=site.has_weeks,
    )


def encoded(page: Page, site: SiteView) -> bytes:
    """Encode the `PageView` of a page; without a site address there are no feeds."""
    view = PageView(
        site=site,
        address=page.address,
        title=page.title,
        description=page.description,
        indexed=page.indexed,
        feeds=feed_links(page) if site.url else (),
        content=Raw(_encode(page.content())),
    )
    return _encode(view)


def steps(links: Sequence[Link], index: int) -> Steps:
    """Return the neighbours of a page in a series, which has its newest page first."""
    newer = links[index - 1] if index else None
    older = links[index + 1] if index + 1 < len(links) else None
    return Steps(newer, older)


def named(term: Term, name: str, page: str = "", count: int = 0) -> Link:
    """Link to a term by one of its names, marked with the language of that name."""
    return Link(name, page, term.language_of(name), count)


def state(article: Article) -> str:
    """Return the label of an article that only previews show; empty for a public one."""
    if article.draft:
        return _("Draft")
    if article.held_until:
        return _("Appears on %(day)s", day=day(article.held_until))
    return ""


def article_link(article: Article, language: str) -> Link:
    """Link to an article by its title, on a site in some language."""
    own = article.language if article.language != language else ""
    label = _("Retracted") if article.retracted else state(article)
    return Link(article.title, article.address, own, label=label)


def corrected_on(article: Article) -> dt.date | None:
    """Return the date of an article's last correction."""
    return max((one.date for one in article.corrections), default=None)


def shade(count: int, top: int) -> int:
    """Return the shade of a count from 1 to 5, or 0 for a count of 0.

    `top` is the largest count. The shade grows with the logarithm, so that one busy year leaves the
    others visible.
    """
    if not count:
        return 0
    part = math.log(count) / math.log(max(top, 2))
    return 1 + round((_SHADES - 1) * part)


class SharedViews:
    """The shared views of one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.crossed = tuple(filter(None, (site.settings.rows, site.settings.columns)))
        """The taxonomies whose terms are an article's chips in a list."""
        # Each of these is made once, although thousands of pages show it.
        self.term = cache(self._term)
        self.article = cache(partial(article_link, language=site.settings.language))
        self.country = cache(self._country)
        self.node = cache(partial(term_node, site))
        self._entry = cache(self._encoded_entry)
        self._headline = cache(self._encoded_headline)
        self.neighbours = Neighbours(site)
        self.threads = self.neighbours.threads
        self.named: dict[str, Counter[str]] = {}
        """Taxonomy → slug → number of articles that name the term itself."""
        for name in site.taxonomies:
            slugs = chain.from_iterable([article.terms[name] for article in site.articles])
            self.named[name] = Counter(slugs)

    def term_address(self, taxonomy: str, slug: str) -> str:
        """Return the address of a term's page; empty if it has none."""
        return address.term(taxonomy, slug) if self._site.has_page(taxonomy, slug) else ""

    def _term(self, taxonomy: str, slug: str) -> Link:
        """Link to a term by name.

        The link has no counts, so a new article changes no page that only links to the term.
        """
        term = self._site.taxonomies[taxonomy].terms[slug]
        return named(term, term.name, self.term_address(taxonomy, slug))

    def counted(self, taxonomy: str, slug: str) -> Link:
        """Link to a term by name, with its counts."""
        count = self.named[taxonomy][slug]
        total = len(self._site.members[taxonomy].get(slug, ()))
        return replace(self.term(taxonomy, slug), count=count, total=total)

    def label(self, taxonomy: str, term: Term, count: int = 0) -> Link:
        """Link to a term by its short name, with a number of articles if it is not 0."""
        return named(term, term.label, self.term_address(taxonomy, term.slug), count)

    def _country(self, code: str) -> Link:
        """Name a country, with a link if it has a page."""
        page = ""
        for name, taxonomy in self._site.taxonomies.items():
            if taxonomy.settings.lookup == "code":
                page = page or self.term_address(name, code.lower())
        return Link(country_name(code), page)

    def source(self, article: Article) -> SourceLine:
        """Describe the source of an article."""
        source = article.source
        registered = self._site.outlet(article)
        if registered is None:
            return SourceLine(source.name, "", "", source.language)
        settings, outlet = registered
        return SourceLine(
            name=source.name,
            address=self.term_address(settings.name, outlet.slug),
            kind=settings.kind_name(outlet.kind),
            language=source.language or outlet.language,
            name_language=outlet.language_of(source.name),
        )

    def ranked(self, taxonomy: str) -> list[str]:
        """Return the slugs of the terms that articles name, most frequent first.

        Articles of sub-terms do not count.
        """
        return [slug for slug, _ in most_frequent(self.named[taxonomy])]

    def most_reported(self, taxonomy: str, most: int) -> list[Link]:
        """Link to the terms that articles name most, with the numbers that their own pages show.

        Those numbers include the articles of sub-terms.
        """
        members, terms = self._site.members[taxonomy], self._site.taxonomies[taxonomy].terms
        slugs = self.ranked(taxonomy)[:most]
        slugs.sort(key=lambda slug: -len(members[slug]))
        return [self.label(taxonomy, terms[slug], len(members[slug])) for slug in slugs]

    def entries(self, articles: Iterable[Article]) -> Encoded:
        """Encode the entries of a listing."""
        return tuple([self._entry(article) for article in articles])

    def headlines(self, articles: Iterable[Article]) -> Encoded:
        """Encode the headlines of a listing."""
        return tuple([self._headline(article) for article in articles])

    def _encoded_entry(self, article: Article) -> Raw:
        entry = Entry(
            date=article.date,
            article=self.article(article),
            summary=article.summary,
            source=self.source(article),
            chips=self.chips(article),
            earlier=self.threads.count_before(article),
            corrected=corrected_on(article),
        )
        return Raw(_encode(entry))

    def _encoded_headline(self, article: Article) -> Raw:
        earlier = self.threads.count_before(article)
        headline = Headline(article.date, self.article(article), earlier, corrected_on(article))
        return Raw(_encode(headline))

    def chips(self, article: Article) -> tuple[Chip, ...]:
        """Make the chips of an article in a list: links to its terms of crossed taxonomies."""
        chips = []
        for name in self.crossed:
            for slug in article.terms[name]:
                term = self._site.taxonomies[name].terms[slug]
                chip = Chip(
                    label=term.label,
                    address=self.term_address(name, slug),
                    title=term.name if term.acronym else "",
                    leading=name == self._site.settings.rows,
                    language=term.language_of(term.label),
                )
                chips.append(chip)
        return tuple(chips)

    def older(self, articles: Articles) -> Older:
        """List what a page does not show in full as headlines, by year."""
        rest = articles[self._site.settings.long_listing :]
        years = []
        for year, members in by_year(rest[:_MOST_LINES]).items():
            heading = Link(digits(year), count=len(members))
            years.append(Section(heading, headlines=self.headlines(members)))
        return Older(tuple(years), len(rest[_MOST_LINES:]))
