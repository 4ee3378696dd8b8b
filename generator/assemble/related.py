"""Find the articles around an article: related, in its thread, and on the same event.

Only neighbours in the lists of its terms are candidates, so the work grows linearly with the
archive, and a new article changes the surroundings of few others.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.assemble.collection import on_same_event
from generator.model.article import Article, Articles
from generator.model.site import Site
from generator.model.term import Term

_REACH = 12
"""The number of candidates before and after an article in a term's list."""
_MOST = 4
_REASONS = 3
_STEPS = 16
"""Steps of a weight for each doubling of rarity; coarse, so that one more article changes few
weights."""
_CASE = 200 * _STEPS
"""Weight of a shared threat or operation beside its rarity: more than all the countries and
bodies that reports on different cases may share."""
_OF_A_CASE = 24
"""Maximum articles of such a term; if more have it, they are on several cases."""
_LEAST_SCORE = round(_STEPS * 2.0 / math.log(2))
"""Minimum weight of shared terms; below it they are too common to relate two articles."""
_LEAST_SAID = _LEAST_SCORE // 2
"""Minimum weight of those that are no countries: half of it all, so that a country can only add."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another article and the terms that make it related, the rarest first."""

    article: Article
    because: tuple[tuple[str, Term], ...]
    """Taxonomies and terms, countries last."""


@dataclass(frozen=True, slots=True)
class Around:
    """The articles that an article's page links to."""

    related: tuple[Related, ...]
    """At most `_MOST` that are in none of the others, the rarest shared terms first."""
    same_event: Articles
    """Listed articles on the same event, sorted by slug, whichever of a pair names the other."""
    earlier: Articles = ()
    """Listed articles before it in its thread, oldest first."""
    later: Articles = ()
    """Listed articles after it in its thread, oldest first."""


class _Neighbourhood(NamedTuple):
    """The part of one term's list that is near an article."""

    taxonomy: str
    term: Term
    positions: Sequence[int]
    """Positions in `Site.articles`, newest first, including the article's own."""
    weight: int
    """The weight of a shared term: high if few articles have it, zero if all do."""


class Neighbours:
    """Looks up the articles around any article of a site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._positions = {article.path: place for place, article in enumerate(site.articles)}
        self._by_slug = {article.slug: article for article in site.articles}
        self._days = [article.date.toordinal() for article in site.articles]
        self._addresses = [article.address for article in site.articles]
        self._same_event = on_same_event(site.published)
        self.threads = Threads(site.published)
        taxonomies = site.settings.taxonomies
        self._taxonomies = [name for name in site.taxonomies if not taxonomies[name].of_source]
        self._countries = {name for name in self._taxonomies if taxonomies[name].lookup == "code"}
        self._of_cases = {
            name
            for name in self._taxonomies
            if taxonomies[name].lookup == "slug" and not taxonomies[name].required
        }
        """Taxonomies that articles may leave out, whose terms tell one case from another."""
        self._lists: dict[tuple[str, str], tuple[list[int], int]] = {}
        """Taxonomy and slug → positions of the term's articles, newest first, and its weight."""
        for name, terms in site.members.items():
            for slug, members in terms.items():
                positions = [self._positions[member.path] for member in members]
                self._lists[name, slug] = positions, self._weight(name, len(positions))

    def same_event(self, article: Article) -> Articles:
        """Return the listed articles on an article's event, sorted by slug."""
        slugs = sorted(self._same_event[article.slug])
        return tuple([self._by_slug[slug] for slug in slugs if slug in self._by_slug])

    def around(self, article: Article) -> Around:
        """Find the articles around one; an unlisted one has only those of its event and thread."""
        same_event = self.same_event(article)
        earlier, later = self.threads.around(article)
        position = self._positions.get(article.path)
        near: list[_Neighbourhood] = []
        related: tuple[Related, ...] = ()
        if position is not None:
            near = list(self._neighbourhoods(article, position))
            linked = [*same_event, *earlier, *later]
            excluded = {position, *(self._positions[other.path] for other in linked)}
            related = tuple(self._related(article, excluded, near))
        return Around(related, same_event, earlier, later)

    def _neighbourhoods(self, article: Article, position: int) -> Iterator[_Neighbourhood]:
        for name in self._taxonomies:
            terms = self._site.taxonomies[name].terms
            for slug in article.terms[name]:
                positions, weight = self._lists[name, slug]
                here = bisect_left(positions, position)
                near = positions[max(0, here - _REACH) : here + _REACH + 1]
                yield _Neighbourhood(name, terms[slug], near, weight)

    def _weight(self, taxonomy: str, count: int) -> int:
        """The weight of a term that some number of articles share."""
        weight = round(_STEPS * math.log2(max(2, len(self._site.articles)) / count))
        is_of_case = taxonomy in self._of_cases and count <= _OF_A_CASE
        return weight + _CASE if is_of_case and weight else weight

    def _related(
        self, article: Article, excluded: set[int], neighbourhoods: Sequence[_Neighbourhood]
    ) -> Iterator[Related]:
        """Yield articles that share the rarest terms with one; of equals, the nearest in time.

        `excluded` are positions of articles that the page already links to, and its own.
        """
        said: dict[int, int] = defaultdict(int)
        """The part of each score that is not due to countries, which alone relate nothing."""
        of_countries = []
        for near in neighbourhoods:
            if near.taxonomy in self._countries:
                of_countries.append(near)
            else:
                _add(said, near)
        scores = said.copy()
        for near in of_countries:
            _add(scores, near)
        for position in excluded:
            scores.pop(position, None)
        least = _LEAST_SCORE
        best = sorted(scores.values(), reverse=True)[:_MOST]
        if len(best) == _MOST:
            least = max(least, best[-1])
        candidates = [
            candidate
            for candidate, score in scores.items()
            if score >= least and said[candidate] >= _LEAST_SAID
        ]
        day = article.date.toordinal()

        def rank(candidate: int) -> tuple[int, int, str]:
            distance = abs(self._days[candidate] - day)
            return (-scores[candidate], distance, self._addresses[candidate])

        candidates.sort(key=rank)
        for candidate in candidates[:_MOST]:
            shared = [near for near in neighbourhoods if candidate in near.positions]
            shared.sort(key=self._reason)
            rarest = tuple((near.taxonomy, near.term) for near in shared[:_REASONS])
            yield Related(self._site.articles[candidate], rarest)

    def _reason(self, near: _Neighbourhood) -> tuple[bool, int, str, str]:
        """Sort the rarest shared terms first, and countries last."""
        is_country = near.taxonomy in self._countries
        return is_country, -near.weight, near.taxonomy, near.term.slug


