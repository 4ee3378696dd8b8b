"""What a line about a text is, by its shape: prose, a day, a name, a title, a newsroom, or noise.

Nothing here knows a registry; in lines without sentences most words begin with a capital, and that
is most of what there is to go by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.intake import byline
from generator.intake.dates import find
from generator.intake.outlet import looks_like_outlet
from generator.intake.published import LABEL
from generator.model.term import fold

_NOISE = re.compile(
    r"\W*(?:share|tweet|print|comments?|\d+ comments?|read(?:ing)? time.*|\d+ min(?:ute)?s?(?: read)?|"
    r"advertisement|menu|home|"
    r"for immediate release|press release|breaking(?: news)?|exclusive|opinion|analysis|listen|photo.*|"
    r"image.*|views?.*|"
    r"поделиться|реклама|просмотр\w*.*|paylaş|reklam|anzeige|teilen|partager|publicité|pressemitteilung|"
    r"communiqué de presse|"
    r"пресс-релиз|mətbuat xidməti|время чтения.*|lesezeit.*|temps de lecture.*)\W*\Z",
    re.IGNORECASE,
)
_MARGIN = re.compile(
    r"\W*(?:related|read (?:also|more|next)|see also|more (?:on|from|news)|most (?:read|popular)|"
    r"recommended|latest|comments|trending|"
    r"читайте также|по теме|комментарии|другие новости|həmçinin oxuyun|digər xəbərlər|oxşar xəbərlər|"
    r"ilgili haberler|yorumlar|"
    r"mehr zum thema|lesen sie auch|kommentare|(?:à )?lire aussi|sur le même sujet|commentaires)\b",
    re.IGNORECASE,
)
_TOPICS = re.compile(
    r"\b(?:world|politics|security|cyber\w*|national|united|republic|council|breaking|top|latest|home|"
    r"business|sports?|technology|"
    r"defen[cs]e|europe|asia|africa|middle|east|west|central|caucasus|region\w*|society|economy|culture|"
    r"law|crime|war|peace|more|all|"
    r"state|federal|international|global|public|special|release|immediate|general|new|the|with|security|"
    r"intelligence|police|army|military|минист\w*|"
    r"служб\w*|безопасност\w*|полити\w*|обществ\w*|siyasət|cəmiyyət|iqtisadiyyat|təhlükəsizlik|dünya|"
    r"siyaset|güvenlik|politik|"
    r"wirtschaft|sicherheit|politique|monde|sécurité|société|économie)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:The )?(?:[A-Z][\w’'-]+ ){0,4}(?:Ministry|Department|Office|Embassy|Agency|Service|Council|Committee|"
    r"Institute|Bureau|Commission|Directorate|Centre|Center)"
    r"(?: (?:of|for|on|and|the|in) (?:[A-Z][\w’'-]+(?: |, | and |\Z)?)+){0,3}",
)
"""A line that only names a body, as those do that stand above a statement."""
_WEEKDAYS = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:montag|dienstag|mittwoch|"
    r"donnerstag|freitag|samstag|"
    r"sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|понедельник|вторник|сред[аы]|четверг|"
    r"пятница|суббота|"
    r"воскресенье|bazar ertəsi|çərşənbə axşamı|çərşənbə|cümə axşamı|cümə|şənbə|bazar|pazartesi|salı|"
    r"çarşamba|perşembe|cuma|"
    r"cumartesi|pazar)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b\d{1,2}(?:[:.h]\d{2}){1,2}(?:\s?[ap]\.?m\.?)?(?:\s?\(?(?:uhr|[A-Z]{2,4}(?:[+-]\d{1,2})?|"
    r"UTC[+-]\d)\)?)?",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\s*\Z")
_WRAPPED = 50
_MOST_NAMES = 4
_LONGEST_LINE, _MOST_WORDS, _MOST_SMALL = 170, 18, 3
_IN_A_SENTENCE = re.compile(
    r"\w\s+\w.*\s(?:on|of|from|to|until|till|since|for|in|в|с|до|на|am|vom|im|du|le|en|el|del|den)\s+(?:the\s)?\Z"
)
"""Before a day that is part of a sentence, as in a headline."""
_JOINING_WORDS = (
    "by and at on the of von und um uhr am par et à le la du по и в г года автор от və il ci tarixi ve saat "
    "tarihi di alle "
    "del de y por el hrs min read published posted updated am pm a.m p.m r godz kl"
)
_JOINING = frozenset(_JOINING_WORDS.split())
"""Words in small letters that stand between days and names."""
_ARTICLE = re.compile(r"(?:The|An?|Il|La|Le|Les|Los|Las|Der|Die|Das|Ein|Eine|Un|Une|O|Os|As)\s")
_CLOCK = re.compile(r"\b[ap]\.m\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a paragraph whose lines were broken, and where it begins in the text."""

    number: int
    text: str

    @property
    def prose(self) -> bool:
        """Whether it is a sentence or more, and not a line about the text."""
        words = self.text.split()
        capitals = sum(word[0].isupper() or word[0].isdigit() for word in words)
        ended = _ENDED.search(_CLOCK.sub("", self.text)) is not None
        return (len(words) >= 9 and ended and capitals * 3 < len(words) * 2) or len(self.text) > 240


