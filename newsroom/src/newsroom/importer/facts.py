"""Find dated events in a report: a day, and a word for what happens on it, in one sentence.

Days of reporting are no events. A day without a year gets the year that puts it within a few months
of the report; otherwise it is left out, because a guessed year would look like a fact.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsroom.importer.claims import SHARES, Guess
from newsroom.importer.inert import one_line
from newsroom.importer.reading import sentences
from newsroom.importer.words import shapes, table
from newsroom.importer.written_days import Day, DayMention, find

_NEAR_DAYS = 150
"""Most days between a report and an event without a year; from half a year on, two years fit."""
_LONGEST_DAYS = 120
_MOST_EVENTS, _MOST_DAYS = 6, 12
_KINDS = [rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in table()["event"].items()]
_NOUN = re.compile("|".join(_KINDS), re.IGNORECASE)
_REPORTING, _UNTIL, _UNTIL_AFTER = shapes("event_days", "reporting until until_after")
_SUBJECT = re.compile(r"\s(?:on|about|against)\s(?:the\s)?((?:[a-z-]+\s?){1,3})", re.ASCII)
_EMPTY = re.compile(r"\s?\b(?:an?|and|at|by|for|from|in|is|of|on|that|the|to|was|will|\w+ed)\b.*")
_PART_OF_A_NAME = re.compile(r"\s[A-ZƏÇĞİÖŞÜА-Я][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Happening(Guess):
    """An event on one or several days.

    Its value is a label, and `kind` is a key of `[event]` in the table of words.
    """

    day: Day
    last: Day | None
    kind: str

    @property
    def span(self) -> str:
        """Write its day, or its first and its last day."""
        return f"{self.day} to {self.last}" if self.last else str(self.day)


def happenings(text: str, published: Day | None, language: str) -> tuple[Happening, ...]:
    """Find the events in a text, in order and without repeats.

    `published` is the day of the report, from which a missing year follows.
    """
    events: list[Happening] = []
    for sentence in sentences(text):
        nouns = [noun for noun in _NOUN.finditer(sentence.text) if not _is_in_name(noun)]
        if not nouns:
            continue
        for mention in find(sentence.text, language)[:_MOST_DAYS]:
            event = _happening(sentence.text, mention, nouns, published)
            if event is None:
                continue
            if not language.startswith("en"):
                event = replace(event, value=event.kind.capitalize())
            _add(events, event, ends=_is_end(sentence.text, mention))
    return tuple(events[:_MOST_EVENTS])


def _is_in_name(noun: re.Match[str]) -> bool:
    """Whether a word for an event is part of a name, such as Training Center."""
    if not noun.group()[0].isupper():
        return False
    return _PART_OF_A_NAME.match(noun.string, noun.end()) is not None


def _is_end(sentence: str, mention: DayMention) -> bool:
    """Whether a day is the end of a span: `until 3 May`, `mayın 3-dək`."""
    if mention.last:
        return False
    before = sentence[max(0, mention.start - 30) : mention.start]
    after = sentence[max(0, mention.end - 5) : mention.end + 16]
    return _UNTIL.search(before) is not None or _UNTIL_AFTER.search(after) is not None


def _happening(
    sentence: str, mention: DayMention, nouns: Sequence[re.Match[str]], published: Day | None
) -> Happening | None:
    day = _dated(mention.day, published)
    last = _dated(mention.last, published)
    if day is None or not day.day or mention.doubtful:
        return None
    reporting = _REPORTING.search(sentence[: mention.start][-110:])
    if reporting and not last and not _NOUN.search(reporting["rest"]):
        return None
    noun = min(nouns, key=lambda noun: max(noun.start() - mention.end, mention.start - noun.end()))
    share = SHARES["event"]["gathering"]
    if last:
        share = SHARES["event"]["gathering with days"]
    return Happening(_label(noun), share, one_line(sentence, 300), day, last, noun.lastgroup or "")


def _dated(day: Day | None, published: Day | None) -> Day | None:
    """Give a day its year: that of the report, or the one before or after.

    The result is None if no year brings it near the report.
    """
    if day is None or day.year:
        return day
    if published is None or not published.year or not published.month:
        return None
    for year in (published.year, published.year - 1, published.year + 1):
        dated = day.in_year(year)
        if dated and abs((dated.first - published.first).days) <= _NEAR_DAYS:
            return dated
    return None


def _label(noun: re.Match[str]) -> str:
    """Make a short label for an event from English words: the event and its subject."""
    subject = _SUBJECT.match(noun.string, noun.end())
    words = _EMPTY.sub("", subject[1]).strip() if subject else ""
    label = f"{noun.group()} on {words}" if words else noun.group()
    return label.capitalize()


def _add(events: list[Happening], event: Happening, *, ends: bool) -> None:
    """Add an event, or merge it with one that it ends or repeats."""
    for index, other in enumerate(events):
        days = (event.day.first - other.day.first).days
        if other.kind != event.kind or days < 0:
            continue
        if days == 0 or (other.last and event.day.first <= other.last.first):
            return
        if ends and not other.last and days <= _LONGEST_DAYS:
            joined = replace(
                other,
                last=event.day,
                confidence=SHARES["event"]["joined"],
                evidence=one_line(f"{other.evidence} … {event.evidence}", 400),
            )
            events[index] = joined
            return
    if not ends:
        events.append(event)
