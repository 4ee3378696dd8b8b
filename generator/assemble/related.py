"""Find the articles around an article: related ones, the previous and next, those on the same event.

Only neighbours in the lists of its terms are candidates, so the work grows linearly with the
archive, and a new article changes the surroundings of few others.
"""

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
"""The number of candidates before and after an article in a term's list."""
_MOST = 4
_REASONS = 3
_STEPS = 16
"""Steps of a weight for each doubling of rarity; coarse, so that one more article changes few weights."""
_LEAST_SCORE = round(_STEPS * 2.0 / math.log(2))
"""Minimum weight of shared terms; below it they are too common to relate two articles."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another article and the terms that make it related, rarest first."""

    article: Article
    because: tuple[tuple[str, Term], ...]
    """Taxonomies and terms."""


@dataclass(frozen=True, slots=True)
class Step:
    """The next newer and older article in the list of one of an article's terms."""

    taxonomy: str
    term: Term
    newer: Article | None
    older: Article | None


@dataclass(frozen=True, slots=True)
class Around:
    """The articles around an article."""

    related: tuple[Related, ...]
    """At most `_MOST` that are in neither of the other two; those that share the rarest terms come first."""
    series: tuple[Step, ...]
    """Within the first term of each crossed taxonomy; no article is named twice."""
    same_event: tuple[Article, ...]
    """Listed articles on the same event, whichever article of a pair names the other, sorted by slug."""


class _Neighbourhood(NamedTuple):
    """The part of a term's list around an article."""

    taxonomy: str
    term: Term
    positions: Sequence[int]
    """Positions in `Site.articles`, newest first, including the article's own."""
    weight: int
    """The weight of a shared term: high if few articles have it, zero if all do."""
    is_series: bool
    """Whether the page links to the next newer and older article of the term."""


class Neighbours:
    """Looks up the articles around any article of a site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._positions = {article.path: position for position, article in enumerate(site.articles)}
        self._by_slug = {article.slug: article for article in site.articles}
        self._same_event: dict[str, set[str]] = defaultdict(set)
        for article in site.published:
            for slug in article.same_event:
                self._same_event[article.slug].add(slug)
                self._same_event[slug].add(article.slug)
        self._lists: dict[tuple[str, str], list[int]] = {
            (name, slug): [self._positions[member.path] for member in members]
            for name, terms in site.members.items()
            for slug, members in terms.items()
        }
        self._crossed = [
            name for pair in site.settings.crossings[:1] for name in (pair.rows, pair.columns)
        ]
        self._taxonomies = [
            name
            for name in dict.fromkeys((*self._crossed, *site.taxonomies))
            if not site.settings.taxonomies[name].of_source
        ]

    def around(self, article: Article) -> Around:
        """Find the articles around an article; for an unlisted article, only those on the same event."""
        same_event = tuple(
            self._by_slug[slug]
            for slug in sorted(self._same_event.get(article.slug, ()))
            if slug in self._by_slug and slug != article.slug
        )
        position = self._positions.get(article.path)
        if position is None:
            return Around((), (), same_event)
        neighbourhoods = list(self._neighbourhoods(article, position))
        beside = {self._positions[other.path] for other in same_event}
        series = tuple(self._series(position, neighbourhoods, beside))
        return Around(
            tuple(self._related(article, position, neighbourhoods, beside)), series, same_event
        )

    def _neighbourhoods(self, article: Article, position: int) -> Iterator[_Neighbourhood]:
        for name in self._taxonomies:
            for index, slug in enumerate(article.terms[name]):
                positions = self._lists[name, slug]
                here = bisect_left(positions, position)
                near = positions[max(0, here - _REACH) : here + _REACH + 1]
                rarity = max(2, len(self._site.articles)) / len(positions)
                weight = round(_STEPS * math.log2(rarity))
                term = self._site.taxonomies[name].terms[slug]
                yield _Neighbourhood(name, term, near, weight, name in self._crossed and not index)

    def _related(
        self,
        article: Article,
        position: int,
        neighbourhoods: Sequence[_Neighbourhood],
        beside: set[int],
    ) -> Iterator[Related]:
        """Rank the candidates that are not `beside` by the terms they share, then by distance in time."""
        scores: dict[int, int] = defaultdict(int)
        for nearby in neighbourhoods:
            for candidate in nearby.positions:
                scores[candidate] += nearby.weight
        for elsewhere in (position, *beside):
            scores.pop(elsewhere, None)
        least = max([_LEAST_SCORE, *sorted(scores.values(), reverse=True)[_MOST - 1 : _MOST]])
        articles = self._site.articles

        def rank(candidate: int) -> tuple[int, int, str]:
            other = articles[candidate]
            return -scores[candidate], abs((other.date - article.date).days), other.address

        for candidate in sorted((one for one, score in scores.items() if score >= least), key=rank)[
            :_MOST
        ]:
            shared = [nearby for nearby in neighbourhoods if candidate in nearby.positions]
            shared.sort(key=lambda nearby: (-nearby.weight, nearby.taxonomy, nearby.term.slug))
            because = tuple((nearby.taxonomy, nearby.term) for nearby in shared[:_REASONS])
            yield Related(articles[candidate], because)

    def _series(
        self, position: int, neighbourhoods: Sequence[_Neighbourhood], beside: set[int]
    ) -> Iterator[Step]:
        """Find the neighbours in each series that are not yet `beside` the article, and add them."""
        for nearby in neighbourhoods:
            if nearby.is_series:
                here = bisect_left(nearby.positions, position)
                around = nearby.positions[:here][-1:], nearby.positions[here + 1 : here + 2]
                found = (
                    [self._site.articles[there] for there in side if there not in beside]
                    for side in around
                )
                newer, older = (next(iter(articles), None) for articles in found)
                beside.update(*around)
                if newer or older:
                    yield Step(nearby.taxonomy, nearby.term, newer, older)
