"""Collect claims about a report, and make guesses from them.

A page, a text and a feed item all become running text and claims. A claim is a value that one part
of the input gives for a field. Claims of different witnesses (the page's data, its visible lines, a
library) that agree make a value sure; a rival makes it an offer. A guess keeps its sentence, so
that a person can review it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Literal

from generator.diagnostics.failure import Failure
from newsroom.importer.words import table

Field = Literal["title", "date", "author", "outlet", "address", "language"]
Outcome = Literal["sure", "offered", "doubtful"]
SURE = 0.95
"""Least confidence of a value that a draft states as a fact; others are offered in comments."""
LIKELY = 0.5
"""Least confidence of an offer; such values are more often right than wrong."""
IN_THE_MARGIN = 0.3
"""Confidence in a name that is only named beside a report: below `LIKELY`, as most are wrong."""
MOST_TEXT = 200_000
"""Maximum characters of running text; no news report is longer."""
SHARES: Mapping[str, Mapping[str, float]] = table("calibration")["shares"]
"""Field → kind of claim → the share that is right."""
THEMES: Mapping[str, float] = table("calibration")["themes"]
"""The parameters of the formula for subjects."""
_RIVAL = 0.6
"""Least support at which another value makes the best one doubtful."""
_DISPUTED = 0.7
"""Factor for a confidence with a rival: of 68 pages on which two good sources of a date disagreed,
the better one was right on about 70 %."""
MOST = 0.99
"""The highest confidence; nothing is certain."""


class IntakeError(Failure):
    """The input cannot be read; the message is one line for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that one part of an input gives for a field.

    `kind` is a key of `SHARES`, `where` the part's name for a person: `line 1`, `meta og:title`.
    """

    field: Field
    value: str
    kind: str
    where: str

    @property
    def evidence(self) -> str:
        """The name of the part and its text, for a person; "" for an answer in a form."""
        return f"{self.where}: {self.value}" if self.where else ""

    @property
    def share(self) -> float:
        """The share of claims of this kind that is right, from 0 to 1."""
        return SHARES[self.field][self.kind]

    @property
    def witness(self) -> str:
        """The part of the input that makes the claim; claims of one witness repeat each other."""
        return self.kind.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Raw:
    """A report as read: its running text in paragraphs, and claims about its fields."""

    text: str
    claims: tuple[Claim, ...] = ()

    def of(self, field: Field) -> list[Claim]:
        """The claims about one field, in the order of the input."""
        return [claim for claim in self.claims if claim.field == field]


@dataclass(frozen=True, slots=True)
class Guess:
    """A value, the share of such values that is right (0 to 1), and the sentence behind it."""

    value: str
    confidence: float
    evidence: str

    @property
    def outcome(self) -> Outcome:
        """Whether a draft states the value, offers it, or leaves it out."""
        if self.confidence >= SURE:
            return "sure"
        return "offered" if self.confidence >= LIKELY else "doubtful"


def sure(guess: Guess | None) -> Guess | None:
    """Return a guess that is certain enough to be stated as a fact; None for any other."""
    return guess if guess is not None and guess.outcome == "sure" else None


def support(claims: Iterable[Claim]) -> float:
    """The confidence in a value on which these claims agree, from 0 to 1.

    Of one witness, only the best claim counts; different witnesses confirm each other.
    """
    best: dict[str, float] = {}
    for claim in claims:
        best[claim.witness] = max(best.get(claim.witness, 0.0), claim.share)
    return 1 - prod(1 - share for share in best.values())


def strongest(claims: Iterable[Claim]) -> Claim:
    """The claim of the kind that is right most often."""
    return max(claims, key=lambda claim: claim.share)


def disputed(confidence: float, rival: float) -> float:
    """Lower a confidence by the support that another value has."""
    if rival >= _RIVAL:
        confidence *= _DISPUTED
    return round(min(MOST, confidence), 2)


def weighed(group: Sequence[Claim], rivals: Iterable[Sequence[Claim]], value: str = "") -> Guess:
    """Guess the value on which the claims of a group agree, written as `value` or as they do.

    The evidence names a rival that makes the value doubtful, so that a person sees why.
    """
    rival = max(rivals, key=support, default=())
    claim = strongest(group)
    evidence = claim.evidence
    if support(rival) >= _RIVAL:
        evidence = f"{claim.where}, but {strongest(rival).evidence}"
    return Guess(value or claim.value, disputed(support(group), support(rival)), evidence)


def settle(groups: Iterable[Sequence[Claim]]) -> Guess | None:
    """Guess the best supported value; the claims of each group agree on one."""
    ranked = sorted(filter(None, groups), key=support, reverse=True)
    return weighed(ranked[0], ranked[1:]) if ranked else None
