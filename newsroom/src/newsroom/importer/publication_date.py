"""Guess the publication date of a report from claims that may disagree.

Days of events, updates, copyright and the future do not count, and a month is not made a day.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from newsroom.importer.claims import Claim, Guess, Place, Raw, judged, weight
from newsroom.importer.inert import one_line
from newsroom.importer.words import shape, shapes
from newsroom.importer.written_days import TO, Day, DayMention, find, first_mention, weekdays

_FIRST_YEAR = 1990
"""Earlier days are those of events, since hardly any report on the web is older."""
DECOY, LABEL = shapes("publication", "decoy label")
"""Words before a day that make it another kind of day, and the day of publication."""
_UNIVERSAL = shape("publication", "universal", 0)
_LEADING, _AFTER, _TIME = shapes("publication", "leading after time")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)(?:[/-](\d\d?))?(?=[/_.-]|\Z)")


def leading_day(line: str, language: str = "") -> tuple[str, str]:
    """Split a line into the day that begins it, or "", and the rest.

    Weekdays and a label may precede the day: `date 2021-10-27 By Example Herald`.
    """
    mention = first_mention(line[:160], language)
    if mention is None or mention.is_span or mention.day.precision != "day" or not mention.day.year:
        return "", line
    before = weekdays().sub("", line[: mention.start])
    if DECOY.search(before) or not _LEADING.fullmatch(before):
        return "", line
    return line[mention.start : mention.end], _AFTER.sub("", line[mention.end :], count=1).strip()


def claims_in_line(line: str, where: str, language: str = "") -> Iterator[Claim]:
    """Yield a claim for each day in a line that is no prose, by the words before the day."""
    start = 0
    for mention in find(line, language):
        before = _TIME.sub("", line[start : mention.start])
        place: Place = "line"
        is_end = start and TO.fullmatch(line, start, mention.start)  # 25 October to 2 November
        if DECOY.search(before) or mention.is_span or is_end:
            place = "weak"
        elif LABEL.search(before):
            place = "labelled"
        day = line[mention.start : mention.end]
        yield Claim("date", day, place, f"{where} ({one_line(line, 80)})")
        start = mention.end


def claims_in_address(address: str) -> Iterator[Claim]:
    """Yield the day or month in an address such as /2021/10/27/name."""
    match = _IN_ADDRESS.search(address)
    if match:
        parts = [f"{int(part):02d}" for part in match.groups() if part]
        yield Claim("date", "-".join(parts), "address", f"address {one_line(address, 120)}")


def guess(raw: Raw, today: dt.date, language: str = "") -> Guess | None:
    """Guess the date of a report in ISO 8601.

    It is a month if no day is known. A month, and a day in an ambiguous form, confirm nothing.
    """
    groups: dict[Day, list[Claim]] = defaultdict(list)
    plain: set[Day] = set()
    tomorrow = today + dt.timedelta(days=1)  # where the source is, it may be tomorrow
    for claim in raw.of("date"):
        mention = _mention(claim, language)
        if mention is None or mention.day.first > tomorrow:
            continue
        groups[mention.day].append(claim)
        if mention.day.day and not mention.doubtful:
            plain.add(mention.day)
    for vague in groups.keys() - plain:
        groups[vague] = [
            replace(claim, place="weak" if claim.place in ("library", "weak") else "near")
            for claim in groups[vague]
        ]
    ranked = sorted(
        groups,
        key=lambda day: (-weight(groups[day]), not day.day, not _is_local(groups[day]), str(day)),
    )
    if not ranked:
        return None
    best = ranked[0]
    for day in ranked[1:]:
        is_known = any(claim.place != "weak" for claim in groups[day])
        is_local = _are_neighbours(day, best) and _is_local(groups[day]) > _is_local(groups[best])
        if is_known and is_local:
            best = day
    rivals = [
        groups[day]
        for day in ranked
        if not (day.covers(best) or best.covers(day) or _are_neighbours(day, best))
    ]
    found = judged(groups[best], rivals, str(best))
    return replace(found, evidence=one_line(found.evidence))


def _mention(claim: Claim, language: str) -> DayMention | None:
    """Read the day or month of a claim; None if no report can be from it."""
    mention = first_mention(one_line(claim.value, 200), language)
    if mention is None or (mention.day.year or 0) < _FIRST_YEAR:
        return None
    if claim.place == "library" and mention.day.day == 1:
        # htmldate makes a month its first day.
        return replace(mention, day=replace(mention.day, day=None))
    return mention


def _are_neighbours(day: Day, other: Day) -> bool:
    """Whether two days may be the same moment in two time zones."""
    return bool(day.date and other.date and abs((day.date - other.date).days) <= 1)


def _is_local(claims: list[Claim]) -> bool:
    """Whether claims give a day at the source's place, and not one in universal time."""
    own = [claim for claim in claims if claim.place != "library"]
    return not all(_UNIVERSAL.search(claim.value) for claim in own)
