"""The bodies that a text mentions. A name is never resolved by guessing.

A name means a body if the text decides it. A full name that no other body has is enough. Acronyms
and names of general words (National Security Committee) need evidence: their state, the place
beside them, a person who holds an office there, or their parent. Another state, a part of a state
(Pennsylvania) or another field (student, Ltd) beside the name rules a body out. A name that only
the subject of the whole text explains is a suggestion; everything else is listed as ambiguous, with
the bodies it may mean.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from generator.importer import body_names
from generator.importer.body_names import Bearer, BodyMention, is_inside, place_beside, qualifier_of
from generator.importer.claims import IN_PASSING, SHARES, AmbiguousName
from generator.importer.phrase_search import AS_A_WORD, PhraseFinder, longest
from generator.importer.reading import NamedTerm, Reading
from generator.importer.regions import UNIONS, NamedRegion
from generator.importer.words import word_set
from generator.model.term import Taxonomy

_SHARES = SHARES["bodies"]
_MOST_OF_A_TEXT = 0.6
"""Minimum share of all mentions of states for a state to be the subject of a text."""
_LEAST_PLACES = 2
"""Minimum mentions of places in a text that is about a state."""
_SHORT = 3
"""Letters of acronyms that mean too many things for a state elsewhere in the text to explain them."""
_DATELINE_WORDS = 2
_PASSING = word_set("around", "passing")

Decision = tuple[Bearer | None, str]
"""The body that a name means, and why; None for an unknown body."""


@dataclass(slots=True)
class _Scene:
    """Facts about the whole text, used to decide its mentions.

    `holders` has the sentences that name an officer of a body, and `shares` the share of the text
    that each state has. `candidates` has the bodies of those names in a sentence that only one
    state uses. `elsewhere` has bodies whose name the text gives to a body of another state.
    `acting` has the sentences in which a body is named without doubt, each with the body's state.
    """

    reading: Reading
    taxonomy: Taxonomy
    holders: Mapping[str, Collection[int]]
    shares: Mapping[str, float] = field(default_factory=dict)
    candidates: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    settled: set[str] = field(default_factory=set)
    elsewhere: frozenset[str] = frozenset()
    acting: set[tuple[int, str]] = field(default_factory=set)
    defined: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def ancestors(self, slug: str) -> set[str]:
        return set(self.taxonomy.ancestors(slug) if slug in self.taxonomy.terms else ())


def find(
    reading: Reading,
    finder: PhraseFinder[Bearer],
    taxonomy: Taxonomy,
    holders: Mapping[str, Collection[int]],
) -> tuple[list[NamedTerm], list[AmbiguousName]]:
    """Every mention of a body that the text resolves, and the names that stay ambiguous.

    `finder` has the names of the taxonomy's terms; `holders` the sentences that name someone with
    an office at a body.
    """
    matches = list(finder.find(reading.words, reading.language))
    mentions = list(body_names.mentions_of(reading, longest(matches)))
    scene = _scene(reading, taxonomy, holders, mentions)
    decided: dict[int, tuple[BodyMention, Decision]] = {}
    for _ in range(2):  # full names found later explain short forms earlier in the text
        for mention in mentions:
            if mention.first not in decided and (decision := _decide(mention, scene)):
                decided[mention.first] = mention, decision
                if decision[0] is not None and reading.weight(mention.first):
                    scene.settled.add(decision[0].key)
                    scene.acting.add((reading.sentence_at(mention.first), decision[0].region))
    named = [
        NamedTerm(
            mention.first, mention.last, bearer.slug, _in_passing(_SHARES[why], mention, reading)
        )
        for _, (mention, (bearer, why)) in sorted(decided.items())
        if bearer is not None and bearer.slug
    ]
    unresolved = [mention for mention in mentions if mention.first not in decided]
    plurals = list(_in_plural(body_names.mentions_of(reading, matches), scene))
    return [*_without_owners(named, scene), *plurals], list(_ambiguous(unresolved, reading))


def _scene(
    reading: Reading,
    taxonomy: Taxonomy,
    holders: Mapping[str, Collection[int]],
    mentions: list[BodyMention],
) -> _Scene:
    scene = _Scene(reading, taxonomy, holders, defined=body_names.definitions(reading, mentions))
    weights: dict[str, float] = defaultdict(float)
    for place in reading.places:
        weights[place.region.code] += reading.weight(place.first)
    total = sum(weights.values())
    scene.shares = {code: weight / total for code, weight in weights.items()} if total else {}
    owners: dict[str, set[bool]] = defaultdict(set)
    for mention in mentions:
        if _is_of_one_state(mention):
            scene.candidates[reading.sentence_at(mention.first)].update(mention.bearers)
        if qualifier := qualifier_of(mention, reading):
            for bearer in mention.bearers.values():
                if bearer.region:
                    owners[bearer.key].add(qualifier == bearer.region)
    scene.elsewhere = frozenset(key for key, own in owners.items() if True not in own)
    return scene


def _decide(mention: BodyMention, scene: _Scene) -> Decision | None:
    """The body that a mention means; None if it stays ambiguous."""
    bearers = [bearer for bearer in _possible(mention, scene) if bearer.key not in scene.elsewhere]
    if not bearers:
        return None, "foreign"
    qualifier = qualifier_of(mention, scene.reading)
    if qualifier and any(bearer.region for bearer in bearers):
        local = [bearer for bearer in bearers if bearer.region == qualifier]
        bearer = _only(local, lambda _: True) or _only(local, lambda bearer: bearer.own)
        return (bearer, "small" if mention.small else "qualified") if bearer else (None, "foreign")
    if mention.small:  # `the security service` is a phrase of the language, too
        return None
    alone = bearers[0] if len(bearers) == 1 and bearers[0].own else None
    place = place_beside(mention, scene.reading)
    if body_names.is_of_another_field(mention, scene.reading) and (mention.acronym or not alone):
        return _known(bearers, scene)
    there = _of_region(place, bearers, "state")
    if there or (place and not alone):
        return there or (None, "foreign")
    if decision := _known(bearers, scene) or _by_sentence(mention, bearers, scene):
        return decision
    stateless = alone is not None and alone.region in ("", *UNIONS)
    if place and not stateless:
        return None
    is_word = stateless and len(scene.reading.words[mention.first].plain) >= AS_A_WORD
    if alone and (is_word or not mention.acronym):
        return alone, "own name"
    if decision := _by_place(mention, bearers, scene):
        return decision
    if alone:
        return _by_company(alone, mention, scene)
    return None if mention.acronym else _by_text(mention, bearers, scene)


def _known(bearers: list[Bearer], scene: _Scene) -> Decision | None:
    """The only one of the bodies that the text names in another way too, or whose parent or part it names."""
    bearer = _only(bearers, lambda bearer: bearer.key in scene.settled)
    bearer = bearer or _related(bearers, scene.settled, scene)
    return (bearer, "known") if bearer else None


def _related(bearers: list[Bearer], others: Collection[str], scene: _Scene) -> Bearer | None:
    """The only body with a parent among others, or the only one with a part among them."""
    child = _only(
        bearers, lambda bearer: any(slug in others for slug in scene.ancestors(bearer.slug))
    )
    parents = {parent for each in others for parent in scene.ancestors(each)}
    return child or _only(bearers, lambda bearer: bearer.slug in parents)


def _by_sentence(mention: BodyMention, bearers: list[Bearer], scene: _Scene) -> Decision | None:
    """The only body of which the sentence names an officer, a parent or a part, or a body of its state."""
    sentence = scene.reading.sentence_at(mention.first)
    if bearer := _only(bearers, lambda bearer: sentence in scene.holders.get(bearer.slug, ())):
        return bearer, "officer"
    bearer = _related(bearers, scene.candidates[sentence], scene)
    if not bearer and (mention.acronym or _is_of_one_state(mention)):
        bearer = _only(bearers, lambda bearer: (sentence, bearer.region) in scene.acting)
    return (bearer, "acronym and state") if bearer else None


def _is_of_one_state(mention: BodyMention) -> bool:
    return len({bearer.region for bearer in mention.bearers.values()}) == 1


def _by_company(alone: Bearer, mention: BodyMention, scene: _Scene) -> Decision | None:
    """The only body of an acronym, if a state or another body is named beside it."""
    long = len(scene.reading.words[mention.first].plain) > _SHORT
    if alone.region in scene.reading.hints or (long and alone.region in scene.shares):
        return alone, "acronym and state"
    return (
        (alone, "acronym")
        if scene.reading.sentence_at(mention.first) in dict(scene.acting)
        else None
    )


def _possible(mention: BodyMention, scene: _Scene) -> list[Bearer]:
    """The bodies that a name may mean, given the text's wording and date."""
    bearers = list(mention.bearers.values())
    if mention.acronym:
        meant = scene.defined.get(scene.reading.words[mention.first].written)
        bearers = [bearer for bearer in bearers if meant is None or bearer.key in meant]
    day = scene.reading.date

    def existed(bearer: Bearer) -> bool:
        term = scene.taxonomy.terms.get(bearer.slug)
        if term is None or day is None:
            return True
        return (not term.since or term.since.first <= day) and (
            not term.until or day <= term.until.last
        )

    return list(filter(existed, bearers)) or bearers


