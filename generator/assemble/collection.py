"""Lists of articles: grouped by term, and split by year when they are long.

Long lists are split by year, not into pages of a fixed size, so that a new article changes only
the pages of its own year.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

from generator.model.article import Article
from generator.model.term import Taxonomy, Term

_ENOUGH = 15
"""So many of the newest articles show what a term is about."""
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Group:
    """The articles under one heading; without a term, those that name none."""

    term: Term | None
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Years:
    """A list split by year: the articles on its main page, and the years with pages of their own."""

    shown: tuple[Article, ...]
    split: tuple[tuple[int, tuple[Article, ...]], ...] = ()
    """Every year, newest first; empty while all articles fit on the main page."""


def by_year(articles: tuple[Article, ...]) -> dict[int, tuple[Article, ...]]:
    """Year → articles, in the given order, which is newest first."""
    return _by(lambda date: date.year, articles)


def by_month(articles: tuple[Article, ...]) -> dict[tuple[int, int], tuple[Article, ...]]:
    """(year, month) → articles, newest first."""
    return _by(lambda date: (date.year, date.month), articles)


def by_week(articles: tuple[Article, ...]) -> dict[tuple[int, int], tuple[Article, ...]]:
    """(ISO year, ISO week) → articles, newest first."""
    return _by(lambda date: date.isocalendar()[:2], articles)


def _by(key: Callable[[dt.date], Key], articles: tuple[Article, ...]) -> dict[Key, tuple[Article, ...]]:
    periods: dict[Key, list[Article]] = defaultdict(list)
    for article in articles:
        periods[key(article.date)].append(article)
    return {period: tuple(members) for period, members in periods.items()}


def split_years(articles: tuple[Article, ...], long_listing: int) -> Years:
    """Split a list by year when it is longer than `long_listing`.

    The main page keeps whole years, newest first, until it has `_ENOUGH` articles.
    """
    if len(articles) <= long_listing:
        return Years(articles)
    years = by_year(articles)
    shown: list[Article] = []
    for members in years.values():
        shown.extend(members)
        if len(shown) >= _ENOUGH:
            break
    return Years(tuple(shown), tuple(years.items()))


def grouped(
    articles: tuple[Article, ...], taxonomy: Taxonomy, *, first_only: bool = False
) -> tuple[Group, ...]:
    """Group articles by the terms of a taxonomy that they name themselves, largest group first.

    An article that names two terms is in both groups, or with `first_only` in that of its first term.
    Articles that name none are in a last group without a term.
    """
    name = taxonomy.settings.name
    by_slug: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for slug in article.terms[name][: 1 if first_only else None] or ("",):
            by_slug[slug].append(article)
    rest = by_slug.pop("", [])
    groups = [Group(taxonomy.terms[slug], tuple(members)) for slug, members in by_slug.items()]
    groups.sort(key=lambda group: (-len(group.articles), group.term.name if group.term else ""))
    return (*groups, Group(None, tuple(rest))) if rest else tuple(groups)


def often_with(
    articles: tuple[Article, ...], taxonomy: Taxonomy, excluded: str, limit: int = 8
) -> tuple[tuple[Term, int], ...]:
    """Count the terms that articles name besides an excluded one, most frequent first."""
    counts: dict[str, int] = defaultdict(int)
    for article in articles:
        for slug in article.terms[taxonomy.settings.name]:
            if slug != excluded:
                counts[slug] += 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((taxonomy.terms[slug], count) for slug, count in ranked[:limit])
