"""The publication date of a report, from claims that may disagree.

Dates of events, updates, copyright and the future do not count, and a month is not extended to a
day.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.importer.claims import Claim, Guess, Raw, disputed, support
from generator.importer.inert import one_line
from generator.importer.words import shape
from generator.read.written_days import Day, find, month, weekdays

_FIRST_YEAR = 1990
"""Earlier dates are those of events, since hardly any report on the web is older."""
DECOY, LABEL = shape("publication", "decoy"), shape("publication", "label")
"""Words before a date that mark it as another kind of date, and as the date of publication."""
_UNIVERSAL = shape("publication", "universal", 0)
_LEADING, _AFTER, _TIME = (shape("publication", key) for key in ("leading", "after", "time"))
_IN_ADDRESS = [shape("publication", key) for key in ("day_in_address", "month_in_address")]
_WEAK = 0.5
"""Minimum support at which a day replaces a month, or the adjacent day of another time zone."""
_DOUBTFUL = 0.75
"""The factor for the support of a day in an ambiguous form."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A date from a claim; `universal` if its time is in UTC."""

    day: Day
    claim: Claim
    universal: bool
    doubtful: bool


def leading_day(line: str, language: str = "") -> tuple[str, str]:
    """The date that begins a line, or an empty text, and the rest of the line.

    Weekdays and a label may precede the date: `date 2021-10-27 By Example Herald`.
    """
    mention = next(iter(find(line[:160], language)), None)
    if mention is None or mention.last or mention.day.precision != "day" or not mention.day.year:
        return "", line
    before = weekdays().sub("", line[: mention.start])
    if DECOY.search(before) or not _LEADING.fullmatch(before):
        return "", line
    after = _AFTER.match(line, mention.end)
    return line[mention.start : mention.end], line[after.end() if after else mention.end :].strip()


def claims_in_line(line: str, where: str, language: str = "") -> Iterator[Claim]:
    """Claims of a line that is not prose: each of its dates, by the words before it."""
    start = 0
    for mention in find(line, language):
        before = _TIME.sub("", line[start : mention.start])
        kind = "text/labelled" if LABEL.search(before) else "text/line"
        if DECOY.search(before) or mention.last:
            kind = "text/other"
        yield Claim(
            "date", line[mention.start : mention.end], kind, f"{where} ({one_line(line, 80)})"
        )
        start = mention.end


def claims_in_address(address: str) -> Iterator[Claim]:
    """The day or month in an address such as /2021/10/27/name or /2021/oct/27/name."""
    path = address.partition("://")[2].partition("/")[2].partition("?")[0]
    for match in [match for pattern in _IN_ADDRESS if (match := pattern.search(f"/{path}"))][:1]:
        year, name, day = match.groups()
        number = (int(name) if name.isdigit() else month(name.lower(), "en")) if name else None
        whole = "-".join(
            [year, *(f"{part:02d}" for part in (number, number and int(day or 0)) if part)]
        )
        kind = "address" if number and day else "address/month"
        yield Claim("date", whole, kind, f"address {one_line(address, 120)}")


def guess(raw: Raw, today: dt.date, language: str = "") -> Guess | None:
    """The date of a report in ISO 8601, shortened to a month or a year if no day is known."""
    groups: dict[Day, list[_Candidate]] = defaultdict(list)
    for candidate in _candidates(raw, today, language):
        groups[candidate.day].append(candidate)
    if not groups:
        return None
    supports = {day: _support(group) for day, group in groups.items()}
    ranked = sorted(groups, key=lambda day: (-supports[day], str(day)))
    best = ranked[0]
    if best.precision != "day":
        finer = (day for day in ranked if best.covers(day) and day.precision == "day")
        best = next((day for day in finer if supports[day] >= _WEAK), best)
    best = _local(best, groups, supports)

    def agree(day: Day) -> bool:  # in the other, or the day before it in another time zone
        return day.covers(best) or best.covers(day) or _are_neighbours(day, best)

    rival = max((supports[day] for day in ranked if not agree(day)), default=0.0)
    return Guess(
        str(best), disputed(supports[best], rival), one_line(groups[best][0].claim.evidence)
    )


def _are_neighbours(day: Day, other: Day) -> bool:
    return bool(day.date and other.date and abs((day.date - other.date).days) <= 1)


def _support(group: list[_Candidate]) -> float:
    """The confidence in a date from all its claims; claims of only its month do not confirm it."""
    doubtful = all(candidate.doubtful for candidate in group)
    return support(candidate.claim for candidate in group) * (_DOUBTFUL if doubtful else 1)


def _candidates(raw: Raw, today: dt.date, language: str) -> Iterator[_Candidate]:
    for claim in raw.of("date"):
        mention = next(iter(find(one_line(claim.value, 200), language)), None)
        year = re.fullmatch(r"\s*((?:19|20)\d\d)\s*", claim.value)
        day = mention.day if mention else Day(int(year[1])) if year else None
        if (
            day is None
            or not day.year
            or day.year < _FIRST_YEAR
            or day.first > today + dt.timedelta(days=1)
        ):
            continue
        doubtful = (mention is not None and mention.doubtful) or day.precision != "day"
        yield _Candidate(day, claim, _UNIVERSAL.search(claim.value) is not None, doubtful)


def _local(best: Day, groups: Mapping[Day, list[_Candidate]], supports: Mapping[Day, float]) -> Day:
    """The date in the source's time zone, if the best claim is in universal time."""
    own = (each for each in groups[best] if each.claim.kind != "library")
    if not best.date or not all(each.universal for each in own):
        return best
    near = (
        day
        for day in groups
        if day != best and _are_neighbours(day, best) and supports[day] >= _WEAK
    )
    return next((day for day in near if not all(each.universal for each in groups[day])), best)
