"""Make the list of a term's page: in groups, each article once, with links to combinations."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from generator.assemble.collection import Cluster, arranged
from generator.model.article import Articles
from generator.model.site import Site
from generator.model.term import Taxonomy
from generator.pages.shared_views import SharedViews
from generator.pages.views import Link, Links, ListedEntry, Section, View

FEW = 3
"""A list of at most so many articles is seen at once: it needs no combinations above it."""
_CHIPS = 2


class EntryGroup(View, frozen=True):
    """Entries under a heading, newest first."""

    heading: Link
    """A combination, a term or a country, with its number of articles if some are not below it."""
    acronym: str
    is_country: bool
    entries: tuple[ListedEntry, ...]


class GroupedList(View, frozen=True):
    """All articles of a term, each once: the newest in groups, the others as headlines by year."""

    count: int
    newest: dt.date | None
    title: str
    singular: str
    """Title and singular of the taxonomy whose terms group the articles; may be empty."""
    combined: Links
    """The combinations with terms of this taxonomy, in the order of the groups."""
    groups: tuple[EntryGroup, ...]
    is_sorted: bool
    """Whether the groups change the order of the articles, so that readers may want the other."""
    older: tuple[Section, ...]


def listed_entries(
    shared: SharedViews, articles: Articles, said: Collection[tuple[str, str]]
) -> tuple[ListedEntry, ...]:
    """Make entries with chips that say something new, of both crossed taxonomies if possible.

    `said` are taxonomies and slugs of the terms that the page and the heading name.
    """
    listed = []
    for article, entry in zip(articles, shared.entries(articles), strict=True):
        rest: dict[str, list[int]] = {}
        for index, (name, slug) in enumerate(shared.chip_terms(article)):
            if (name, slug) not in said:
                rest.setdefault(name, []).append(index)
        first = [indices[0] for indices in rest.values()]
        others = [index for indices in rest.values() for index in indices[1:]]
        listed.append(ListedEntry(entry, tuple(sorted([*first, *others][:_CHIPS]))))
    return tuple(listed)


class ListMaker:
    """Makes the grouped list of one page.

    `own` is the term that the page is about; neither it nor its ancestors are repeated. `combined`
    are the pages of what it shares with terms of the grouping taxonomy, by their slugs.
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

    def make(self, articles: Articles) -> GroupedList:
        """Make the list of some articles, newest first."""
        shown = articles[: self._site.settings.long_listing]
        clusters: Iterable[Cluster] = [Cluster(None, "", shown)] if shown else []
        if self._by:
            clusters = arranged(shown, self._by, self._excluded)
        groups = tuple([self._group(one) for one in clusters])
        order = [one.entry for group in groups for one in group.entries]
        first = [one.term.slug for one in clusters if one.term and one.term.slug in self._combined]
        combined = dict.fromkeys([*first, *self._combined])
        if len(articles) <= FEW or len(combined) < 2:
            combined = {}
        return GroupedList(
            count=len(articles),
            newest=articles[0].date if articles else None,
            title=self._by.settings.title if self._by else "",
            singular=self._by.settings.singular if self._by else "",
            combined=tuple([self._combined[slug] for slug in combined]),
            groups=groups,
            is_sorted=order != [*self._shared.entries(shown)],
            older=self._shared.older(articles),
        )

    def _group(self, cluster: Cluster) -> EntryGroup:
        heading, acronym, said = Link(""), "", self._said
        if cluster.term:
            slug = cluster.term.slug
            heading, acronym = self._shared.term(self._name, slug), cluster.term.acronym
            said = {*said, (self._name, slug)}
            combination = self._combined.get(slug)
            if combination:
                more = combination.count if combination.count > len(cluster.articles) else 0
                heading = Link(heading.text, combination.address, heading.language, more)
        elif cluster.country:
            heading = self._shared.country(cluster.country)
        listed = listed_entries(self._shared, cluster.articles, said)
        return EntryGroup(heading, acronym, bool(cluster.country), listed)
