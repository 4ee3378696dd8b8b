"""Find threads: an article, those that follow it, and those that follow these."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.model.article import Article, Articles

_MOST = 50
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
        earlier = thread[max(0, before - _MOST) : before]
        return tuple(earlier), tuple(thread[after : after + _MOST])

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
