"""Recognise mistyped keys and dates in other forms, and say what to write instead."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from generator.diagnostics.diagnostics import Fix
from generator.diagnostics.suggest import nearest, only_slip
from generator.read.written_days import find, weekday_numbers
from generator.read.yaml import Node, Scalar

_BLANK = re.compile(r"<(?!address)[^>]*>")
"""A blank of a form that any text can fill."""


def is_similar_key(written: str, key: str) -> bool:
    """Whether two keys differ only in number, in case, or by one letter."""
    return bool(only_slip(written, [key])) or _stem(written) == _stem(key)


def _stem(key: str) -> str:
    stem = key.casefold().replace("-", "_")
    return re.sub(r"(?:ies|y|s)\Z", "", stem)


def filled_example(example: str, written: str) -> str:
    """Put the written value into the blank of a form that it fits: a day, an address or a text."""
    if not written:
        return example
    if written.startswith(("http://", "https://")):
        return example.replace("<address>", written, 1)
    if written[:1].isdigit():
        return example.replace("YYYY-MM-DD", written, 1)
    return _BLANK.sub(lambda _: written, example, count=1)


_OTHER_WORDS = {
    "abstract": "summary",
    "byline": "authors",
    "description": "summary",
    "excerpt": "summary",
    "headline": "title",
    "keywords": "tags",
    "lang": "language",
    "modified": "updated",
    "outlet": "source",
    "pubdate": "date",
    "publication_date": "date",
    "published": "date",
    "related": "same_event",
    "see_also": "same_event",
    "subtitle": "summary",
    "writers": "authors",
}
"""Keys of other programs, and what they are called here; another meaning is possible."""

Listed = tuple[tuple[str, ...], bool]
"""The items that a text stands for, and whether that is certain."""
ToItems = Callable[[str], Listed]


def as_items(text: str) -> Listed:
    """Write a text as the items of a list; a comma makes their number uncertain."""
    return (text,), "," not in text


def may_mean(written: str, key: str, singulars: Mapping[str, str]) -> bool:
    """Whether an unknown key was probably written instead of another."""
    if written.startswith(f"{key}:") or _OTHER_WORDS.get(written.casefold()) == key:
        return True
    _, is_certain = meant_key(written, [key], singulars)
    return is_certain


def meant_key(written: str, unused: list[str], singulars: Mapping[str, str]) -> tuple[str, bool]:
    """The key that a mistyped one means, and whether that is certain; "" if nothing is near.

    `unused` are the valid keys that the mapping lacks; `singulars` maps words such as `person` to
    the keys of lists of them.
    """
    word = written.casefold().replace("-", "_")
    slip = only_slip(written, unused)
    if slip:
        return slip, True
    named = singulars.get(word.removesuffix("s"), "")
    if named in unused:
        return named, True
    alike = [key for key in unused if is_similar_key(written, key)]
    if alike:
        return alike[0], len(alike) == 1
    other = _OTHER_WORDS.get(word, "")
    near = (key for key in unused if key != "retracted")  # nobody retracts by a slip
    return (other if other in unused else nearest(written, near) or ""), False


def help_for_key(written: str, value: Node, meant: str, to_items: ToItems, parent: str = "") -> str:
    """Say what to write for an unknown key, which may belong below a `parent`."""
    if parent:
        return f"'{written}' belongs below '{parent}:': indent it by two spaces there"
    word, colon, rest = written.partition(":")
    if colon and rest:
        return f"write a space after the colon: {word}: {rest[:60]}"
    if not meant:
        return "the contribute page lists all keys"
    is_list = meant.endswith("s") or to_items is not as_items
    if is_list and isinstance(value, Scalar) and value.value:
        items, _ = to_items(value.value)
        return f"did you mean '{meant}'? write {meant}: [{', '.join(items)[:80]}]"
    return f"did you mean '{meant}'?"


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