def _only(bearers: Iterable[Bearer], test: Callable[[Bearer], bool]) -> Bearer | None:
    """The only body that passes a test; None if several or none do."""
    passed = [bearer for bearer in bearers if test(bearer)]
    return passed[0] if len(passed) == 1 else None


def _by_place(mention: BodyMention, bearers: list[Bearer], scene: _Scene) -> Decision | None:
    """The body of the place that begins the sentence (`BAKU, Oct. 27 —`) or that things happen in.

    A state that is only near proves nothing: `the service said that the men had come from Georgia`.
    """
    reading = scene.reading
    here = scene.reading.places_beside(mention.first)
    before = [place for place in here if place.last <= mention.first]
    its = (
        mention.first > 0 and reading.words[mention.first - 1].plain == "its"
    )  # Britain relies on its NCSC
    alone = len({place.region.code for place in before}) == 1
    if before and (its or (alone and _is_dateline(before[0], reading))):
        return _of_region(before[0], bearers, "dateline")
    shared = len(bearers) > 1 or not bearers[0].own
    if len({place.region.code for place in here}) != 1 or (mention.acronym and shared):
        return None
    inside = here[0].region.kind == ("name" if mention.acronym else "city") and is_inside(
        here[0], reading
    )
    return (
        _of_region(here[0], bearers, "state") if inside or here[0].region.code in UNIONS else None
    )


