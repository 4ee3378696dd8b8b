"""The place, day and wire that open a report: `BAKU, Oct. 27, 2021 (Example Wire) —`.

The outlet in a dateline is a source; a dateline is no headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.importer.line_shapes import looks_like_outlet
from generator.importer.outlet import Outlets
from generator.importer.publication_date import is_of_something_else, without_label
from generator.importer.raw import Claim, one_line
from generator.importer.written_days import DayMention, find

_PLACE = re.compile(
    r"\s{0,4}(?!(?:On|In|At|By|Since|From|Until|Am|Im|Le|Du|El|В|С|На|По|К)\s)"
    r"(?:[^\W\d_a-zа-яё][\w.’'-]*[,.(/:]{0,2}\s{1,3}){0,5}\(?"
)
"""What may come before the day of a dateline: a place, all in words with capitals."""
_AFTER_DATE = re.compile(
    r"(?:[-‑]c[iıuü]{1,2} il|\sгода?\.?|\sг\.)?\s{0,3}"
    r"(?:[)(/:—–]|-{1,2}\s|,\s[^\W\d_a-zа-яё]{3,12}\Z|\.\s|"
    r",?\s{1,2}[^\W\d_a-zа-яё][\w .’-]{1,40}\s?[—–-]{1,2}\s|\Z)"
)
_NAME = r"([^\W\d_][\w .&’'-]{1,40}?)"
_WIRE = re.compile(rf"[^(/—–]{{0,50}}[(/]\s{{0,2}}{_NAME}\s{{0,2}}[)/]\.?\s{{0,2}}(?:[—–-]|\.\s|(?<=[/.])\s)")
_AFTER_DAY = re.compile(rf"\W{{0,3}}\({_NAME}\)\s|,\s([^\W\d_a-zа-яё]{{3,12}})\s?(?:\Z|[—–-])")
"""A wire whose brackets or capitals only mean it behind a day: `Baku, May 1, EXAMPLEWIRE`."""
_AFTER_STOP = re.compile(rf"\s?(?:года|г)?\.?\s?\.\s{_NAME}\.\s")
_BRACKETS = re.compile(r"\s{0,4}[^\W\d_a-zа-яё][\w.’' -]{1,40}\s?\(([^()]{4,90})\)")
_OPENING, _FAR = 140, 62
"""Characters of an opening, and up to where a day in it may begin."""


def _day(opening: str, language: str) -> DayMention | None:
    """The day of a dateline: only a place comes before it, and a sign ends it."""
    first = next(iter(find(opening, language)), None)
    before = opening[: first.start] if first else ""
    if first is None or is_of_something_else(before) or without_label(before) != before:
        return None
    return first if _PLACE.fullmatch(before) and _AFTER_DATE.match(opening, first.end) else None


def ends_at(text: str, language: str = "") -> int:
    """Where the day of a dateline ends in a text; 0 when it opens with none."""
    day = _day(text[:_OPENING], language)
    return day.end if day else 0


def claims(text: str, outlets: Outlets, language: str = "") -> Iterator[Claim]:
    """What the opening of a report's first sentence claims."""
    opening = text[:_OPENING]
    bracketed = _BRACKETS.match(opening)
    if bracketed and find(bracketed[1], language):
        yield from _in_brackets(bracketed[1], opening, outlets, language)
        return
    first = _day(opening, language)
    if first:
        where = f"dateline ({one_line(opening[: first.end], 80)})"
        yield Claim("date", opening[first.start : first.end], "text/dateline", where)
    rest = opening[first.end if first and first.start < _FAR else 0 :]
    wire = _WIRE.match(rest) or ((_AFTER_STOP.match(rest) or _AFTER_DAY.match(rest)) if first else None)
    name = next(filter(None, wire.groups())) if wire else ""
    if name and not find(name, language):
        yield from _outlet(name, opening, outlets, trusted=first is not None)


def _in_brackets(inner: str, opening: str, outlets: Outlets, language: str) -> Iterator[Claim]:
    """`(Example Herald / Sample Wire - 26th March, 2020)`: the first name published it."""
    mention = find(inner, language)[0]
    where = f"dateline ({one_line(opening, 80)})"
    yield Claim("date", inner[mention.start : mention.end], "text/dateline", where)
    names = re.split(r"\s*[/|]\s*|\s+[-–—]\s+|,\s", inner[: mention.start].strip(" -–—,/"))
    for name in filter(None, names[:1]):
        yield from _outlet(name, opening, outlets, trusted=True)


def _outlet(name: str, opening: str, outlets: Outlets, *, trusted: bool) -> Iterator[Claim]:
    where = f"dateline ({one_line(opening[:60], 80)})"
    if term := outlets.named(name):
        yield Claim("outlet", term.name, "text/known", where)
    elif trusted or looks_like_outlet(name) or name.isupper():
        yield Claim("outlet", name, "text/dateline", where)
