"""When a report was published, from claims that disagree.

The day is what the source says about its own report. Days of events, of updates, of copyright and of
the future are not it, and a month is not made into a day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.importer.calibration import disputed, support
from generator.importer.evidence import Guess
from generator.importer.month_names import month, weekdays
from generator.importer.raw import Claim, Raw, one_line
from generator.importer.words import alternatives
from generator.importer.written_days import Day, find

_FIRST_YEAR = 1990
_UNIVERSAL = re.compile(r"T\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?(?:Z|[+-]00:?00)|(?:GMT|UTC|\+0000)\s*\Z")
_DECOY = re.compile(rf"(?:{alternatives('date', 'decoys')})[^\d\n]{{0,40}}\Z", re.IGNORECASE)
"""Words before a date that make it the date of something else."""
_LABEL = re.compile(rf"\b(?:{alternatives('date', 'labels')})\b[^\d\n]{{0,24}}\Z", re.IGNORECASE)
"""Words before a date that make it the date of publication."""
_LEADING = re.compile(rf"\W{{0,3}}(?:(?:{alternatives('date', 'labels')})\b\W{{0,3}})?", re.IGNORECASE)
_CLOCK = (
    r"[T,]?\s?(?:at\s)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?(?:\s?[ap]\.?m\b\.?)?(?:Z|[+-]\d\d:?\d\d)?"
)
_AFTER = re.compile(rf"(?:{_CLOCK})?[\s|,;:–—-]*", re.IGNORECASE)
_WHERE = re.compile(
    r"/((?:19|20)\d\d)[/-]?(?:(1[0-2]|0[1-9]|[1-9](?!\d)|[a-z]{3})(?:[/-]?(3[01]|[12]\d|0[1-9]|"
    r"[1-9](?!\d)))?)?(?=[/_.-]|\Z)",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(r"[/_-]((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
_WEAK = 0.5
_DOUBTFUL = 0.75
"""What a day written so that it may be another day keeps of its support."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    day: Day
    claim: Claim
    universal: bool
    doubtful: bool


def leading_day(line: str, language: str = "") -> tuple[str, str] | None:
    """The day that begins a line, and the line without it; None when none does.

    Weekdays and a label may come before the day: `date 2021-10-27 By Example Herald`.
    """
    mention = next(iter(find(line[:160], language)), None)
    if mention is None or mention.last or mention.day.precision != "day" or not mention.day.year:
        return None
    before = weekdays().sub("", line[: mention.start])
    if _DECOY.search(before) or not _LEADING.fullmatch(before):
        return None
    after = _AFTER.match(line, mention.end)
    rest = line[after.end() if after else mention.end :]
    if re.match(r"(?:[-‑]?ci il|года?\b|г\.)", rest):
        rest = rest.partition(" ")[2]
    return line[mention.start : mention.end], rest.strip()


def without_label(text: str) -> str:
    """A piece of a line without a word that says that a date follows."""
    return _LABEL.sub("", text)


def is_of_something_else(before: str) -> bool:
    """Whether the words before a date say that it is not the day of publication."""
    return _DECOY.search(before) is not None


def claims_in_line(line: str, where: str, language: str = "") -> Iterator[Claim]:
    """What a line that is not prose claims: each of its dates by the words before it."""
    start = 0
    for mention in find(line, language):
        before = _TIME.sub("", line[start : mention.start])
        kind = "text/labelled" if _LABEL.search(before) else "text/line"
        if _DECOY.search(before) or mention.last:
            kind = "text/other"
        yield Claim("date", line[mention.start : mention.end], kind, f"{where} ({one_line(line, 80)})")
        start = mention.end


def claims_in_address(address: str) -> Iterator[Claim]:
    """The day or month in an address such as /2021/10/27/name or /2021/oct/27/name."""
    path = address.partition("://")[2].partition("/")[2].partition("?")[0]
    match = _SHORT_DATE.search(f"/{path}") or _WHERE.search(f"/{path}")
    if not match:
        return
    year, name, day = match.groups()
    number = (int(name) if name.isdigit() else month(name.lower(), "en")) if name else None
    whole = "-".join([year, *(f"{part:02d}" for part in (number, number and int(day or 0)) if part)])
    kind = "address" if number and day else "address/month"
    yield Claim("date", whole, kind, f"address {one_line(address, 120)}")


def guess(raw: Raw, today: dt.date, language: str = "") -> Guess | None:
    """The date of a report, as precise as its best claim; None when nothing claims one.

    Returns:
        A guess whose value is ISO 8601, shortened to a month or a year where no day is known.
    """
    candidates = list(_candidates(raw, today, language))
    days = {one.day for one in candidates}
    if not days:
        return None
    ranked = sorted(days, key=lambda day: (-_support(day, candidates), str(day)))
    best = ranked[0]
    if best.precision != "day":
        finer = [day for day in ranked if best.covers(day) and day.precision == "day"]
        best = next((day for day in finer if _support(day, candidates) >= _WEAK), best)
    best = _local(best, candidates)
    rival = max((_support(day, candidates) for day in ranked if not _agree(day, best)), default=0.0)
    source = next(one for one in candidates if one.day == best)
    return Guess(str(best), disputed(_support(best, candidates), rival), one_line(source.claim.evidence))


def _agree(one: Day, other: Day) -> bool:
    """Whether one day lies in the other, or is the day before it in another time zone."""
    near = one.date and other.date and abs((one.date - other.date).days) <= 1
    return one.covers(other) or other.covers(one) or bool(near)


def _support(day: Day, candidates: list[_Candidate]) -> float:
    """How sure a day is by all claims of it; those of its month alone do not confirm it."""
    own = [one for one in candidates if one.day == day]
    return support(one.claim for one in own) * (_DOUBTFUL if all(one.doubtful for one in own) else 1)


def _candidates(raw: Raw, today: dt.date, language: str) -> Iterator[_Candidate]:
    for claim in raw.of("date"):
        mention = next(iter(find(one_line(claim.value, 200), language)), None)
        year = re.fullmatch(r"\s*((?:19|20)\d\d)\s*", claim.value)
        day = mention.day if mention else Day(int(year[1])) if year else None
        if day is None or not day.year or day.year < _FIRST_YEAR or day.first > today + dt.timedelta(days=1):
            continue
        doubtful = (mention is not None and mention.doubtful) or day.precision != "day"
        yield _Candidate(day, claim, _UNIVERSAL.search(claim.value) is not None, doubtful)


def _local(best: Day, candidates: list[_Candidate]) -> Day:
    """The day as the source's readers saw it, when the best claim is in universal time."""
    zoned = all(one.universal for one in candidates if one.day == best and one.claim.kind != "library")
    if not zoned or not best.date:
        return best
    for one in candidates:
        other = one.day.date
        near = other is not None and abs((other - best.date).days) == 1
        if near and not one.universal and _support(one.day, candidates) >= _WEAK:
            return one.day
    return best
