"""Which bodies a text speaks of. A name is never resolved by guessing.

A name means a body when the text says so: by a word that says whose body it is, by a full name that
no other body bears, by an office that someone named there holds, or by the state named nearest in the
sentence. A name that only the subject of the whole text explains is a suggestion; everything else is
listed as ambiguous, with the bodies it may mean.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from generator.importer.body_mentions import (
    BodyMention,
    definitions,
    is_part_of_another_name,
    mentions_of,
    qualifier_of,
)
from generator.importer.body_names import Bearer
from generator.importer.calibration import BODIES, IN_PASSING, IN_THE_MARGIN
from generator.importer.evidence import AmbiguousName, Guess
from generator.importer.phrase_search import PhraseFinder, longest
from generator.importer.reading import Reading
from generator.importer.regions import NamedRegion
from generator.importer.words import word_set
from generator.model.term import Term

_MOST_OF_A_TEXT = 0.5
"""Share of all states named that makes a text one about a state."""
_SHORT_ACRONYM = 3
_DATELINE_WORDS = 2
_PASSING = word_set("around", "passing")


@dataclass(frozen=True, slots=True)
class FoundBody:
    """A mention that means one body, with how sure that is."""

    mention: BodyMention
    slug: str
    confidence: float


@dataclass(slots=True)
class _Scene:
    """What is known of the whole text while its mentions are decided."""

    reading: Reading
    terms: Mapping[str, Term]
    holders: Mapping[str, Collection[int]]
    """Slug → sentences in which an officer of that body is named."""
    shares: Mapping[str, float] = field(default_factory=dict)
    by_sentence: Mapping[int, list[NamedRegion]] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    elsewhere: frozenset[str] = frozenset()
    """Bodies whose name the text gives to a body of another state."""
    acting: set[int] = field(default_factory=set)
    """Sentences in which a body is named beyond doubt."""
    defined: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def ancestors(self, slug: str) -> set[str]:
        found: set[str] = set()
        parent = self.terms[slug].parent if slug in self.terms else ""
        while parent in self.terms and parent not in found:
            found.add(parent)
            parent = self.terms[parent].parent
        return found


def find(
    reading: Reading,
    finder: PhraseFinder[Bearer],
    terms: Mapping[str, Term],
    holders: Mapping[str, Collection[int]],
) -> tuple[list[FoundBody], list[AmbiguousName]]:
    """Every mention of a body that the text decides, and the names it leaves open.

    Args:
        reading: The text.
        finder: The names of one taxonomy's terms.
        terms: That taxonomy's terms.
        holders: Slug → sentences that name someone with an office there.
    """
    matches = list(finder.find(reading.words, reading.language))
    every = mentions_of(reading, longest(matches))
    mentions = [one for one in every if not is_part_of_another_name(one, reading)]
    scene = _scene(reading, terms, holders, mentions)
    decided: dict[int, tuple[BodyMention, Bearer | None, str]] = {}
    for _ in range(2):
        for mention in mentions:
            if mention.first not in decided and (found := _decide(mention, scene)):
                decided[mention.first] = (mention, *found)
                if found[0] is not None and reading.weight(mention.first):
                    scene.settled.add(found[0].key)
                    scene.acting.add(reading.sentence_at(mention.first))
    found_bodies = [
        FoundBody(mention, bearer.slug, _in_place(BODIES[why], mention, reading))
        for _, (mention, bearer, why) in sorted(decided.items())
        if bearer is not None and bearer.slug
    ]
    open_names = [one for one in mentions if one.first not in decided]
    plurals = list(_in_plural(mentions_of(reading, matches), scene))
    return [*_without_owners(found_bodies, scene), *plurals], list(_ambiguous(open_names, reading))


def _scene(
    reading: Reading,
    terms: Mapping[str, Term],
    holders: Mapping[str, Collection[int]],
    mentions: list[BodyMention],
) -> _Scene:
    scene = _Scene(reading, terms, holders)
    weights: dict[str, float] = defaultdict(float)
    by_sentence: dict[int, list[NamedRegion]] = defaultdict(list)
    for place in reading.places:
        by_sentence[reading.sentence_at(place.first)].append(place)
        weights[place.region.code] += reading.weight(place.first) * (0.5 if place.region.kind == "cue" else 1)
    total = sum(weights.values())
    scene.by_sentence = by_sentence
    scene.shares = {code: weight / total for code, weight in weights.items()} if total else {}
    scene.defined = definitions(reading, mentions)
    beside: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if qualifier := qualifier_of(mention, reading):
            for bearer in mention.bearers.values():
                if bearer.region:
                    beside[bearer.key].add((qualifier == bearer.region and "own") or qualifier)
    scene.elsewhere = frozenset(key for key, codes in beside.items() if "own" not in codes)
    return scene


def _decide(mention: BodyMention, scene: _Scene) -> tuple[Bearer | None, str] | None:
    """The body that a mention means, and why; None for the body when it is nobody's we know.

    Returns:
        None when the text leaves the name open.
    """
    bearers = [one for one in _possible(mention, scene) if one.key not in scene.elsewhere]
    if not bearers:
        return None, "foreign"
    qualifier = qualifier_of(mention, scene.reading)
    if qualifier and any(one.region for one in bearers):
        one = _only(bearers, lambda bearer: bearer.region == qualifier) or _only(
            [one for one in bearers if one.region == qualifier], lambda bearer: bearer.claim == "own"
        )
        return (one, "small" if mention.small else "qualified") if one else (None, "foreign")
    if mention.small:
        return _by_state(mention, bearers, scene, "small")
    sentence = scene.reading.sentence_at(mention.first)
    tests = (
        ("known", lambda bearer: bearer.key in scene.settled),
        ("officer", lambda bearer: sentence in scene.holders.get(bearer.slug, ())),
        ("known", lambda bearer: bool(scene.ancestors(bearer.slug) & scene.settled)),
        ("known", lambda bearer: any(bearer.slug in scene.ancestors(slug) for slug in scene.settled)),
    )
    for why, test in tests:
        if one := _only(bearers, test):
            return one, why
    regions = {one.region for one in mention.bearers.values()}
    successors = len(mention.bearers) > 1 and len(regions) == 1  # one office, which changed its name
    alone = bearers[0] if len(bearers) == 1 and (bearers[0].claim == "own" or successors) else None
    if alone is not None and not mention.acronym:
        return alone, "own name"
    if found := _by_state(mention, bearers, scene, "state"):
        return found
    return _acronym(mention, alone, scene) if alone is not None else _by_text(mention, bearers, scene)


def _possible(mention: BodyMention, scene: _Scene) -> list[Bearer]:
    """The bodies that a name may mean, given what the text says of it and when it was written."""
    bearers = list(mention.bearers.values())
    if mention.acronym:
        meant = scene.defined.get(scene.reading.words[mention.first].written)
        bearers = [one for one in bearers if meant is None or one.key in meant]
    date = scene.reading.date
    current = [one for one in bearers if one.slug not in scene.terms or _existed(scene.terms[one.slug], date)]
    return current or bearers


def _existed(term: Term, date: dt.date | None) -> bool:
    """Whether a body bore its name on a day."""
    return date is None or ((not term.since or term.since <= date) and (not term.until or date <= term.until))


def _only(bearers: Iterable[Bearer], test: object) -> Bearer | None:
    """The one body that passes a test; None when several do."""
    passed = [one for one in bearers if test(one)]  # type: ignore[operator]
    return passed[0] if len(passed) == 1 else None


def _by_state(
    mention: BodyMention, bearers: list[Bearer], scene: _Scene, why: str
) -> tuple[Bearer | None, str] | None:
    """The body of the state that is named nearest in the sentence, or in the dateline before it."""
    reading = scene.reading
    here = [one for one in _around(mention, scene) if one.region.kind != "cue"]
    if not here:
        return None
    nearest = min(here, key=lambda one: max(one.first - mention.last, mention.first - one.last, 0))
    if nearest.region.kind == "city" and _opens_report(nearest, reading) and why == "state":
        why = "dateline"
    one = _only(bearers, lambda bearer: bearer.region == nearest.region.code)
    if one is None and len({place.region.code for place in here}) > 1 and not mention.acronym:
        codes = {place.region.code for place in here}
        one = _only(bearers, lambda bearer: bearer.region in codes)
        why = "small" if why == "small" else "text"
    return (one, why) if one else None


def _opens_report(place: NamedRegion, reading: Reading) -> bool:
    """Whether a city is that of a dateline: `BAKU, Oct. 27 —`."""
    return place.first - reading.firsts[reading.sentence_at(place.first)] < _DATELINE_WORDS


def _acronym(mention: BodyMention, bearer: Bearer, scene: _Scene) -> tuple[Bearer, str] | None:
    """An acronym of one known body; three letters mean many things, so the state must be named."""
    if bearer.region and (bearer.region in scene.shares or bearer.region in scene.reading.hints):
        return bearer, "acronym and state"
    written = scene.reading.words[mention.first].written
    long = len(written) > _SHORT_ACRONYM or not written.isalpha() or not written.isupper()
    beside = scene.reading.sentence_at(mention.first) in scene.acting
    return (bearer, "acronym") if long or beside else None


def _by_text(mention: BodyMention, bearers: list[Bearer], scene: _Scene) -> tuple[Bearer | None, str] | None:
    """A name that several bear, in a text about one of their states; an acronym stays open."""
    if mention.acronym:
        return None
    top = max(scene.shares.values(), default=0.0)
    home = {code for code, share in scene.shares.items() if share == top and share >= _MOST_OF_A_TEXT}
    home |= {code for code in scene.reading.hints if code in scene.shares or not scene.shares}
    one = _only(bearers, lambda bearer: bearer.region in home)
    return (one, "text") if one else None


def _around(mention: BodyMention, scene: _Scene) -> list[NamedRegion]:
    return scene.by_sentence.get(scene.reading.sentence_at(mention.first), [])


def _in_place(confidence: float, mention: BodyMention, reading: Reading) -> float:
    """Less for what is said in passing, little for what is around the report."""
    if not reading.weight(mention.first):
        return round(confidence * IN_THE_MARGIN, 2)
    before = reading.words[max(0, mention.first - 2) : mention.first]
    return round(confidence * (IN_PASSING if any(word.plain in _PASSING for word in before) else 1), 2)


def _without_owners(found: list[FoundBody], scene: _Scene) -> list[FoundBody]:
    """Leave out a body that is only named to say whose part another is: Committee of the Council."""
    owners: set[int] = set()
    for before, after in pairwise(found):
        between = scene.reading.words[before.mention.last : after.mention.first]
        if before.mention.last <= after.mention.first and [word.plain for word in between] in ([], ["of"]):
            if before.slug in scene.ancestors(after.slug):
                owners.add(before.mention.first)
            elif after.slug in scene.ancestors(before.slug):
                owners.add(after.mention.first)
    return [one for one in found if one.mention.first not in owners]


def _in_plural(mentions: Iterable[BodyMention], scene: _Scene) -> Iterator[FoundBody]:
    """The security councils of Azerbaijan, Kazakhstan and Kyrgyzstan, or those whose heads are named."""
    for mention in mentions:
        last = scene.reading.words[mention.last - 1].plain
        singular = mention.acronym or not last.endswith("s") or last in mention.lasts
        if singular or len(mention.bearers) < 2 or is_part_of_another_name(mention, scene.reading):
            continue
        named = {place.region.code for place in _around(mention, scene) if place.region.kind != "cue"}
        for bearer in mention.bearers.values():
            if bearer.slug and (
                (len(named) > 1 and bearer.region in named) or scene.holders.get(bearer.slug)
            ):
                yield FoundBody(mention, bearer.slug, _in_place(BODIES["plural"], mention, scene.reading))


def _ambiguous(mentions: Iterable[BodyMention], reading: Reading) -> Iterator[AmbiguousName]:
    """Names that the text leaves open, each once."""
    seen: set[str] = set()
    for mention in mentions:
        name = reading.span(mention.first, mention.last)
        slugs = tuple(one.slug for one in mention.bearers.values() if one.slug)
        if slugs and not mention.small and reading.weight(mention.first) and name not in seen:
            seen.add(name)
            yield AmbiguousName(name, slugs, reading.evidence(mention.first))


def guesses(found: Iterable[FoundBody], reading: Reading) -> list[Guess]:
    """One guess a body, by its surest mention, in the order of certainty, then of the text."""
    best: dict[str, FoundBody] = {}
    for one in found:
        if one.slug not in best or one.confidence > best[one.slug].confidence:
            best[one.slug] = one
    every = [Guess(slug, one.confidence, reading.evidence(one.mention.first)) for slug, one in best.items()]
    return sorted(every, key=lambda guess: -guess.confidence)
