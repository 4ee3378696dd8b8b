"""The articles around an article: related, because; before and after; on the same event."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
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


class Neighbours:
    """Looks up neighbours by each article's place in the lists of its terms."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._places = {
            (name, slug): {article.address: index for index, article in enumerate(members)}
            for name, terms in site.members.items()
            for slug, members in terms.items()
        }
        self._events: dict[str, set[str]] = defaultdict(set)
        for article in site.published:
            for slug in article.same_event:
                self._events[article.slug].add(slug)
                self._events[slug].add(article.slug)

    def _weight(self, name: str, slug: str) -> float:
        """How much sharing a term says: much when few articles have it, nothing when all do."""
        return math.log(max(2, len(self.site.articles)) / len(self.site.members[name][slug]))

    def _grouping(self) -> Sequence[str]:
        """The taxonomies whose sharing makes articles related: those with a registry of their own."""
        return [
            name for name, one in self.site.settings.taxonomies.items() if one.front_matter != "source.name"
        ]

    def related(self, article: Article) -> tuple[Related, ...]:
        """At most four others that share enough rare terms, the nearest first."""
        if not article.listed:
            return ()
        shared: dict[str, list[tuple[float, str, str]]] = defaultdict(list)
        found: dict[str, Article] = {}
        for name in self._grouping():
            for slug in article.terms[name]:
                members = self.site.members[name][slug]
                here = self._places[name, slug][article.address]
                weight = self._weight(name, slug)
                for other in members[max(0, here - _REACH) : here + _REACH + 1]:
                    if other is not article:
                        shared[other.address].append((weight, name, slug))
                        found[other.address] = other
        ranked = sorted(
            (-sum(weight for weight, _, _ in reasons), abs((found[key].date - article.date).days), key)
            for key, reasons in shared.items()
        )
        return tuple(
            Related(found[key], self._because(shared[key]))
            for score, _, key in ranked[:_MOST]
            if -score >= _LEAST_SCORE
        )

    def _because(self, reasons: list[tuple[float, str, str]]) -> tuple[tuple[str, Term], ...]:
        ranked = sorted(reasons, key=lambda reason: (-reason[0], reason[1:]))[:3]
        return tuple((name, self.site.taxonomies[name].terms[slug]) for _, name, slug in ranked)

    def same_event(self, article: Article) -> list[str]:
        """Slugs of articles on the same event, whichever of the two says so."""
        return sorted(self._events.get(article.slug, ()))

    def series(self, article: Article) -> tuple[Step, ...]:
        """Newer and older articles within the first term of each crossed taxonomy."""
        if not article.listed:
            return ()
        names = dict.fromkeys(
            name for crossed in self.site.settings.crossings for name in (crossed.rows, crossed.columns)
        )
        steps = []
        for name in names:
            for slug in article.terms[name][:1]:
                members = self.site.members[name][slug]
                here = self._places[name, slug][article.address]
                newer = members[here - 1] if here else None
                older = members[here + 1] if here + 1 < len(members) else None
                if newer or older:
                    steps.append(Step(name, self.site.taxonomies[name].terms[slug], newer, older))
        return tuple(steps)