def _add(scores: dict[int, int], near: _Neighbourhood) -> None:
    """Add the weight of a term to the scores of all candidates that share it."""
    weight = near.weight
    for candidate in near.positions:
        scores[candidate] += weight


_MOST_LINKED = 50
"""Articles that are listed before one and after it: on the pages of a long thread, all would be
millions."""


class _Place(NamedTuple):
    """The path of a thread's first article, and the number of steps from it."""

    first: str
    steps: int


class Threads:
    """Looks up the thread of any published article.

    A retracted article still joins those before and after it, but it is not listed.
    """

    def __init__(self, published: Articles) -> None:
        self._places = _places(published)
        self._listed: dict[str, list[Article]] = defaultdict(list)
        """Path of a thread's first article → the listed articles of the thread, oldest first."""
        self._before: dict[str, int] = {}
        for article in sorted(published, key=self._order):
            thread = self._listed[self._places[article.path].first]
            self._before[article.path] = len(thread)
            if not article.retracted:
                thread.append(article)

    def _order(self, article: Article) -> tuple[int, int, str]:
        return article.date.toordinal(), self._places[article.path].steps, article.path

    def around(self, article: Article) -> tuple[Articles, Articles]:
        """The nearest listed articles before and after one in its thread, each oldest first."""
        thread = self._listed[self._places[article.path].first]
        before = self._before[article.path]
        after = before
        if not article.retracted:
            after += 1
        earlier = thread[max(0, before - _MOST_LINKED) : before]
        return tuple(earlier), tuple(thread[after : after + _MOST_LINKED])

    def count_before(self, article: Article) -> int:
        """The number of listed articles before one in its thread."""
        return self._before[article.path]

    def newest(self, articles: Iterable[Article]) -> Articles:
        """Keep of each thread the newest of some articles, in the given order."""
        articles = tuple(articles)
        newest: dict[str, Article] = {}
        for article in articles:
            first = self._places[article.path].first
            other = newest.setdefault(first, article)
            newest[first] = max(other, article, key=self._order)
        kept = {article.path for article in newest.values()}
        return tuple([article for article in articles if article.path in kept])


def _places(published: Articles) -> Mapping[str, _Place]:
    """Map the path of each article to its place in its thread.

    In a preview, articles may follow each other in a circle: one of them is then the first.
    """
    by_slug = {article.slug: article for article in published}
    places: dict[str, _Place] = {}
    for article in published:
        chain: dict[str, None] = {}
        one: Article | None = article
        while one and one.path not in places and one.path not in chain:
            chain[one.path] = None
            one = by_slug.get(one.follows)
        place = places.get(one.path) if one else None
        for path in reversed(chain):
            place = _Place(place.first, place.steps + 1) if place else _Place(path, 0)
            places[path] = place
    return places
