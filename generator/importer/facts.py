"""Facts to write from: dated events, figures and short quotations, never the source's sentences.

An event is a day and a word for the event, in one sentence. Days of reports and publications are
not events. A day without a year gets the year that puts it within a few months of the report.
Otherwise it is left out, because a guessed year would look like a fact. A figure is a number with
one or two words for its unit. A quotation comes from the source's quotation marks, is shortened,
and names the speaker if the text does.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from generator.importer.claims import SHARES
from generator.importer.inert import one_line
from generator.importer.sentences import sentences
from generator.importer.words import shape, table, word_set
from generator.model.term import fold
from generator.read.written_days import Day, DayMention, find

_FIGURE, _QUOTED, _SPEAKER = (shape("fact", key, 0) for key in ("figure", "quoted", "speaker"))
_STOP, _EMPTY = word_set("fact", "stop"), word_set("fact", "empty")
_VULNERABILITY = re.compile(r"\bCVE-\d{4}-\d{4,7}\b")
_MOST_FIGURES, _MOST_QUOTATIONS, _FEWEST_WORDS, _MOST_WORDS = 8, 2, 5, 25

_NEAR_DAYS = 150
"""Maximum days between a report and an event without a year; from half a year on, two years would fit."""
_LONGEST_DAYS = 120
_MOST_EVENTS, _MOST_DAYS = 6, 12
_GATHERINGS: dict[str, str] = table()["event"]["gatherings"]
_INCIDENTS: dict[str, str] = table()["event"]["incidents"]
_NOUN = re.compile(
    "|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in (_GATHERINGS | _INCIDENTS).items()),
    re.IGNORECASE,
)
_REPORTING, _UNTIL, _UNTIL_AFTER = (
    shape("fact", key) for key in ("reporting", "until", "until_after")
)
_SUBJECT = re.compile(
    r"\s(?:on|about|against)\s(?:the\s)?(?P<words>[a-z-]+(?:\s[a-z-]+){0,2})", re.ASCII
)
_BEFORE = re.compile(r"(?P<words>(?:[A-Za-z-]+\s){1,2})\Z", re.ASCII)
_PART_OF_A_NAME = re.compile(r"\s[A-ZƏÇĞİÖŞÜА-Я][\w’'-]+")


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """A quotation; `speaker` is empty when the text does not name one."""

    words: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of one or several days; `kind` is a key of `[event]` in words.toml."""

    day: Day
    last: Day | None
    label: str
    kind: str
    confidence: float
    evidence: str


def happenings(text: str, published: Day | None, language: str) -> tuple[Happening, ...]:
    """The events of a text in order, without repeats; the report's date supplies missing years."""
    events: list[Happening] = []
    for sentence in (sentence.text for sentence in sentences(text)):
        mentions = find(sentence, language)
        nouns = [
            noun for noun in _NOUN.finditer(sentence if mentions else "") if not _is_in_name(noun)
        ]
        for mention in mentions[:_MOST_DAYS] if nouns else ():
            if event := _happening(sentence, mention, nouns, published, language):
                _add(events, event, ends=_is_end(sentence, mention))
    return tuple(events[:_MOST_EVENTS])


def _is_in_name(noun: re.Match[str]) -> bool:
    """Whether a word for an event is part of a name (Training Center)."""
    return noun.group()[0].isupper() and _PART_OF_A_NAME.match(noun.string, noun.end()) is not None


def _is_end(sentence: str, mention: DayMention) -> bool:
    before = sentence[max(0, mention.start - 30) : mention.start]
    after = sentence[max(0, mention.end - 5) : mention.end + 16]
    until = _UNTIL.search(before) is not None or _UNTIL_AFTER.search(after) is not None
    return mention.last is None and until


def _happening(
    sentence: str,
    mention: DayMention,
    nouns: list[re.Match[str]],
    published: Day | None,
    language: str,
) -> Happening | None:
    day = _dated(mention.day, published)
    last = _dated(mention.last, published) if mention.last else None
    noun = _nearest(nouns, mention)
    if (
        day is None
        or not day.day
        or mention.doubtful
        or noun is None
        or (mention.last and not last)
    ):
        return None
    reporting = _REPORTING.search(sentence[: mention.start][-110:])
    if reporting and not mention.last and not _NOUN.search(reporting["rest"]):
        return None
    kind = noun.lastgroup or ""
    label = _label(sentence, noun) if language.startswith("en") else kind.capitalize()
    evidence = "incident" if kind in _INCIDENTS else "gathering with days" if last else "gathering"
    return Happening(day, last, label, kind, SHARES["events"][evidence], one_line(sentence, 300))


