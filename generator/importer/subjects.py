"""Find the subjects of a text by the vocabulary that editors gave each subject.

A phrase counts with its weight once and a little more for each repetition. Words in a headline
count double, words in a sidebar or a body's name little. Weak words help, but never decide. A
subject is suggested if its words make up enough of the text.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.importer.claims import LIKELY, WEIGHTS, Guess
from generator.importer.phrase_search import Phrase, PhraseFinder, PhraseMatch, longest, phrase
from generator.importer.reading import Reading
from generator.model.term import Taxonomy

_TUNED = WEIGHTS["themes"]


@dataclass(frozen=True, slots=True)
class SubjectWord:
    """A phrase of a subject and its weight."""

    slug: str
    text: str
    weight: float


SubjectHit = PhraseMatch[SubjectWord]


def phrases(taxonomy: Taxonomy, language: str) -> Iterator[Phrase[SubjectWord]]:
    """The phrases that count in texts of one language.

    These are the vocabulary of the language, the terms' names, and words of other languages that
    are strong enough to decide alone, because loan words are common.
    """
    own = {tag for term in taxonomy for tag in term.vocabulary}
    for term in taxonomy:
        weights = {alias: (_TUNED["alias"], term.language_of(alias)) for alias in term.aliases}
        for tag, words in term.vocabulary.items():
            foreign = tag == "en" or language not in own
            weights |= {
                text: (weight, tag)
                for text, weight in words.items()
                if tag == language or (weight == _TUNED["deciding"] and foreign)
            }
        if " " in term.name or not weights.get(
            term.name.casefold()
        ):  # `guidance` is an ordinary word
            weights[term.name] = (_TUNED["name"], term.language_of(term.name))
        for text, (weight, tag) in weights.items():
            if named := phrase(text, SubjectWord(term.slug, text, weight), tag, cased=False):
                yield named


def find(reading: Reading, lexicon: PhraseFinder[SubjectWord]) -> list[SubjectHit]:
    """Every phrase in a text; of several matches for the same words, the longest, then the heaviest."""
    by_subject: dict[str, list[PhraseMatch[SubjectWord]]] = defaultdict(list)
    for match in lexicon.find(reading.words, reading.language):
        by_subject[match.phrase.owner.slug].append(match)
    hits: dict[tuple[str, int], SubjectHit] = {}
    for slug, matches in by_subject.items():
        for match in longest(matches):
            known = hits.get((slug, match.first))
            if known is None or known.phrase.owner.weight < match.phrase.owner.weight:
                hits[slug, match.first] = match
    return list(hits.values())


def _scores(hits: list[SubjectHit], reading: Reading, named: Collection[int]) -> dict[str, float]:
    """Subject → its share of the text, for texts of any length."""
    counted: dict[SubjectWord, float] = defaultdict(float)
    for hit in hits:
        counted[hit.phrase.owner] += reading.weight(hit.first) * (
            _TUNED["in_a_name"] if hit.first in named else 1.0
        )
    strong: dict[str, float] = defaultdict(float)
    weak: dict[str, float] = defaultdict(float)
    for word, count in counted.items():
        sums = strong if word.weight >= _TUNED["strong"] else weak
        sums[word.slug] += word.weight * (count if count <= 1 else 1 + math.log2(count))
    length = max(
        1.0, sum(sentence.role != "margin" for sentence in reading.sentences) / _TUNED["sentences"]
    )
    return {
        slug: (strong[slug] + min(weak[slug], _TUNED["most_weak"])) / length ** _TUNED["shrink"]
        for slug in sorted({*strong, *weak})
        if strong[slug] or weak[slug]
    }


def guesses(
    hits: list[SubjectHit], reading: Reading, taxonomy: Taxonomy, named: Collection[int]
) -> list[Guess]:
    """The subjects of a text, most likely first; `named` has the words that are parts of names."""
    scores = _scores(hits, reading, named)
    first = max(scores.values(), default=0.0)
    titled = any(sentence.role == "title" for sentence in reading.sentences)
    beside = _TUNED["beside"] * math.sqrt(first) * (_TUNED["headlined"] if titled else 1.0)
    result: list[Guess] = []
    for slug, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        needed = max(_TUNED["enough"], beside)
        narrower = [guess.value for guess in result if guess.confidence >= LIKELY]
        if any(slug in taxonomy.ancestors(other) for other in narrower):
            needed *= _TUNED["broader"]
        confidence = min(round(1 / (1 + (needed / score) ** _TUNED["steepness"]), 2), 0.99)
        result.append(Guess(slug, confidence, _evidence(slug, hits, reading)))
    return sorted(result, key=lambda guess: -guess.confidence)


def _evidence(slug: str, hits: list[SubjectHit], reading: Reading) -> str:
    """The sentence with the most evidence for a subject."""
    sums: dict[int, float] = defaultdict(float)
    for hit in hits:
        if hit.phrase.owner.slug == slug:
            weight = hit.phrase.owner.weight * (reading.weight(hit.first) + 0.01)
            sums[reading.sentence_at(hit.first)] += weight
    best = max(sums, key=lambda sentence: (sums[sentence], -sentence))
    return " ".join(reading.sentences[best].text.split())