def _of_region(place: NamedRegion | None, bearers: list[Bearer], why: str) -> Decision | None:
    national = [
        bearer for bearer in bearers if bearer.own or (place and place.region.kind != "part")
    ]
    bearer = _only(
        national, lambda bearer: place is not None and bearer.region == place.region.code
    )
    return (bearer, why) if bearer else None


def _is_dateline(place: NamedRegion, reading: Reading) -> bool:
    """Whether a place is set off at the start of a sentence: `In Georgia, …`."""
    opens = place.first - reading.firsts[reading.sentence_at(place.first)] < _DATELINE_WORDS
    return opens and reading.gap(place.last - 1).strip()[:1] in tuple(",:(–—-")


def _by_text(mention: BodyMention, bearers: list[Bearer], scene: _Scene) -> Decision | None:
    """Resolve a shared name by the state that most of the text is about, or whose bodies act in it."""
    top = max(scene.shares.values(), default=0.0)
    home = {
        code for code, share in scene.shares.items() if share == top and share >= _MOST_OF_A_TEXT
    }
    if len(scene.reading.places) < _LEAST_PLACES:
        home.clear()
    home |= {code for code in scene.reading.hints if code in scene.shares or not scene.shares}
    if _is_of_one_state(mention):
        home |= {region for _, region in scene.acting}
    bearer = _only(bearers, lambda bearer: bearer.region in home)
    return (bearer, "text") if bearer else None


def _in_passing(confidence: float, mention: BodyMention, reading: Reading) -> float:
    """A lower confidence for passing mentions: `a former officer of …`."""
    before = reading.words[max(0, mention.first - 2) : mention.first]
    return round(
        confidence * (IN_PASSING if any(word.plain in _PASSING for word in before) else 1), 2
    )


def _without_owners(named: list[NamedTerm], scene: _Scene) -> list[NamedTerm]:
    """Leave out a body that is named only as another one's parent: Committee of the Council."""
    owners: set[int] = set()
    for before, after in pairwise(named):
        between = scene.reading.words[before.last : after.first]
        if before.last <= after.first and [word.plain for word in between] in ([], ["of"]):
            if before.slug in scene.ancestors(after.slug):
                owners.add(before.first)
            elif after.slug in scene.ancestors(before.slug):
                owners.add(after.first)
    return [body for body in named if body.first not in owners]


def _in_plural(mentions: Iterable[BodyMention], scene: _Scene) -> Iterator[NamedTerm]:
    """Resolve a plural: security councils of Azerbaijan and Kazakhstan, or those with named heads."""
    for mention in mentions:
        if not mention.plural or len(mention.bearers) < 2:
            continue
        codes = {place.region.code for place in scene.reading.places_beside(mention.first)}
        for bearer in mention.bearers.values():
            joined = len(codes) > 1 and bearer.region in codes
            if bearer.slug and (joined or scene.holders.get(bearer.slug)):
                confidence = _in_passing(_SHARES["plural"], mention, scene.reading)
                yield NamedTerm(mention.first, mention.last, bearer.slug, confidence)


def _ambiguous(mentions: Iterable[BodyMention], reading: Reading) -> Iterator[AmbiguousName]:
    """Ambiguous names, each once."""
    seen: set[str] = set()
    for mention in mentions:
        name = reading.span(mention.first, mention.last)
        slugs = tuple(bearer.slug for bearer in mention.bearers.values() if bearer.slug)
        if slugs and not mention.small and reading.weight(mention.first) and name not in seen:
            seen.add(name)
            yield AmbiguousName(name, slugs, reading.evidence(mention.first))
