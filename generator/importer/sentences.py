"""A text as sentences, each with how much it counts.

A headline and a lead say what a report is about. What pages put around a report (other headlines,
credits, invitations to subscribe) names bodies that it is not about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.importer.month_names import month
from generator.importer.words import alternatives, opening

Role = Literal["title", "lead", "body", "margin"]
_LEADING = 3
"""Sentences of a report that say what it is about."""
_LONGEST = 1_000
"""Characters of a sentence; what has no full stop for longer is cut."""
_END = re.compile(
    r"(?<![.!?…])[.!?…]{1,4}[\"'”’»)\]]{0,3}\s{1,9}(?=[\"'“‘«(\[]{0,3}[^\W_a-zа-я])|(?<=[。！？])"
)
_ABBREVIATED = re.compile(
    r"(?:\b[A-ZА-Я]|\b(?:Mr|Mrs|Dr|St|No|vs|Gen|Col|Sen|Rep|Gov|Maj|Lt|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept?|Oct|"
    r"Nov|Dec|г|им))\Z"
)
_DAY = re.compile(r"(?<!\d)\d{1,2}\Z")
_SIDE = opening("line", "margin")
_FOOT = re.compile(rf"\W*(?:{alternatives('line', 'foot')})|\W*(?:©|\(c\) \d{{4}})", re.IGNORECASE)
_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_BROKEN = re.compile(r"(?<=[^\W_],)\n(?=[^\W_])|(?<=[^\W_])\n(?=[a-zа-яəığöşüç])")
"""A break within a sentence."""
_NARROWEST = 56
"""Characters of the narrowest lines that are taken for broken ones."""
_BULLET = re.compile(r"\s*(?:[-*•–·▪►»]|\d+[.)])\s+")
_FULL_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]{0,3}$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in the whole text, its words, and its part in the report."""

    start: int
    text: str
    role: Role

    @property
    def end(self) -> int:
        """Where it ends in the whole text."""
        return self.start + len(self.text)


def unwrapped(text: str) -> str:
    """The text with spaces for the breaks of lines that an editor or a mailer broke; as long as before."""
    return _BROKEN.sub(" ", _BLOCK.sub(_unwrap, text))


def _unwrap(block: re.Match[str]) -> str:
    """Join the lines of a block when all but the last are about equally long."""
    lengths = [len(line) for line in block.group().split("\n")[:-1]]
    broken = lengths and min(lengths) >= _NARROWEST and max(lengths) - min(lengths) <= _NARROWEST // 2
    return block.group().replace("\n", " ") if broken else block.group()


def sentences(text: str, title: str = "") -> list[Sentence]:
    """Split an unwrapped text; a title, if given, must be its beginning."""
    found: list[Sentence] = []
    margin = False
    led = 0
    for start, line in _lines(text):
        if start < len(title):
            found.append(Sentence(start, line, "title"))
            continue
        side = _SIDE.match(line)
        margin = side is not None or (margin and _is_headline(line))
        outside = margin or _FOOT.match(line) is not None
        margin = margin and (side is None or _opens_list(line))
        for offset, sentence in _split(line):
            role: Role = "margin" if outside else "lead" if led < _LEADING else "body"
            led += role == "lead" and len(sentence) > 40
            found.append(Sentence(start + offset, sentence, role))
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that hold anything, with where they begin."""
    for block in _BLOCK.finditer(text):
        start = block.start()
        for line in block.group().split("\n"):
            bare = line.strip()
            if bare:
                yield start + line.index(bare[0]), bare
            start += len(line) + 1


def _is_headline(line: str) -> bool:
    """A line of a list of links: no sentence, or short behind a bullet."""
    return not _FULL_STOP.search(line) or (_BULLET.match(line) is not None and len(line) < 160)


def _opens_list(line: str) -> bool:
    """Whether a sidebar's heading is a line of its own, so that what follows belongs to it."""
    return len(line) < 40 or line.endswith(":")


def _split(line: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _END.finditer(line):
        if _ABBREVIATED.search(line, max(start, match.start() - 6), match.start()):
            continue
        if _DAY.search(line, max(start, match.start() - 4), match.start()) and _is_month(line, match.end()):
            continue
        yield from _cut(start, line[start : match.end()])
        start = match.end()
    yield from _cut(start, line[start:])


def _is_month(line: str, at: int) -> bool:
    """Whether a month follows, so that the point before it makes a day ordinal (`25. Oktober`)."""
    word = re.match(r"[^\W\d_]+", line[at : at + 20])
    return word is not None and month(word.group().casefold()) is not None


def _cut(start: int, sentence: str) -> Iterator[tuple[int, str]]:
    for at in range(0, len(sentence), _LONGEST):
        piece = sentence[at : at + _LONGEST].rstrip()
        if piece:
            yield start + at, piece
