"""Finds the words of a list in a text.

A text is split into words once. Set operations then tell which of hundreds of listed words it has, and
only those are searched for again, to know where they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from generator.model.style import BEGINNING

_SPACES = {
    code: " "
    for code in (*range(0x80), *range(0xA1, 0xC0), *range(0x2010, 0x2070), *range(0x3000, 0x3040))
    if not chr(code).isalnum()
}
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no spaces between words; each counts as a word."""
Phrases = tuple[tuple[str, str], ...]
"""Phrases, each with its advice."""


@lru_cache(maxsize=4)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, in order, split at hyphens and apostrophes.

    Cached, because two checks ask for an article's.
    """
    plain = text.lower() if text.isascii() else _UNSPACED.sub(r" \g<0> ", text.casefold())
    return tuple(plain.translate(_SPACES).split())


@dataclass(frozen=True, slots=True)
class Words:
    """Listed words, in lower case."""

    whole: frozenset[str]
    beginnings: Mapping[str, tuple[str, ...]]
    """First letters → the listed words with a `*` that begin with them, without the `*`."""

    def met(self, text: AbstractSet[str]) -> Iterator[str]:
        """The listed phrases that occur in a text of these words, as they are listed."""
        yield from self.whole & text
        for letters in self.beginnings.keys() & {word[:BEGINNING] for word in text}:
            for beginning in self.beginnings[letters]:
                if any(word.startswith(beginning) for word in text):
                    yield f"{beginning}*"


@lru_cache(maxsize=256)
def listed(several: tuple[str, ...]) -> Words:
    """A list of words, prepared for searching."""
    beginnings = defaultdict[str, list[str]](list)
    for word in several:
        if word.endswith("*"):
            beginnings[word[:BEGINNING].casefold()].append(word[:-1].casefold())
    whole = frozenset(word.casefold() for word in several if not word.endswith("*"))
    return Words(whole, {letters: tuple(found) for letters, found in beginnings.items()})


@lru_cache(maxsize=64)
def _by_longest_word(phrases: Phrases) -> tuple[Words, Mapping[str, list[tuple[str, str]]]]:
    found = defaultdict[str, list[tuple[str, str]]](list)
    for phrase in phrases:
        found[max(re.split(r"[\s-]+", phrase[0].casefold()), key=len)].append(phrase)
    return listed(tuple(found)), found


def phrases_met(phrases: Phrases, text: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """The phrases with a longest word that occurs in a text of these words."""
    longest, by_word = _by_longest_word(phrases)
    for word in longest.met(text):
        yield from by_word[word]


@lru_cache(maxsize=1024)
def pattern_of(phrase: str) -> re.Pattern[str]:
    """Finds a phrase as it is written or with an initial capital, also across lines."""
    first = phrase[0]
    start = f"[{first}{first.upper()}]" if first.upper() != first else re.escape(first)
    words_of_it = re.split(r"[\s-]+", phrase[1:])
    rest = r"[\s-]+".join(
        rf"{re.escape(word[:-1])}[^\W_]*" if word.endswith("*") else re.escape(word) for word in words_of_it
    )
    return re.compile(rf"(?<![^\W_])(?<!-){start}{rest}(?!-|[^\W_])")
