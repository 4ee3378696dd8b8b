"""The template environment: autoescaping, with pure formatters and nothing else.

Links to pages go through `link` and dates through `day`, so each is written in one way.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re

from babel import Locale
from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from generator.check.fields import COUNTRIES
from generator.model.address import ROOT

_ENGLISH = Locale("en")
_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def link(address: str) -> Markup:
    """An address of this site as the value of `href`; see `address.resolve`."""
    return Markup(f"{ROOT}{escape(address)}")  # noqa: S704 (a constant of ours, and escaped text)


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


def script_json(value: object) -> Markup:
    """JSON for a <script> block; nothing in it can end the block or start a comment.

    `<`, `>` and `&` become escapes, which JSON parsers decode (HTML standard, 4.12.1.3).
    """
    text = _json(value)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 (escaped above)


def plural(count: int, singular: str, several: str = "") -> str:
    """`1 article`, `2 articles`."""
    return f"{count:,} {singular if count == 1 else several or singular + 's'}"


class _Flat(Extension):
    """Removes the indentation of templates, which would be a twentieth of what readers load."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """The template with all lines at the margin."""
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)


def make_environment() -> Environment:
    """An environment that escapes in every template and fails on undefined names."""
    environment = Environment(
        loader=PackageLoader("generator.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        extensions=[_Flat],
        auto_reload=False,
    )
    environment.filters.update(
        link=link,
        day=day,
        short_day=short_day,
        country=country_name,
        language=language_name,
        month=month_name,
        plural=plural,
        script_json=script_json,
    )
    return environment
