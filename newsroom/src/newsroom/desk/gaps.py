"""Find the gaps of the digest, which decide the rank of a candidate."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model.article import Article
from generator.model.site import Site
from newsroom.desk.watched import WatchedFeed
from newsroom.reading import files_of

_SILENT = dt.timedelta(days=365)
"""Time without an article after which the digest lacks a term; for a region it is half of this."""
_SILENT_POINTS, _REGION_POINTS, _UPDATE_POINTS, _OWN_POINTS = 3.0, 2.0, 1.0, 1.0
"""Points of a body and of a region without recent articles, of an update, and of a body's own
report. They are chosen, not measured: one silent body outranks an update with a body's report."""
_MOST_FEEDS = 3
"""Feeds from which more of them say nothing more about a story's weight."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for a candidate's rank: points, and a sentence."""

    points: float
    text: str


class Gaps:
    """The newest articles on each term and country."""

    def __init__(self, site: Site, today: dt.date) -> None:
        self.site = site
        self.today = today
        self._last_of_country: dict[str, dt.date] = {}
        """A country's code, in lower case → the day of its newest article."""
        for name, taxonomy in site.taxonomies.items():
            if taxonomy.settings.lookup == "code":
                for slug, articles in site.members[name].items():
                    self._last_of_country[slug] = articles[0].date

    def reasons(
        self,
        terms: Mapping[str, Sequence[str]],
        feeds: Sequence[WatchedFeed],
        updates: Article | None,
    ) -> Iterator[Reason]:
        """Yield the reasons for a candidate's rank, the weightiest first.

        The candidate has the `terms` of each taxonomy and comes from the `feeds`.
        """
        for silent in (self._silent_term(terms), self._silent_region(feeds)):
            if silent is not None:
                yield silent
        if updates is not None:
            yield Reason(_UPDATE_POINTS, f"updates {updates.slug}")
        if any(feed.terms for feed in feeds):
            yield Reason(_OWN_POINTS, "reported by a body itself")
        count = len({feed.slug for feed in feeds})
        if count > 1:
            yield Reason(min(count, _MOST_FEEDS) - 1, f"in {count} feeds")

    def _silent_term(self, terms: Mapping[str, Sequence[str]]) -> Reason | None:
        """The first term of a required taxonomy that no recent article has."""
        for name, taxonomy in self.site.taxonomies.items():
            if not taxonomy.settings.required or taxonomy.has_vocabulary:
                continue
            for slug in terms.get(name, ()):
                term = taxonomy.terms[slug]
                members = self.site.members[name].get(slug, ())
                last = members[0].date if members else None
                if self._is_silent(last, _SILENT):
                    return Reason(_SILENT_POINTS, _silence(term.acronym or term.name, last))
        return None

    def _silent_region(self, feeds: Sequence[WatchedFeed]) -> Reason | None:
        """The first region of the feeds that no recent article has."""
        regions = files_of(self.site).watched.regions
        for feed in feeds:
            if feed.region not in regions:
                continue
            region = regions[feed.region]
            days = [self._last_of_country.get(code) for code in region.countries]
            last = max(filter(None, days), default=None)
            if self._is_silent(last, _SILENT / 2):
                return Reason(_REGION_POINTS, _silence(region.name, last))
        return None

    def _is_silent(self, last: dt.date | None, most: dt.timedelta) -> bool:
        return last is None or self.today - last > most


def _silence(name: str, last: dt.date | None) -> str:
    when = f"since {last:%Y-%m}" if last else "yet"
    return f"no article on {name} {when}"
