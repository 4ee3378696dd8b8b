"""Split a text into sentences and words, and detect its language, each once.

A headline and a lead say what a report is about. Text in the margin (other headlines, credits,
invitations to subscribe) names bodies that the report is not about.
"""

import bisect
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from newsroom.importer.calendar_names import month
from newsroom.importer.languages import detect
from newsroom.importer.phrases import Word, words_of
from newsroom.importer.words import alternatives, opening, shape

Role = Literal["title", "lead", "body", "margin"]
_WEIGHTS: dict[Role, float] = {"title": 2.0, "lead": 1.5, "body": 1.0, "margin": 0.0}
"""The weight of a phrase in each part; fitted together with the weights of themes."""
_MOST = 100_000
"""Maximum characters read: no report is longer, and longer pages may hold many reports."""
_LEADING, _LEAST_LEADING = 3, 40
"""Sentences of a lead, and the least characters of one: shorter ones are datelines."""
_LONGEST = 1_000
"""Maximum characters of a sentence; longer text without a full stop is cut."""
_END = re.compile(
    r"(?<![.!?…])[.!?…]{1,4}[\"'”’»)\]]{0,3}\s{1,9}(?=[\"'“‘«(\[]{0,3}[^\W_a-zа-я])|(?<=[。！？])"
)
_ABBREVIATED = re.compile(rf"(?:\b[A-ZА-Я]|\b(?:{alternatives('line', 'abbreviations')}))\Z")
_DAY = re.compile(r"(?<!\d)\d{1,2}\Z")
_SIDE = opening("line", "margin")
_FOOT = shape("line", "foot")
_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_NARROWEST, _RAGGED, _SLACK = 50, 45, 20
"""Least width of wrapped lines, and the most by which they differ and by which the last may be
longer. Mail programs wrap at 60 to 78 characters and do not break addresses."""
_FULL_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]{0,3}$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its offset in the text, and its role in the report."""

    start: int
    text: str
    role: Role


def unwrapped(text: str) -> str:
    """Replace the line breaks of a mail program with spaces; the length stays the same."""
    return _BLOCK.sub(_unwrap, text)


def _unwrap(block: re.Match[str]) -> str:
    """Join the lines of a block if all but the last have about the same length."""
    *widths, last = [len(line) for line in block.group().split("\n")]
    narrowest, widest = min(widths, default=0), max(widths, default=0)
    is_even = narrowest >= _NARROWEST and widest - narrowest <= _RAGGED
    if is_even and last <= widest + _SLACK:
        return block.group().replace("\n", " ")
    return block.group()


def sentences(text: str, title: str = "") -> list[Sentence]:
    """Split an unwrapped text into sentences; a title, if given, must be its beginning."""
    result: list[Sentence] = []
    in_margin = False
    leading = 0
    for start, line in _lines(text):
        heads_margin = _SIDE.match(line) is not None
        # A line of a list of links is no sentence.
        in_margin = heads_margin or (in_margin and not _FULL_STOP.search(line))
        is_outside = in_margin or _FOOT.match(line)
        for offset, sentence in _split(line):
            role: Role = "lead" if leading < _LEADING else "body"
            if start < len(title):
                role = "title"
            elif is_outside:
                role = "margin"
            elif len(sentence) > _LEAST_LEADING:
                leading += 1
            result.append(Sentence(start + offset, sentence, role))
        if heads_margin:  # the next line belongs to the headline only if it is a heading, too
            in_margin = len(line) < _LEAST_LEADING
    return result


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text that are not blank, with their offsets."""
    start = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            yield start + line.index(bare[0]), bare
        start += len(line) + 1


def _split(line: str) -> Iterator[tuple[int, str]]:
    ends = [match.end() for match in _END.finditer(line) if not _is_abbreviation(line, match)]
    start = 0
    for end in (*ends, len(line)):
        for at in range(start, end, _LONGEST):
            piece = line[at : min(at + _LONGEST, end)].rstrip()
            if piece:
                yield at, piece
        start = end


def _is_abbreviation(line: str, end: re.Match[str]) -> bool:
    """Whether a full stop is part of an abbreviation or of an ordinal, such as `25. Oktober`."""
    before = line[max(0, end.start() - 6) : end.start()]
    word = line[end.end() : end.end() + 20].partition(" ")[0]
    is_ordinal = _DAY.search(before) and month(word.strip(".,").casefold())
    return _ABBREVIATED.search(before) is not None or bool(is_ordinal)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its words and sentences; indexes refer to `words`."""

    text: str
    language: str
    sentences: tuple[Sentence, ...]
    words: tuple[Word, ...]

    def sentence_at(self, word: int) -> int:
        """The index of the sentence that has a word."""
        start = self.words[word].start
        after = bisect.bisect_right(self.sentences, start, key=lambda sentence: sentence.start)
        return max(after - 1, 0)

    def weight(self, word: int) -> float:
        """The weight of a mention that begins at a word; 0 in the margin."""
        return _WEIGHTS[self.sentences[self.sentence_at(word)].role]

    def evidence(self, word: int) -> str:
        """The sentence of a word, on one line."""
        return " ".join(self.sentences[self.sentence_at(word)].text.split())

    def span(self, first: int, last: int) -> str:
        """The text from a word up to, but not including, another."""
        return " ".join(self.text[self.words[first].start : self.words[last - 1].end].split())


def read(text: str, title: str = "", language: str = "") -> Reading:
    """Read a text, before which the title is put.

    The language is detected if it is not given.
    """
    title = " ".join(unicodedata.normalize("NFC", title[:_MOST]).split())
    text = unicodedata.normalize("NFC", text[:_MOST])
    if title:
        text = f"{title}\n\n{text}"
    text = unwrapped(text)
    language = (language or detect(text)[0] or "en").partition("-")[0]
    return Reading(text, language, tuple(sentences(text, title)), tuple(words_of(text)))
