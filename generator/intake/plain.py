"""Plain text as people paste it: odd lines before the prose, the prose, odd lines after it.

Nothing says which line is what, so each is judged by its shape and its place. A headline is a line
that stands before the prose and has no full stop; where there is none, none is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.intake.dates import find
from generator.intake.header import Header
from generator.intake.outlet import Outlets, looks_like_outlet
from generator.intake.raw import MOST_TEXT, Claim, Raw, one_line
from generator.intake.shapes import Line, lines_of, opens_margin

_PLACE = re.compile(
    r"\s{0,4}(?!(?:On|In|At|By|Since|From|Until|Am|Im|Le|Du|El|В|С|На|По|К)\s)(?:[^\W\d_a-zа-яё][\w.’'-]*[,.(]{0,2}\s{1,3}){0,5}\(?"
)
"""What may stand before the day of a dateline: a place, all in words with capitals."""
_AFTER_DATE = re.compile(
    r"(?:[-‑]c[iıuü]{1,2} il|\sгода?\.?|\sг\.)?\s{0,3}"
    r"(?:[)(/:—–]|-{1,2}\s|\.\s|,?\s{1,2}[^\W\d_a-zа-яё][\w .’-]{1,40}\s?[—–-]{1,2}\s|\Z)"
)
_WIRE = re.compile(
    r"[^(/—–]{0,50}[(/]\s{0,2}([^\W\d_][\w .&’'-]{1,40}?)\s{0,2}[)/]\.?\s{0,2}(?:[—–-]|\.\s|(?<=[/.])\s)"
)
_FAR = 62
_CREDIT = re.compile(r"\s{0,3}[(\[]?\s{0,3}(?:reporting|written|report) by\b", re.IGNORECASE)
_MOST_HEADER, _MOST_FOOTER = 14, 8
_SHORT, _LABELLED_AFTER = 6, 0.8
"""Words of a line that is little more than a date; the weight of a date that has a label, after prose."""


def read(text: str, outlets: Outlets) -> Raw:
    """Read a plain text.

    Returns:
        The text without its odd lines, and what these claim.
    """
    lines = list(lines_of(text[:MOST_TEXT]))
    first = next((index for index, line in enumerate(lines) if line.prose), len(lines))
    header = lines[:first][:_MOST_HEADER]
    after = [line for line in lines[first : first + 6] if not line.prose]
    reader = Header(outlets)
    claims = [*reader.claims(header), *reader.claims_after(after)]
    claims.extend(_dateline(lines[first], outlets) if first < len(lines) else ())
    claims.extend(_footer(lines[max(first + 1, len(lines) - _MOST_FOOTER) :], reader))
    kept = (line.text for line in lines if line.number not in reader.used)
    return Raw("\n\n".join(kept), tuple(claims))


def _dateline(line: Line, outlets: Outlets) -> Iterator[Claim]:
    """The place, day and wire that open a report: `BAKU, Oct. 27, 2021 (Example Wire) —`."""
    opening = line.text[:140]
    first = next(iter(find(opening)), None)
    if first and _PLACE.fullmatch(opening[: first.start]) and _AFTER_DATE.match(opening, first.end):
        yield Claim(
            "date", opening[first.start : first.end], 0.8, f"dateline ({one_line(opening[: first.end], 80)})"
        )
    wire = _WIRE.match(opening[first.end if first and first.start < _FAR else 0 :])
    name = wire[1] if wire else ""
    if name and (term := outlets.named(name)):
        yield Claim("outlet", term.name, 0.72, f"dateline ({one_line(opening[:60], 80)})")
    elif name and not find(name) and (looks_like_outlet(name) or name.isupper() or first):
        yield Claim("outlet", name, 0.62, f"dateline ({one_line(opening[:60], 80)})")


def _footer(lines: Sequence[Line], reader: Header) -> Iterator[Claim]:
    """What short lines after the prose say; of dates, only those that are said to be the report's."""
    for line in lines:
        if opens_margin(line.text):
            return
        text = line.text.strip("()[]— –*_")
        if _CREDIT.match(text):
            reader.used.add(line.number)
            yield Claim("author", re.split(r";|\.\s", text)[0], 0.8, f"line {line.number}")
            continue
        if line.prose or len(text) > 140 or re.match(r"\W*(?:©|copyright)", text, re.IGNORECASE):
            continue
        found = [_weaker(one) for one in reader.line(Line(line.number, text))]
        if all(one.field == "date" for one in found) and len(text.split()) > _SHORT:
            found = [one for one in found if one.weight > _LABELLED_AFTER]
        if found:
            reader.used.add(line.number)
        yield from found


def _weaker(claim: Claim) -> Claim:
    """Lines after the prose are often about other things."""
    sure = claim.weight >= 0.9
    return Claim(claim.field, claim.value, round(claim.weight * (0.92 if sure else 0.84), 3), claim.where)
