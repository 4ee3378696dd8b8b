"""Make the list of a page of articles: in groups, each article once, with filters by term."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from generator.assemble.collection import Cluster, arranged, by_keys, by_year
from generator.assemble.interface import digits
from generator.model.article import Article, Articles
from generator.model.site import Site
from generator.model.term import Taxonomy
from generator.pages.shared_views import SharedViews
from generator.pages.views import Link, Links, ListedEntry, Section, View

FEW = 3
"""A list of at most so many articles is seen at once: it needs no filters."""
_LATEST = 5
_WITHOUT_GROUPS = 20
"""Articles of a long list that are shown in full, and those of one that nothing groups."""
_SECTIONS = 12
_HEADLINES = 3
"""Sections of a long list, and the newest headlines in each: with these, the page stays finite."""
_FILTERS = 40
"""Filters of a list; `digest.css` has a rule for each number up to this one."""
_CHIPS = 2


class Filter(View, frozen=True):
    """A term that articles of a list name: it filters a short list, and links from a long one."""

    slug: str
    term: Link
    """Its short name and its number of articles; of a long list, with the page of these."""


class EntryGroup(View, frozen=True):
    """Entries under a heading, newest first."""

    heading: Link
    """A term or a country; without text, the articles share neither."""
    acronym: str
    numbers: tuple[int, ...]
    """The filters that show at least one of the entries."""
    entries: tuple[ListedEntry, ...]


class GroupedList(View, frozen=True):
    """All articles of a short list, each once; of a long one, the newest and links to others."""

    count: int
    newest: dt.date | None
    title: str
    singular: str
    """Title and singular of the taxonomy whose terms group the articles; may be empty."""
    filters: tuple[Filter, ...]
    """The first 40 filter a short list."""
    groups: tuple[EntryGroup, ...]
    is_sorted: bool
    """Whether the groups change the order of the articles, so that readers may want the other."""
    sections: tuple[Section, ...]
    """Terms of a long list, each with headlines and a link to all of its articles."""
    years: Links
    """The pages of the years of a long list."""


class ListMaker:
    """Makes the grouped list of one page.

    `terms` are those that the page is about; their ancestors are not repeated, either. `pages` are
    the pages of what the page's term shares with a term of the grouping taxonomy, by its slug.
    Where there is none, `mirror` is the page's own slug if the other term's page is grouped by such
    terms.
    """

    def __init__(
        self,
        site: Site,
        shared: SharedViews,
        by: Taxonomy | None,
        terms: Iterable[tuple[Taxonomy, str]],
        pages: Mapping[str, Link] = MappingProxyType({}),
        mirror: str = "",
    ) -> None:
        self._site, self._shared, self._by = site, shared, by
        self._pages, self._mirror = pages, mirror
        self._name = by.settings.name if by else ""
        own = [(one.settings.name, slug) for one, term in terms for slug in one.roll_up((term,))]
        self._said = set(own)
        self._excluded = [slug for name, slug in own if name == self._name]

    def make(self, articles: Articles, base: str) -> GroupedList:
        """Make the list of some articles, newest first; `base` is the address of their page."""
        is_long = len(articles) > self._site.settings.long_listing
        filters = self._filters(articles, is_long=is_long)
        if is_long:
            shown = articles[: _LATEST if filters else _WITHOUT_GROUPS]
            clusters: Iterable[Cluster] = [Cluster(None, "", shown)]
            sections = tuple(self._sections(articles[len(shown) :], filters))
        else:
            shown = articles
            clusters = [Cluster(None, "", articles)] if articles else []
            if self._by:
                clusters = arranged(articles, self._by, self._excluded)
            sections = ()
        if len(articles) <= FEW or len(filters) < 2:
            filters = ()
        numbers = {one.slug: number for number, one in enumerate(filters[:_FILTERS], 1)}
        groups = tuple([self._group(one, {} if is_long else numbers) for one in clusters])
        order = [one.entry for group in groups for one in group.entries]
        years = [
            Link(digits(year), f"{base}{year}/", count=len(members))
            for year, members in by_year(articles).items()
        ]
        return GroupedList(
            count=len(articles),
            newest=articles[0].date if articles else None,
            title=self._by.settings.title if self._by else "",
            singular=self._by.settings.singular if self._by else "",
            filters=filters,
            groups=groups,
            is_sorted=order != [*self._shared.entries(shown)],
            sections=sections,
            years=tuple(years) if is_long else (),
        )

    def _named(self, article: Article) -> list[str]:
        """List the terms of the grouping taxonomy that an article has beside the page's own."""
        slugs = self._by.roll_up(article.terms[self._name]) if self._by else ()
        return [slug for slug in slugs if slug not in self._excluded]

    def _filters(self, articles: Articles, *, is_long: bool) -> tuple[Filter, ...]:
        """List the terms that articles name, the most frequent first."""
        if self._by is None:
            return ()
        found = by_keys(articles, self._named)
        filters = []
        for slug, members in found.items():
            term = self._shared.label(self._name, self._by.terms[slug], len(members))
            if slug in self._pages:
                term = replace(term, address=self._pages[slug].address)
            elif is_long and term.address and self._mirror:
                term = replace(term, address=f"{term.address}#in-{self._mirror}")
            children = [child.slug for child in self._by.children(slug)]
            # A parent that shows the same as one of its children comes last.
            is_same = any(found.get(child) == members for child in children)
            filters.append((is_same, -len(members), term.text, Filter(slug, term)))
        return tuple([one for *_rank, one in sorted(filters, key=lambda ranked: ranked[:3])])

    def _group(self, cluster: Cluster, numbers: Mapping[str, int]) -> EntryGroup:
        heading, acronym, said = Link(""), "", self._said
        if cluster.term:
            heading = self._shared.term(self._name, cluster.term.slug)
            acronym = cluster.term.acronym
            said = {*said, (self._name, cluster.term.slug)}
        elif cluster.country:
            heading = self._shared.country(cluster.country)
        listed = []
        entries = self._shared.entries(cluster.articles)
        for article, entry in zip(cluster.articles, entries, strict=True):
            shown_by = [numbers[slug] for slug in self._named(article) if slug in numbers]
            # Choose the chips that say something new, of both crossed taxonomies if possible.
            rest: dict[str, list[int]] = {}
            for index, (name, slug) in enumerate(self._shared.chip_terms(article)):
                if (name, slug) not in said:
                    rest.setdefault(name, []).append(index)
            first = [indices[0] for indices in rest.values()]
            others = [index for indices in rest.values() for index in indices[1:]]
            chips = sorted([*first, *others][:_CHIPS])
            listed.append(ListedEntry(entry, tuple(shown_by), tuple(chips)))
        every = {number for one in listed for number in one.numbers}
        return EntryGroup(heading, acronym, tuple(sorted(every)), tuple(listed))

    def _sections(self, articles: Articles, filters: tuple[Filter, ...]) -> Iterator[Section]:
        """Make sections of the most frequent terms, with headlines that no other section has.

        Articles of which a term is the first come before those that name it later.
        """
        listed: set[str] = set()
        order = {article.path: number for number, article in enumerate(articles)}
        for one in filters[:_SECTIONS]:
            first: list[Article] = []
            later: list[Article] = []
            for article in articles:
                if article.path in listed or one.slug not in self._named(article):
                    continue
                is_first = article.terms[self._name][0] == one.slug
                (first if is_first else later).append(article)
                if len(first) == _HEADLINES:
                    break
            shown = sorted([*first, *later][:_HEADLINES], key=lambda article: order[article.path])
            listed.update(article.path for article in shown)
            yield Section(one.term, headlines=self._shared.headlines(shown))
