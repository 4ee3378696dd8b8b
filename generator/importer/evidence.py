"""What is guessed from a text, and the sentence that caused the guess.

A guess without its reason cannot be reviewed, so the two never part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Guess:
    """A value that may be right, the share of such values that are (0 to 1), and the sentence behind it."""

    value: str
    confidence: float
    evidence: str


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that looks as if it belongs in a registry and is in none."""

    name: str
    evidence: str
    taxonomy: str
    """The taxonomy that such a name would belong to."""
    entry: str
    """YAML to paste into that taxonomy's file of terms."""


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """A name that several bodies bear, in a text that does not say which of them it means."""

    name: str
    candidates: tuple[str, ...]
    """Slugs of the bodies of the registry; others may bear the name, too."""
    evidence: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a text seems to be about: taxonomy → guesses, the surest first, and names that are open.

    A guess's value is written as front matter names the term: its slug, its name, or its code.
    """

    terms: Mapping[str, tuple[Guess, ...]] = field(default_factory=dict)
    doubtful: Mapping[str, tuple[Guess, ...]] = field(default_factory=dict)
    """Guesses that are more likely wrong than right, for a person to look at."""
    unknown: tuple[UnknownName, ...] = ()
    ambiguous: tuple[AmbiguousName, ...] = ()
