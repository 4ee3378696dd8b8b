"""Find watched feeds that need an editor: those that fail, have moved or are silent."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from newsroom.desk.feed_states import FeedState, InboxState
from newsroom.desk.watched import WatchedFeed, Watchlist

_TIMES = 3
"""A feed is silent when it has been so for this many times its usual interval."""
_LEAST_SILENCE = 4
"""Days of silence that no feed is blamed for: a long weekend."""
_LEAST_DAYS = 4
"""Days with entries from which a feed has a usual interval."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A watched feed that needs an editor, and why."""

    feed: str
    url: str
    message: str
    since: dt.date | None = None
    """The first day of the problem, as far as it is known."""

    def __str__(self) -> str:
        since = f", since {self.since}" if self.since else ""
        return f"{self.feed}: {self.message}{since}"


def alarms(watched: Watchlist, state: InboxState, today: dt.date) -> list[Alarm]:
    """Find every alarm, in the order of the list of feeds."""
    found: list[Alarm] = []
    for slug, feed in watched.feeds.items():
        if slug in state.feeds:
            found += _alarms_of(feed, state.feeds[slug], today)
    return found


def _alarms_of(feed: WatchedFeed, known: FeedState, today: dt.date) -> Iterator[Alarm]:
    if known.problem:
        yield Alarm(feed.slug, feed.url, known.problem, known.failing_since)
        return
    if known.moved_to:
        yield Alarm(feed.slug, feed.url, f"it has moved for good to {known.moved_to}")
    usual = usual_interval(known.days)
    if usual is None:
        return
    newest = known.days[0]
    silence = (today - newest).days
    if silence > max(_TIMES * usual, _LEAST_SILENCE):
        message = f"nothing new for {silence} days; usually there is something every {usual:g} days"
        yield Alarm(feed.slug, feed.url, message, newest)


def usual_interval(days: tuple[dt.date, ...]) -> float | None:
    """The median number of days between days with entries; None if there are few.

    `days` are listed newest first.
    """
    if len(days) < _LEAST_DAYS:
        return None
    return median((later - earlier).days for later, earlier in pairwise(days))
