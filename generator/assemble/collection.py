"""Group articles by term and by time."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.model.article import Article, Articles
from generator.model.term import Taxonomy, Term

OFTEN = 8
"""Terms that are often named with another, on its page; more would not fit on one line."""
PRIORITY = {"high": 0, "": 1, "low": 2}
"""Priority of an article → its rank."""
Key = TypeVar("Key", bound=Hashable)
Month = tuple[int, int]
"""A year and the number of a month in it."""
Week = tuple[int, int]
"""ISO 8601 year and week: 2021-W43 is (2021, 43)."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles that are listed together: under a term, or without one."""

    taxonomy: str
    """The name of the term's taxonomy; empty without a term."""
    term: Term | None
    articles: Articles


def by_keys(
    articles: Iterable[Article], keys: Callable[[Article], Iterable[Key]]
) -> dict[Key, Articles]:
    """Map each key to the articles that have it, in the given order.

    `keys` returns the keys of an article: its year, for instance, or the slugs of its terms.
    """
    found: dict[Key, list[Article]] = defaultdict(list)
    for article in articles:
        for key in keys(article):
            found[key].append(article)
    return {key: tuple(members) for key, members in found.items()}


def by_year(articles: Articles) -> dict[int, Articles]:
    """Map each year to its articles, in the given order, which is newest first."""
    return by_keys(articles, lambda article: [article.date.year])


def by_month(articles: Articles) -> dict[Month, Articles]:
    """Map each month to its articles, newest first."""

    def month(article: Article) -> list[Month]:
        return [(article.date.year, article.date.month)]

    return by_keys(articles, month)


def week_of(date: dt.date) -> Week:
    """The ISO week of a date; at New Year it may belong to the adjacent year."""
    return date.isocalendar()[:2]


def by_week(articles: Articles) -> dict[Week, Articles]:
    """Map each ISO week to its articles, newest first."""
    return by_keys(articles, lambda article: [week_of(article.date)])


def arranged(
    articles: Articles,
    taxonomy: Taxonomy,
    said: Collection[str] = (),
    countries: Taxonomy | None = None,
) -> tuple[Cluster, ...]:
    """Group articles by term, each once; the group with the newest article comes first.

    An article is below the first of its terms that another article names, too, or else below its
    first term. One without terms is below its first country. Articles without a country are last.
    Terms in `said` are left out.
    """
    name = taxonomy.settings.name

    def own(article: Article) -> list[str]:
        return [slug for slug in article.terms[name] if slug not in said]

    counts = Counter(slug for article in articles for slug in own(article))

    def group(article: Article) -> list[tuple[bool, str]]:
        """Whether an article is below a country, and the slug of its group; "" without one."""
        slugs = own(article)
        shared = [slug for slug in slugs if counts[slug] > 1]
        if slugs:
            return [(False, shared[0] if shared else slugs[0])]
        of_article = article.terms[countries.settings.name] if countries else ()
        return [(True, of_article[0])] if of_article else [(False, "")]

    clusters = []
    without: Articles = ()
    for (is_country, slug), members in by_keys(articles, group).items():
        if countries and is_country:
            clusters.append(Cluster(countries.settings.name, countries.terms[slug], members))
        elif slug:
            clusters.append(Cluster(name, taxonomy.terms[slug], members))
        else:
            without = members
    if without:
        clusters.append(Cluster("", None, without))
    return tuple(clusters)


def on_same_event(articles: Iterable[Article]) -> Mapping[str, set[str]]:
    """Map the slug of each article to the slugs of other reports on the same event.

    Either of two articles may name the other.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for slug in article.same_event:
            if slug != article.slug:
                found[article.slug].add(slug)
                found[slug].add(article.slug)
    return found


def most_frequent(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Sort counts, the largest first; equal counts in alphabetical order."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
