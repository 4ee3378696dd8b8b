"""Kinds of lines around a text, by their shape: prose, a date, a name, a title, a dateline, or noise.

In lines that are not sentences most words begin with a capital, which is the main evidence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.importer import byline
from generator.importer.claims import Claim
from generator.importer.inert import one_line
from generator.importer.outlet import Outlets
from generator.importer.publication_date import DECOY, LABEL, leading_day
from generator.importer.sentences import unwrapped
from generator.importer.words import opening, shape, word_set
from generator.model.term import fold
from generator.read.written_days import DayMention, find, weekdays, without_days

NOISE = opening("line", "noise", r"\W*\Z")
MARGIN = opening("line", "margin")
"""The beginning of a line above links to other reports."""
TOPICS, OUTLET = shape("line", "topics"), shape("line", "outlet")
"""Words of sections and subjects, which are never part of a name; newsroom words, and host endings."""
BODY = shape("line", "body", 0)
"""A line that only names a body, such as the issuer of a statement."""
_TIME, _AGO, _LABEL, _ENDED = (shape("line", key) for key in ("time", "ago", "label", "ended"))
TAIL = re.compile(r"(?P<title>.{12,}\S)\s[-–—|]\s(?P<name>(?:[^-–—|]|(?<=\w)-(?=\w)){3,60})\Z")
"""A headline, and the name after a dash at its end."""
_CLOCK = re.compile(r"\b[ap]\.m\.", re.IGNORECASE)
_ARTICLE = opening("line", "articles", r"\s")
_JOINING = word_set("line", "joining")
_LONGEST_LINE, _MOST_WORDS, _MOST_SMALL, _MOST_NAMES, _LONGEST_NAMES = 170, 18, 3, 4, 70
"""Bounds of a line that is mostly days and names, fitted on the training shapes. There, no such line
is longer, and every headline with a day has more words in small letters."""

_PLACE, _AFTER_DATE, _BRACKETS = (
    shape("dateline", key, 0) for key in ("place", "after_day", "brackets")
)
_WIRE_BEFORE, _WIRE, _WIRE_AFTER_DAY = (
    shape("dateline", key, 0) for key in ("wire_before", "wire", "wire_after_day")
)
_OPENING, _FAR = 140, 62
"""Characters of an opening, and the last offset at which a day in it may begin."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line, or a rejoined paragraph, and its offset in the text."""

    number: int
    text: str


def is_prose(text: str) -> bool:
    """Whether a line is at least a sentence, and belongs to the text."""
    words = text.split()
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in words)
    ended = _ENDED.search(_CLOCK.sub("", text)) is not None
    return (len(words) >= 9 and ended and capitals * 3 < len(words) * 2) or len(text) > 240


def lines_of(text: str) -> Iterator[TextLine]:
    """The lines that are not blank; paragraphs wrapped by a mailer are rejoined."""
    number = 1
    for block in re.split(r"(\n[ \t\u00a0]*\n[\s]*)", text):
        joined = unwrapped(block)
        rows = (block if joined == block or _has_day_and_headline(block) else joined).split("\n")
        lines = (TextLine(number + index, " ".join(row.split())) for index, row in enumerate(rows))
        yield from (line for line in lines if line.text)
        number += block.count("\n")


def _has_day_and_headline(block: str) -> bool:
    """Whether a block begins with a day and a headline, or has a day on a line of its own further down."""
    first, *others = map(str.strip, block.strip().split("\n"))
    day, rest = leading_day(first)
    return (bool(day) and is_headline(rest)) or any(map(is_date_line, others))


def without_time(text: str, instead: str = "") -> str:
    """A line without weekdays, times of the day and `2 minutes ago`."""
    return _AGO.sub(instead, _TIME.sub(instead, weekdays().sub(instead, text)))


def split_at_bars(line: TextLine, language: str) -> Iterator[TextLine]:
    """The parts of a line in which bars separate a day, a headline and other text; else the line."""
    pieces = re.split(r"\s[|•·–—-]\s", line.text) if len(line.text) <= _LONGEST_LINE else []
    is_day = [not without_days(piece, language, "").strip(" .,") for piece in pieces]
    if any(is_day) and any(map(is_headline, pieces)):
        yield from (TextLine(line.number, piece) for piece in pieces)
    else:
        yield line


