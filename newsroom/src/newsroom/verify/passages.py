"""Find words that two texts have in common in the same order.

The editorial policy asks authors to use their own words, not their source's.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.diagnostics.diagnostics import Report
from generator.extras.advice.own_words import prose, split
from generator.model.settings import Limits
from generator.read.document import Document

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(f"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\\W_])+")
"""A word, or a letter of a script that puts no spaces between words."""
_SHOWN = 12
"""Maximum words of a passage to quote in a message."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive words: their start and end offsets in the text, and their number."""

    start: int
    end: int
    count: int

    def quoted(self, text: str) -> str:
        """Quote the first words of the passage, for a message."""
        words = text[self.start : self.end].split()
        shown = " ".join(words[:_SHOWN])
        if len(words) > _SHOWN:
            shown += " …"
        return f"'{shown}'"


def phrases(text: str, size: int) -> Iterator[tuple[Words, int, int]]:
    """All runs of `size` consecutive words, in lower case, with their start and end offsets."""
    matches = list(_WORD.finditer(text))
    words = [match.group().casefold() for match in matches]
    for first in range(len(words) - size + 1):
        last = first + size - 1
        phrase = tuple(words[first : last + 1])
        yield phrase, matches[first].start(), matches[last].end()


def common(text: str, known: Collection[Words], size: int) -> Iterator[Passage]:
    """Find the longest passages in which each run of `size` words is one of the known runs."""
    for is_known, run in groupby(phrases(text, size), lambda phrase: phrase[0] in known):
        if is_known:
            found = list(run)
            _, start, _ = found[0]
            _, _, end = found[-1]
            yield Passage(start, end, size + len(found) - 1)


def check_borrowed(document: Document, source: str, limits: Limits, report: Report) -> None:
    """Warn about every passage that is also in the plain text of the source, at its first word.

    At most `limits.borrowed` consecutive words may be the same, quotations excluded.
    """
    size = limits.borrowed + 1
    own = split(prose(document.body))[0]
    known = {words for words, _, _ in phrases(source, size)}
    for passage in common(own, known, size):
        message = f"{passage.count} consecutive words match the source: {passage.quoted(own)}"
        help_line = (
            f"use your own words, or mark them as a quotation; up to {limits.borrowed} may match"
        )
        report.add(document.place(passage.start), "borrowed-words", message, help_line)
