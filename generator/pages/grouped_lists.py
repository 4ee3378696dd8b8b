"""Make the list of a term's page: in groups, each article once, with links to combinations."""

import datetime as dt
from collections.abc import Collection, Mapping

from generator.assemble.collection import Cluster, arranged
from generator.model.article import Articles
from generator.model.site import Site
from generator.model.term import Taxonomy
from generator.pages.shared_views import SharedViews
from generator.pages.views import Link, Links, ListedEntry, Older, View

FEW = 3
"""A list of at most so many articles is seen at once: its headings are enough."""
_MANY = 20
"""A longer list has its groups in the order of their sizes: readers look for a subject in it."""
_CHIPS = 2
ON_PHONES = 3
"""Entries of a group that a phone shows where the combination's page has all of them."""


class EntryGroup(View, frozen=True):
    """Entries under a heading, newest first."""

    heading: Link
    """A combination or a term, with its number of articles if some are not below it."""
    acronym: str
    entries: tuple[ListedEntry, ...]


class GroupedList(View, frozen=True):
    """All articles of a term, each once: the newest in groups, the others as headlines by year."""

    count: int
    newest: dt.date | None
    title: str
    singular: str
    """Title and singular of the taxonomy whose terms group the articles; may be empty."""
    combined: Links
    """The combinations with terms of this taxonomy, those with the most articles first."""
    wholes: Links
    """The combinations with terms of which others here are a part, in the same order."""
    groups: tuple[EntryGroup, ...]
    is_sorted: bool
    """Whether the groups change the order of the articles, so that readers may want the other."""
    older: Older


def listed_entries(
    shared: SharedViews, articles: Articles, said: Collection[tuple[str, str]]
) -> tuple[ListedEntry, ...]:
    """Make entries with chips that say something new, of both crossed taxonomies if possible.

    `said` are taxonomies and slugs of the terms that the page and the heading name.
    """
    listed = []
    for article, entry in zip(articles, shared.entries(articles), strict=True):
        rest: dict[str, list[int]] = {}
        chips = [(name, slug) for name in shared.crossed for slug in article.terms[name]]
        for index, (name, slug) in enumerate(chips):
            if (name, slug) not in said:
                rest.setdefault(name, []).append(index)
        first = [indices[0] for indices in rest.values()]
        others = [index for indices in rest.values() for index in indices[1:]]
        shown = tuple(sorted([*first, *others][:_CHIPS]))
        listed.append(ListedEntry(entry, shown))
    return tuple(listed)


class ListMaker:
    """Makes the grouped list of one page.

    `own` is the term that the page is about; neither it nor its ancestors are repeated. `combined`
    are the pages of what it shares with terms of the grouping taxonomy, by their slugs, those with
    the most articles first.
    """

    def __init__(
        self,
        site: Site,
        shared: SharedViews,
        by: Taxonomy | None,
        own: tuple[Taxonomy, str],
        combined: Mapping[str, Link],
    ) -> None:
        self._site, self._shared, self._by, self._combined = site, shared, by, combined
        self._name = by.settings.name if by else ""
        taxonomy, slug = own
        self._said = {(taxonomy.settings.name, one) for one in taxonomy.roll_up((slug,))}
        self._excluded = [slug for name, slug in self._said if name == self._name]
        self._countries: Taxonomy | None = None
        """The taxonomy whose terms group the articles that have none of `by`."""
        for other in site.taxonomies.values():
            if by and other.settings.implied_by == self._name and other is not taxonomy:
                self._countries = other

    def make(self, articles: Articles) -> GroupedList:
        """Make the list of some articles, newest first."""
        shown = articles[: self._site.settings.long_listing]
        clusters = [Cluster("", None, shown)] if shown else []
        if self._by:
            clusters = [*arranged(shown, self._by, self._excluded, self._countries)]
        if len(articles) > _MANY:
            clusters[1:] = sorted(clusters[1:], key=self._size, reverse=True)
        groups = tuple([self._group(one) for one in clusters])
        order = [one.entry for group in groups for one in group.entries]
        combined = list(self._combined)
        headings = {one.term.slug for one in clusters if one.term and one.taxonomy == self._name}
        if headings.issuperset(combined) and (len(articles) <= FEW or len(combined) < 2):
            combined = []
        above = {slug for one in combined for slug in self._by.ancestors(one)} if self._by else ()
        return GroupedList(
            count=len(articles),
            newest=articles[0].date if articles else None,
            title=self._by.settings.title if self._by else "",
            singular=self._by.settings.singular if self._by else "",
            combined=tuple([self._combined[slug] for slug in combined if slug not in above]),
            wholes=tuple([self._combined[slug] for slug in combined if slug in above]),
            groups=groups,
            is_sorted=order != [*self._shared.entries(shown)],
            older=self._shared.older(articles),
        )

    def _size(self, cluster: Cluster) -> int:
        """The number beside a heading, or that of the articles below it; 0 without a heading."""
        if not cluster.term:
            return 0
        combination = self._combination(cluster)
        return combination.count if combination else len(cluster.articles)

    def _combination(self, cluster: Cluster) -> Link | None:
        """The page of what the page's term and the cluster's share, if there is one."""
        if cluster.term and cluster.taxonomy == self._name:
            return self._combined.get(cluster.term.slug)
        return None

    def _group(self, cluster: Cluster) -> EntryGroup:
        heading, acronym, said = Link(""), "", self._said
        if cluster.term:
            slug = cluster.term.slug
            heading, acronym = self._shared.term(cluster.taxonomy, slug), cluster.term.acronym
            said = {*said, (cluster.taxonomy, slug)}
            combination = self._combination(cluster)
            if combination:
                more = combination.count if combination.count > len(cluster.articles) else 0
                if len(cluster.articles) > ON_PHONES:
                    more = combination.count
                heading = Link(heading.text, combination.address, heading.language, more)
        listed = listed_entries(self._shared, cluster.articles, said)
        return EntryGroup(heading, acronym, listed)
