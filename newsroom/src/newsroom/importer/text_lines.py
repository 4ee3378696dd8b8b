"""Tell the kind of a line by its shape: prose, a day, a name, a title, a dateline, noise.

In lines that are no sentences most words begin with a capital, which is the main evidence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.term import fold
from newsroom.importer import byline
from newsroom.importer.claims import Claim, Place
from newsroom.importer.inert import one_line
from newsroom.importer.named_terms import places
from newsroom.importer.outlet import Outlets
from newsroom.importer.publication_date import DECOY, leading_day
from newsroom.importer.reading import unwrapped
from newsroom.importer.words import alternatives, opening, shape, shapes, word_set
from newsroom.importer.written_days import DayMention, find, first_mention, weekdays, without_days

NOISE = opening("line", "noise", r"\W*\Z")
KICKER = opening("line", "kickers", r"\s?[:|–—-]\s+(?=\S)")
"""A word before a headline that says what kind of report it is."""
MARGIN = opening("line", "margin")
"""The beginning of a line above links to other reports."""
TOPICS, OUTLET = shapes("line", "topics outlet")
"""Words of sections, which no person's name has; newsroom words, and endings of hosts."""
_SECTION = re.compile(
    rf"(?:(?:{alternatives('line', 'topics')}|{alternatives('line', 'news')})\W*){{1,3}}",
    re.IGNORECASE,
)
BODY = shape("line", "body", 0)
"""A line that only names a body, such as the issuer of a statement."""
_TIME, _AGO, _LABEL, _ENDED = shapes("line", "time ago label ended")
TAIL = re.compile(r"(?P<title>.{12,}\S)\s[-–—|]\s(?P<name>(?:[^-–—|]|(?<=\w)-(?=\w)){3,60})\Z")
"""A headline, and the name after a dash at its end."""
_BARS = re.compile(r"\s[|•·–—-]\s")
_CRUMBS = re.compile(r"\s[|>›»/•·]\s")
_PARTS = re.compile(r"\s*[,|•·]\s*|\s[-–—/]\s")
_CLOCK = re.compile(r"\b[ap]\.m\.", re.IGNORECASE)
_ARTICLE = opening("line", "articles", r"\s")
_JOINING = word_set("line", "joining")
_LONGEST_LINE, _MOST_WORDS, _MOST_SMALL, _MOST_NAMES, _LONGEST_NAMES = 170, 18, 3, 4, 70
"""Bounds of a line that is mostly days and names, fitted on the training shapes. There, no such
line is longer, and every headline with a day has more words in small letters."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no spaces between words; two are about a word."""
_HANGUL = re.compile("[\uac00-\ud7af]")
_NUMBER, _WORD = re.compile(r"\d+"), re.compile(r"[^\s\d,.]+")
_LONGEST_DAY, _MOST_DAY_WORDS = 45, 5
"""Most characters of a line that is a day, and words in it: weekday, month, year, era."""
_LEAST_PROSE, _LONGEST_TITLE, _SHORTEST_HEADLINE, _LONGEST_HEADLINE = 9, 240, 14, 19
"""Least words of a sentence, most characters of a line that is none; least characters and most
words of a headline."""
_PLACE, _AFTER_DATE, _BRACKETS = shapes("dateline", "place after_day brackets", 0)
_WIRE_BEFORE, _WIRE, _WIRE_AFTER_DAY = shapes("dateline", "wire_before wire wire_after_day", 0)
_OPENING = 140
"""Characters of an opening."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line, or a paragraph that was wrapped, and its number in the text."""

    number: int
    text: str

    @property
    def where(self) -> str:
        """The name of the line for a person."""
        return f"line {self.number}"


def lines_of(text: str) -> Iterator[TextLine]:
    """Yield the lines that are not blank; paragraphs that a mail program wrapped are joined."""
    number = 1
    for block in re.split(r"(\n[ \t\u00a0]*\n[\s]*)", text):
        joined = block if _has_day_and_headline(block) else unwrapped(block)
        for index, row in enumerate(joined.split("\n")):
            bare = " ".join(row.split())
            if bare:
                yield TextLine(number + index, bare)
        number += block.count("\n")


