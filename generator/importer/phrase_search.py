"""Finds any of many names in a text, in one pass (Aho and Corasick, 1975).

The automaton runs over the keys of words, so that a hit always begins and ends at the border of a
word; each hit is then compared with the names that share its keys, word by word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind
from anyascii import anyascii

from generator.importer.inflection import is_form
from generator.importer.word_tokens import Word, tokens

Owner = TypeVar("Owner")


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Owner]):
    """A name as words, the language it is in, and what it means."""

    words: tuple[Word, ...]
    owner: Owner
    language: str = ""
    cased: bool = True
    """Whether capitals matter: they do in names, not in words of a subject."""


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[Owner]):
    """A phrase found in the words from `first` up to `last`, without `last`."""

    first: int
    last: int
    phrase: Phrase[Owner]
    small: bool = False
    """Whether words of the name that begin with a capital are written small here."""


def phrase(text: str, owner: Owner, language: str = "", *, cased: bool = True) -> Phrase[Owner] | None:
    """A phrase from its text; a `*` after a word means any ending. None when there are no words."""
    words = []
    for word in tokens(text):
        starred = text[word.end : word.end + 1] == "*"
        words.append(
            Word(word.start, word.end, word.written, f"{word.plain}*", apart=word.apart) if starred else word
        )
    return Phrase(tuple(words), owner, language, cased) if words else None


def is_acronym(word: Word) -> bool:
    """Whether a word of a name is written with capitals where others have none: FBI, DoD, ThaiCERT, MI5."""
    return sum(char.isupper() for char in word.written) > 1 and " " not in word.written


class PhraseFinder(Generic[Owner]):
    """All phrases to look for; built once, used for any number of texts."""

    def __init__(self, phrases: Iterable[Phrase[Owner]]) -> None:
        by_keys: dict[str, list[Phrase[Owner]]] = defaultdict(list)
        for one in phrases:
            by_keys[_keys(one.words)].append(one)
        self._phrases = list(by_keys.values())
        self._automaton = AhoCorasick(list(by_keys), matchkind=MatchKind.Standard)

    def find(self, words: Sequence[Word], language: str = "") -> Iterator[PhraseMatch[Owner]]:
        """Every phrase in a text's words, overlapping ones too, in the order in which they end."""
        if not self._phrases or not words:
            return
        at = {}
        length = 0
        for index, word in enumerate(words):
            at[length] = index
            length += len(word.key) + 1
        at[length] = len(words)
        hits = self._automaton.find_matches_as_indexes(_keys(words), overlapping=True)
        for which, start, end in hits:
            first, last = at[start], at[end - 1]
            for one in self._phrases[which]:
                found = _compare(one, words[first:last], language)
                if found is not None:
                    yield PhraseMatch(first, last, one, small=not found)


def _keys(words: Sequence[Word]) -> str:
    return f" {' '.join(word.key for word in words)} "


def _compare(name: Phrase[Owner], written: Sequence[Word], language: str) -> bool | None:
    """None when the words are others; else whether they are capitalised as in the name."""
    languages = {one.partition("-")[0] for one in (name.language, language) if one}
    capitals = True
    for ours, theirs in zip(name.words, written, strict=True):
        if theirs.apart and not ours.apart and theirs is not written[0]:
            return None
        if name.cased and is_acronym(ours) and " " not in ours.written:
            if not _same_letters(ours.written, theirs.written):
                return None
        elif not is_form(theirs.plain, ours.plain, languages) or _is_singular(theirs, ours, name):
            return None
        if name.cased and ours.capital and not theirs.capital:
            capitals = False
    return capitals


def _is_singular(theirs: Word, ours: Word, name: Phrase[Owner]) -> bool:
    """`criminal` where `criminals` is looked for; a body's Service may be called Services, words may not."""
    stem = ours.plain.rstrip("*")
    return not name.cased and len(theirs.plain) < len(stem) and stem.isascii()


def _same_letters(name: str, written: str) -> bool:
    """The same capitals, with or without marks: NÚKIB and NUKIB."""
    return name == written or anyascii(name) == anyascii(written)


def longest(matches: Iterable[PhraseMatch[Owner]]) -> list[PhraseMatch[Owner]]:
    """Matches that no longer one overlaps, from left to right; equally long ones at one place stay all."""
    taken: dict[int, tuple[int, int]] = {}
    kept = []
    for match in sorted(matches, key=lambda one: (one.first - one.last, one.first)):
        span = (match.first, match.last)
        if all(taken.get(index, span) == span for index in range(*span)):
            taken.update(dict.fromkeys(range(*span), span))
            kept.append(match)
    return sorted(kept, key=lambda one: one.first)