def lines_of(text: str) -> Iterator[Line]:
    """The lines that are not blank; paragraphs that a mailer broke are put together again."""
    number = 0
    for block in re.split(r"(\n[ \t\u00a0]*\n[\s]*)", text):
        rows = [row.strip() for row in block.split("\n")]
        shown = [(number + index + 1, row) for index, row in enumerate(rows) if row]
        number += block.count("\n")
        if (
            len(shown) > 1
            and all(len(row) >= _WRAPPED for _, row in shown[:-1])
            and not all(map(_ENDED.search, (row for _, row in shown)))
        ):
            yield Line(shown[0][0], " ".join(row for _, row in shown))
            continue
        yield from (Line(at, " ".join(row.split())) for at, row in shown)


def is_noise(text: str) -> bool:
    """Whether a line belongs to the page and says nothing of the report."""
    return _NOISE.match(text) is not None


def opens_margin(text: str) -> bool:
    """Whether a line stands above other reports than this one."""
    return _MARGIN.match(text) is not None


def is_body(text: str) -> bool:
    """Whether a line only names a body, as those do that stand above a statement."""
    return _BODY.fullmatch(text) is not None


def is_section(text: str) -> bool:
    """Whether a line has words of sections and subjects, which no name has."""
    return _TOPICS.search(text) is not None


def without_time(text: str, instead: str = "") -> str:
    """A line without weekdays and times of the day."""
    return _TIME.sub(instead, _WEEKDAYS.sub("", text))


def is_date_line(text: str) -> bool:
    """Whether little but days, names and labels stands in a line: few words in small letters."""
    mentions = find(text)
    before = text[: mentions[0].start]
    if _IN_A_SENTENCE.search(before) and not LABEL.search(before):
        return False
    rest = text
    for mention in reversed(mentions):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    rest = _TIME.sub(" ", _WEEKDAYS.sub(" ", rest))
    words = [word.strip(".,:;()[]|") for word in rest.split()]
    small = [word for word in words if word[:1].islower() and word.casefold() not in _JOINING]
    ended = _ENDED.search(_CLOCK.sub("", rest).strip()[20:]) is not None
    ended = ended and not any(LABEL.search(_TIME.sub("", text[: one.start])) for one in mentions)
    return (
        len(text) <= _LONGEST_LINE and len(words) <= _MOST_WORDS and len(small) <= _MOST_SMALL and not ended
    )


def is_name_line(text: str) -> bool:
    """A line that is nothing but names of persons, or one with a job or an outlet."""
    if len(text) > 70 or _TOPICS.search(text) or (text.isupper() and len(text.split()) > 3):
        return False
    parts = re.split(r"\s*[,|•·]\s*|\s[-–—]\s", text)
    found = byline.names(text)
    if _ARTICLE.match(text):
        return False
    if 1 < len(found) <= _MOST_NAMES and byline.is_only(text, found):
        return True
    return (
        len(found) == 1 and len(parts) <= 3 and fold(found[0]) == fold(parts[0]) and not _ENDED.search(text)
    )


def could_be_title(text: str) -> bool:
    """Whether a line may be a headline: some words, no full stop, no path through a site."""
    parts = re.split(r"\s[|>›»/•·]\s", text)
    crumbs = len(parts) > 1 and all(len(part.split()) <= (2 if len(parts) == 2 else 4) for part in parts)
    words = text.split()
    return len(words) >= 3 and 14 <= len(text) <= 240 and not crumbs and not text.endswith(".")


def could_be_outlet(text: str) -> bool:
    """Whether a short line in capitals has a newsroom's word in it."""
    words = text.split()
    capitals = all(word[:1].isupper() or not word[:1].isalpha() for word in words)
    return len(words) <= 4 and capitals and looks_like_outlet(text)
