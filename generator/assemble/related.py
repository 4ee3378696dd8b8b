"""The articles around an article: related ones, those before and after, those on the same event.

Only its neighbours in the lists of its terms are looked at, so the work grows linearly with the
archive, and a new article changes the surroundings of few others.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.model.article import Article
from generator.model.site import Site
from generator.model.term import Term

_REACH = 12
"""How far, in a term's list, relatives are looked for."""
_MOST = 4
_STEPS = 16
"""Weights are counted in so many steps a doubling, so that one more article changes few of them."""
_LEAST_SCORE = round(_STEPS * 2.0 / math.log(2))


class Seat(NamedTuple):
    """An article's place in the list of one of its terms, and its neighbours there."""

    taxonomy: str
    term: Term
    around: Sequence[int]
    """Positions of articles in `Site.articles`, this one's among them, newest first."""
    weight: int
    """How much sharing the term says: much when few articles have it, nothing when all do."""
    series: bool
    """Whether the page links to the articles before and after in this list."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another article and the terms that make it related, the rarest first."""

    article: Article
    because: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The articles before and after an article among those of one of its terms."""

    taxonomy: str
    term: Term
    newer: Article | None
    older: Article | None


class _List(NamedTuple):
    term: Term
    positions: Sequence[int]
    weight: int


class Neighbours:
    """The lists of a site's terms, to look up the articles around one."""

    def __init__(self, site: Site) -> None:
        self._articles = site.articles
        self._positions = {article.path: position for position, article in enumerate(site.articles)}
        self._by_slug = {article.slug: article for article in site.articles}
        self._events: dict[str, set[str]] = defaultdict(set)
        for article in site.published:
            for slug in article.same_event:
                self._events[article.slug].add(slug)
                self._events[slug].add(article.slug)
        self._lists: dict[tuple[str, str], _List] = {}
        for name, terms in site.members.items():
            for slug, members in terms.items():
                share = max(2, len(site.articles)) / len(members)
                positions = [self._positions[member.path] for member in members]
                weight = round(_STEPS * math.log2(share))
                self._lists[name, slug] = _List(site.taxonomies[name].terms[slug], positions, weight)
        crossed = [name for pair in site.settings.crossings for name in (pair.rows, pair.columns)]
        in_order = dict.fromkeys((*crossed, *site.settings.taxonomies))
        self._taxonomies = [
            (name, name in crossed) for name in in_order if not site.settings.taxonomies[name].of_source
        ]

    def seats(self, article: Article) -> list[Seat]:
        """An article's places in the lists of its terms; one that no listing shows has none."""
        seats: list[Seat] = []
        position = self._positions.get(article.path)
        if position is None:
            return seats
        for name, crossed in self._taxonomies:
            for index, slug in enumerate(article.terms[name]):
                term, positions, weight = self._lists[name, slug]
                here = bisect_left(positions, position)
                around = positions[max(0, here - _REACH) : here + _REACH + 1]
                seats.append(Seat(name, term, around, weight, crossed and not index))
        return seats

    def same_event(self, article: Article) -> list[Article]:
        """Listed articles on the same event, whichever of the two says so, by slug."""
        found = map(self._by_slug.get, sorted(self._events.get(article.slug, ())))
        return [other for other in found if other is not None and other is not article]

    def related(self, article: Article, seats: Sequence[Seat]) -> list[Related]:
        """At most four others that share enough rare terms, those with the rarest first."""
        scores: dict[int, int] = defaultdict(int)
        for seat in seats:
            weight = seat.weight
            for position in seat.around:
                scores[position] += weight
        scores.pop(self._positions.get(article.path, -1), None)
        least = max([_LEAST_SCORE, *sorted(scores.values(), reverse=True)[_MOST - 1 : _MOST]])
        ranked = sorted(
            (-score, abs((other.date - article.date).days), other.address, position)
            for position, score in scores.items()
            if score >= least
            for other in (self._articles[position],)
        )
        return [
            Related(self._articles[position], _because([seat for seat in seats if position in seat.around]))
            for *_, position in ranked[:_MOST]
        ]

    def series(self, article: Article, seats: Sequence[Seat]) -> list[Step]:
        """Newer and older articles within the first term of each crossed taxonomy."""
        steps = []
        for seat in seats:
            if seat.series and len(seat.around) > 1:
                here = bisect_left(seat.around, self._positions[article.path])
                newer = self._articles[seat.around[here - 1]] if here else None
                older = self._articles[seat.around[here + 1]] if here + 1 < len(seat.around) else None
                steps.append(Step(seat.taxonomy, seat.term, newer, older))
        return steps


def _because(shared: list[Seat]) -> tuple[Term, ...]:
    """The rarest terms that another article was found by."""
    shared.sort(key=lambda seat: (-seat.weight, seat.taxonomy, seat.term.slug))
    return tuple(seat.term for seat in shared[:3])
