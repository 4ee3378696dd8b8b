"""Find dates, months and spans of dates in a text, in the languages of reports.

Missing parts are not guessed: a month stays a month, and `25 October` has no year. Numeric dates
such as 03/04/2021, which countries read differently, are reduced to their year unless the language
or one of the numbers decides. The order of numbers comes from Unicode's CLDR, through Babel.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError

from generator.read.tables import shape, table
from newsroom.importer.calendar_names import month, weekday_numbers

Precision = Literal["day", "month", "year"]
_TABLE = table(__package__, "days")
_VERBS = frozenset(_TABLE["english_verbs"].split())


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or a year, as precisely as it was written."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> Precision:
        """The smallest part of the date that is known."""
        if self.day:
            return "day"
        return "month" if self.month else "year"

    @property
    def date(self) -> dt.date | None:
        """The calendar date; None if a part is missing."""
        if self.year and self.month and self.day:
            return dt.date(self.year, self.month, self.day)
        return None

    @property
    def first(self) -> dt.date:
        """The first day of the span that the date covers; an unknown year counts as a leap year."""
        return dt.date(self.year or 4, self.month or 1, self.day or 1)

    def covers(self, other: "Day") -> bool:
        """Whether another day is this one, or lies within this month or year."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine is None or mine == theirs for mine, theirs in pairs)

    def __str__(self) -> str:
        """ISO 8601, shortened to the known parts: 2021-10-27, 2021-10, 2021."""
        text = f"{self.year:04d}" if self.year else "-"
        for part in (self.month, self.day):
            if part:
                text += f"-{part:02d}"
        return text


@dataclass(frozen=True, slots=True)
class DayMention:
    """A day that a text names, or the first one of a span, and its place in the text.

    It is `doubtful` if it may mean another day.
    """

    start: int
    end: int
    day: Day
    is_span: bool = False
    doubtful: bool = False


def _day(year: int | None, month: int | None = None, day: int | None = None) -> Day | None:
    """Make a `Day`; return None if the calendar has none. 29 February is valid without a year."""
    try:
        dt.date(year or 2000, month or 1, day or 1)
    except ValueError:
        return None
    return Day(year, month, day)


@lru_cache(maxsize=1)
def weekdays() -> re.Pattern[str]:
    """Make a pattern that matches any name of a day of the week, in full or abbreviated."""
    long = sorted(map(re.escape, weekday_numbers()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(long)})\b\.?", re.IGNORECASE)


@lru_cache(maxsize=1)
def _weekday_before() -> re.Pattern[str]:
    return re.compile(rf"({weekdays().pattern})[\s,]{{1,3}}\Z", re.IGNORECASE)


@lru_cache(maxsize=32)
def _first_number(language: str) -> str:
    """`d` or `M`, whichever begins a numeric date; "" if the language does not decide.

    For English, only a tag with a country decides.
    """
    if language in ("", "en"):
        return ""
    try:
        return str(Locale.parse(language, sep="-").date_formats["short"].pattern[:1])
    except (UnknownLocaleError, ValueError):
        return ""


def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(shape(_TABLE["shapes"], key), re.IGNORECASE)


def _patterns(keys: str) -> list[re.Pattern[str]]:
    return [_pattern(key) for key in keys.split()]


_SPANS = _patterns("span month_span")
_WORDS = _patterns("words month_first")
_MONTHS = _pattern("month_year")
_NUMBERS = _patterns("iso joined cjk iso_month")
_LONGEST_WEEKDAY = 24
"""Characters before the numbers of a date that can hold the name of its day of the week."""
_NUMBERS_ALONE, _CASE_ENDING = _patterns("numbers case_ending")
TO, _AND, _BETWEEN = _patterns("to and between")


def find(text: str, language: str = "") -> list[DayMention]:
    """Find every day, month or span in a text, from left to right, without overlaps.

    The language (BCP 47) decides how 03/04/2021 and `listopada` are read. It takes linear time.
    """
    mentions: list[DayMention] = []
    taken: set[int] = set()
    for kind in (_spans, _words, _numbers):
        for mention in kind(text, language):
            covered = range(mention.start, mention.end)
            if not taken.intersection(covered):
                taken.update(covered)
                mentions.append(mention)
    return sorted(mentions, key=lambda mention: mention.start)