def _dated(day: Day, published: Day | None) -> Day | None:
    if day.year:
        return day
    if published is None or not published.year or not published.month:
        return None
    known = published.first
    years = (day.in_year(published.year + offset) for offset in (-1, 0, 1))
    nearest = min(filter(None, years), key=lambda one: abs((one.first - known).days), default=None)
    return nearest if nearest and abs((nearest.first - known).days) <= _NEAR_DAYS else None


def _nearest(nouns: list[re.Match[str]], mention: DayMention) -> re.Match[str] | None:
    """The event word nearest to the date; gatherings take precedence over incidents."""
    apart = [noun for noun in nouns if noun.end() <= mention.start or noun.start() >= mention.end]
    gatherings = [noun for noun in apart if noun.lastgroup in _GATHERINGS]
    return min(
        gatherings or apart,
        key=lambda noun: min(abs(noun.start() - mention.end), abs(mention.start - noun.end())),
        default=None,
    )


def _label(sentence: str, noun: re.Match[str]) -> str:
    """A short label in the words of an English text: the event and its subject."""
    word = noun.group().lower()
    subject = _SUBJECT.match(sentence, noun.end())
    if words := _telling(subject["words"].split() if subject else []):
        return f"{word} on {' '.join(words)}".capitalize()
    before = _BEFORE.search(sentence[max(0, noun.start() - 40) : noun.start()])
    words = _telling(reversed(before["words"].split() if before else []))
    whole = " ".join([*reversed(words), word])
    return whole[0].upper() + whole[1:]


def _telling(words: Iterable[str]) -> list[str]:
    """The words up to the first that does not belong to the event's subject."""
    telling: list[str] = []
    for word in words:
        if word.lower() in _EMPTY or word.endswith("ed"):
            break
        telling.append(word)
    return telling


def _add(events: list[Happening], event: Happening, *, ends: bool) -> None:
    """Add an event, or merge it with one that it ends or repeats."""
    for index, other in enumerate(events):
        same_kind = other.kind == event.kind
        days = (event.day.first - other.day.first).days
        if same_kind and ends and other.last is None and 0 < days <= _LONGEST_DAYS:
            evidence = one_line(f"{other.evidence} … {event.evidence}", 400)
            share = SHARES["events"]["joined"]
            events[index] = replace(other, last=event.day, confidence=share, evidence=evidence)
            return
        within = (
            other.last and 0 <= days <= (other.last.first - other.day.first).days and not event.last
        )
        if (other.day, other.last) == (event.day, event.last) or (same_kind and within):
            return
    if not ends:
        events.append(event)


def figures(text: str, language: str = "") -> tuple[str, ...]:
    """Numbers with their units, in the text's order, without dates and years."""
    every = [*_VULNERABILITY.findall(text), *_figures(text, language)]
    return tuple(dict.fromkeys(every))[:_MOST_FIGURES]


def _figures(text: str, language: str) -> Iterator[str]:
    days = {
        offset for mention in find(text, language) for offset in range(mention.start, mention.end)
    }
    for match in _FIGURE.finditer(text):
        number = match["number"].rstrip(".,")
        if match.start("number") in days or not number:
            continue
        words: list[str] = []
        for word in match["words"].split():
            if word.casefold() in _STOP:
                break
            words.append(word)
        money, scale = not number[0].isdigit(), (match["scale"] or "") + (match["unit"] or "")
        if money or scale.strip() or (words and words[0][0].islower()):
            yield one_line(f"{number}{scale} {' '.join(words[:2])}".strip(), 60)


def quotations(text: str, people: Collection[str]) -> tuple[QuotedWords, ...]:
    """The first quotations of a text, each cut to a line; names in `people` identify speakers."""
    result = []
    for match in _QUOTED.finditer(text):
        words = next(filter(None, match.groups())).split()
        if len(words) >= _FEWEST_WORDS:
            cut = " ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")
            before = text[max(0, match.start() - 160) : match.start()].rpartition("\n")[2]
            after = text[match.end() : match.end() + 160].partition("\n")[0]
            result.append(
                QuotedWords(one_line(cut.rstrip(",;"), 240), _speaker(before, after, people))
            )
    return tuple(result[:_MOST_QUOTATIONS])


def _speaker(before: str, after: str, people: Collection[str]) -> str:
    match = _SPEAKER.search(after[:90]) or next(
        reversed(list(_SPEAKER.finditer(before[-110:]))), None
    )
    speaker = (match["before"] or match["after"]) if match else ""
    for name in people:
        last = fold(name).split()[-1] if name.split() else ""
        if last and (last in fold(speaker) or (not speaker and last in fold(after[:90]))):
            return name
    return one_line(speaker, 80)
