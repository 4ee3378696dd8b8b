"""Read dates as people write them, to say what to write instead."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress

from generator.diagnostics.diagnostics import Fix
from generator.read.written_days import find, weekday_numbers

_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")
_YEAR_FIRST = re.compile(
    r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ]+[0-9]{1,2}:[0-9]{2}.*)?\Z"
)
"""Year, month and day in that order, with other separators or a time of day."""
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})\Z")
_TIME = re.compile(r"[\s,]*(?:at |um )?(?:[0-9]{1,2}:[0-9]{2}.*)?\Z")
_LONGEST = 60


def date_fix(written: str) -> Fix | None:
    """A fix with the only day that a text can mean, as year-month-day; None for other texts."""
    days = list(dict.fromkeys(_days(written[:_LONGEST])))
    if len(days) != 1:
        return None
    return Fix("plain", days[0].isoformat())


def date_help(key: str, written: str) -> str:
    """The help line for a value that is not a date: the days that it may mean, or an example."""
    days = list(dict.fromkeys(_days(written[:_LONGEST])))
    if not days:
        return f"write year-month-day: {key}: YYYY-MM-DD"
    return " or ".join([f"write year-month-day: {key}: {days[0]}", *map(str, days[1:])])


def partial_date_help(key: str, written: str) -> str:
    """The help line for a value that is no day, month or year."""
    if list(_days(written[:_LONGEST])):
        return date_help(key, written)
    mentions = find(written[:_LONGEST])
    if len(mentions) == 1:
        found = mentions[0].day
        if found.year and found.month and not found.day:
            return f"write {key}: {found.year:04d}-{found.month:02d}"
    return f"write a day, a month or a year: {key}: YYYY-MM-DD, YYYY-MM or YYYY"


def _days(written: str) -> Iterator[dt.date]:
    """The days that a text may mean: two if either of its first two numbers may be the month."""
    if match := _COMPACT.match(written) or _YEAR_FIRST.match(written):
        with suppress(ValueError):
            yield dt.date(*map(int, match.groups()))
    elif match := _YEAR_LAST.match(written):
        first, second, year = map(int, match.groups())
        for month, day in ((second, first), (first, second)):
            with suppress(ValueError):
                yield dt.date(year, month, day)
    else:
        yield from _day_in_words(written)


def _day_in_words(written: str) -> Iterator[dt.date]:
    """The day in a text such as `Wednesday, 27 October 2021, 10:00`, if the weekday is right."""
    mentions = find(written)
    if len(mentions) != 1:
        return
    mention = mentions[0]
    day = mention.day.date
    is_one_day = mention.last is None and not mention.doubtful
    if day is None or not is_one_day or not _TIME.match(written, mention.end):
        return
    weekday = written[: mention.start].strip(" ,.").casefold()
    if not weekday or weekday_numbers().get(weekday) == day.weekday():
        yield day
