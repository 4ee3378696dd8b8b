"""Find any of many names in a text, in one pass (Aho and Corasick, 1975).

The automaton runs over the keys of words, so a hit always begins and ends at a word boundary. Each
hit is then compared, word by word, with the names that share its keys.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind
from anyascii import anyascii

from generator.importer.word_tokens import Word, is_form, tokens

AS_A_WORD = 6
"""The length from which an acronym is read, and may be written, as a word: INTERPOL and Interpol."""
Owner = TypeVar("Owner")


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Owner]):
    """A name as words, its meaning, and its language.

    Case matters if it is `cased`, as in names but not in words of a subject.
    """

    words: tuple[Word, ...]
    owner: Owner
    language: str = ""
    cased: bool = True


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[Owner]):
    """A phrase found in the words from `first` up to but not including `last`.

    It is `small` when words that are capitalised in the name are in lower case in the text.
    """

    first: int
    last: int
    phrase: Phrase[Owner]
    small: bool = False


def phrase(
    text: str, owner: Owner, language: str = "", *, cased: bool = True
) -> Phrase[Owner] | None:
    """Parse a phrase; a `*` after a word means any ending. None if it has no words."""
    words = tuple(
        replace(word, plain=f"{word.plain}*") if text[word.end : word.end + 1] == "*" else word
        for word in tokens(text)
    )
    return Phrase(words, owner, language, cased) if words else None


def is_acronym(word: Word) -> bool:
    """Whether a word of a name has capitals beyond its first letter: FBI, DoD, ThaiCERT, MI5."""
    return sum(char.isupper() for char in word.written) > 1


class PhraseFinder(Generic[Owner]):
    """All phrases to look for; built once, used for any number of texts."""

    def __init__(self, phrases: Iterable[Phrase[Owner]]) -> None:
        by_keys: dict[str, list[Phrase[Owner]]] = defaultdict(list)
        for each in phrases:
            by_keys[_keys(each.words)].append(each)
        self._phrases = list(by_keys.values())
        self._automaton = AhoCorasick(list(by_keys), matchkind=MatchKind.Standard)

    def find(self, words: Sequence[Word], language: str = "") -> Iterator[PhraseMatch[Owner]]:
        """Every phrase in a text's words, overlapping ones too, in the order in which they end."""
        if not self._phrases or not words:
            return
        word_at = {}
        length = 0
        for index, word in enumerate(words):
            word_at[length] = index
            length += len(word.key) + 1
        word_at[length] = len(words)
        for which, start, end in self._automaton.find_matches_as_indexes(
            _keys(words), overlapping=True
        ):
            first, last = word_at[start], word_at[end - 1]
            for name in self._phrases[which]:
                capitals = _compare(name, words[first:last], language)
                if capitals is not None:
                    yield PhraseMatch(first, last, name, small=not capitals)


def _keys(words: Sequence[Word]) -> str:
    return f" {' '.join(word.key for word in words)} "


def _compare(name: Phrase[Owner], written: Sequence[Word], language: str) -> bool | None:
    """None if the words differ; else whether they are capitalised as in the name."""
    languages = {tag.partition("-")[0] for tag in (name.language, language) if tag}
    capitals = True
    for ours, theirs in zip(name.words, written, strict=True):
        if theirs.apart and not ours.apart and theirs is not written[0]:
            return None
        if name.cased and is_acronym(ours):  # with or without marks: NÚKIB and NUKIB
            word = ours.written.capitalize() if len(ours.written) >= AS_A_WORD else ours.written
            if anyascii(theirs.written) not in (anyascii(ours.written), word):
                return None
        elif not is_form(theirs.plain, ours.plain, languages) or _is_singular(theirs, ours, name):
            return None
        if name.cased and ours.capital and not theirs.capital:
            capitals = False
    return capitals


def _is_singular(theirs: Word, ours: Word, name: Phrase[Owner]) -> bool:
    """Whether a text has `criminal` where `criminals` is searched for; only names may vary in number."""
    stem = ours.plain.rstrip("*")
    return not name.cased and len(theirs.plain) < len(stem) and stem.isascii()


def longest(matches: Iterable[PhraseMatch[Owner]]) -> list[PhraseMatch[Owner]]:
    """Matches that do not overlap, from left to right, longest first; equally long ones are all kept."""
    taken: dict[int, tuple[int, int]] = {}
    chosen = []
    for match in sorted(matches, key=lambda match: (match.first - match.last, match.first)):
        span = (match.first, match.last)
        if all(taken.get(index, span) == span for index in range(*span)):
            taken.update(dict.fromkeys(range(*span), span))
            chosen.append(match)
    return sorted(chosen, key=lambda match: match.first)
