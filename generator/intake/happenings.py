"""Events that a text dates: a course from one day to another, a hearing on a day.

An event is a day and a word for what happens on it, in one sentence. Days on which something was
reported or published are none. A day without a year gets that of the report's own date when it then
lies within a few months of it; otherwise it stays out, for a guessed year would look like a fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from generator.intake.dates import Day, Mention, find
from generator.intake.months import MONTHS
from generator.intake.raw import one_line

_NEAR_DAYS = 150
_LONGEST_DAYS = 120
_MOST, _MOST_DAYS = 6, 12
_GATHERINGS = {
    "course": "course|kurs\\w{0,4}|курс\\w{0,3}|lehrgang\\w*|stage",
    "conference": "conference|konferans\\w*|konfrans\\w*|конференци\\w*|konferenz|conférence",
    "summit": "summit|zirvə\\w*|zirve\\w*|саммит\\w*|gipfel\\w*|sommet",
    "forum": "forum\\w{0,3}|форум\\w{0,3}",
    "exercise": "exercise|drills?|manoeuvres|təlim\\w*|tatbikat\\w*|учени[яйе]\\w*|übung\\w*|manöver|"
    "exercices?",
    "training": "training|workshop|seminar\\w*|тренинг\\w*|семинар\\w*|schulung\\w*|formation|séminaire|"
    "atelier|çalıştay\\w*|eğitim\\w*",
    "meeting": "meeting|session|talks|toplant\\w*|iclas\\w*|görüş\\w*|встреч\\w*|заседани\\w*|"
    "совещани\\w*|переговор\\w*|treffen|sitzung|tagung|réunion|rencontre",
    "visit": "visit|səfər\\w*|ziyaret\\w*|визит\\w*|besuch\\w*|visite",
    "trial": "trial|hearing|məhkəmə\\w*|duruşma\\w*|суд(?:а|е|ом)?|слушани\\w*|prozess|anhörung|procès|"
    "audience",
    "election": "elections?|referendum\\w*|vote|seçki\\w*|seçim\\w*|выбор(?:ы|ов|ах)|wahl(?:en)?|élections?",
    "exhibition": "exhibition|sərgi\\w*|fuar\\w*|выставк\\w*|messe|salon",
    "competition": "competition|championship|hackathon|yarışma\\w*|müsabiqə\\w*|соревновани\\w*|"
    "wettbewerb\\w*|concours",
    "campaign": "campaign|kampaniya\\w*|kampanya\\w*|кампани[яию]\\w*|kampagne\\w*|campagne",
}
_INCIDENTS = {
    "attack": "(?:cyber-?)?attacks?|hücum\\w*|saldırı\\w*|кибератак\\w*|атак\\w*|angriffe?s?|attaques?|"
    "cyberattaques?|kiberhücum\\w*",
    "breach": "breach|leak|intrusion|утечк\\w*|взлом\\w*|datenleck|fuite",
    "operation": "operations?|raids?|əməliyyat\\w*|operasyon\\w*|операци[яию]\\w*|razzia|einsatz|"
    "opération|perquisitions?",
    "arrest": "arrests?|arrested|detained|saxlanıl\\w*|gözaltı\\w*|задержан\\w*|арест\\w*|festgenommen|"
    "festnahmen?|arrest(?:é|ation)\\w*",
    "explosion": "explosion|blast|partlayış\\w*|patlama\\w*|взрыв\\w*",
    "outage": "outage|blackout|сбо[йя]|ausfall|panne",
}
_NOUN = re.compile(
    "|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in (*_GATHERINGS.items(), *_INCIDENTS.items())),
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"\b(?:reported|said|says|announced|published|stated|told|wrote|posted|confirmed|statement|warned|"
    r"released|disclosed|"
    r"bildirib|bildirdi|deyib|açıkladı|açıklamada|сообщил\w*|заявил\w*|опубликова\w*|рассказал\w*|teilte|"
    r"sagte|erklärte|mitteilte|"
    r"berichtete|a (?:déclaré|annoncé|indiqué|publié|précisé)|communiqué)\b(?P<rest>[^.]{0,60})\Z",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|through|to last until|ends? on|ending|concludes? on|closes? on|runs? to|до|по|"
    r"bis(?: zum)?|jusqu['’]au|"
    r"sona (?:çat|er)\w*)\s{1,3}(?:the\s|den\s)?\Z",
    re.IGNORECASE,
)
_UNTIL_AFTER = re.compile(
    r"(?:['’]?(?:[ae]\s+kadar)|-?(?:n[əa])?d[əaeё]k|\s+(?:qədər|kadar|tarihine kadar))\b", re.IGNORECASE
)
_SUBJECT = re.compile(r"\s(?:on|about|against)\s(?:the\s)?(?P<words>[a-z-]+(?:\s[a-z-]+){0,2})", re.ASCII)
_BEFORE = re.compile(r"(?P<words>(?:[A-Za-z-]+\s){1,2})\Z", re.ASCII)
_NO_WORD = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "on",
        "in",
        "at",
        "and",
        "or",
        "by",
        "to",
        "for",
        "with",
        "from",
        "this",
        "that",
        "its",
        "his",
        "her",
        "their",
        "will",
        "be",
        "is",
        "was",
        "were",
        "during",
        "after",
        "before",
        "annual",
        "two-day",
        "three-day",
        "first",
        "second",
        "third",
        "last",
        "next",
        "new",
        "opening",
        "closing",
        "another",
        "each",
        "any",
        "same",
        "day",
        "no",
        "said",
        "held",
        "s",
        "i",
        "it",
        "which",
        "who",
        "as",
        "has",
        "have",
        "had",
        "organized",
        "organised",
        "held",
        "opened",
        "led",
        "run",
        "hosted",
        "given",
        "made",
        "attended",
        "that",
    ]
)
_SPLIT = re.compile(r"(?<=[.!?…])[\"'”’»)]{0,2}\s{1,3}(?=[\"“«„]?[^\W_a-z])")
_NO_END = re.compile(
    r"(?:(?<!\d)\d{1,2}|\b(?:Mr|Mrs|Dr|Gen|Col|St|No|г|гг|им|ул|[A-ZА-Я]|Jan|Feb|Mar|Apr|Jun|Jul|Aug|"
    r"Sept?|Oct|Nov|Dec))\.\Z"
)
_LONGEST_SENTENCE = 1_000
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
"""Names the event that a word stands for in a sentence."""


def happenings(
    text: str, published: Day | None, language: str, *, english: bool = True
) -> tuple[Happening, ...]:
    """The events of a text in its order, each once.

    Args:
        text: The running text.
        published: The report's own date, which gives days their year.
        language: The text's language.
        english: Whether labels are wanted in English; else they are the text's own word.
    """
    found: list[Happening] = []
    label = (_phrase if language.startswith("en") else _kind) if english else _word
    for sentence in sentences(text):
        mentions = find(sentence, language)
        nouns = _nouns(sentence) if mentions else []
        for mention in mentions[:_MOST_DAYS] if nouns else ():
            one = _happening(sentence, mention, nouns, published, label)
            if one is not None:
                _add(found, one, ends=_is_end(sentence, mention))
    return tuple(one for one in found if one.day.day)[:_MOST]


def sentences(text: str) -> Iterator[str]:
    """Sentences; a day's ordinal point (`25. Oktober`) and short titles end none."""
    for line in text.split("\n"):
        held = ""
        for piece in _SPLIT.split(line):
            if held and not _goes_on(held, piece):
                yield from _cut(held)
                held = ""
            held = f"{held} {piece}" if held else piece
        yield from _cut(held)