def _has_day_and_headline(block: str) -> bool:
    """Whether a block begins with a day and a headline, or has a day on a later line of its own."""
    first, *others = block.strip().split("\n")
    day, rest = leading_day(first)
    return bool(day and is_headline(rest)) or any(is_date_line(line) for line in others)


def split_at_bars(line: TextLine, language: str) -> Iterator[TextLine]:
    """Split a line in which bars separate a day and a headline.

    Any other line is yielded as it is.
    """
    pieces = _BARS.split(line.text) if len(line.text) <= _LONGEST_LINE else []
    has_day = any(not without_days(piece, language, "").strip(" .,") for piece in pieces)
    if has_day and any(is_headline(piece) for piece in pieces):
        for piece in pieces:
            yield TextLine(line.number, piece)
    else:
        yield line


def without_time(text: str, instead: str = "") -> str:
    """Remove weekdays, times of the day, and words such as `2 minutes ago` from a line."""
    for pattern in (weekdays(), _TIME, _AGO):
        text = pattern.sub(instead, text)
    return text


def has_case(text: str) -> bool:
    """Whether a text is in a script that has capitals."""
    return any(letter.islower() or letter.isupper() for letter in text)


def number_of_words(text: str) -> int:
    """The words of a line, about, also in scripts without spaces."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2


def is_about_nothing(text: str, language: str = "") -> bool:
    """Whether a line is only a day, a place or a section, and so neither a title nor an author."""
    bare = text.strip(" .,:;|()[]–—-")
    return _is_day(bare, language) or is_place(bare, language) or _is_section(bare)


def _is_day(text: str, language: str) -> bool:
    """Whether a line is a day, also in a language whose months we do not know."""
    numbers = [int(number) for number in _NUMBER.findall(text)]
    if not numbers or len(text) > _LONGEST_DAY:
        return False
    without = without_days(text, language, " ")
    rest = _WORD.findall(without_time(without))
    is_around = all(len(word) <= 5 and (word.islower() or len(rest) == 1) for word in rest)
    if without != text and is_around and len(rest) <= 2:  # `года`, `gada`, `ngày`
        return True
    years = [number for number in numbers if 1300 < number < 2700]  # also of other eras
    has_day = any(0 < number <= 31 for number in numbers)
    most = 1 if has_case(text) else _MOST_DAY_WORDS
    return bool(years) and has_day and len(_WORD.findall(text)) <= most


def is_place(text: str, language: str = "") -> bool:
    """Whether a line only names cities and countries: `Tel Aviv, Israel`."""
    if len(text) > _LONGEST_NAMES or _NUMBER.search(text):
        return False
    known = places(language.partition("-")[0] or "en")
    return all(fold(part.strip()) in known for part in _PARTS.split(text))


def _is_section(text: str) -> bool:
    return len(text) <= _LONGEST_NAMES and _SECTION.fullmatch(text) is not None


def is_prose(text: str) -> bool:
    """Whether a line is at least a sentence, and belongs to the text."""
    if len(text) > _LONGEST_TITLE:
        return True
    words = text.split()
    if _UNSPACED.search(text):
        return number_of_words(text) >= _LEAST_PROSE and _ENDED.search(text) is not None
    if len(words) < _LEAST_PROSE or not _ENDED.search(_CLOCK.sub("", text)):
        return False
    capitals = [word for word in words if word[0].isupper() or word[0].isdigit()]
    return len(capitals) * 3 < len(words) * 2


def is_date_line(text: str, language: str = "") -> bool:
    """Whether a line is mostly days, names and labels: few words are in lower case."""
    rest = without_time(without_days(text, language, " "), " ")
    has_label = _LABEL.search(text) is not None
    if not has_label and _ENDED.search(_CLOCK.sub("", rest).strip()[20:]):
        return False
    words = [word.strip(".,:;()[]|") for word in _LABEL.sub("", rest).split()]
    small = [word for word in words if word[:1].islower() and word.casefold() not in _JOINING]
    return len(words) <= _MOST_WORDS and len(small) <= _MOST_SMALL


def is_name_line(text: str) -> bool:
    """Whether a line has only names of people, or a name with a job or an outlet."""
    is_heading = (text.isupper() and len(text.split()) > 3) or not has_case(text)
    if len(text) > _LONGEST_NAMES or is_heading or TOPICS.search(text):
        return False
    if is_place(text) or _ARTICLE.match(text):
        return False
    names = [fold(name) for name in byline.names(text)]
    if len(names) == 1:
        return fold(_PARTS.split(byline.without_outlet(text))[0]) == names[0] and not _ENDED.search(
            text
        )
    rest = fold(text)
    for name in names:
        rest = rest.replace(name, "")
    return 1 < len(names) <= _MOST_NAMES and len(rest) <= 5 * len(names)


def could_be_title(text: str) -> bool:
    """Whether a line may be a headline: some words, no full stop, no path through a site."""
    parts = _CRUMBS.split(text)
    longest = 2 if len(parts) == 2 else 4
    if len(parts) > 1 and all(len(part.split()) <= longest for part in parts):
        return False
    length = len(text) + 2 * len(_UNSPACED.findall(text)) + len(_HANGUL.findall(text))
    is_long = length >= _SHORTEST_HEADLINE and number_of_words(text) >= 3
    most = _LONGEST_HEADLINE * (2 if _UNSPACED.search(text) else 1)
    return is_long and number_of_words(text) <= most and text[-1] not in ".。"


def is_headline(text: str) -> bool:
    """Whether the text after a day on its line is a headline, and not names and sections."""
    tail = TAIL.match(text)
    head = tail["title"] if tail else text
    small = [word for word in head.split() if word[0].isalpha() and not word[0].isupper()]
    return could_be_title(head) and len(small) > 1


def could_be_outlet(text: str) -> bool:
    """Whether a line may name an outlet: it is short, in capitals, and has a newsroom's word."""
    words = text.split()
    if len(words) > 4 or not OUTLET.search(text):
        return False
    return all(word[0].isupper() or not word[0].isalpha() for word in words)


