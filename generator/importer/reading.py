"""A text with its sentences, words, language and places, each computed once."""

import bisect
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.importer.claims import IN_THE_MARGIN, WEIGHTS, Guess
from generator.importer.languages import detect
from generator.importer.regions import NamedRegion, named_regions
from generator.importer.sentences import Sentence, sentences, unwrapped
from generator.importer.word_tokens import Word, tokens

_MOST = 100_000
"""Maximum characters examined: no report is longer, and longer pages may contain many reports."""
_BREAK_IN_SENTENCE = re.compile(r"(?<=[^\W_],)\n(?=[^\W_])|(?<=[^\W_])\n(?=[a-zа-яəığöşüç])")
_LONGEST_PLACE = 8
"""Number of words in the longest place name."""


def _first(place: NamedRegion) -> int:
    return place.first


@dataclass(frozen=True, slots=True)
class NamedTerm:
    """A term named in the words from `first` up to but not including `last`."""

    first: int
    last: int
    slug: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """An analysed text; indexes refer to `words`.

    `firsts` has the index of each sentence's first word. `codes` has the codes of all named
    regions, and `hints` those of countries known from elsewhere, such as the source's. `date` is
    the date of the text, for offices that change their names.
    """

    text: str
    language: str
    sentences: tuple[Sentence, ...]
    words: tuple[Word, ...]
    firsts: tuple[int, ...]
    places: tuple[NamedRegion, ...]
    hints: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()
    date: dt.date | None = None

    def sentence_at(self, word: int) -> int:
        """The index of a word's sentence."""
        return max(bisect.bisect_right(self.firsts, word) - 1, 0)

    def begins_sentence(self, word: int) -> bool:
        """Whether a word is the first of its sentence."""
        at = bisect.bisect_left(self.firsts, word)
        return at < len(self.firsts) and self.firsts[at] == word

    def places_between(self, first: int, last: int) -> Sequence[NamedRegion]:
        """The regions whose mentions overlap the words from `first` up to but not including `last`."""
        at = bisect.bisect_left(self.places, first - _LONGEST_PLACE, key=_first)
        end = bisect.bisect_left(self.places, last, key=_first)
        return [place for place in self.places[at:end] if place.last > first]

    def places_beside(self, word: int) -> Sequence[NamedRegion]:
        """The regions in the sentence of a word."""
        sentence = self.sentence_at(word)
        firsts = (*self.firsts, len(self.words))
        near = self.places_between(firsts[sentence], firsts[sentence + 1])
        return [place for place in near if self.sentence_at(place.first) == sentence]

    def guesses(self, named: Iterable[NamedTerm]) -> list[Guess]:
        """The surest guess of each term, the surest first; low for terms named only outside the report."""
        best: dict[str, Guess] = {}
        for term in named:
            confidence = round(
                term.confidence * (1.0 if self.weight(term.first) else IN_THE_MARGIN), 2
            )
            if term.slug not in best or confidence > best[term.slug].confidence:
                best[term.slug] = Guess(term.slug, confidence, self.evidence(term.first))
        return sorted(best.values(), key=lambda guess: -guess.confidence)

    def weight(self, word: int) -> float:
        """The weight of a mention at this word; zero in a sidebar."""
        return WEIGHTS["parts"][self.sentences[self.sentence_at(word)].role]

    def evidence(self, word: int) -> str:
        """A word's sentence, on one line."""
        return " ".join(self.sentences[self.sentence_at(word)].text.split())

    def gap(self, word: int) -> str:
        """The text between a word and the next one."""
        if word + 1 >= len(self.words):
            return "\n"
        return self.text[self.words[word].end : self.words[word + 1].start]

    def span(self, first: int, last: int) -> str:
        """The text from a word up to but not including another."""
        return " ".join(self.text[self.words[first].start : self.words[last - 1].end].split())


def read(
    text: str,
    title: str = "",
    language: str = "",
    hints: Sequence[str] = (),
    date: dt.date | None = None,
) -> Reading:
    """Analyse a text; `title` is put before it."""
    title = " ".join(unicodedata.normalize("NFC", title[:_MOST]).split())
    text = unicodedata.normalize("NFC", f"{title}\n\n{text[:_MOST]}" if title else text[:_MOST])
    text = _BREAK_IN_SENTENCE.sub(" ", unwrapped(text))
    language = (language or detect(text)[0] or "en").partition("-")[0]
    parts = tuple(sentences(text, title))
    words = tokens(text)
    starts = [word.start for word in words]
    firsts = tuple(bisect.bisect_left(starts, sentence.start) for sentence in parts)
    named = tuple(sorted(named_regions(words, language), key=_first))
    codes = frozenset(place.region.code for place in named)
    return Reading(text, language, parts, tuple(words), firsts, named, tuple(hints), codes, date)
