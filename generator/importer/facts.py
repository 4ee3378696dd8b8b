"""What to write from: figures and short quotations, never the source's sentences.

A figure is a number and the one or two words that say what it counts. A quotation comes from between
the source's own quotation marks, is cut short, and says who speaks where the text does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.importer.raw import one_line
from generator.importer.words import alternatives, table
from generator.importer.written_days import find
from generator.model.term import fold

_FIGURE = re.compile(
    r"(?<![\w.,/:$€£-])(?P<number>[$€£]\s?\d[\d,.]{0,14}|\d[\d,.]{0,14})"
    r"(?P<scale>\s(?:thousand|million|billion|trillion|млн|млрд|тыс|milyon|milyard|mln|Millionen|"
    r"Milliarden|millions?|milliards?))?"
    r"(?P<unit>\s?(?:%|per\s?cent\b|percent\b|процент\w*|faiz\b|Prozent\b|pour cent\b))?"
    r"(?P<words>(?:\s[^\W\d_][\w’'-]{2,24}){0,3})"
)
_STOP = frozenset(table()["fact"]["stop"].split())
_VULNERABILITY = re.compile(r"\bCVE-\d{4}-\d{4,7}\b")
_QUOTED = re.compile(
    r"“([^“”]{25,600})”|«([^«»]{25,600})»|„([^„“”]{25,600})[“”]|(?<!\w)\"([^\"\n]{25,600})\"(?!\w)"
)
_SAID = rf"(?:{alternatives('fact', 'said')})"
_NAME = r"[^\W\d_a-zа-яё][\w’'-]+(?:\s[^\W\d_a-zа-яё][\w’'-]+){1,2}"
_SPEAKER = re.compile(rf"(?P<before>{_NAME})\s(?:has\s)?{_SAID}\b|\b{_SAID}\s(?P<after>{_NAME})")
_MOST_FIGURES, _MOST_QUOTATIONS, _MOST_WORDS = 8, 2, 25


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words that someone is quoted with; `speaker` is empty when the text does not say who."""

    words: str
    speaker: str


def figures(text: str, language: str = "") -> tuple[str, ...]:
    """Numbers with what they count, in the text's order; days and years are none."""
    found = [*dict.fromkeys(_VULNERABILITY.findall(text)), *dict.fromkeys(_figures(text, language))]
    return tuple(found[:_MOST_FIGURES])


def _figures(text: str, language: str) -> Iterator[str]:
    days = {offset for one in find(text, language) for offset in range(one.start, one.end)}
    for match in _FIGURE.finditer(text):
        if match.start("number") in days or not match["number"].strip(".,"):
            continue
        words: list[str] = []
        for word in match["words"].split():
            if word.casefold() in _STOP:
                break
            words.append(word)
        number, counted = match["number"].rstrip(".,"), " ".join(words[:2])
        money, scale = not number[0].isdigit(), (match["scale"] or "") + (match["unit"] or "")
        if money or scale.strip() or (words and words[0][0].islower()):
            yield one_line(f"{number}{scale} {counted}".strip(), 60)


def quotations(text: str, spoken_of: Collection[str]) -> tuple[QuotedWords, ...]:
    """The first quotations of a text, cut to a line.

    Args:
        text: The running text.
        spoken_of: Names of persons the text names, to tell speakers by.
    """
    found = []
    for match in _QUOTED.finditer(text):
        words = next(filter(None, match.groups())).split()
        if len(words) < 5:
            continue
        cut = " ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")
        before = text[max(0, match.start() - 160) : match.start()].rpartition("\n")[2]
        after = text[match.end() : match.end() + 160].partition("\n")[0]
        found.append(QuotedWords(one_line(cut.rstrip(",;"), 240), _speaker(before, after, spoken_of)))
    return tuple(found[:_MOST_QUOTATIONS])


def _speaker(before: str, after: str, spoken_of: Collection[str]) -> str:
    match = _SPEAKER.search(after[:90]) or next(reversed(list(_SPEAKER.finditer(before[-110:]))), None)
    said = (match["before"] or match["after"]) if match else ""
    for name in spoken_of:
        last = fold(name).split()[-1] if name.split() else ""
        if last and (last in fold(said) or (not said and last in fold(after[:90]))):
            return name
    return one_line(said, 80)
