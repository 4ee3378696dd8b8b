"""Events that a text dates: a course from one day to another, a hearing on a day.

An event is a day and a word for what happens on it, in one sentence. Days on which something was
reported or published are none. A day without a year gets that of the report's own date when it then
lies within a few months of it; otherwise it stays out, for a guessed year would look like a fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from generator.importer.calibration import EVENTS
from generator.importer.raw import one_line
from generator.importer.sentences import sentences
from generator.importer.words import table
from generator.importer.written_days import Day, DayMention, find

_NEAR_DAYS = 150
_LONGEST_DAYS = 120
_MOST, _MOST_DAYS = 6, 12
_EVENTS = table()["event"]
_NOUN = re.compile(
    "|".join(
        rf"(?P<{name}>\b(?:{words})\b)"
        for name, words in (*_EVENTS["gatherings"].items(), *_EVENTS["incidents"].items())
    ),
    re.IGNORECASE,
)
_REPORTING = re.compile(
    rf"\b(?:{'|'.join(_EVENTS['around']['reporting'])})\b(?P<rest>[^.]{{0,60}})\Z", re.IGNORECASE
)
_UNTIL = re.compile(
    rf"\b(?:{'|'.join(_EVENTS['around']['until'])})\s{{1,3}}(?:the\s|den\s)?\Z", re.IGNORECASE
)
_UNTIL_AFTER = re.compile(
    r"(?:['’]?(?:[ae]\s+kadar)|-?(?:n[əa])?d[əaeё]k|\s+(?:qədər|kadar|tarihine kadar))\b", re.IGNORECASE
)
_SUBJECT = re.compile(r"\s(?:on|about|against)\s(?:the\s)?(?P<words>[a-z-]+(?:\s[a-z-]+){0,2})", re.ASCII)
_BEFORE = re.compile(r"(?P<words>(?:[A-Za-z-]+\s){1,2})\Z", re.ASCII)
_EMPTY = frozenset(_EVENTS["around"]["empty"].split())
_PART_OF_A_NAME = re.compile(r"\s[A-ZƏÇĞİÖŞÜА-Я][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened on a day or for some days."""

    day: Day
    last: Day | None
    label: str
    kind: str
    confidence: float
    evidence: str


Labelling = Callable[[str, re.Match[str]], str]
"""Names the event that a word means in a sentence."""


def happenings(text: str, published: Day | None, language: str) -> tuple[Happening, ...]:
    """The events of a text in its order, each once.

    Args:
        text: The running text.
        published: The report's own date, which gives days their year.
        language: The text's language.
    """
    found: list[Happening] = []
    label = _phrase if language.startswith("en") else _kind
    for sentence in (one.text for one in sentences(text)):
        mentions = find(sentence, language)
        nouns = _nouns(sentence) if mentions else []
        for mention in mentions[:_MOST_DAYS] if nouns else ():
            one = _happening(sentence, mention, nouns, published, label)
            if one is not None:
                _add(found, one, ends=_is_end(sentence, mention))
    return tuple(one for one in found if one.day.day)[:_MOST]


def _is_end(sentence: str, mention: DayMention) -> bool:
    before = sentence[max(0, mention.start - 30) : mention.start]
    after = sentence[max(0, mention.end - 5) : mention.end + 16]
    said = _UNTIL.search(before) is not None or _UNTIL_AFTER.search(after) is not None
    return mention.last is None and said


def _happening(
    sentence: str, mention: DayMention, nouns: list[re.Match[str]], published: Day | None, label: Labelling
) -> Happening | None:
    if mention.day.precision != "day" or mention.doubtful:
        return None
    day = _dated(mention.day, published)
    last = _dated(mention.last, published) if mention.last else None
    noun = _nearest(nouns, mention)
    if day is None or noun is None or (mention.last and not last):
        return None
    reporting = _REPORTING.search(sentence[: mention.start][-110:])
    if reporting and not mention.last and not _NOUN.search(reporting["rest"]):
        return None
    kind = noun.lastgroup or ""
    share = (
        "incident" if kind not in _EVENTS["gatherings"] else "gathering with days" if last else "gathering"
    )
    return Happening(day, last, label(sentence, noun), kind, EVENTS[share], one_line(sentence, 300))


def _dated(day: Day, published: Day | None) -> Day | None:
    if day.year:
        return day
    if published is None or not published.year or not published.month:
        return None
    known = published.first
    nearest = [one for year in (-1, 0, 1) if (one := day.in_year(published.year + year)) is not None]
    best = min(nearest, key=lambda one: abs((one.first - known).days), default=None)
    return best if best and abs((best.first - known).days) <= _NEAR_DAYS else None


def _nouns(sentence: str) -> list[re.Match[str]]:
    """The words for events, but those that are part of a name (Training Center)."""
    every = _NOUN.finditer(sentence)
    return [
        one for one in every if not (one.group()[0].isupper() and _PART_OF_A_NAME.match(sentence, one.end()))
    ]


def _nearest(nouns: list[re.Match[str]], mention: DayMention) -> re.Match[str] | None:
    """The word nearest to the day, gatherings before incidents."""
    apart = [one for one in nouns if one.end() <= mention.start or one.start() >= mention.end]
    gatherings = [one for one in apart if one.lastgroup in _EVENTS["gatherings"]]
    return min(
        gatherings or apart,
        key=lambda one: min(abs(one.start() - mention.end), abs(mention.start - one.end())),
        default=None,
    )


def _kind(_sentence: str, noun: re.Match[str]) -> str:
    """The English word for what a text in another language speaks of."""
    return (noun.lastgroup or "").capitalize()


def _phrase(sentence: str, noun: re.Match[str]) -> str:
    """A few words of an English text: what happens, and what it is about."""
    word = noun.group().lower()
    subject = _SUBJECT.match(sentence, noun.end())
    if words := _telling(subject["words"].split() if subject else []):
        return f"{word} on {' '.join(words)}".capitalize()
    before = _BEFORE.search(sentence[max(0, noun.start() - 40) : noun.start()])
    words = _telling(reversed(before["words"].split() if before else []))
    whole = " ".join([*reversed(words), word])
    return whole[0].upper() + whole[1:]


def _telling(words: Iterable[str]) -> list[str]:
    """The words up to the first that does not say what an event is about."""
    told: list[str] = []
    for one in words:
        if one.lower() in _EMPTY or one.endswith("ed"):
            break
        told.append(one)
    return told


def _add(found: list[Happening], one: Happening, *, ends: bool) -> None:
    """Add an event, or let it end or repeat one that is there."""
    for index, other in enumerate(found):
        same_kind = other.kind == one.kind
        days = (one.day.first - other.day.first).days
        if same_kind and ends and other.last is None and 0 < days <= _LONGEST_DAYS:
            told = one_line(f"{other.evidence} … {one.evidence}", 400)
            found[index] = replace(other, last=one.day, confidence=EVENTS["joined"], evidence=told)
            return
        within = other.last and 0 <= days <= (other.last.first - other.day.first).days and not one.last
        if (other.day, other.last) == (one.day, one.last) or (same_kind and within):
            return
    if not ends:
        found.append(one)