def _cut(sentence: str) -> Iterator[str]:
    """What has no full stop for a thousand characters is cut, so that a sentence is a short text."""
    for at in range(0, len(sentence), _LONGEST_SENTENCE):
        if piece := sentence[at : at + _LONGEST_SENTENCE].strip():
            yield piece


def _goes_on(before: str, after: str) -> bool:
    if len(before) > _LONGEST_SENTENCE or not _NO_END.search(before):
        return False
    first = re.match(r"[^\W\d_]+", after)
    return not before[-2].isdigit() or (first is not None and first.group().casefold() in MONTHS)


def _is_end(sentence: str, mention: Mention) -> bool:
    before, after = (
        sentence[max(0, mention.start - 30) : mention.start],
        sentence[max(0, mention.end - 5) : mention.end + 16],
    )
    return mention.last is None and (
        _UNTIL.search(before) is not None or _UNTIL_AFTER.search(after) is not None
    )


def _happening(
    sentence: str, mention: Mention, nouns: list[re.Match[str]], published: Day | None, label: Labelling
) -> Happening | None:
    if mention.day.precision != "day" or mention.doubtful:
        return None
    day = _dated(mention.day, published)
    last = _dated(mention.last, published) if mention.last else None
    noun = _nearest(nouns, mention)
    if day is None or noun is None or (mention.last and not last):
        return None
    before = sentence[: mention.start]
    reporting = _REPORTING.search(before[-110:])
    if reporting and not mention.last and not _NOUN.search(reporting["rest"]):
        return None
    kind = noun.lastgroup or ""
    gathering = kind in _GATHERINGS
    confidence = (0.86 if last else 0.76) if gathering else 0.55
    return Happening(day, last, label(sentence, noun), kind, confidence, one_line(sentence, 300))


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


