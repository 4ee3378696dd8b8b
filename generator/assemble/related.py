"""The articles around an article: related ones, those before and after, those on the same event.

Only its neighbours in the lists of its terms are looked at, so the work grows linearly with the
archive, and a new article changes the surroundings of few others.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.model.article import Article
from generator.model.site import Site
from generator.model.term import Term

_REACH = 12
"""How far, in a term's list, relatives are looked for."""
_MOST = 4
_REASONS = 3
_STEPS = 16
"""Weights are counted in so many steps a doubling, so that one more article changes few of them."""
_LEAST_SCORE = round(_STEPS * 2.0 / math.log(2))


@dataclass(frozen=True, slots=True)
class Related:
    """Another article and the terms that make it related, the rarest first."""

    article: Article
    because: tuple[tuple[str, Term], ...]
    """Taxonomies and terms."""


@dataclass(frozen=True, slots=True)
class Step:
    """The articles before and after an article among those of one of its terms."""

    taxonomy: str
    term: Term
    newer: Article | None
    older: Article | None


@dataclass(frozen=True, slots=True)
class Around:
    """The articles around an article."""

    related: tuple[Related, ...]
    """At most four, those that share the rarest terms first."""
    series: tuple[Step, ...]
    """Within the first term of each crossed taxonomy."""
    same_event: tuple[Article, ...]
    """Listed articles on the same event, whichever of the two says so, by slug."""


class _List(NamedTuple):
    """The articles of a term, as positions in `Site.articles`, newest first."""

    term: Term
    positions: Sequence[int]
    weight: int
    """How much sharing the term says: much when few articles have it, nothing when all do."""


class _Seat(NamedTuple):
    """An article's place in the list of one of its terms, and its neighbours there."""

    taxonomy: str
    term: Term
    around: Sequence[int]
    """The positions of articles near it, its own among them."""
    weight: int
    series: bool
    """Whether the page links to the articles before and after in this list."""


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

    def around(self, article: Article) -> Around:
        """The articles around one; of an article that no listing shows only those on its event."""
        found = map(self._by_slug.get, sorted(self._events.get(article.slug, ())))
        same_event = tuple([one for one in found if one is not None and one is not article])
        position = self._positions.get(article.path)
        if position is None:
            return Around((), (), same_event)
        seats = list(self._seats(article, position))
        return Around(
            tuple(self._related(article, position, seats)), tuple(self._series(position, seats)), same_event
        )

    def _seats(self, article: Article, position: int) -> Iterator[_Seat]:
        for name, crossed in self._taxonomies:
            for index, slug in enumerate(article.terms[name]):
                term, positions, weight = self._lists[name, slug]
                here = bisect_left(positions, position)
                around = positions[max(0, here - _REACH) : here + _REACH + 1]
                yield _Seat(name, term, around, weight, crossed and not index)

    def _related(self, article: Article, position: int, seats: Sequence[_Seat]) -> Iterator[Related]:
        """Others that share enough rare terms; of equal ones the nearest in time first."""
        scores: dict[int, int] = defaultdict(int)
        for seat in seats:
            weight = seat.weight
            for near in seat.around:
                scores[near] += weight
        scores.pop(position, None)
        least = max([_LEAST_SCORE, *sorted(scores.values(), reverse=True)[_MOST - 1 : _MOST]])
        enough = [(score, self._articles[near], near) for near, score in scores.items() if score >= least]
        ranked = sorted(
            (-score, abs((other.date - article.date).days), other.address, near)
            for score, other, near in enough
        )
        for *_, near in ranked[:_MOST]:
            shared = [seat for seat in seats if near in seat.around]
            shared.sort(key=lambda seat: (-seat.weight, seat.taxonomy, seat.term.slug))
            because = tuple([(seat.taxonomy, seat.term) for seat in shared[:_REASONS]])
            yield Related(self._articles[near], because)

    def _series(self, position: int, seats: Sequence[_Seat]) -> Iterator[Step]:
        for seat in seats:
            if seat.series and len(seat.around) > 1:
                here = bisect_left(seat.around, position)
                newer = self._articles[seat.around[here - 1]] if here else None
                older = self._articles[seat.around[here + 1]] if here + 1 < len(seat.around) else None
                yield Step(seat.taxonomy, seat.term, newer, older)
