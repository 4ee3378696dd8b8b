"""Find dates, months and spans of dates in a text, in the languages of reports.

Missing parts are not guessed: a month stays a month, and `25 October` has no year until a caller
with more context adds it (`Day.in_year`). Numeric dates such as 03/04/2021, which countries read
differently, are reduced to their year unless the language or one of the numbers decides. Names of
months and weekdays (`calendar.toml`) and the order of numbers (through Babel) come from Unicode's
CLDR; `days.toml` adds the few forms that CLDR lacks.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError

from generator.read.tables import shape, table

Precision = Literal["day", "month", "year"]
_TABLE = table("generator.read", "days")
_CALENDAR = table("generator.read", "calendar")
_OTHER_WORDS, _VERBS = (frozenset(_TABLE[key].split()) for key in ("other_words", "english_verbs"))


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or a year, as precisely as it was written."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> Precision:
        """The smallest part of the date that is known."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def date(self) -> dt.date | None:
        """The calendar date; None if a part is missing."""
        return (
            dt.date(self.year, self.month, self.day)
            if self.year and self.month and self.day
            else None
        )

    @property
    def first(self) -> dt.date:
        """The first day of the span that the date covers; an unknown year counts as year 1."""
        return dt.date(self.year or 1, self.month or 1, self.day or 1)

    def in_year(self, year: int) -> "Day | None":
        """The same day in another year, or None if that year has no such day."""
        return _day(year, self.month, self.day)

    def covers(self, other: "Day") -> bool:
        """Whether another day is this one, or lies within this month or year."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine is None or mine == theirs for mine, theirs in pairs)

    def __str__(self) -> str:
        """ISO 8601, shortened to the known parts: 2021-10-27, 2021-10, 2021."""
        parts = [f"{self.year:04d}" if self.year else "-"]
        return "-".join([*parts, *(f"{part:02d}" for part in (self.month, self.day) if part)])


@dataclass(frozen=True, slots=True)
class DayMention:
    """A day or a span of days that a text names, and its place in the text.

    It is `doubtful` if it may mean another day.
    """

    start: int
    end: int
    day: Day
    last: Day | None = None
    doubtful: bool = False


def _day(year: int | None, month: int | None = None, day: int | None = None) -> Day | None:
    """Make a `Day`; return None if the calendar has none. 29 February is valid without a year."""
    try:
        dt.date(year or 2000, month or 1, day or 1)
    except ValueError:
        return None
    return Day(year, month, day)


@lru_cache(maxsize=1)
def month_names() -> Mapping[str, Mapping[str, int]]:
    """Map each name of a month in lower case to its number, by language."""
    months: dict[str, dict[str, int]] = defaultdict(dict)
    for language, series in _CALENDAR["months"].items():
        for names in series:
            for number, name in enumerate(names.split(", "), 1):
                months[name][language[:2]] = number
    for number, names in _TABLE["month"].items():
        for name in names.split():
            months[name][""] = int(number)
    return months


def month(name: str, language: str = "") -> int | None:
    """The number of the month that a lower-case name means.

    `listopada` is October in Croatian and November in Polish: such a name is ambiguous unless the
    language is known.
    """
    numbers = month_names().get(name, {})
    known = len({*numbers.values()}) == 1 and name not in _OTHER_WORDS
    return numbers.get(language.partition("-")[0]) or (
        next(iter(numbers.values())) if known else None
    )


@lru_cache(maxsize=1)
def weekday_numbers() -> Mapping[str, int]:
    """Map lower-case names of weekdays, in full or abbreviated, to numbers: 0 is Monday."""
    numbers = {"tues": 1, "thurs": 3}
    for series in _CALENDAR["weekdays"].values():
        for names in series:
            for number, name in enumerate(names.split(", ")):
                if len(name) > 2:
                    numbers[name] = number
    return numbers


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


_SPANS, _WORDS, _NUMBERS = (
    [_pattern(key) for key in keys.split()]
    for keys in ("span month_span", "words month_first month_year", "iso joined cjk iso_month")
)
_LONGEST_WEEKDAY = 24
"""Characters before the numbers of a date that can hold the name of its day of the week."""
_NUMBERS_ALONE, _TO, _AND, _BETWEEN, _CASE_ENDING = (
    _pattern(key) for key in ("numbers", "to", "and", "between", "case_ending")
)


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
    return _joined(sorted(mentions, key=lambda mention: mention.start), text)


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
    plain = name.replace("İ", "i").casefold()
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
            first, last = (_day(year, number, int(match[group])) for group in ("d1", "d2"))
            if first and last and int(match["d1"]) < int(match["d2"]):
                yield DayMention(match.start(), match.end(), first, last)


def _is_span(link: str, text: str, start: int) -> bool:
    """Whether the word or mark between two days makes them a span.

    `and` does so only after `between`.
    """
    joins = _AND.fullmatch(link)
    return not joins or _BETWEEN.search(text[max(0, start - 20) : start]) is not None


def _words(text: str, language: str) -> Iterator[DayMention]:
    for pattern in _WORDS[:2]:
        for match in pattern.finditer(text):
            number = _month_of(match, language)
            day = _day(_year(match), number, int(match["d"])) if int(match["d"]) else None
            if number and day:
                yield DayMention(match.start(), match.end(), day)
    for match in _WORDS[2].finditer(text):
        if number := _month_of(match, language):
            yield DayMention(match.start(), match.end(), Day(int(match["y"]), number))


def _numbers(text: str, language: str) -> Iterator[DayMention]:
    for pattern in _NUMBERS:
        for match in pattern.finditer(text):
            parts = [int(part) if part else None for part in match.group("y", "m", "d")]
            if 0 not in parts and (day := _day(*parts)):
                yield DayMention(match.start(), match.end(), day)
    for match in _NUMBERS_ALONE.finditer(text):
        if mention := _day_of_numbers(match, language):
            yield mention


def _day_of_numbers(match: re.Match[str], language: str) -> DayMention | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    short, start = year < 100, match.start()
    if not first or not second or (short and match["s"] == "-"):
        return None
    year += 2000 if short else 0
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    order = "d" if match["s"] == "." else _first_number(language)
    if before := _weekday_before().search(match.string, max(0, start - _LONGEST_WEEKDAY), start):
        number = weekday_numbers()[before[1].casefold().rstrip(".")]
        fits = {"d": _is_on(day_first, number), "M": _is_on(month_first, number)}
        if fits["d"] != fits["M"]:  # Fri, 05/06/2011 is in May
            order, start = "d" if fits["d"] else "M", before.start()
    day = month_first or day_first if order == "M" else day_first or month_first
    if day and (order in ("d", "M") or first == second or not (day_first and month_first)):
        return DayMention(start, match.end(), day, doubtful=short)
    return DayMention(start, match.end(), Day(year), doubtful=True) if day else None


def _is_on(day: Day | None, weekday: int) -> bool:
    return day is not None and day.date is not None and day.date.weekday() == weekday


def _joined(mentions: list[DayMention], text: str) -> list[DayMention]:
    """Join two days with a dash or `to` between them into one span."""
    joined: list[DayMention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        first = _first_of_span(before, mention, text) if before else None
        if before and first:
            joined[-1] = DayMention(before.start, mention.end, first, mention.day)
        else:
            joined.append(mention)
    return joined


def _first_of_span(before: DayMention, after: DayMention, text: str) -> Day | None:
    """The first day of the span that two mentions form; None if they form none.

    If only the last day has a year, the first day gets it, or the year before.
    """
    between, last = text[before.end : after.start], after.day
    days = not before.last and not after.last and before.day.precision == last.precision == "day"
    if not days or len(between) > 14:
        return None
    if not (
        _TO.fullmatch(text, before.end, after.start)
        or (_AND.fullmatch(between) and _is_span(between, text, before.start))
    ):
        return None
    first = before.day
    if not first.year and last.year:
        year_before = (first.month, first.day) > (last.month, last.day)
        first = first.in_year(last.year - year_before) or last
    return (
        first
        if (first.year or 0, first.first) < (last.year or first.year or 0, last.first)
        else None
    )