def _nearest(nouns: list[re.Match[str]], mention: Mention) -> re.Match[str] | None:
    """The word that stands nearest to the day, gatherings before incidents."""
    apart = [one for one in nouns if one.end() <= mention.start or one.start() >= mention.end]
    gatherings = [one for one in apart if one.lastgroup in _GATHERINGS]
    return min(
        gatherings or apart,
        key=lambda one: min(abs(one.start() - mention.end), abs(mention.start - one.end())),
        default=None,
    )


def _word(sentence: str, noun: re.Match[str]) -> str:
    """The text's own word."""
    del sentence
    return noun.group()


def _kind(sentence: str, noun: re.Match[str]) -> str:
    """The English word for what a text in another language speaks of."""
    del sentence
    return (noun.lastgroup or "").capitalize()


def _phrase(sentence: str, noun: re.Match[str]) -> str:
    """A few words of an English text: what happens, and what it is about."""
    word = noun.group().lower()
    if match := _SUBJECT.match(sentence, noun.end()):
        words = []
        for one in match["words"].split():
            if one in _NO_WORD or one.endswith("ed"):
                break
            words.append(one)
        if words:
            return f"{word} on {' '.join(words)}".capitalize()
    before = _BEFORE.search(sentence[max(0, noun.start() - 40) : noun.start()])
    words = []
    for one in reversed(before["words"].split() if before else []):
        if one.lower() in _NO_WORD or one.endswith("ed"):
            break
        words.insert(0, one)
    whole = " ".join([*words, word])
    return whole[0].upper() + whole[1:]


def _add(found: list[Happening], one: Happening, *, ends: bool) -> None:
    """Take an event up, or let it end or repeat one that is there."""
    for index, other in enumerate(found):
        if other.kind == one.kind and _ends(other, one, ends=ends):
            found[index] = replace(
                other,
                last=one.day,
                confidence=0.85,
                evidence=one_line(f"{other.evidence} … {one.evidence}", 400),
            )
            return
        same = (other.day, other.last) == (one.day, one.last)
        if same or (
            other.kind == one.kind
            and other.last
            and other.day.first <= one.day.first <= other.last.first
            and not one.last
        ):
            return
    if not ends:
        found.append(one)


def _ends(other: Happening, one: Happening, *, ends: bool) -> bool:
    days = (one.day.first - other.day.first).days
    return ends and other.last is None and 0 < days <= _LONGEST_DAYS
