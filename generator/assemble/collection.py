"""Lists of articles: grouped by term, and split by year if they are long.

Long lists are split by year, not into pages of a fixed size, so that a new article changes only
the pages of its own year.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from generator.model.article import Article
from generator.model.edition import week_of
from generator.model.term import Taxonomy, Term

SHOWN = 20
"""Articles on the main page of a split list: at 110 px each they fill three screens."""
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Group:
    """The articles under one heading; if it has no term, the articles that name no term of the taxonomy."""

    term: Term | None
    articles: tuple[Article, ...]
    """Articles that name the term itself."""
    total: int
    """The number of articles that name the term or one below it."""


@dataclass(frozen=True, slots=True)
class Years:
    """A list split by year: the newest articles, for its main page, and the years with their own pages."""

    shown: tuple[Article, ...]
    split: tuple[tuple[int, tuple[Article, ...]], ...] = ()
    """Every year, newest first; empty if all articles fit on the main page."""


def by_year(articles: tuple[Article, ...]) -> dict[int, tuple[Article, ...]]:
    """Year → articles in the given order, which is newest first."""
    return by_keys([[article.date.year] for article in articles], articles)


def by_month(articles: tuple[Article, ...]) -> dict[tuple[int, int], tuple[Article, ...]]:
    """(year, month) → articles, newest first."""
    return by_keys([[(article.date.year, article.date.month)] for article in articles], articles)


def by_week(articles: tuple[Article, ...]) -> dict[tuple[int, int], tuple[Article, ...]]:
    """(ISO year, ISO week) → articles, newest first."""
    return by_keys([[week_of(article.date)] for article in articles], articles)


def by_keys(
    keys: Iterable[Iterable[Key]], articles: Iterable[Article]
) -> dict[Key, tuple[Article, ...]]:
    """Key → its articles in the given order; `keys` are those of each article."""
    found: dict[Key, list[Article]] = defaultdict(list)
    for article, own in zip(articles, keys, strict=True):
        for key in own:
            found[key].append(article)
    return {key: tuple(some) for key, some in found.items()}


def split_years(articles: tuple[Article, ...], long_listing: int) -> Years:
    """Split a list by year if it is longer than `long_listing`."""
    if len(articles) <= long_listing:
        return Years(articles)
    return Years(articles[: min(SHOWN, long_listing)], tuple(by_year(articles).items()))


def grouped(articles: tuple[Article, ...], taxonomy: Taxonomy) -> tuple[Group, ...]:
    """Group articles by the terms of a taxonomy that they name, largest total first.

    An article that names two terms is in both groups. A term that is named only through its
    children has a group without articles. Articles that name no term are in a last group.
    """
    name = taxonomy.settings.name
    direct = by_keys((article.terms[name] or ("",) for article in articles), articles)
    totals: Counter[str] = Counter()
    for slugs, times in Counter(article.terms[name] for article in articles).items():
        totals.update(dict.fromkeys(taxonomy.roll_up(slugs), times))
    groups = [
        Group(taxonomy.terms[slug], direct.get(slug, ()), total) for slug, total in totals.items()
    ]
    groups.sort(key=lambda group: (-group.total, group.term.name if group.term else ""))
    rest = direct.get("", ())
    return (*groups, Group(None, rest, len(rest))) if rest else tuple(groups)


def grouped_once(articles: tuple[Article, ...], taxonomy: Taxonomy) -> tuple[Group, ...]:
    """Group articles by the first term that each names, so that each is listed once; largest group first."""
    first = (article.terms[taxonomy.settings.name][:1] or ("",) for article in articles)
    some = by_keys(first, articles).items()
    groups = [Group(taxonomy.terms.get(slug), members, len(members)) for slug, members in some]
    groups.sort(
        key=lambda group: (not group.term, -group.total, group.term.name if group.term else "")
    )
    return tuple(groups)


def often_with(
    articles: tuple[Article, ...], taxonomy: Taxonomy, excluded: str, limit: int = 8
) -> tuple[tuple[Term, int], ...]:
    """Count the terms that articles name, without an excluded one; most frequent first."""
    name = taxonomy.settings.name
    counts = Counter(
        slug for article in articles for slug in article.terms[name] if slug != excluded
    )
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((taxonomy.terms[slug], count) for slug, count in ranked[:limit])
