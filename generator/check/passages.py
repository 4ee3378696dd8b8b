"""Words that two texts have in common in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WORD = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
    "|(?:(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])[^\\W_])+"
)
"""A word, or a letter of a script that puts no spaces between words."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in a row: where they begin and end in their text, and how many they are."""

    start: int
    end: int
    count: int


class Wording:
    """A text as its words in small letters, in their order, each with its place."""

    def __init__(self, text: str) -> None:
        matches = list(_WORD.finditer(text))
        self.words = [match.group().casefold() for match in matches]
        self._spans = [match.span() for match in matches]

    def phrases(self, size: int) -> list[Phrase]:
        """Every row of so many words; a shorter text has none."""
        return list(zip(*(self.words[start:] for start in range(size)), strict=False))

    def passage(self, first: int, count: int) -> Passage:
        """So many words from one of them on, counted from 0."""
        return Passage(self._spans[first][0], self._spans[first + count - 1][1], count)


def common(wording: Wording, known: frozenset[Phrase] | set[Phrase], size: int) -> Iterator[Passage]:
    """The longest rows of words whose every phrase of `size` words is known."""
    run = 0
    phrases: Sequence[Phrase] = wording.phrases(size)
    for index, phrase in enumerate(phrases):
        if phrase in known:
            run += 1
        if run and (phrase not in known or index == len(phrases) - 1):
            first = index - run + (phrase in known)
            yield wording.passage(first, run + size - 1)
            run = 0
