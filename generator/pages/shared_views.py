"""Make the views that many pages share, once for each site."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from generator.assemble.collection import SHOWN, Group, by_month
from generator.assemble.interface import _, country_name, day, month_of_year
from generator.feeds.writer import feed_links
from generator.model import address
from generator.model.article import Article
from generator.model.feed_identity import identity
from generator.model.page import Page
from generator.model.site import Site
from generator.model.term import Term
from generator.pages.share_cards import CARD, has_card
from generator.pages.views import (
    Chip,
    Entry,
    Headline,
    Link,
    Listing,
    PageView,
    Section,
    SiteView,
    SourceLine,
    Steps,
)

_encode = msgspec.msgpack.Encoder().encode
_SHADES = 5
_HEADLINES = 3
_GROUPS_WITH_HEADLINES = 20
"""Headlines for each group, and groups with any, on the page of a term with a long list. At 2,000 articles
the longest page stays below 8,000 px at a width of 1,280."""


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
        settings.share_image or (CARD if has_card(settings, settings.title) else ""),
    )


def encoded(page: Page, site: SiteView) -> bytes:
    """Encode the `PageView` of a page; without a site address there are no feeds."""
    feeds = feed_links(page) if site.url else ()
    content = Raw(_encode(page.content()))
    head = (page.address, page.title, page.description, page.indexed, feeds, page.picture)
    return _encode(PageView(site, *head, content))


def steps(links: Sequence[Link], index: int) -> Steps:
    """The neighbours of a page in a series, newest first."""
    return Steps(
        links[index - 1] if index else None, links[index + 1] if index + 1 < len(links) else None
    )


def named(term: Term, name: str, page: str = "", count: int = 0) -> Link:
    """A term by one of its names, in the language of that name."""
    return Link(name, page, term.language_of(name), count)


def state(article: Article) -> str:
    """The label of an article that only previews show; empty for a public one."""
    if article.draft:
        return _("Draft")
    return _("Appears on %(day)s") % {"day": day(article.held_until)} if article.held_until else ""


def shade(count: int, top: int) -> int:
    """The shade of a count from 1 to 5, by its logarithm, so that a busy year leaves others visible."""
    return 1 + round((_SHADES - 1) * math.log(count) / math.log(max(top, 2))) if count else 0


class SharedViews:
    """The shared views of one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._terms: dict[tuple[str, str], Link] = {}
        self._entries: dict[str, Raw] = {}
        self._headlines: dict[str, Raw] = {}
        self._countries = [
            name for name, one in site.taxonomies.items() if one.settings.lookup == "code"
        ]
        self.named = {
            name: Counter(slug for article in site.articles for slug in article.terms[name])
            for name in site.taxonomies
        }
        """Taxonomy → slug → number of articles that name the term itself."""

    def term_address(self, taxonomy: str, slug: str) -> str:
        """The address of a term's page; empty if it has none."""
        return address.term(taxonomy, slug) if self._site.has_page(taxonomy, slug) else ""

    def term(self, taxonomy: str, slug: str) -> Link:
        """A term by name, without counts, so that a new article changes no page that only links to it."""
        if (taxonomy, slug) not in self._terms:
            term = self._site.taxonomies[taxonomy].terms[slug]
            self._terms[taxonomy, slug] = named(term, term.name, self.term_address(taxonomy, slug))
        return self._terms[taxonomy, slug]

    def picture(self, taxonomy: str, slug: str) -> tuple[str, str]:
        """The address and the alternative text of a term's share card; empty where it has none."""
        term, settings = self.term(taxonomy, slug), self._site.settings
        if not (
            term.address
            and taxonomy in (settings.rows, settings.columns)
            and has_card(settings, term.text)
        ):
            return "", ""
        return term.address + CARD, f"{settings.title}: {term.text}"

    def counted(self, taxonomy: str, slug: str) -> Link:
        """A term by name, with its counts."""
        total = len(self._site.members[taxonomy].get(slug, ()))
        return replace(self.term(taxonomy, slug), count=self.named[taxonomy][slug], total=total)

    def label(self, taxonomy: str, term: Term, count: int = 0) -> Link:
        """A term by its short name."""
        return named(term, term.label, self.term_address(taxonomy, term.slug), count)

    def country(self, code: str) -> Link:
        """A country, with a link if countries have pages."""
        pages = (self.term_address(name, code.lower()) for name in self._countries)
        return Link(country_name(code), next(pages, ""))

    def terms(self, taxonomy: str, article: Article) -> tuple[Link, ...]:
        """The terms that an article names in a taxonomy."""
        return tuple([self.term(taxonomy, slug) for slug in article.terms[taxonomy]])

    def source(self, article: Article) -> SourceLine:
        """The source of an article."""
        registered = self._site.outlet(article)
        if registered is None:
            return SourceLine(article.source.name, "", "", article.source.language)
        settings, outlet = registered
        page = self.term_address(settings.name, outlet.slug)
        kind, language = settings.kind_name(outlet.kind), article.source.language or outlet.language
        name = article.source.name
        return SourceLine(name, page, kind, language, outlet.language_of(name))

    def added(self, article: Article) -> dt.date | None:
        """The date on which an article was added, if the ledger has it."""
        days = self._site.added
        return days.get(identity(article, self._site.settings.authority)) if days else None

    def article(self, article: Article) -> Link:
        """An article by its title."""
        foreign = article.language != self._site.settings.language
        language = article.language if foreign else ""
        return Link(article.title, article.address, language, label=state(article))

    def ranked(self, taxonomy: str) -> list[str]:
        """The slugs of the terms that articles name, most frequent first, without roll-ups."""
        named = self.named[taxonomy]
        return sorted(named, key=lambda slug: (-named[slug], slug))

    def entries(self, articles: Iterable[Article]) -> tuple[Raw, ...]:
        """Encode the entries of a listing."""
        return tuple(
            [self._entries.get(article.path) or self._entry(article) for article in articles]
        )

    def headlines(self, articles: Iterable[Article]) -> tuple[Raw, ...]:
        """Encode the headlines of a listing."""
        return tuple(
            [self._headlines.get(article.path) or self._headline(article) for article in articles]
        )

    def _headline(self, article: Article) -> Raw:
        self._headlines[article.path] = Raw(_encode(Headline(article.date, self.article(article))))
        return self._headlines[article.path]

    def _entry(self, article: Article) -> Raw:
        source = self.source(article)
        view = Entry(
            article.date, self.article(article), article.summary, source, self.chips(article)
        )
        self._entries[article.path] = Raw(_encode(view))
        return self._entries[article.path]

    def chips(self, article: Article) -> tuple[Chip, ...]:
        """The labels of an article's entry: its terms of the crossed taxonomies."""
        chips, rows = [], self._site.settings.rows
        for name in filter(None, (rows, self._site.settings.columns)):
            for slug in article.terms[name]:
                term, page = self._site.taxonomies[name].terms[slug], self.term_address(name, slug)
                title = term.name if term.acronym else ""
                chips.append(
                    Chip(term.label, page, title, name == rows, term.language_of(term.label))
                )
        return tuple(chips)

    def listing(self, articles: tuple[Article, ...]) -> Listing:
        """A list sorted by date, newest first."""
        if len(articles) <= self._site.settings.long_listing:
            return Listing(self.entries(articles[:SHOWN]), self.headlines(articles[SHOWN:]))
        months = [
            Section(
                Link(month_of_year(year, month), count=len(some)), headlines=self.headlines(some)
            )
            for (year, month), some in by_month(articles).items()
        ]
        return Listing((), months=tuple(months))

    def groups(
        self,
        groups: Sequence[Group],
        taxonomy: str,
        crossings: Mapping[str, Link],
        *,
        in_full: bool,
    ) -> tuple[Section, ...]:
        """The headlines of a term's articles under each term of another taxonomy.

        `crossings` is slug of such a term → its crossing with the page's own term, if that has a
        page. Unless `in_full`, only the newest headlines of the largest groups are shown.
        """
        sections = []
        for index, group in enumerate(groups):
            limit = _HEADLINES if index < _GROUPS_WITH_HEADLINES else 0
            headlines = self.headlines(group.articles if in_full else group.articles[:limit])
            slug, heading = "none", Link("", count=group.total, total=group.total)
            if group.term:
                slug = group.term.slug
                heading = replace(
                    self.term(taxonomy, slug), count=len(group.articles), total=group.total
                )
            page = crossings[slug].address if slug in crossings else ""
            sections.append(Section(heading, headlines=headlines, id=f"in-{slug}", page=page))
        return tuple(sections)

    def sections(self, groups: Sequence[Group], taxonomy: str) -> tuple[Section, ...]:
        """The groups of an edition with their entries."""
        return tuple(
            Section(
                self.term(taxonomy, group.term.slug) if group.term else Link(""),
                self.entries(group.articles),
                id=f"in-{group.term.slug}" if group.term else "in-none",
            )
            for group in groups
        )
