"""Pages and texts made from shapes: layouts seen on the web, filled with invented facts.

Each shape of `shapes/*.yml` is filled three times. Every third shape (by a checksum of its name) is
held out: no number is fitted on it. Whole shapes are held out, not single fillings, because the
three fillings of one shape are right or wrong together.
"""

import datetime as dt
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date

from newsroom.importer.receive import Input

FOLDER = Path(__file__).parent / "shapes"
FILLINGS = 3
_FACTS = yaml.safe_load((FOLDER / "facts.yml").read_text("utf-8"))
TITLES: list[str] = _FACTS["titles"]
PROSE: list[str] = _FACTS["prose"]["prose"]
DATED = re.compile(
    r"\{(?:date|iso|long\w*|us|dotted|slashes_us|ordinal|weekday_\w+|rfc|month_day|path)\}"
)


@dataclass(frozen=True, slots=True)
class Shaped:
    """One input and the values an editor would write."""

    name: str
    source: Input
    expected: dict[str, Any]
    """Field → right value, or None if no value is right; fields with no requirement are absent."""
    held_out: bool

    @property
    def is_page(self) -> bool:
        """Whether the input is HTML."""
        return self.source.name.endswith(".html")


def shaped() -> Iterator[Shaped]:
    """Every shape, filled."""
    for file, make in (("pages.yml", _page), ("texts.yml", _text)):
        shapes = yaml.safe_load((FOLDER / file).read_text())
        for number, (name, shape) in enumerate(shapes.items()):
            for filling in range(FILLINGS):
                facts = _facts(number * FILLINGS + filling)
                source, expected = make(shape, facts)
                suffix = "html" if make is _page else "txt"
                given = Input(source.encode(), f"{name}-{filling}.{suffix}")
                yield Shaped(
                    f"{name}-{filling}", given, expected, zlib.crc32(name.encode()) % 3 == 0
                )


def _facts(number: int) -> dict[str, str]:
    day = dt.date(2019, 1, 20) + dt.timedelta(days=(number * 173) % 2_000)
    early, late = day - dt.timedelta(days=1_000 + number), day + dt.timedelta(days=40 + number % 9)
    authors, sites = _FACTS["authors"], _FACTS["sites"]
    month = format_date(day, "MMMM", "en")
    facts = {
        "title": TITLES[number % len(TITLES)],
        "author": authors[number % len(authors)],
        "other": authors[(number + 7) % len(authors)],
        "site": sites[number % len(sites)],
        "first": PROSE[0],
        "address": f"https://news.example.org/story/{number}",
        "before": str(day - dt.timedelta(days=1)),
        "soft_title": TITLES[number % len(TITLES)].replace("o", "o\u00ad", 1),
        "city_caps": ("BAKU", "TBILISI", "ASTANA")[number % 3],
        "time": f"{day}T09:15:00+04:00",
        "date": f"date {day}",
        "early_iso": f"{early}T08:00:00Z",
        "late_iso": f"{late}T08:00:00Z",
        "early": str(early),
        "late": str(late),
        "iso": str(day),
        "weekday_ordinal": f"{format_date(day, 'EEE', 'en')} {_ordinal(day)} {month} {day.year}",
        "ordinal": f"{_ordinal(day)} {month}, {day.year}",
        "rfc": f"{day:%a, %d %b %Y} 09:15:00 +0400",
    }
    for name, date in {"day": day, "early": early, "late": late}.items():
        for fact, (language, pattern) in _FACTS[name].items():
            facts[fact] = format_date(date, pattern, language)
    for language, title in _FACTS["titles in other languages"].items():
        facts[f"title_{language}"] = title
        facts[f"long_{language}"] = format_date(day, "long", language).removesuffix(".")
    return facts


def _ordinal(day: dt.date) -> str:
    last = day.day % 10 if day.day not in (11, 12, 13) else 0
    return f"{day.day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def _filled(
    template: str, facts: dict[str, str], between: str, before: str = "", after: str = ""
) -> str:
    """The template with its placeholders filled; other braces stay."""
    prose = {
        key: between.join(f"{before}{each}{after}" for each in text)
        for key, text in _FACTS["prose"].items()
    }
    known = facts | prose
    return re.sub(r"\{(\w+)\}", lambda match: known.get(match[1], match[0]), template)


def _page(shape: dict[str, Any], facts: dict[str, str]) -> tuple[str, dict[str, Any]]:
    language = shape.get("lang", "en")
    head, body = (_filled(shape[part], facts, "", "<p>", "</p>") for part in ("head", "body"))
    page = f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    expected = {"title": facts["title"], "date": facts["iso"], "source": facts["site"]}
    expected["authors"] = [facts["author"]]  # type: ignore[assignment]
    return page, _overridden(expected, shape.get("expect", {}), facts)


def _overridden(
    expected: dict[str, Any], changes: dict[str, Any], facts: dict[str, str]
) -> dict[str, Any]:
    for field, value in changes.items():
        if value == "given":
            continue
        if value == "any" or (field == "authors" and value is None):
            expected.pop(field)
        elif field == "authors":
            expected[field] = [facts[each] for each in value]
        elif value == "month":
            expected[field] = facts["iso"][:7]
        else:
            expected[field] = value and _filled(value, facts, "")
    return expected


def _text(shape: str, facts: dict[str, str]) -> tuple[str, dict[str, Any]]:
    title = re.search(r"\{(title(?:_\w+)?)\}", shape)
    by_line = next((line for line in shape.split("\n") if "{first}" in line), "")
    dated = DATED.search(shape)
    expected: dict[str, Any] = {
        "title": facts[title[1]] if title else None,
        "date": facts["iso"] if dated else facts["iso"][:7] if "{month}" in shape else None,
        "authors": [facts["author"]] if "{author}" in shape else [],
        "source": facts["site"] if "{site}" in shape else None,
    }
    if "early" in by_line:
        expected["date"] = None
    return _filled(shape, facts, "\n\n"), expected
