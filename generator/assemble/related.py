"""The articles around an article: related, because; before and after; on the same event."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from generator.model.article import Article
from generator.model.site import Site
from generator.model.term import Term

_REACH = 12
"""How far, in a term's list, relatives are looked for: it keeps the work linear."""
_MOST = 4
_LEAST_SCORE = 2.0


@dataclass(frozen=True, slots=True)
class Related:
    """Another article and the terms that make it related, the rarest first."""

    article: Article
    because: tuple[tuple[str, Term], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """An article's place among those of one of its terms."""

    taxonomy: str
    term: Term
    newer: Article | None
    older: Article | None


@dataclass(frozen=True, slots=True)
class _Seat:
    """An article's place in the list of one of its terms."""

    taxonomy: str
    slug: str
    members: tuple[Article, ...]
    numbers: list[int]
    """The members by their place in `site.articles`."""
    here: int

    def around(self) -> slice:
        """The members within reach, the article itself among them."""
        return slice(max(0, self.here - _REACH), self.here + _REACH + 1)


class Neighbours:
    """Looks up neighbours by each article's place in the lists of its terms."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._numbers = {article.address: number for number, article in enumerate(site.articles)}
        self._lists: dict[tuple[str, str], list[int]] = {}
        self._weights: dict[tuple[str, str], float] = {}
        self._events: dict[str, set[str]] = defaultdict(set)
        for article in site.published:
            for slug in article.same_event:
                self._events[article.slug].add(slug)
                self._events[slug].add(article.slug)
        for name, terms in site.members.items():
            for slug, members in terms.items():
                self._lists[name, slug] = [self._numbers[member.address] for member in members]
                # Sharing a term says much when few articles have it, nothing when all do.
                self._weights[name, slug] = math.log(max(2, len(site.articles)) / len(members))
        settings = site.settings
        self._related_by = [name for name, one in settings.taxonomies.items() if not one.of_source]
        crossed = [name for pair in settings.crossings for name in (pair.rows, pair.columns)]
        self._series_in = list(dict.fromkeys(crossed))

    def _seat(self, article: Article, name: str, slug: str) -> _Seat:
        numbers = self._lists[name, slug]
        here = bisect_left(numbers, self._numbers[article.address])
        return _Seat(name, slug, self.site.members[name][slug], numbers, here)

    def related(self, article: Article) -> tuple[Related, ...]:
        """At most four others that share enough rare terms, the nearest first."""
        if not article.listed:
            return ()
        seats = [self._seat(article, name, slug) for name in self._related_by for slug in article.terms[name]]
        scores: dict[int, float] = defaultdict(float)
        for seat in seats:
            weight = self._weights[seat.taxonomy, seat.slug]
            for number in seat.numbers[seat.around()]:
                scores[number] += weight
        scores.pop(self._numbers[article.address], None)
        enough = [(-score, number) for number, score in scores.items() if score >= _LEAST_SCORE]
        if len(enough) > _MOST:
            least = sorted(enough)[_MOST - 1][0]
            enough = [found for found in enough if found[0] <= least]
        ranked = sorted((score, *self._distance(article, number), number) for score, number in enough)
        return tuple(
            Related(self.site.articles[number], self._because(seats, number))
            for _, _, _, number in ranked[:_MOST]
        )

    def _distance(self, article: Article, number: int) -> tuple[int, str]:
        """Days to another article, and its address to break ties."""
        other = self.site.articles[number]
        return abs((other.date - article.date).days), other.address

    def _because(self, seats: list[_Seat], number: int) -> tuple[tuple[str, Term], ...]:
        """The rarest terms that another article was found by."""
        shared = [
            (-self._weights[seat.taxonomy, seat.slug], seat.taxonomy, seat.slug)
            for seat in seats
            if number in seat.numbers[seat.around()]
        ]
        return tuple((name, self.site.taxonomies[name].terms[slug]) for _, name, slug in sorted(shared)[:3])

    def same_event(self, article: Article) -> list[str]:
        """Slugs of articles on the same event, whichever of the two says so."""
        return sorted(self._events.get(article.slug, ()))

    def series(self, article: Article) -> tuple[Step, ...]:
        """Newer and older articles within the first term of each crossed taxonomy."""
        if not article.listed:
            return ()
        steps = []
        for name in self._series_in:
            for slug in article.terms[name][:1]:
                seat = self._seat(article, name, slug)
                newer = seat.members[seat.here - 1] if seat.here else None
                older = seat.members[seat.here + 1] if seat.here + 1 < len(seat.members) else None
                if newer or older:
                    steps.append(Step(name, self.site.taxonomies[name].terms[slug], newer, older))
        return tuple(steps)
