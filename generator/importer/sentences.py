"""Split a text into sentences, each with a weight.

A headline and a lead say what a report is about. Text around a report (other headlines, credits,
invitations to subscribe) names bodies that the report is not about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.importer.words import alternatives, opening, shape
from generator.read.written_days import month

Role = Literal["title", "lead", "body", "margin"]
_LEADING = 3
"""Number of sentences in a lead; only those over 40 characters count, since shorter ones are datelines."""
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
"""Minimum width of wrapped lines, and the most by which they differ and the last may exceed the others. Mail
programs wrap at 60 to 78 characters and do not break addresses."""
_BULLET = re.compile(r"\s*(?:[-*•–·▪►»]|\d+[.)])\s+")
_FULL_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]{0,3}$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its offset in the whole text, its words, and its part in the report."""

    start: int
    text: str
    role: Role


def unwrapped(text: str) -> str:
    """Replace the line breaks of a mail program with spaces; the length stays the same."""
    return _BLOCK.sub(_unwrap, text)


def _unwrap(block: re.Match[str]) -> str:
    """Join the lines of a block when all but the last are about equally long."""
    *widths, last = map(len, block.group().split("\n"))
    even = widths and min(widths) >= _NARROWEST and max(widths) - min(widths) <= _RAGGED
    return (
        block.group().replace("\n", " ") if even and last <= max(widths) + _SLACK else block.group()
    )


def sentences(text: str, title: str = "") -> list[Sentence]:
    """Split an unwrapped text; a title, if given, must be its beginning."""
    result: list[Sentence] = []
    margin = False
    led = 0
    for start, line in _lines(text):
        if start < len(title):
            result.append(Sentence(start, line, "title"))
            continue
        heads_margin = _SIDE.match(line) is not None
        margin = heads_margin or (margin and _is_link(line))
        outside = margin or _FOOT.match(line) is not None
        for offset, sentence in _split(line):
            role: Role = "margin" if outside else "lead" if led < _LEADING else "body"
            led += role == "lead" and len(sentence) > 40
            result.append(Sentence(start + offset, sentence, role))
        if heads_margin:  # the next line belongs to the headline only if it is a heading, too
            margin = len(line) < 40 or line.endswith(":")
    return result


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that are not blank, with their offsets."""
    for block in _BLOCK.finditer(text):
        start = block.start()
        for line in block.group().split("\n"):
            if bare := line.strip():
                yield start + line.index(bare[0]), bare
            start += len(line) + 1


def _is_link(line: str) -> bool:
    """Whether a line belongs to a list of links: not a sentence, or short and after a bullet."""
    return not _FULL_STOP.search(line) or (_BULLET.match(line) is not None and len(line) < 160)


def _split(line: str) -> Iterator[tuple[int, str]]:
    start = 0
    ends = [match for match in _END.finditer(line) if not _is_abbreviation(line, match)]
    for end in (*(match.end() for match in ends), len(line)):
        for at in range(start, end, _LONGEST):
            if piece := line[at : min(at + _LONGEST, end)].rstrip():
                yield at, piece
        start = end


def _is_abbreviation(line: str, end: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation, or to an ordinal before a month (`25. Oktober`)."""
    at = end.start()
    if _ABBREVIATED.search(line, max(0, at - 6), at):
        return True
    word = re.match(r"[^\W\d_]+", line[end.end() : end.end() + 20])
    return bool(_DAY.search(line, max(0, at - 4), at) and word and month(word.group().casefold()))
