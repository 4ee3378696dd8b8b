"""Which bodies a text speaks of, when several bear one name and none should be taken for another.

A mention is decided by what stands nearest: a word that says whose body it is, a state named in the
same sentence, other bodies and officers of that state, the place the report comes from. What stays
undecided is not suggested.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from generator.intake.evidence import Guess
from generator.intake.lexicon import Lexicon, longest
from generator.intake.mentions import (
    STRENGTH,
    Mention,
    definitions,
    is_part_of_another_name,
    means_something_else,
    mentions_of,
    qualifier_of,
)
from generator.intake.names import Bearer
from generator.intake.places import Place, region_of
from generator.intake.reading import Reading
from generator.intake.tokens import listed
from generator.model.term import Term

_DIRECT, _NEAR, _SENTENCE, _BEFORE = 10.0, 2.5, 1.5, 0.7
_SHARE, _HINT, _DATELINE, _SIBLING, _SELF, _HOLDER = 2.0, 1.0, 1.0, 1.5, 4.0, 4.0
_EXACT = 0.6
_RIVAL, _FAR_RIVAL = 1.0, 4.0
"""What a state without a body of that name needs to be meant: more when one with such a body is named."""
_OUT_OF_TIME = 3.0
_ENOUGH, _MARGIN = 1.5, 0.8
_UNSURE = 0.3
_PLURAL = 0.7
_CUE = 0.5
_CLOSE = 8
_DATELINE_WORDS = 12
_PASSING = listed(
    """
    former ex previously once like unlike veteran retired alumnus alumni resembling бывший бывшая экс
    keçmiş sabiq ehemalige ehemaliger früherer ancien ancienne
    """
)


@dataclass(frozen=True, slots=True)
class Found:
    """A mention that means one term, with how sure that is."""

    mention: Mention
    slug: str
    confidence: float


@dataclass(slots=True)
class _Scene:
    """What is known of the whole text while its mentions are decided."""

    reading: Reading
    terms: Mapping[str, Term]
    holders: Mapping[str, Collection[int]]
    """Slug → sentences in which an officer of that body is named."""
    subjects: Collection[int]
    """Sentences that speak of any subject of the digest."""
    shares: Mapping[str, float] = field(default_factory=dict)
    dateline: str = ""
    settled: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)
    elsewhere: frozenset[str] = frozenset()
    """Terms whose name the text gives to a body of another state."""
    crowd: Mapping[int, int] = field(default_factory=dict)
    """Sentence → how many bodies' names stand in it."""
    by_sentence: dict[int, list[Place]] = field(default_factory=lambda: defaultdict(list))

    def region(self, slug: str) -> str:
        return region_of(slug, self.terms[slug].country)

    def ancestors(self, slug: str) -> set[str]:
        found: set[str] = set()
        parent = self.terms[slug].parent
        while parent in self.terms and parent not in found:
            found.add(parent)
            parent = self.terms[parent].parent
        return found


def find(
    reading: Reading,
    lexicon: Lexicon[Bearer],
    terms: Mapping[str, Term],
    holders: Mapping[str, Collection[int]],
    subjects: Collection[int],
) -> list[Found]:
    """Every mention of a term that context decides, from left to right.

    Args:
        reading: The text.
        lexicon: The names of one taxonomy's terms.
        terms: That taxonomy's terms.
        holders: Slug → sentences that name someone with an office there.
        subjects: Sentences that speak of any subject of the digest.
    """
    scene = _scene(reading, terms, holders, subjects)
    matches = list(lexicon.find(reading.words, reading.language))
    mentions = list(mentions_of(reading, longest(matches)))
    mentions = [one for one in mentions if not is_part_of_another_name(one, reading)]
    defined = definitions(reading, mentions)
    mentions = [one for one in mentions if not means_something_else(one, defined, reading)]
    scene.elsewhere = _given_to_others(mentions, scene)
    scene.crowd = Counter(reading.sentence_at(one.first) for one in mentions)
    decided: dict[int, Found] = {}
    for _ in range(2):
        for mention in mentions:
            if mention.first not in decided and (found := _decide(mention, scene)):
                decided[mention.first] = found
                if found.confidence >= 0.5 and reading.weight(mention.first):
                    scene.settled[found.slug] += 1
                    scene.regions[scene.region(found.slug)] += 1
    every = [decided[at] for at in sorted(decided)]
    return [*_without_owners(every, scene), *_in_plural(mentions_of(reading, matches), scene)]


