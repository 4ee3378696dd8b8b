"""What a line about a text is, by its shape: prose, a day, a name, a title, or noise.

Nothing here knows a registry. In lines without sentences most words begin with a capital, and that
is most of what there is to go by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.importer import byline
from generator.importer.month_names import weekdays
from generator.importer.words import alternatives, opening, word_set
from generator.importer.written_days import find
from generator.model.term import fold

NOISE = opening("line", "noise", r"\W*\Z")
MARGIN = opening("line", "margin")
"""The beginning of a line above other reports than this one."""
_TOPICS = re.compile(rf"\b(?:{alternatives('line', 'topics')})\b", re.IGNORECASE)
_OUTLET = re.compile(
    rf"\b(?:{alternatives('outlet', 'names')})\b|[a-z](?:news|times|post|wire|press)\b|"
    r"\.(?:az|com|org|net|info|news|kz|ru|de|fr|tr|uk|eu|ge|am)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:The )?(?:[A-Z][\w’'-]+ ){0,4}(?:Ministry|Department|Office|Embassy|Agency|Service|Council|Committee|"
    r"Institute|Bureau|Commission|Directorate|Centre|Center)"
    r"(?: (?:of|for|on|and|the|in) (?:[A-Z][\w’'-]+(?: |, | and |\Z)?)+){0,3}",
)
_TIME = re.compile(
    r"\b\d{1,2}(?:[:.h]\d{2}){1,2}(?:\s?[ap]\.?m\b\.?)?(?:\s?\(?(?:uhr|[A-Z]{2,4}(?:[+-]\d{1,2})?|"
    r"UTC[+-]\d)\)?)?|[+-]\d{4}\b",
    re.IGNORECASE,
)
_AGO = re.compile(alternatives("date", "ago"), re.IGNORECASE)
_LABEL = re.compile(rf"\b(?:{alternatives('date', 'labels')})\b", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\s*\Z")
_CLOCK = re.compile(r"\b[ap]\.m\.", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:The|An?|Il|La|Le|Les|Los|Las|Der|Die|Das|Ein|Eine|Un|Une|O|Os|As)\s")
_IN_A_SENTENCE = re.compile(
    r"\w\s+\w.*\s(?:on|of|from|to|until|till|since|for|in|в|с|до|на|am|vom|im|du|le|en|el|del|den)\s+(?:the\s)?\Z"
)
"""Before a day that is part of a sentence, as in a headline."""
_JOINING = word_set("line", "joining")
"""Words in small letters that appear between days and names."""
_WRAPPED = 50
_LONGEST_LINE, _MOST_WORDS, _MOST_SMALL, _MOST_NAMES = 170, 18, 3, 4


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line, or a paragraph whose lines were broken, and where it begins in the text."""

    number: int
    text: str


def is_prose(text: str) -> bool:
    """Whether a line is a sentence or more, and not about the text."""
    words = text.split()
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in words)
    ended = _ENDED.search(_CLOCK.sub("", text)) is not None
    return (len(words) >= 9 and ended and capitals * 3 < len(words) * 2) or len(text) > 240


def lines_of(text: str) -> Iterator[TextLine]:
    """The lines that are not blank; paragraphs that a mailer broke are put together again."""
    number = 0
    for block in re.split(r"(\n[ \t\u00a0]*\n[\s]*)", text):
        rows = [row.strip() for row in block.split("\n")]
        shown = [(number + index + 1, row) for index, row in enumerate(rows) if row]
        number += block.count("\n")
        long = len(shown) > 1 and all(len(row) >= _WRAPPED for _, row in shown[:-1])
        if long and not all(_ENDED.search(row) for _, row in shown):
            yield TextLine(shown[0][0], " ".join(row for _, row in shown))
        else:
            yield from (TextLine(at, " ".join(row.split())) for at, row in shown)


def looks_like_outlet(name: str) -> bool:
    """Whether a name has a newsroom's word in it, or is a host."""
    return _OUTLET.search(name) is not None


def is_body(text: str) -> bool:
    """Whether a line only names a body, as those above a statement do."""
    return _BODY.fullmatch(text) is not None


def is_section(text: str) -> bool:
    """Whether a line has words of sections and subjects, which no name has."""
    return _TOPICS.search(text) is not None


def without_time(text: str, instead: str = "") -> str:
    """A line without weekdays, times of the day and `2 minutes ago`."""
    return _AGO.sub(instead, _TIME.sub(instead, weekdays().sub(instead, text)))


def is_date_line(text: str, language: str = "") -> bool:
    """Whether a line has little but days, names and labels: few words in small letters."""
    mentions = find(text, language)
    before = text[: mentions[0].start] if mentions else ""
    if _IN_A_SENTENCE.search(before) and not _LABEL.search(before[-30:]):
        return False
    rest = text
    for mention in reversed(mentions):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    rest = without_time(rest, " ")
    words = [word.strip(".,:;()[]|") for word in _LABEL.sub("", rest).split()]
    small = [word for word in words if word[:1].islower() and word.casefold() not in _JOINING]
    ended = _ENDED.search(_CLOCK.sub("", rest).strip()[20:]) is not None and not _LABEL.search(text)
    short = len(text) <= _LONGEST_LINE and len(words) <= _MOST_WORDS and len(small) <= _MOST_SMALL
    return short and not ended


def is_name_line(text: str) -> bool:
    """Whether a line has nothing but names of persons, or one with a job or an outlet."""
    if len(text) > 70 or _TOPICS.search(text) or (text.isupper() and len(text.split()) > 3):
        return False
    if _ARTICLE.match(text):
        return False
    parts = re.split(r"\s*[,|•·]\s*|\s[-–—]\s", text)
    found = byline.names(text)
    if 1 < len(found) <= _MOST_NAMES and byline.is_only(text, found):
        return True
    alone = len(found) == 1 and len(parts) <= 3 and not _ENDED.search(text)
    return alone and fold(found[0]) == fold(parts[0])


def could_be_title(text: str) -> bool:
    """Whether a line may be a headline: some words, no full stop, no path through a site."""
    parts = re.split(r"\s[|>›»/•·]\s", text)
    crumbs = len(parts) > 1 and all(len(part.split()) <= (2 if len(parts) == 2 else 4) for part in parts)
    return len(text.split()) >= 3 and 14 <= len(text) <= 240 and not crumbs and not text.endswith(".")


def could_be_outlet(text: str) -> bool:
    """Whether a short line in capitals has a newsroom's word in it."""
    words = text.split()
    capitals = all(word[:1].isupper() or not word[:1].isalpha() for word in words)
    return len(words) <= 4 and capitals and looks_like_outlet(text)
