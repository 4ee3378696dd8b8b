"""The articles around an article: related, because; before and after; on the same event.

All that is looked at are the articles near it in the lists of its terms, so
the work grows with the archive and no faster, and a new article changes the
surroundings of few others.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec import Struct

from generator.model.article import Article
from generator.model.site import Site
from generator.model.term import Term

_REACH = 12
"""How far, in a term's list, relatives are looked for."""
_MOST = 4
_STEPS = 16
"""Weights are counted in so many steps a doubling, so that one more article changes few of them."""
_LEAST_SCORE = round(_STEPS * 2.0 / math.log(2))


class Window(Struct, frozen=True):
    """Part of a list of articles."""

    members: tuple[Article, ...]
    start: int
    stop: int

    def __iter__(self) -> Iterator[Article]:
        return iter(self.members[self.start : self.stop])


class Seat(Struct, frozen=True):
    """An article's place in the list of one of its terms, and who sits around it."""

    taxonomy: str
    term: Term
    around: Window
    weight: int
    """How much sharing the term says: much when few articles have it, nothing when all do."""
    series: bool
    """Whether a reader may go on from here to the next article of the list."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another article and the terms that make it related, the rarest first."""

    article: Article
    because: tuple[tuple[str, Term], ...]

    @property
    def labels(self) -> str:
        """Those terms in short."""
        return ", ".join([term.label for _, term in self.because])


@dataclass(frozen=True, slots=True)
class Step:
    """An article's place among those of one of its terms."""

    taxonomy: str
    term: Term
    newer: Article | None
    older: Article | None


class Neighbours:
    """Seats every article of a site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._lists: dict[tuple[str, str], tuple[Term, tuple[Article, ...], dict[int, int], int]] = {}
        self._events: dict[str, set[str]] = defaultdict(set)
        for article in site.published:
            for slug in article.same_event:
                self._events[article.slug].add(slug)
                self._events[slug].add(article.slug)
        for name, terms in site.members.items():
            for slug, members in terms.items():
                share = max(2, len(site.articles)) / len(members)
                places = {id(member): place for place, member in enumerate(members)}
                weight = round(_STEPS * math.log2(share))
                self._lists[name, slug] = (site.taxonomies[name].terms[slug], members, places, weight)
        crossed = [name for pair in site.settings.crossings for name in (pair.rows, pair.columns)]
        in_order = dict.fromkeys((*crossed, *site.settings.taxonomies))
        self._taxonomies = [
            (name, name in crossed) for name in in_order if not site.settings.taxonomies[name].of_source
        ]

    def seats(self, article: Article) -> tuple[Seat, ...]:
        """An article's places in the lists of its terms; one that no listing shows has none."""
        if not article.listed:
            return ()
        seats = []
        for name, crossed in self._taxonomies:
            for index, slug in enumerate(article.terms[name]):
                term, members, places, weight = self._lists[name, slug]
                here = places[id(article)]
                first = here - _REACH if here > _REACH else 0
                around = Window(members, first, min(len(members), here + _REACH + 1))
                seats.append(Seat(name, term, around, weight, crossed and not index))
        return tuple(seats)

    def same_event(self, article: Article) -> list[str]:
        """Slugs of articles on the same event, whichever of the two says so."""
        return sorted(self._events.get(article.slug, ()))


def related(article: Article, seats: tuple[Seat, ...]) -> tuple[Related, ...]:
    """At most four others that share enough rare terms, the nearest first."""
    scores: dict[int, int] = defaultdict(int)
    found: dict[int, Article] = {}
    by_seat: list[tuple[Seat, list[int]]] = []
    for seat in seats:
        around = list(seat.around)
        keys = [*map(id, around)]
        found.update(zip(keys, around, strict=True))
        by_seat.append((seat, keys))
        weight = seat.weight
        for key in keys:
            scores[key] += weight
    scores.pop(id(article), None)
    least = max([_LEAST_SCORE, *sorted(scores.values(), reverse=True)[_MOST - 1 : _MOST]])
    ranked = sorted(
        (-score, abs((found[key].date - article.date).days), found[key].address, key)
        for key, score in scores.items()
        if score >= least
    )
    return tuple(
        Related(found[key], _because([seat for seat, keys in by_seat if key in keys]))
        for *_, key in ranked[:_MOST]
    )


def _because(shared: list[Seat]) -> tuple[tuple[str, Term], ...]:
    """The rarest terms that another article was found by."""
    shared.sort(key=lambda seat: (-seat.weight, seat.taxonomy, seat.term.slug))
    return tuple((seat.taxonomy, seat.term) for seat in shared[:3])


def series(article: Article, seats: tuple[Seat, ...]) -> tuple[Step, ...]:
    """Newer and older articles within the first term of each crossed taxonomy."""
    steps = []
    for seat in seats:
        if seat.series:
            around = list(seat.around)
            here = next(place for place, other in enumerate(around) if other is article)
            newer = around[here - 1] if here else None
            older = around[here + 1] if here + 1 < len(around) else None
            if newer or older:
                steps.append(Step(seat.taxonomy, seat.term, newer, older))
    return tuple(steps)
