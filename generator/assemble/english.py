"""How dates, counts and names read in English."""

from __future__ import annotations

import datetime as dt
import functools

from babel import Locale
from babel.dates import format_date

from generator.check.fields import COUNTRIES

_ENGLISH = Locale("en")


@functools.lru_cache(maxsize=16_384)
def day(date: dt.date) -> str:
    """`27 October 2021`."""
    return format_date(date, "d MMMM y", locale=_ENGLISH)


@functools.lru_cache(maxsize=16_384)
def short_day(date: dt.date) -> str:
    """`27 Oct 2021`."""
    return format_date(date, "d MMM y", locale=_ENGLISH)


def month_name(month: int) -> str:
    """`October`."""
    return str(_ENGLISH.months["stand-alone"]["wide"][month])


def week_span(year: int, week: int) -> str:
    """`25 to 31 October 2021`, the days of an ISO week."""
    first = dt.date.fromisocalendar(year, week, 1)
    last = dt.date.fromisocalendar(year, week, 7)
    if first.month == last.month:
        return f"{first.day} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def country_name(code: str) -> str:
    """`Azerbaijan` for `AZ`."""
    return COUNTRIES.get(code.upper(), code)


@functools.lru_cache(maxsize=512)
def language_name(tag: str) -> str:
    """`Azerbaijani` for `az`."""
    return str(_ENGLISH.languages.get(tag.partition("-")[0], tag))


def plural(count: int, singular: str, several: str = "") -> str:
    """`1 article`, `2 articles`."""
    return f"{count:,} {singular if count == 1 else several or singular + 's'}"
