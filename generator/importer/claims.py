"""Claims about a report, the share of right claims of each kind, and guesses derived from them.

A text, a page and a feed item are all converted to running text and claims. A claim is a value that
one part of the input gives for a field. Its confidence is the share of such claims that are right,
from `calibration.toml`. A guess keeps its sentence, so that a person can review it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Literal

from generator.diagnostics.failure import Failure
from generator.importer.words import table

Field = Literal["title", "date", "author", "outlet", "address", "language"]
SURE = 0.95
"""Minimum confidence of a value that a draft states as a fact; others are suggestions."""
LIKELY = 0.5
"""Minimum confidence of a guess to propose; such guesses are more often right than wrong."""
IN_PASSING, IN_THE_MARGIN = 0.5, 0.3
"""Factors for `a former officer of …` and for other headlines of a page. Both keep such names below
`LIKELY`; set by judgement on the training texts, where every name of either kind is wrong."""
MOST_TEXT = 200_000
"""Maximum characters of running text; no news report is longer."""
SHARES: Mapping[str, Mapping[str, float]] = table("calibration")["shares"]
"""Field → kind of evidence → share that is right."""
WEIGHTS: Mapping[str, Mapping[str, float]] = table("calibration")["weights"]
"""Kind of guess → the parameters of its formula."""
_RIVAL = 0.5
"""Minimum support at which another value makes the best one doubtful."""
_DISPUTED = 0.7
"""Factor for a confidence with a rival: of 68 pages on which two good sources of a date disagreed, the
better one was right on about 70 %."""


class IntakeError(Failure):
    """The input cannot be read; the message is one line for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A value for a field in one part of an input.

    `kind` is a key of `SHARES`; `where` names the part so that a person finds it (`line 1`, `meta
    og:title`).
    """

    field: Field
    value: str
    kind: str
    where: str

    @property
    def evidence(self) -> str:
        """The part's name and its text."""
        return f"{self.where}: {self.value}"


@dataclass(frozen=True, slots=True)
class Raw:
    """A report as read: its running text in paragraphs, and its claims."""

    text: str
    claims: tuple[Claim, ...] = ()

    def of(self, field: Field) -> list[Claim]:
        """The claims about one field, in the order of the input."""
        return [claim for claim in self.claims if claim.field == field]


@dataclass(frozen=True, slots=True)
class Guess:
    """A value that may be right, the share of such values that are (0 to 1), and the sentence behind it."""

    value: str
    confidence: float
    evidence: str


@dataclass(frozen=True, slots=True)
class UnknownName:
    """An unregistered name, its taxonomy, and a YAML entry to paste into the registry."""

    name: str
    evidence: str
    taxonomy: str
    entry: str


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """An ambiguous name, and the slugs of the registered bodies that have it."""

    name: str
    candidates: tuple[str, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Guesses about the subjects of a text, by taxonomy, the surest first, and unresolved names.

    A guess's value is written as front matter names the term: its slug, its name, or its code.
    Guesses in `doubtful` are more often wrong than right and only shown to a person.
    """

    terms: Mapping[str, tuple[Guess, ...]] = field(default_factory=dict)
    doubtful: Mapping[str, tuple[Guess, ...]] = field(default_factory=dict)
    unknown: tuple[UnknownName, ...] = ()
    ambiguous: tuple[AmbiguousName, ...] = ()


def sure(guess: Guess | None) -> Guess | None:
    """The guess if it is certain enough to be stated as a fact."""
    return guess if guess is not None and guess.confidence >= SURE else None


def share(claim: Claim) -> float:
    """The share of right claims of this kind."""
    return SHARES[claim.field][claim.kind]


def support(claims: Iterable[Claim]) -> float:
    """The confidence in a value that these claims agree on.

    The part of a kind before its slash names a witness. Claims of one witness repeat each other, so
    only its best claim counts; claims of different witnesses confirm each other.
    """
    best: dict[str, float] = {}
    for claim in claims:
        witness = claim.kind.partition("/")[0]
        best[witness] = max(best.get(witness, 0.0), share(claim))
    return 1 - prod(1 - each for each in best.values())


def disputed(confidence: float, rival: float) -> float:
    """A confidence, lowered if another value has support."""
    return round(min(0.99, confidence * (_DISPUTED if rival >= _RIVAL else 1.0)), 2)


def settle(groups: Iterable[list[Claim]]) -> tuple[Claim, float] | None:
    """The best claim of the best supported value, and its confidence; each group agrees on one value."""
    ranked = sorted(
        ((support(group), group) for group in groups if group), key=lambda pair: -pair[0]
    )
    if not ranked:
        return None
    confidence, group = ranked[0]
    rival = ranked[1][0] if len(ranked) > 1 else 0.0
    return max(group, key=share), disputed(confidence, rival)
