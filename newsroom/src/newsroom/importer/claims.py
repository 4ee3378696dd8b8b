"""Collect claims about a report, and make guesses from them.

A page, a text and a feed item all become running text and claims. A claim is a value that one place
of the input gives for a field. A value that two independent places give is sure, and so is one that
a line of a text states; a rival makes it an offer. A guess keeps its sentence, so that a person can
review it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.diagnostics.failure import Failure
from newsroom.importer.words import table

Field = Literal["title", "date", "author", "outlet", "address", "language"]
Place = Literal["given", "labelled", "line", "library", "data", "shown", "address", "near", "weak"]
"""Where a claim stands: an answer of a person; a line of a text that says what it is (`By`), and
one about nothing else; a library's search; a page's data; what its readers see; its address; what
may be about something else; what is said to be so."""
Outcome = Literal["sure", "offered", "doubtful"]
LIBRARY = "trafilatura"
"""The name of the library in evidence."""
SURE = 0.95
"""Least confidence of a value that a draft states as a fact; others are offered in comments."""
LIKELY = 0.5
"""Least confidence of an offer; such values are more often right than wrong."""
MOST_TEXT = 200_000
"""Maximum characters of running text; no news report is longer."""
THEMES: Mapping[str, float] = table("calibration")["themes"]
"""The parameters of the formula for subjects."""
_ALONE: Mapping[Place, int] = {"given": 9, "labelled": 5, "line": 4}
"""Places that need no second one, and their weight; the best counts, as lines of a text repeat
each other."""
_CONFIRMING: frozenset[Place] = frozenset(("library", "data", "shown", "address"))
"""Places of a page that are independent of each other; each weighs 2."""
_RIVAL = 1.0
"""The weight of what may be about something else, from which another value is a rival."""
_AGREED, _OFFERED, _DISPUTED, _SEARCHED, _WEAK = 0.97, 0.75, 0.7, 0.55, 0.3
"""Confidences: sure; from one place; with a rival; found only by searching a whole page; said to be
of something else."""


class IntakeError(Failure):
    """The input cannot be read; the message is one line for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that one place gives for a field; `where` names it for a person: `line 1`."""

    field: Field
    value: str
    place: Place
    where: str

    @property
    def evidence(self) -> str:
        """The name of the part and its text, for a person; "" for an answer in a form."""
        return f"{self.where}: {self.value}" if self.where else ""


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


def weight(claims: Iterable[Claim]) -> float:
    """The weight of a value on which these claims agree."""
    places = {claim.place for claim in claims}
    alone = max((_ALONE.get(place, 0) for place in places), default=0)
    near = _RIVAL if "near" in places else 0.1 * len(places & {"weak"})
    return alone + 2 * len(places & _CONFIRMING) + near


def judged(group: Sequence[Claim], rivals: Iterable[Sequence[Claim]], value: str = "") -> Guess:
    """Guess the value on which a group's claims agree, written as `value` or as the first does.

    The evidence names a rival that makes the value doubtful, so that a person sees both.
    """
    places = {claim.place for claim in group}
    confidence = _OFFERED if weight(group) >= _RIVAL else _WEAK
    if places & _ALONE.keys() or len(places & _CONFIRMING) > 1:
        confidence = _AGREED
    elif places <= {"library", "weak"} and "library" in places:
        confidence = _SEARCHED
    evidence = group[0].evidence
    rival = max(rivals, key=weight, default=())
    if weight(rival) >= _RIVAL:
        confidence = min(confidence, _DISPUTED)
        evidence = f"{group[0].where}, but {rival[0].evidence}"
    return Guess(value or group[0].value, confidence, evidence)


def settle(groups: Iterable[Sequence[Claim]]) -> Guess | None:
    """Guess the value of most weight, or else the first; the claims of each group agree on one."""
    ranked = sorted(filter(None, groups), key=weight, reverse=True)
    return judged(ranked[0], ranked[1:]) if ranked else None
