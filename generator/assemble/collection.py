"""Group articles by term, and split long lists by year.

Long lists are split by year, not into pages of a fixed size, so that a new article changes only
the pages of its own year.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.model.article import Article, Articles
from generator.model.term import Taxonomy, Term

SHOWN = 20
"""Articles of a list with summaries: at 110 px each they fill three screens."""
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
    """Articles that are listed together: under a term, under a country, or under neither."""

    term: Term | None
    country: str
    """The code of the country that their terms share; empty under a term."""
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
    articles: Articles, taxonomy: Taxonomy, said: Collection[str] = ()
) -> tuple[Cluster, ...]:
    """Group articles by term, each once, so that few are alone; the newest cluster comes first.

    An article is in the cluster of its first term. If it would be alone there, it joins the first
    of its other terms that has a cluster. Of the articles that are left, those that share a term
    make a cluster, then those that share a parent, then those whose terms share a country. The
    others are last, without a term. The newest article of all always comes first. If no articles
    share anything, each is under its own term. Terms in `said` are left out.
    """
    name = taxonomy.settings.name

    def own(article: Article) -> list[str]:
        return [slug for slug in article.terms[name] if slug not in said]

    def family(article: Article) -> list[str]:
        return [slug for slug in taxonomy.roll_up(article.terms[name]) if slug not in said]

    def countries(article: Article) -> list[str]:
        return list(filter(None, [taxonomy.terms[slug].country for slug in own(article)]))

    first = by_keys(articles, lambda article: own(article)[:1])
    found = {key: list(members) for key, members in first.items() if len(members) > 1}
    placed = {article.path for members in found.values() for article in members}
    alone = [article for article in articles if article.path not in placed]
    for keys in (own, family, countries):
        alone = _joined(found, alone, keys)
        while shared := _most_shared(alone, keys):
            found[shared] = []
            alone = _joined(found, alone, keys)
    if not found and not any(map(own, alone)):
        return (_cluster(taxonomy, "", alone),) if alone else ()
    # The newest article comes first, whatever it names. Without clusters, each has its own heading.
    apart = [article for article in alone if article is articles[0] or (not found and own(article))]
    alone = [article for article in alone if article not in apart]
    for article in apart:
        found["".join(own(article)[:1])] = [article]
    order = {article.path: number for number, article in enumerate(articles)}
    clusters = []
    for key, members in found.items():
        members.sort(key=lambda article: order[article.path])
        clusters.append(_cluster(taxonomy, key, members))
    clusters.sort(key=lambda cluster: order[cluster.articles[0].path])
    if len(alone) == 1:
        clusters.append(_cluster(taxonomy, "".join(own(alone[0])[:1]), alone))
    elif alone:
        clusters.append(_cluster(taxonomy, "", alone))
    return tuple(clusters)


def _cluster(taxonomy: Taxonomy, key: str, articles: list[Article]) -> Cluster:
    """Make the cluster of a term's slug, of a country's code, or of neither."""
    term = taxonomy.terms.get(key)
    return Cluster(term, "" if term else key, tuple(articles))


def _joined(
    found: dict[str, list[Article]], alone: list[Article], keys: Callable[[Article], list[str]]
) -> list[Article]:
    """Add each article to the first of its clusters; return those that have none."""
    rest = []
    for article in alone:
        members = next((found[key] for key in keys(article) if key in found), None)
        if members is None:
            rest.append(article)
        else:
            members.append(article)
    return rest


def _most_shared(articles: list[Article], keys: Callable[[Article], list[str]]) -> str:
    """Return the key that most articles share, at least two; empty if none do."""
    counts: Counter[str] = Counter()
    for article in articles:
        counts.update(set(keys(article)))
    ranked = most_frequent(counts)
    return ranked[0][0] if ranked and ranked[0][1] > 1 else ""


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