def first_mention(text: str, language: str = "") -> DayMention | None:
    """Find the first day, month or span in a short text."""
    return next(iter(find(text, language)), None)


def first_day(text: str, language: str = "") -> Day | None:
    """The first day, month or year in a short text."""
    mention = first_mention(text, language)
    return mention.day if mention else None


def without_days(text: str, language: str, instead: str) -> str:
    """Replace each day in a text with `instead`."""
    return without(find(text, language), text, instead)


def without(mentions: Sequence[DayMention], text: str, instead: str) -> str:
    """Replace days that were found in a text with `instead`."""
    for mention in reversed(mentions):
        text = f"{text[: mention.start]}{instead}{text[mention.end :]}"
    return text


def _month_of(match: re.Match[str], language: str) -> int | None:
    """The number of the month in a match; None for other words and verbs (`may`, `march`)."""
    name = match["m"]
    if name is None:  # Vietnamese counts its months
        return int(match["n"])
    if name in _VERBS and language in ("", "en") and not _year(match):
        return None
    plain = name.replace("İ", "i").casefold().removeprefix("ב")  # Hebrew joins `in` to a month
    return month(plain, language) or month(_CASE_ENDING.sub("", plain), language)


def _year(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    text = groups.get("y") or groups.get("before")
    return int(text) if text else None


def _spans(text: str, language: str) -> Iterator[DayMention]:
    for pattern in _SPANS:
        for match in pattern.finditer(text):
            number, year = _month_of(match, language), _year(match)
            start = min(match.start("d1"), match.start("m"))
            if number is None or not _is_span(match["link"], text, start):
                continue
            begins, ends = int(match["d1"]), int(match["d2"])
            first, last = _day(year, number, begins), _day(year, number, ends)
            if first and last and begins < ends:
                yield DayMention(match.start(), match.end(), first, is_span=True)


def _is_span(link: str, text: str, start: int) -> bool:
    """Whether the word or mark between two days makes them a span.

    `and` does so only after `between`.
    """
    joins = _AND.fullmatch(link)
    return not joins or _BETWEEN.search(text[max(0, start - 20) : start]) is not None


def _words(text: str, language: str) -> Iterator[DayMention]:
    for pattern in _WORDS:
        for match in pattern.finditer(text):
            number = _month_of(match, language)
            written = int(match["d"])
            if not number or not written:
                continue
            day = _day(_year(match), number, written)
            if day:
                yield DayMention(match.start(), match.end(), day)
    for match in _MONTHS.finditer(text):
        number = _month_of(match, language)
        if number:
            yield DayMention(match.start(), match.end(), Day(int(match["y"]), number))


def _numbers(text: str, language: str) -> Iterator[DayMention]:
    for pattern in _NUMBERS:
        for match in pattern.finditer(text):
            parts = [int(part) if part else None for part in match.group("y", "m", "d")]
            day = None if 0 in parts else _day(*parts)
            if day:
                yield DayMention(match.start(), match.end(), day)
    for match in _NUMBERS_ALONE.finditer(text):
        mention = _day_of_numbers(match, language)
        if mention:
            yield mention


def _day_of_numbers(match: re.Match[str], language: str) -> DayMention | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    is_short = year < 100
    if not first or not second or (is_short and match["s"] == "-"):
        return None
    if is_short:
        year += 2000
    start = match.start()
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    order = "d" if match["s"] == "." else _first_number(language)
    before = _weekday_before().search(match.string, max(0, start - _LONGEST_WEEKDAY), start)
    if before:
        weekday = weekday_numbers()[before[1].casefold().rstrip(".")]
        fits = _is_on(day_first, weekday)
        if fits != _is_on(month_first, weekday):  # Fri, 05/06/2011 is in May
            order = "d" if fits else "M"
            start = before.start()
    day = day_first or month_first
    if order == "M":
        day = month_first or day_first
    if day is None:
        return None
    has_one_meaning = first == second or not day_first or not month_first
    if order not in ("d", "M") and not has_one_meaning:
        return DayMention(start, match.end(), Day(year), doubtful=True)
    return DayMention(start, match.end(), day, doubtful=is_short)


def _is_on(day: Day | None, weekday: int) -> bool:
    return day is not None and day.date is not None and day.date.weekday() == weekday