def is_date_line(text: str, language: str = "") -> bool:
    """Whether a line is mostly days, names and labels: few words are in lower case."""
    rest = without_time(without_days(text, language, " "), " ")
    words = [word.strip(".,:;()[]|") for word in _LABEL.sub("", rest).split()]
    small = [word for word in words if word[:1].islower() and word.casefold() not in _JOINING]
    ended = _ENDED.search(_CLOCK.sub("", rest).strip()[20:]) is not None and not _LABEL.search(text)
    short = len(text) <= _LONGEST_LINE and len(words) <= _MOST_WORDS and len(small) <= _MOST_SMALL
    return short and not ended


def is_name_line(text: str) -> bool:
    """Whether a line has only names of people, or a name with a job or an outlet."""
    capitals = text.isupper() and len(text.split()) > 3
    if len(text) > _LONGEST_NAMES or TOPICS.search(text) or capitals or _ARTICLE.match(text):
        return False
    parts = re.split(r"\s*[,|•·]\s*|\s[-–—]\s", text)
    names = byline.names(text)
    if len(names) == 1:
        return len(parts) <= 3 and not _ENDED.search(text) and fold(names[0]) == fold(parts[0])
    rest = fold(text)
    for name in names:
        rest = rest.replace(fold(name), " ")
    only_names = len(rest.split()) <= len(names) and len(rest.strip(" ,;&|•·")) <= 3 * len(names)
    return 1 < len(names) <= _MOST_NAMES and only_names


def could_be_title(text: str) -> bool:
    """Whether a line may be a headline: some words, no full stop, no path through a site."""
    parts = re.split(r"\s[|>›»/•·]\s", text)
    crumbs = len(parts) > 1 and all(
        len(part.split()) <= (2 if len(parts) == 2 else 4) for part in parts
    )
    return (
        len(text.split()) >= 3 and 14 <= len(text) <= 240 and not crumbs and not text.endswith(".")
    )


def is_headline(text: str) -> bool:
    """Whether the text after a day on its line is a headline rather than names and sections."""
    tail = TAIL.match(text)
    head = tail["title"] if tail else text
    small = [word for word in head.split() if word[0].islower()]
    return could_be_title(head) and len(small) > 1 and not re.search(r"[|•·]", head)


def could_be_outlet(text: str) -> bool:
    """Whether a short line in capitals contains a newsroom's word."""
    words = text.split()
    capitals = all(word[:1].isupper() or not word[:1].isalpha() for word in words)
    return len(words) <= 4 and capitals and OUTLET.search(text) is not None


def _dateline_day(opening: str, language: str) -> DayMention | None:
    """The day of a dateline (`BAKU, Oct. 27, 2021 —`): only a place precedes it, and a sign ends it."""
    day = next(iter(find(opening, language)), None)
    before = opening[: day.start] if day else ""
    if day is None or DECOY.search(before) or LABEL.search(before):
        return None
    return day if _PLACE.fullmatch(before) and _AFTER_DATE.match(opening, day.end) else None


def opens_with_dateline(text: str, language: str = "") -> bool:
    """Whether a text opens with the day of a dateline."""
    return _dateline_day(text[:_OPENING], language) is not None


def dateline_claims(text: str, outlets: Outlets, language: str = "") -> Iterator[Claim]:
    """Claims in the opening of a report's first sentence; the outlet in a dateline is a source."""
    opening = text[:_OPENING]
    where = f"dateline ({one_line(opening, 60)})"
    bracketed = _BRACKETS.match(opening)
    inner = find(bracketed[1], language) if bracketed else []
    if (
        bracketed and inner
    ):  # `(Example Herald / Sample Wire - 26th March, 2020)`: the first is the publisher
        yield Claim("date", bracketed[1][inner[0].start : inner[0].end], "text/dateline", where)
        before = bracketed[1][: inner[0].start].strip(" -–—,/")
        name, trusted = re.split(r"\s*[/|]\s*|\s+[-–—]\s+|,\s", before)[0], True
    else:
        day = _dateline_day(opening, language)
        if day and not day.last:
            yield Claim("date", opening[day.start : day.end], "text/dateline", where)
        rest = opening[day.end if day and day.start < _FAR else 0 :]
        wire = _WIRE.match(rest) or (
            (_WIRE_AFTER_DAY.match(rest) or _WIRE_BEFORE.match(opening)) if day else None
        )
        name, trusted = next(filter(None, wire.groups())) if wire else "", day is not None
    if not name or find(name, language):
        return
    if term := outlets.named(name):
        yield Claim("outlet", term.name, "text/known", where)
    elif trusted or OUTLET.search(name) or name.isupper():
        yield Claim("outlet", name, "text/dateline", where)
