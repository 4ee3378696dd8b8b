"""The names in a source, with other names of their bearers, and acronyms."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise

from anyascii import anyascii
from babel.languages import get_official_languages

from generator.check.locale_codes import COUNTRIES
from newsroom.verify.statements import Name, Statement

_SHORTEST_ACRONYM = 3
"""Letters of an acronym that may stand for words in a row; a shorter one stands for a name."""
_ALIKE = 0.6
"""Least likeness of a name and what its letters are in another script: `Boyko`, `Boiko`."""
_CAPITAL_NOUNS = frozenset(("az", "de", "tr"))
"""Languages in which words with capitals beside each other are often no person's name."""
_CAPITALS = re.compile(r"(?:(?!The )[A-Z]\w+[ -])+[A-Z]\w+")


class SourceNames:
    """Tells whether a source has a name, or another of its bearer, or a body of the country."""

    def __init__(self, statements: Iterable[Statement], other: str) -> None:
        """Collect the names in sentences.

        `other` is their language if the article is in another, or "".
        """
        self.bearers: set[str] = set()
        self._other = other
        self._known: set[str] = set()
        self._initials: set[str] = set()
        self._words: set[str] = set()
        self._pairs: set[tuple[str, str]] = set()
        for each in statements:
            if other and other not in _CAPITAL_NOUNS:
                self._read(each.text)
            self._known |= each.stems
            for name in each.names:
                self._known |= name.stems
                for owner in name.owners:
                    self.bearers |= {owner.key, owner.country}
            runs = [run.split() for run in _CAPITALS.findall(each.text)]
            long = [word for word in each.words if len(word) > _SHORTEST_ACRONYM]
            for run in (each.words, long, *runs):
                self._initials.add(_initials(run).upper())

    def __contains__(self, name: Name) -> bool:
        """Whether the source has a name; names that its language may write otherwise count."""
        acronym = _initials(name.written.split())
        is_short = len(acronym) > 1 and acronym.casefold() in self._known
        if name.stems <= self._known or is_short or self._stands_for_words(name.written):
            return True
        if self._other and not any(self._other in owner.languages for owner in name.owners):
            return bool(name.owners) or not self._has_other_surname(name.written)
        return any(
            owner.key in self.bearers or self._is_own_country(owner.key) for owner in name.owners
        )

    def _read(self, text: str) -> None:
        """Keep the words of a sentence in Latin letters, and each two with capitals in a row."""
        latin = [anyascii(word) for word in re.findall(r"[^\W\d_]+|[.,:;]", text)]
        self._words.update(word.lower() for word in latin)
        for one, other in pairwise(latin):
            if one.istitle() and other.istitle():
                self._pairs.add((one.lower(), other.lower()))

    def _has_other_surname(self, written: str) -> bool:
        """Whether the source only has another name after the first of two: `Jane Test` in ours."""
        own = [anyascii(word).lower() for word in written.split()]
        if len(own) != 2 or any(_is_alike(own[1], word) for word in self._words):
            return False
        return any(_is_alike(own[0], first) for first, _ in self._pairs)

    def _is_own_country(self, key: str) -> bool:
        """Whether a source in another language may leave out a country, because it is its own."""
        return key in COUNTRIES and self._other in get_official_languages(key)

    def _stands_for_words(self, acronym: str) -> bool:
        """Whether the words of a name, or three or more in a row, begin with these letters."""
        if not acronym.isupper() or len(acronym) < _SHORTEST_ACRONYM:
            return acronym in self._initials
        return any(acronym in letters for letters in self._initials)


def _is_alike(one: str, other: str) -> bool:
    return one[:1] == other[:1] and SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)
