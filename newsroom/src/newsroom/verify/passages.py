"""Find words that an article and its source have in common in the same order.

The editorial policy asks authors to use their own words, not their source's.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.extras.advice.own_words import prose, split

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(f"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\\W_])+")
"""A word, or a letter of a script that puts no spaces between words."""
_SHOWN = 12
"""Maximum words of a passage to quote in a message."""


def borrowed(markdown: str, source: str, most: int) -> Iterator[tuple[int, str]]:
    """Yield each passage of more than `most` words that is also in the plain text of a source.

    Quotations are no passages. Each has the offset of its first word, and a message.
    """
    text = split(prose(markdown))[0]
    words = list(_WORD.finditer(text))
    known = set(_runs(list(_WORD.finditer(source)), most + 1))
    is_known = [run in known for run in _runs(words, most + 1)]
    first = 0
    for is_common, group in groupby(is_known):
        length = len(list(group))
        if is_common:
            count = length + most
            start, end = words[first].start(), words[first + count - 1].end()
            shown = text[start:end].split()
            more = " …" if len(shown) > _SHOWN else ""
            passage = f"'{' '.join(shown[:_SHOWN])}{more}'"
            yield start, f"{count} consecutive words match the source: {passage}"
        first += length


def _runs(words: Sequence[re.Match[str]], size: int) -> Iterator[tuple[str, ...]]:
    """All runs of consecutive words, in lower case."""
    folded = [word.group().casefold() for word in words]
    for first in range(len(folded) - size + 1):
        yield tuple(folded[first : first + size])
