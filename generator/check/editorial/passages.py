"""Words that two texts have in common in the same order.

The editorial policy asks authors to use their own words, not their source's.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from generator.check.editorial.own_words import prose, split
from generator.diagnostics.diagnostics import Report
from generator.model.limits import Limits
from generator.read.document import Document

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(f"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\\W_])+")
"""A word, or a letter of a script that puts no spaces between words."""
_SHOWN = 12
"""Maximum words of a passage to quote in a message."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive words: their start and end offsets in the text, and their number."""

    start: int
    end: int
    count: int

    def quoted(self, text: str) -> str:
        """Its first words in quotation marks, for a message."""
        words = text[self.start : self.end].split()
        return f"'{' '.join(words[:_SHOWN])}{' …' if len(words) > _SHOWN else ''}'"


class Wording:
    """The words of a text in lower case, in order, each with its place."""

    def __init__(self, text: str) -> None:
        matches = list(_WORD.finditer(text))
        self.words = [match.group().casefold() for match in matches]
        self._spans = [match.span() for match in matches]

    def phrases(self, size: int) -> list[Phrase]:
        """All runs of `size` consecutive words; none if the text is shorter."""
        return list(zip(*(self.words[start:] for start in range(size)), strict=False))

    def passage(self, first: int, count: int) -> Passage:
        """The passage of `count` words that begins at word `first`, counted from 0."""
        return Passage(self._spans[first][0], self._spans[first + count - 1][1], count)


def common(wording: Wording, known: AbstractSet[Phrase], size: int) -> Iterator[Passage]:
    """The longest passages of which all phrases of `size` words are known."""
    run = 0
    phrases = wording.phrases(size)
    for index, phrase in enumerate(phrases):
        run += phrase in known
        if run and (phrase not in known or index == len(phrases) - 1):
            yield wording.passage(index - run + (phrase in known), run + size - 1)
            run = 0


def check_borrowed(document: Document, source: str, limits: Limits, report: Report) -> None:
    """Warn of every passage that is also in the plain text of the source, at its first word.

    At most `limits.borrowed` consecutive words may be the same, quotations excluded.
    """
    size = limits.borrowed + 1
    own = split(prose(document.body))[0]
    known = set(Wording(source).phrases(size))
    for passage in common(Wording(own), known, size):
        report.add(
            document.place(passage.start),
            "borrowed-words",
            f"{passage.count} consecutive words match the source: {passage.quoted(own)}",
            f"use your own words, or mark them as a quotation; up to {limits.borrowed} may match",
        )