def dateline_day(text: str, language: str) -> DayMention | None:
    """Find the day of a dateline: `BAKU, Oct. 27, 2021 —`.

    A place precedes it, and a dash or another sign ends it.
    """
    opening = text[:_OPENING]
    day = first_mention(opening, language)
    if day is None or not _AFTER_DATE.match(opening, day.end):
        return None
    before = opening[: day.start]
    is_place = _PLACE.fullmatch(before) and not DECOY.search(before)
    return day if is_place else None


def dateline_claims(text: str, outlets: Outlets, language: str = "") -> Iterator[Claim]:
    """Yield claims in the opening of a report's first sentence.

    The outlet in a dateline is a source.
    """
    opening = text[:_OPENING]
    where = f"dateline ({one_line(opening, 60)})"
    brackets = _BRACKETS.match(opening)
    bracketed = brackets[1] if brackets else ""
    day = dateline_day(opening, language)
    rest = opening[day.end :] if day else opening
    wire = _WIRE.match(rest)
    if day and not wire:
        wire = _WIRE_AFTER_DAY.match(rest) or _WIRE_BEFORE.match(opening)
    name = next(filter(None, wire.groups())) if wire else ""
    inner = first_mention(bracketed, language)
    if inner:
        # `(Example Herald / Sample Wire - 26th March, 2020)`: the first is the publisher
        opening, day = bracketed, inner
        name = _PARTS.split(opening[: day.start].strip(" -–—,/").replace("/", "|"))[0]
    if day and not day.is_span:
        yield Claim("date", opening[day.start : day.end], "line", where)
    people = () if outlets.named(name) or OUTLET.search(name) else byline.names(name)
    for person in people:
        place: Place = "line" if byline.has_job(name) else "near"
        yield Claim("author", person, place, where)
    is_outlet = day or OUTLET.search(name) or name.isupper() or outlets.named(name)
    if is_outlet and name and not people and not find(name, language):
        yield outlets.claim(name, "line", where)
