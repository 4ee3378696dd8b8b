"""Dates, counts and names in English."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.dates import format_date

from generator.check.country_codes import COUNTRIES

_ENGLISH = Locale("en")
COUNTRY_NAMES: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("country_names.toml").read_text(encoding="utf-8")
)
"""Country code → what readers call the country besides its CLDR name."""


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


def day_range(first: dt.date, last: dt.date) -> str:
    """`25–29 October 2021`, or `30 October – 2 November 2021` across months."""
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    start = day(first) if first.year != last.year else format_date(first, "d MMMM", locale=_ENGLISH)
    return f"{start} – {day(last)}"


def week_span(year: int, week: int) -> str:
    """The days of an ISO week: `25–31 October 2021`."""
    return day_range(dt.date.fromisocalendar(year, week, 1), dt.date.fromisocalendar(year, week, 7))


def edition_name(year: int, week: int) -> str:
    """`Week of 25 October 2021`, the one name of a weekly edition on every page, feed and e-mail."""
    return f"Week of {day(dt.date.fromisocalendar(year, week, 1))}"


def country_name(code: str) -> str:
    """`Azerbaijan` for `AZ`."""
    return COUNTRIES.get(code.upper(), code)


@functools.lru_cache(maxsize=512)
def language_name(tag: str) -> str:
    """`Azerbaijani` for `az`."""
    return str(_ENGLISH.languages.get(tag.partition("-")[0], tag))


@functools.lru_cache(maxsize=512)
def locale_name(tag: str) -> str:
    """`az_AZ` for `az`: language and territory, as the Open Graph protocol names locales."""
    parts = tag.split("-")
    if parts[-1].isupper():
        return f"{parts[0]}_{parts[-1]}"
    likely = get_global("likely_subtags").get(tag.replace("-", "_"), "")
    return f"{parts[0]}_{likely.rpartition('_')[2]}" if likely else parts[0]


def plural(count: int, singular: str, several: str = "") -> str:
    """`1 article`, `2 articles`."""
    return f"{count:,} {singular if count == 1 else several or singular + 's'}"