def _scene(
    reading: Reading,
    terms: Mapping[str, Term],
    holders: Mapping[str, Collection[int]],
    subjects: Collection[int],
) -> _Scene:
    scene = _Scene(reading, terms, holders, subjects)
    weights: dict[str, float] = defaultdict(float)
    for place in reading.places:
        scene.by_sentence[reading.sentence_at(place.first)].append(place)
        said = _CUE if place.region.kind == "cue" else 1.0
        weights[place.region.code] += reading.weight(place.first) * said
    total = sum(weights.values())
    scene.shares = {code: weight / total for code, weight in weights.items()} if total else {}
    cities = [
        one
        for one in reading.places
        if one.region.kind == "city" and reading.sentence_of(one.first).role == "lead"
    ]
    if cities and _stands_at_the_beginning(cities[0], reading):
        scene.dateline = cities[0].region.code
    return scene


def _stands_at_the_beginning(place: Place, reading: Reading) -> bool:
    """A dateline: `BAKU, Oct. 27 —`."""
    sentence = reading.sentence_at(place.first)
    return place.first - reading.firsts[sentence] <= 1 and place.first <= _DATELINE_WORDS * 3


def _given_to_others(mentions: Iterable[Mention], scene: _Scene) -> frozenset[str]:
    """Terms that a state's name stands beside, always another one than their own."""
    beside: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if qualifier := qualifier_of(mention, scene.reading):
            for slug in mention.claims:
                beside[slug].add(qualifier)
    return frozenset(
        slug for slug, codes in beside.items() if scene.region(slug) and scene.region(slug) not in codes
    )


def _without_owners(found: list[Found], scene: _Scene) -> list[Found]:
    """Leave out a body that is only named to say whose part another is: Committee of the Council."""
    owners: set[int] = set()
    for before, after in pairwise(found):
        if _is_next(before.mention, after.mention, scene):
            if before.slug in scene.ancestors(after.slug):
                owners.add(before.mention.first)
            elif after.slug in scene.ancestors(before.slug):
                owners.add(after.mention.first)
    return [one for one in found if one.mention.first not in owners]


def _is_next(before: Mention, after: Mention, scene: _Scene) -> bool:
    """Whether one name follows another at once, or with only `of` between them."""
    between = scene.reading.words[before.last : after.first]
    close = len(between) == 0 or (len(between) == 1 and between[0].plain == "of")
    if before.last > after.first or not close:
        return False
    return not scene.reading.text[
        scene.reading.words[before.last - 1].end : scene.reading.words[after.first].start
    ].strip("ofthe '’s")


def _in_plural(mentions: Iterable[Mention], scene: _Scene) -> Iterator[Found]:
    """The security councils of Azerbaijan, Kazakhstan and Kyrgyzstan, or those whose heads are named."""
    for mention in mentions:
        last = scene.reading.words[mention.last - 1]
        if mention.acronym or len(mention.claims) < 2 or not last.plain.endswith("s"):
            continue
        if last.plain in mention.lasts or is_part_of_another_name(mention, scene.reading):
            continue
        named = {place.region.code for place in _around(mention, scene) if place.region.kind != "cue"}
        for slug in mention.claims:
            if (len(named) > 1 and scene.region(slug) in named) or scene.holders.get(slug):
                yield Found(mention, slug, _in_place(_PLURAL, mention, scene))


def _decide(mention: Mention, scene: _Scene) -> Found | None:
    qualifier = qualifier_of(mention, scene.reading)
    if len(mention.claims) == 1 and next(iter(mention.claims.values())) == "own":
        return _decide_own(mention, qualifier, scene)
    scores = {
        slug: STRENGTH[claim]
        + (_EXACT if slug in mention.exact else 0)
        + _support(slug, mention, qualifier, scene)
        for slug, claim in mention.claims.items()
    }
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    slug, best = ranked[0]
    ours = {scene.region(one) for one in mention.claims}
    named = scene.region(slug) in scene.shares
    rivals = [
        _region_support(code, mention, qualifier, scene) - (_RIVAL if not named else _FAR_RIVAL)
        for code in scene.shares
        if code not in ours
    ]
    second = max([score for _, score in ranked[1:]] + rivals, default=0.0)
    if best < _ENOUGH or best - second < _MARGIN:
        return None
    confidence = min(0.95, 0.55 + 0.1 * (best - max(second, 0.0)))
    if mention.small and qualifier != scene.region(slug):
        confidence = min(confidence, _UNSURE)
    return Found(mention, slug, _in_place(confidence, mention, scene))


def _decide_own(mention: Mention, qualifier: str, scene: _Scene) -> Found | None:
    slug = next(iter(mention.claims))
    region = scene.region(slug)
    if (qualifier and region and qualifier != region) or (not qualifier and slug in scene.elsewhere):
        return None
    confidence = 0.95 if qualifier else 0.9
    if mention.small:
        near = qualifier == region != "" or any(
            place.region.code == region for place in _around(mention, scene)
        )
        long = mention.last - mention.first > 2
        confidence = 0.75 if near and long else 0.6 if near else _UNSURE
    elif mention.acronym and not scene.settled[slug]:
        confidence = _acronym_confidence(mention, slug, region, scene)
    elif not mention.acronym and _is_foreign(region, scene):
        confidence = 0.6
    return Found(mention, slug, _in_place(confidence, mention, scene))


