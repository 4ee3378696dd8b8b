"""What a reader finds in any input, before anything in it is believed.

A text, a page and an item of a feed all become one shape: running text, and claims. A claim is what
one part of the input says about a field. How often such a part is right is in `calibration`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from generator.diagnostics.failure import Failure
from generator.importer import inert

Field = Literal["title", "date", "author", "outlet", "address", "language"]
MOST_TEXT = 200_000
"""Characters of running text that are read; no news report is longer."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class IntakeError(Failure):
    """The input cannot be read; the message is one line for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one part of an input says about a field."""

    field: Field
    value: str
    kind: str
    """The kind of part, a key of `calibration.SHARES`."""
    where: str
    """The part, as a person can find it: `line 1`, `meta og:title`."""

    @property
    def evidence(self) -> str:
        """The part and what it says."""
        return f"{self.where}: {self.value}"


@dataclass(frozen=True, slots=True)
class Raw:
    """One report as it was read: its running text in paragraphs, and its claims."""

    text: str
    claims: tuple[Claim, ...] = ()
    kind: Literal["text", "page", "feed item"] = "text"

    def of(self, field: Field) -> list[Claim]:
        """The claims about one field, in the order of the input."""
        return [one for one in self.claims if one.field == field]

    def with_claims(self, *more: Claim) -> Raw:
        """The same report with claims from outside of it."""
        return replace(self, claims=(*self.claims, *more))


def one_line(text: str, most: int = 300) -> str:
    """A text as one line that no format can be broken out of, cut where it is longer than `most`."""
    return inert.one_line(inert.clean(_CONTROLS.sub(" ", text[: most * 4])), most)
