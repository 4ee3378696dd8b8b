"""Join the entries that report the same story.

Entries with one address are one story, whatever parameters the address has. Entries of different
feeds are one story if their titles share most of their words and no number differs. Entries of one
feed are joined only if title and date are the same: weekly notices have one title each week.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from generator.read.text import likeness, words
from newsroom.desk.feed_entries import IncomingEntry
from newsroom.desk.feed_states import Seen
from newsroom.desk.watched import Watchlist

_DAYS = dt.timedelta(days=4)
"""Most days between two reports of one story that are joined by their titles."""
_LIKENESS = 60
"""Least percentage of common words. Of our articles, no two titles share more than 46."""
_LEAST_WORDS = 4
_MOST_OF_ONE_WORD = 30
"""Most entries compared for a common word, so that a thousand equal titles take no minute."""
_NUMBER = re.compile(r"\d[\d.,:-]*")
_SUFFIX = re.compile(r"\s+[|\u2013\u2014-]\s+(?:(?!\s[|\u2013\u2014-]\s).){2,40}\Z")
"""The name of the outlet that many feeds put after a title; it may have a hyphen in a word."""


def join_stories(entries: Iterable[Seen], watched: Watchlist) -> list[list[Seen]]:
    """Group the entries that report one story; the oldest entry of each group is first."""
    ordered = sorted(entries, key=lambda seen: (seen.day, seen.feed, seen.entry.key))
    earlier = list(range(len(ordered)))  # an entry of the same story, or the entry itself

    def first_of(index: int) -> int:
        while earlier[index] != index:
            earlier[index] = earlier[earlier[index]]  # so that no way becomes long
            index = earlier[index]
        return index

    for one, other in (*_with_one_address(ordered), *_with_like_titles(ordered, watched)):
        first, second = sorted((first_of(one), first_of(other)))
        earlier[second] = first
    groups: dict[int, list[Seen]] = defaultdict(list)
    for index, seen in enumerate(ordered):
        groups[first_of(index)].append(seen)
    return list(groups.values())


def _with_one_address(entries: Sequence[Seen]) -> list[tuple[int, int]]:
    first: dict[str, int] = {}
    pairs = []
    for index, seen in enumerate(entries):
        other = first.setdefault(seen.entry.key, index)
        if other != index:
            pairs.append((other, index))
    return pairs


def _with_like_titles(entries: Sequence[Seen], watched: Watchlist) -> list[tuple[int, int]]:
    titles = [_title_words(seen, watched) for seen in entries]
    of_word: dict[str, list[int]] = defaultdict(list)
    for index, title in enumerate(titles):
        for word in title:
            of_word[word].append(index)
    near: set[tuple[int, int]] = set()
    for indexes in of_word.values():
        if len(indexes) <= _MOST_OF_ONE_WORD:
            near.update(combinations(indexes, 2))
    pairs = []
    for one, other in sorted(near):
        first, second = entries[one], entries[other]
        if first.feed == second.feed:
            is_same = _are_copies(first.entry, second.entry)
        else:
            is_close = abs(first.day - second.day) <= _DAYS
            is_same = is_close and _are_alike(titles[one], titles[other])
        if is_same:
            pairs.append((one, other))
    return pairs


def _are_copies(one: IncomingEntry, other: IncomingEntry) -> bool:
    """Whether a feed lists an item twice, at two addresses."""
    is_same_day = one.published is not None and one.published == other.published
    return is_same_day and one.title == other.title


def _title_words(seen: Seen, watched: Watchlist) -> frozenset[str]:
    """The words of a title, without the outlet's name at its end."""
    title = seen.entry.title
    suffix = _SUFFIX.search(title)
    feed = watched.feeds.get(seen.feed)
    if suffix and feed and set(words(feed.outlet)) & set(words(suffix[0])):
        title = title[: suffix.start()]
    return frozenset(words(title))


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two titles share most of their words, and all their numbers."""
    if min(len(one), len(other)) < _LEAST_WORDS:
        return one == other and len(one) > 1
    has_the_same_numbers = not any(map(_NUMBER.match, one ^ other))
    return has_the_same_numbers and likeness(one, other) >= _LIKENESS