def _around(mention: Mention, scene: _Scene) -> list[Place]:
    return scene.by_sentence.get(scene.reading.sentence_at(mention.first), [])


def _is_foreign(region: str, scene: _Scene) -> bool:
    """Whether a text speaks of states, and not of this one."""
    return bool(region and scene.shares) and region not in scene.shares and region not in scene.reading.hints


def _acronym_confidence(mention: Mention, slug: str, region: str, scene: _Scene) -> float:
    """A few capitals mean many things; the text must speak of the body's state, or of what it does."""
    written = scene.reading.words[mention.first].written
    if region and (region in scene.shares or region in scene.reading.hints or scene.regions[region]):
        return 0.9
    sentence = scene.reading.sentence_at(mention.first)
    if sentence in scene.holders.get(slug, ()):
        return 0.9
    if len(written) > 3 or any(map(str.isdigit, written)) or not written.isupper():
        return 0.75
    if scene.crowd.get(sentence, 0) > 1:
        return 0.75
    if sentence in scene.subjects:
        return 0.6 if not _is_foreign(region, scene) else 0.55
    return 0.35


def _in_place(confidence: float, mention: Mention, scene: _Scene) -> float:
    """Less for what is said in passing, little for what stands around the report."""
    reading = scene.reading
    if not reading.weight(mention.first):
        return round(min(confidence * 0.3, _UNSURE), 2)
    before = reading.words[max(0, mention.first - 2) : mention.first]
    if any(word.plain in _PASSING for word in before):
        confidence *= 0.5
    return round(confidence, 2)


def _support(slug: str, mention: Mention, qualifier: str, scene: _Scene) -> float:
    """How much speaks for one term."""
    region = scene.region(slug)
    score = _region_support(region, mention, qualifier, scene) if region else 0.0
    if not region and qualifier:
        score -= _DIRECT
    term = scene.terms[slug]
    if scene.settled[slug]:
        score += _SELF
    elif scene.settled[term.parent] or any(scene.terms[other].parent == slug for other in scene.settled):
        score += _SIBLING * 2
    if not _existed(term, scene.reading.date):
        score -= _OUT_OF_TIME
    sentence = scene.reading.sentence_at(mention.first)
    if sentence in scene.holders.get(slug, ()):
        score += _HOLDER
    elif scene.holders.get(slug):
        score += _SIBLING
    return score


def _existed(term: Term, date: dt.date | None) -> bool:
    """Whether a body bore its name on a day."""
    return date is None or ((not term.since or term.since <= date) and (not term.until or date <= term.until))


def _region_support(region: str, mention: Mention, qualifier: str, scene: _Scene) -> float:
    """How much speaks for a body of one state."""
    score = _SHARE * scene.shares.get(region, 0.0)
    if qualifier:
        score += _DIRECT if qualifier == region else 0.0
    sentence = scene.reading.sentence_at(mention.first)
    here = [place for place in scene.by_sentence.get(sentence, ()) if place.region.code == region]
    if here:
        nearest = min(max(place.first - mention.last, mention.first - place.last, 0) for place in here)
        score += _NEAR if nearest <= _CLOSE else _SENTENCE
    elif any(place.region.code == region for place in scene.by_sentence.get(sentence - 1, ())):
        score += _BEFORE
    if region in scene.reading.hints:
        score += _HINT
    if region == scene.dateline:
        score += _DATELINE
    if scene.regions[region]:
        score += _SIBLING
    return score


def guesses(found: Iterable[Found], reading: Reading) -> list[Guess]:
    """One guess a term, by its surest mention; what is named again, or at the beginning, is surer."""
    best: dict[str, Found] = {}
    counts: Counter[str] = Counter()
    for one in found:
        counts[one.slug] += bool(reading.weight(one.mention.first))
        if one.slug not in best or one.confidence > best[one.slug].confidence:
            best[one.slug] = one
    ranked = []
    for slug, one in best.items():
        bonus = 0.03 * min(counts[slug] - 1, 2) if one.confidence >= 0.5 else 0.0
        confidence = round(min(0.99, one.confidence + max(bonus, 0.0)), 2)
        ranked.append(Guess(slug, confidence, reading.evidence(one.mention.first)))
    order = {slug: index for index, slug in enumerate(best)}
    return sorted(ranked, key=lambda guess: (-guess.confidence, order[guess.value]))
