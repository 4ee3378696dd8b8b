"""Lists of articles: grouped by term, and split by year when they are long.

Long lists are split by year and not after a fixed number, so that a new article changes the pages
of its own year and no others.
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
"""Articles that show what a term is about."""
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Group:
    """Articles under one heading: those that name the term, or, without a term, those that name none."""

    term: Term | None
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Years:
    """A list split by year: the articles on the main page, and the years that have pages of their own."""

    shown: tuple[Article, ...]
    split: tuple[tuple[int, tuple[Article, ...]], ...] = ()
    """Empty while everything fits the main page; else every year, newest first."""


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
    found: dict[Key, list[Article]] = defaultdict(list)
    for article in articles:
        found[key(article.date)].append(article)
    return {one: tuple(members) for one, members in found.items()}


def split_years(articles: tuple[Article, ...], long_listing: int) -> Years:
    """Split a list by year when it is longer than `long_listing`.

    The main page keeps whole years from the newest on, until it has `_ENOUGH` articles.
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
    """Articles under each term that they name themselves, the fullest group first.

    An article that names two terms is in both groups (with `first_only`, in that of its first term);
    one that names none is in a last group without a term.
    """
    name = taxonomy.settings.name
    found: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for slug in article.terms[name][: 1 if first_only else None] or ("",):
            found[slug].append(article)
    rest = found.pop("", [])
    groups = [Group(taxonomy.terms[slug], tuple(members)) for slug, members in found.items()]
    groups.sort(key=lambda group: (-len(group.articles), group.term.name if group.term else ""))
    return (*groups, Group(None, tuple(rest))) if rest else tuple(groups)


def often_with(
    articles: tuple[Article, ...], taxonomy: Taxonomy, but: str, most: int = 8
) -> tuple[tuple[Term, int], ...]:
    """The terms named most often in a set besides `but`, with how often."""
    counts: dict[str, int] = defaultdict(int)
    for article in articles:
        for slug in article.terms[taxonomy.settings.name]:
            if slug != but:
                counts[slug] += 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((taxonomy.terms[slug], count) for slug, count in ranked[:most])
