"""Confidences: the share of such values that are right, from the numbers of `calibration.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod

from generator.importer.raw import Claim
from generator.importer.words import table

SURE = 0.95
"""The least confidence of a value that a draft states as a fact; others are suggestions."""
_RIVAL = 0.5
"""Support from which another value makes the best one doubtful."""
_DISPUTED = 0.7
"""What a confidence is multiplied by when there is a rival: of 68 pages on which two good sources
of a date disagreed, the better one was right on about 70 %."""
IN_PASSING, IN_THE_MARGIN = 0.5, 0.3
"""What is left of a confidence for `a former officer of …`, and for other headlines of a page."""
SHARES: Mapping[str, Mapping[str, float]] = table("calibration")
"""Field → kind of evidence → share that is right."""
BODIES, PEOPLE, EVENTS = SHARES["bodies"], SHARES["people"], SHARES["events"]


def share(claim: Claim) -> float:
    """How often claims of this kind are right."""
    return SHARES[claim.field][claim.kind]


def support(claims: Iterable[Claim]) -> float:
    """How sure a value is that these claims agree on: each witness counts once, by its best claim."""
    best: dict[str, float] = {}
    for one in claims:
        witness = one.kind.partition("/")[0]
        best[witness] = max(best.get(witness, 0.0), share(one))
    return 1 - prod(1 - one for one in best.values())


def disputed(confidence: float, rival: float) -> float:
    """A confidence when another value has support, too."""
    return round(min(0.99, confidence * (_DISPUTED if rival >= _RIVAL else 1.0)), 2)


def settle(groups: Iterable[list[Claim]]) -> tuple[Claim, float] | None:
    """The best claim of the best supported value, and its confidence.

    Args:
        groups: Claims that agree on a value, a list for each value.
    """
    ranked = sorted(((support(group), group) for group in groups if group), key=lambda one: -one[0])
    if not ranked:
        return None
    confidence, group = ranked[0]
    rival = ranked[1][0] if len(ranked) > 1 else 0.0
    return max(group, key=share), disputed(confidence, rival)
