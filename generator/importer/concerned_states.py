"""Which states a text concerns: how often and how early each is named, and whose bodies act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from generator.importer.evidence import Guess
from generator.importer.reading import Reading
from generator.model.term import Taxonomy

_POINTS = {"name": 1.0, "people": 0.8, "city": 0.6, "cue": 0.2}
_BODY = 1.0
_ENOUGH, _SHARE = 0.8, 0.04
"""Points, and share of all points, from which a state is as likely as not to be concerned (fitted on
the tuned articles)."""


def guesses(
    reading: Reading, taxonomy: Taxonomy, about: Iterable[str], named: Collection[int]
) -> list[Guess]:
    """Countries by code, the surest first.

    Args:
        reading: The text.
        taxonomy: The countries of the world.
        about: The countries of bodies that the text speaks of, as often as there are such bodies.
        named: Words that are parts of people's names, such as Lisa Monaco's.
    """
    points: dict[str, float] = defaultdict(float)
    evidence: dict[str, str] = {}
    for place in reading.places:
        slug, weight = place.region.code.lower(), reading.weight(place.first)
        if slug in taxonomy.terms and place.first not in named:
            points[slug] += _POINTS[place.region.kind] * weight
            if place.region.kind != "cue" and weight:
                evidence.setdefault(slug, reading.evidence(place.first))
    for code in filter(None, about):
        if code.lower() in taxonomy.terms:
            points[code.lower()] += _BODY
    total = sum(points.values())
    found = []
    for slug, score in points.items():
        share = score / total if total else 0.0
        confidence = min(0.99, 0.5 * min(score / _ENOUGH, 1.7) * min(0.7 + 0.3 * share / _SHARE, 1.15))
        found.append(Guess(taxonomy.terms[slug].country, round(confidence, 2), evidence.get(slug, "")))
    return sorted(found, key=lambda guess: -guess.confidence)
