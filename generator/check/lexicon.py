"""Words of a text, and finding among them those of a list.

A text is looked through once for its words; whether one of hundreds of listed words is among them is
then a question of sets. Only what is found is looked for again, to know where it stands.
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


@lru_cache(maxsize=4)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, in their order; hyphens and apostrophes part them.

    Those of the last texts are kept, since two checks ask for an article's.
    """
    plain = text.lower() if text.isascii() else _UNSPACED.sub(r" \g<0> ", text.casefold())
    return tuple(plain.translate(_SPACES).split())


@dataclass(frozen=True, slots=True)
class Words:
    """Listed words, in small letters."""

    whole: frozenset[str]
    beginnings: Mapping[str, tuple[str, ...]]
    """First letters → the words with a `*` that begin so, without it."""

    def met(self, text: AbstractSet[str]) -> Iterator[str]:
        """Those that stand in a text of these words, as they are listed."""
        yield from self.whole & text
        if self.beginnings:
            for letters in self.beginnings.keys() & {word[:BEGINNING] for word in text}:
                for beginning in self.beginnings[letters]:
                    if any(word.startswith(beginning) for word in text):
                        yield f"{beginning}*"


@lru_cache(maxsize=256)
def listed(several: tuple[str, ...]) -> Words:
    """A list of words made ready to be looked for."""
    beginnings = defaultdict[str, list[str]](list)
    for word in several:
        if word.endswith("*"):
            beginnings[word[:BEGINNING].casefold()].append(word[:-1].casefold())
    return Words(
        frozenset(word.casefold() for word in several if not word.endswith("*")),
        {letters: tuple(found) for letters, found in beginnings.items()},
    )


@lru_cache(maxsize=64)
def _by_longest_word(
    phrases: tuple[tuple[str, str], ...],
) -> tuple[Words, Mapping[str, list[tuple[str, str]]]]:
    found = defaultdict[str, list[tuple[str, str]]](list)
    for phrase, reason in phrases:
        found[max(phrase.replace("-", " ").split(), key=len).casefold()].append((phrase, reason))
    return listed(tuple(found)), found


def phrases_met(phrases: tuple[tuple[str, str], ...], text: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """Phrases, with what belongs to each, whose longest word stands in a text of these words."""
    longest, by_word = _by_longest_word(phrases)
    for word in longest.met(text):
        yield from by_word[word]


@lru_cache(maxsize=1024)
def pattern_of(phrase: str) -> re.Pattern[str]:
    """Finds a phrase as it is written, or with a capital at its beginning, also across lines."""
    first = phrase[0]
    start = f"[{first}{first.upper()}]" if first.upper() != first else re.escape(first)
    rest = r"[\s-]+".join(map(_word_pattern, re.split(r"[\s-]+", phrase[1:])))
    return re.compile(rf"(?<![^\W_])(?<!-){start}{rest}(?!-|[^\W_])")


def _word_pattern(word: str) -> str:
    return rf"{re.escape(word[:-1])}[^\W_]*" if word.endswith("*") else re.escape(word)
