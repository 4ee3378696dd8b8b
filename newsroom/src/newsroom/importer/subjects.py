"""Find the subjects of a text by the vocabulary that editors gave each subject.

A phrase counts with its weight once and a little more for each repetition. Words in a headline
count double. Weak words help, but never decide. A subject is
suggested if its words weigh enough; its own name does.
"""

import math
from collections import defaultdict
from dataclasses import dataclass

from generator.model.term import Taxonomy, Term
from newsroom.importer.claims import LIKELY, THEMES, Guess
from newsroom.importer.phrases import Phrase, PhraseBook, PhraseMatch, longest, phrase
from newsroom.importer.reading import Reading


@dataclass(frozen=True, slots=True)
class SubjectWord:
    """A phrase that indicates a subject, and its weight."""

    slug: str
    text: str
    weight: float


Hits = list[PhraseMatch[SubjectWord]]


def vocabulary(taxonomy: Taxonomy, language: str) -> PhraseBook[SubjectWord]:
    """Collect the phrases that count in texts of one language.

    They are the vocabulary of the language, the terms' names, and words of other languages that are
    strong enough to decide alone, because loan words are common.
    """
    own = {tag for term in taxonomy for tag in term.vocabulary}
    phrases: list[Phrase[SubjectWord]] = []
    for term in taxonomy:
        for text, (weight, tag) in _weights(term, language, language not in own).items():
            word = SubjectWord(term.slug, text, weight)
            phrases.append(phrase(text, word, tag, cased=False))
    return PhraseBook(phrases)


def _weights(term: Term, language: str, is_new: bool) -> dict[str, tuple[float, str]]:
    """Map the phrases of a subject to their weights and languages.

    `is_new` says that no subject has a vocabulary in the language.
    """
    weights: dict[str, tuple[float, str]] = {}
    for alias in term.aliases:
        weights[alias] = (THEMES["strong"], term.language_of(alias))
    for tag, words in term.vocabulary.items():
        is_understood = tag == "en" or is_new
        for text, strength in words.items():
            if tag == language or (is_understood and strength == THEMES["deciding"]):
                weights[text] = (strength, tag)
    is_plain_word = term.name.casefold() in weights and " " not in term.name
    if not is_plain_word:  # `guidance` is an ordinary word with a weight of its own
        weights[term.name] = (THEMES["name"], term.language_of(term.name))
    return weights


def find(reading: Reading, book: PhraseBook[SubjectWord]) -> Hits:
    """Find every phrase in a text.

    If one subject has several phrases in the same words, the heaviest counts.
    """
    by_subject: dict[str, Hits] = defaultdict(list)
    for match in book.find(reading.words, reading.language):
        by_subject[match.phrase.owner.slug].append(match)
    hits: dict[tuple[str, int], PhraseMatch[SubjectWord]] = {}
    for slug, matches in by_subject.items():
        for match in sorted(longest(matches), key=lambda match: match.phrase.owner.weight):
            hits[slug, match.first] = match
    return list(hits.values())


def _scores(hits: Hits, reading: Reading) -> dict[str, float]:
    """Map each subject to the weight of its words in the text."""
    counts: dict[SubjectWord, float] = defaultdict(float)
    for hit in hits:
        counts[hit.phrase.owner] += reading.weight(hit.first)
    strong: dict[str, float] = defaultdict(float)
    weak: dict[str, float] = defaultdict(float)
    for word, count in counts.items():
        repeated = count if count <= 1 else 1 + math.log2(count)
        sums = strong if word.weight >= THEMES["strong"] else weak
        sums[word.slug] += word.weight * repeated
    scores: dict[str, float] = {}
    for slug in {*strong, *weak}:
        score = strong[slug] + min(weak[slug], THEMES["most_weak"])
        if score:
            scores[slug] = score
    return scores


def guesses(hits: Hits, reading: Reading, taxonomy: Taxonomy) -> list[Guess]:
    """Guess the subjects of a text, the most likely first."""
    scores = _scores(hits, reading)
    strongest = max(scores.values(), default=0.0)
    beside = THEMES["beside"] * math.sqrt(min(strongest, THEMES["strongest"]))
    if any(sentence.role == "title" for sentence in reading.sentences):
        beside *= THEMES["headlined"]
    needed = max(THEMES["enough"], beside)
    broader: set[str] = set()  # subjects that include one of those before
    result: list[Guess] = []
    for slug, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        threshold = needed
        if slug in broader:
            threshold *= THEMES["broader"]
        share = 1 / (1 + (threshold / score) ** THEMES["steepness"])
        confidence = min(round(share, 2), 0.99)
        if confidence >= LIKELY:
            broader.update(taxonomy.ancestors(slug))
            result.append(Guess(slug, confidence, _evidence(slug, hits, reading)))
    return sorted(result, key=lambda guess: -guess.confidence)


def _evidence(slug: str, hits: Hits, reading: Reading) -> str:
    """The sentence with the phrase that indicates a subject most strongly."""
    own = [hit for hit in hits if hit.phrase.owner.slug == slug]
    best = max(own, key=lambda hit: (reading.weight(hit.first), hit.phrase.owner.weight))
    return reading.evidence(best.first)
