"""When a report was published, from claims that disagree.

The day is what the source says of its own report. Days of events, of updates, of copyright and of
the future are not it, and a month is not made into a day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.intake.dates import Day, Mention, find
from generator.intake.evidence import Guess
from generator.intake.months import MONTHS
from generator.intake.raw import Claim, Raw, one_line

_FIRST_YEAR = 1990
_UNIVERSAL = re.compile(r"T\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?(?:Z|[+-]00:?00)|(?:GMT|UTC|\+0000)\s*\Z")
_DECOY = re.compile(
    r"(?:\btoday\b|сегодня|\bbu ?gün\b|\bheute\b|aujourd'hui|\bhoy\b|\bupdated?\b|updat(?:e|ed)\b|"
    r"modified|edited|changed|revis(?:ed|ion)|reviewed|accessed|retrieved|viewed|archived|expir\w*|valid|"
    r"deadline|event|\bwhen\b|starts?|begins?|\bends?\b|closing|effective|copyright|©|\(c\)|\bdue\b|"
    r"register|\bborn\b|meeting|hearing|"
    r"conference|captured|\btaken\b|print(?:ed)?\s+on|обновл\w+|измен\w+|актуал\w+|мероприят\w+|срок|"
    r"редакци\w+|yenil[əe]n\w*|"
    r"d[əe]yişikli\w*|güncelle\w*|son d[üu]zenleme|aktualisier\w+|geändert|änderung|\bstand\b|abgerufen|"
    r"mis(?:e)? à jour|modifi\w+|"
    r"consult\w+|actualiza\w+|aggiornat\w+|aktualizacj\w+|tədbir|etkinlik|termin|veranstaltung|"
    r"événement)[^\d\n]{0,24}\Z",
    re.IGNORECASE,
)
"""Words before a date that make it the date of something else."""
LABEL = re.compile(
    r"\b(?:date[d]?|published|publication|posted|issued|released?|created|pubdate|дата|опубликован\w*|"
    r"размещен\w*|создан\w*|tarix[i]?|"
    r"d[əe]rc|tarih[i]?|yay[ıi]n\w*|eklenme|veröffentlicht|datum|erschienen|publi[ée]e?|mis en ligne|"
    r"paru|fecha|publicado|data|"
    r"pubblicato|opublikowano|first published)\b[^\d\n]{0,24}\Z",
    re.IGNORECASE,
)
"""Words before a date that make it the date of publication."""
_SHORT_MONTHS = "|".join(name for name in MONTHS if name.isascii() and len(name) == 3)
_WHERE = re.compile(
    rf"/((?:19|20)\d\d)[/-]?(?:(1[0-2]|0[1-9]|[1-9](?!\d)|{_SHORT_MONTHS})(?:[/-]?(3[01]|[12]\d|0[1-9]|"
    rf"[1-9](?!\d)))?)?"
    r"(?=[/_.-]|\Z)",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(r"[/_-]((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
_NEAR = 0.1
_IN_LINE, _LABELLED = 0.86, 0.95
DECOYED = 0.3
"""Weight of a day that is said to be another than that of publication."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    day: Day
    weight: float
    claim: Claim
    universal: bool


def claims_in_line(line: str, where: str, language: str = "", scale: float = 1.0) -> Iterator[Claim]:
    """What a line that is not prose claims: each of its dates by the words before it.

    Args:
        line: The line.
        where: How the line is called in evidence.
        language: Decides what 03/04/2021 means.
        scale: Less than 1 for lines in weaker places.
    """
    start = 0
    for mention in find(line, language):
        before = _TIME.sub("", line[start : mention.start])
        weight = _LABELLED if LABEL.search(before) else _IN_LINE
        if _DECOY.search(before) or mention.last:
            weight = DECOYED
        yield Claim(
            "date", _value(line, mention), round(weight * scale, 3), f"{where} ({one_line(line, 80)})"
        )
        start = mention.end


def _value(line: str, mention: Mention) -> str:
    return line[mention.start : mention.end]


def claims_in_address(address: str) -> Iterator[Claim]:
    """The day or month in an address such as /2021/10/27/name or /2021/oct/27/name."""
    path = address.partition("://")[2].partition("/")[2].partition("?")[0]
    match = _SHORT_DATE.search(f"/{path}") or _WHERE.search(f"/{path}")
    if not match:
        return
    year, month, day = match.groups()
    number = MONTHS.get((month or "").lower()) or int(month or 0)
    whole = "-".join([year, *(f"{part:02d}" for part in (number, int(day or 0)) if part)])
    weight = 0.86 if day else 0.7 if month else 0.45
    yield Claim("date", whole, weight, f"address {one_line(address, 120)}")


def guess(raw: Raw, today: dt.date, language: str = "") -> Guess | None:
    """The date of a report, as precise as its best claim; None when nothing claims one.

    Returns:
        A guess whose value is ISO 8601, shortened to a month or a year where no day is known. The
        confidence falls where claims of equal weight disagree.
    """
    candidates = list(_candidates(raw, today, language))
    if not candidates:
        return None
    best = candidates[0]
    finer = next(
        (
            one
            for one in candidates
            if best.day.precision != "day"
            and best.day.covers(one.day)
            and one.day.precision == "day"
            and one.weight >= 0.6
        ),
        None,
    )
    best = _local(finer or best, candidates)
    agree = [one for one in candidates if one.day == best.day]
    against = [one for one in candidates if not one.day.covers(best.day) and one.weight > best.weight - _NEAR]
    confidence = 1.0
    for one in agree[:4]:
        confidence *= 1 - one.weight
    confidence = min(0.99, 1 - confidence) * (0.8 if against else 1)
    return Guess(str(best.day), round(confidence, 2), one_line(best.claim.evidence))


def _candidates(raw: Raw, today: dt.date, language: str) -> Iterator[_Candidate]:
    for claim in raw.of("date"):
        mention = next(iter(find(_trimmed(claim.value), language)), None)
        day = mention.day if mention else _year_alone(claim.value)
        if (
            day is None
            or not day.year
            or not day.year >= _FIRST_YEAR
            or day.first > today + dt.timedelta(days=1)
        ):
            continue
        doubtful = mention is not None and mention.doubtful
        weight = claim.weight * (0.75 if doubtful else 1)
        yield _Candidate(day, weight, claim, _UNIVERSAL.search(claim.value) is not None)


def _trimmed(value: str) -> str:
    """A claim's text without the time that follows a day in ISO 8601, which says nothing more."""
    return one_line(value, 200)


def _year_alone(value: str) -> Day | None:
    match = re.fullmatch(r"\s*((?:19|20)\d\d)\s*", value)
    return Day(int(match[1])) if match else None


def _local(best: _Candidate, candidates: list[_Candidate]) -> _Candidate:
    """The day as the source's readers saw it, when the best claim is in universal time."""
    if not best.universal or not (date := best.day.date):
        return best
    for one in candidates:
        other = one.day.date
        if other and not one.universal and one.weight >= 0.6 and abs((other - date).days) == 1:
            return one
    return best


def is_of_something_else(before: str) -> bool:
    """Whether the words before a date say that it is not the day of publication."""
    return _DECOY.search(before) is not None
