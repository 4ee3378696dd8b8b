"""Finds the words of a list in a text.

One pass over a text's words tells which of hundreds of listed phrases it has (Aho and Corasick, 1975), and
only those are searched for again, to know where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

_SPACES = {
    code: " "
    for code in (*range(0x80), *range(0xA1, 0xC0), *range(0x2010, 0x2070), *range(0x3000, 0x3040))
    if not chr(code).isalnum()
}
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no spaces between words; each counts as a word."""


@lru_cache(maxsize=4)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, in order, split at hyphens and apostrophes.

    Cached, because two checks ask for an article's.
    """
    plain = text.lower() if text.isascii() else _UNSPACED.sub(r" \g<0> ", text.casefold())
    return tuple(plain.translate(_SPACES).split())


def _key(phrase: str) -> str:
    """A phrase between spaces, or its beginning up to a `*`."""
    whole, star, _ = phrase.partition("*")
    return f" {' '.join(words(whole))}{'' if star else ' '}"


@lru_cache(maxsize=64)
def _finder(phrases: tuple[str, ...]) -> AhoCorasick:
    return AhoCorasick(list(map(_key, phrases)))


def met(phrases: tuple[str, ...], said: Iterable[str]) -> list[str]:
    """The phrases that occur in a text of these words, in any case and on one line or two.

    A phrase with a `*` is looked for up to its first `*`.
    """
    matches = _finder(phrases).find_matches_as_indexes(f" {' '.join(said)} ", overlapping=True)
    return [phrases[index] for index in dict.fromkeys(match[0] for match in matches)]


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
