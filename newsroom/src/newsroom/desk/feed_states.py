"""Keep the state of each watched feed between runs, and the entries of all feeds.

The file only saves work and remembers days: without it everything is read again. It lives in the
user's cache, never in the checkout, where a pull request could forge it.
"""

import datetime as dt
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.system.file_writing import read_kept, write_kept
from newsroom.desk.feed_entries import IncomingEntry

FILE = "inbox"
_KEPT = dt.timedelta(days=90)
"""The time for which an entry is kept that its feed no longer has; candidates live for 30 days."""
_MOST_DAYS = 40
"""Days with entries that are kept of a feed, from which its usual rhythm is computed."""


class FeedState(Struct):
    """The state of a feed or page after its last answers."""

    url: str = ""
    validators: dict[str, str] = {}
    failing_since: dt.date | None = None
    problem: str = ""
    """The reason why the last answer was useless; "" if it was good."""
    moved_to: str = ""
    keys: tuple[str, ...] = ()
    """The keys of the entries in its last good answer."""
    days: tuple[dt.date, ...] = ()
    """Days with new entries, the newest first."""


class Seen(Struct):
    """An entry, the feed that had it first, and the day on which we saw it first."""

    entry: IncomingEntry
    feed: str
    since: dt.date

    @property
    def day(self) -> dt.date:
        """The day of publication.

        If the feed gives none, or a later one, it is the day on which we saw the entry first.
        """
        published = self.entry.published
        return published if published and published <= self.since else self.since


class InboxState(Struct):
    """The states of all feeds by slug, and all stored entries by feed and key."""

    feeds: dict[str, FeedState] = {}
    entries: dict[str, Seen] = {}
    listed: tuple[str, ...] = ()
    """The candidates' identifiers as they were last numbered on the terminal."""
    listed_others: bool = False
    """Whether that was the list of the others, which name no term of the registries."""


def read_state(cache: Path) -> InboxState:
    """The state that an earlier run left in a site's cache; an empty one if there is none."""
    decoder = msgspec.msgpack.Decoder(InboxState)
    return read_kept(cache / FILE, decoder.decode) or InboxState()


def write_state(cache: Path, state: InboxState) -> None:
    """Store the state in a site's cache."""
    write_kept(cache / FILE, state)


def add_entries(state: InboxState, feed: str, entries: list[IncomingEntry], today: dt.date) -> None:
    """Store the entries of a feed that has answered, and the days on which it had new ones."""
    known = state.feeds[feed]
    known.keys = tuple(f"{feed} {entry.key}" for entry in entries)
    days = set(known.days)
    for key, entry in zip(known.keys, entries, strict=True):
        seen = state.entries.setdefault(key, Seen(entry, feed, today))
        days.add(seen.day)
    known.days = tuple(sorted(days, reverse=True)[:_MOST_DAYS])


def forget(state: InboxState, feeds: set[str], today: dt.date) -> None:
    """Forget feeds that are no longer watched, and old entries that no feed has any more."""
    state.feeds = {slug: feed for slug, feed in state.feeds.items() if slug in feeds}
    present = {key for feed in state.feeds.values() for key in feed.keys}
    kept = {}
    for key, seen in state.entries.items():
        is_recent = today - seen.since <= _KEPT
        if seen.feed in feeds and (key in present or is_recent):
            kept[key] = seen
    state.entries = kept
