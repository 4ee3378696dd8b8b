"""How often each kind of evidence is right: every number that becomes a `confidence`.

A confidence is the share of such values that are right. Shares were fitted on the training part of
`tests/intake/shapes` and `tests/intake/reports` (`make bench-import` prints them again, with the
held-out part beside them), then lowered to the share that 1,195 labelled pages of other makers gave,
where that was lower: invented pages are tidier than the web.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod

from generator.intake.raw import Claim, Field

SURE = 0.95
"""The least confidence of a value that a draft states as a fact; others are suggestions."""
_RIVAL = 0.5
"""Support from which another value makes the best one doubtful."""
_DISPUTED = 0.7
"""What a confidence is multiplied by when there is a rival: of 68 pages on which two good sources
of a date disagreed, the better one was right on about 70 %."""

SHARES: Mapping[Field, Mapping[str, float]] = {
    "date": {
        "data/article": 0.96,  # JSON-LD of the page's own article, article:published_time, Highwire
        "data/item": 0.97,  # a feed's item
        "data/other": 0.85,  # meta elements named date, created, pubdate
        "data/weak": 0.6,  # the date of a WebPage, dc.date
        "library": 0.8,  # htmldate: right on 1,074 of 1,190 foreign pages, on 68 of 97 where ours is silent
        "library/elsewhere": 0.35,  # a day that the page shows only away from the report
        "address": 0.9,  # a whole day in the address
        "address/month": 0.55,
        "text/leading": 0.98,  # a text's first words: `date 2021-10-27 …`
        "text/labelled": 0.97,  # a day after `Published` or the like
        "text/line": 0.96,  # a line of little but a day
        "text/dateline": 0.96,
        "text/below": 0.8,  # a line of little but a day after the prose
        "text/other": 0.1,  # a day that is said to be of something else
        "shown/leading": 0.85,  # the same of lines beside the text of a page
        "shown/labelled": 0.92,
        "shown/line": 0.85,
        "shown/dateline": 0.85,
        "shown/below": 0.6,
        "shown/above": 0.5,  # before the heading, where also today's date and other reports are
        "shown/other": 0.1,
    },
    "title": {
        "data/item": 0.97,
        "data/article": 0.88,
        "data/other": 0.8,
        "text/labelled": 0.97,  # `Title: …`
        "text/line": 0.95,
        "shown/labelled": 0.8,
        "shown/line": 0.6,
        "shown/heading": 0.85,  # the h1 of a page that has one
        "shown/second": 0.4,
        "title": 0.62,  # the title element
        "library": 0.5,
    },
    "author": {
        "data/item": 0.96,
        "data/article": 0.82,  # of foreign pages half of what JSON-LD and meta call authors are persons
        "data/other": 0.7,
        "text/byline": 0.97,  # `By` and a name
        "text/beside": 0.95,  # a name in the line of the date
        "text/name": 0.93,  # a line that is only a name
        "text/credit": 0.96,  # `(Reporting by …)`
        "text/labelled": 0.96,
        "shown/byline": 0.88,
        "shown/beside": 0.85,
        "shown/name": 0.75,
        "shown/credit": 0.85,
        "shown/labelled": 0.88,
        "shown/marked": 0.75,  # an element that is called author
        "library": 0.35,
    },
    "outlet": {
        "registry": 0.96,  # an outlet of the registry by its address
        "data/site": 0.86,
        "data/publisher": 0.85,
        "data/feed": 0.8,
        "data/other": 0.6,
        "text/labelled": 0.96,
        "text/known": 0.96,  # a registered name in a line about the text
        "text/by": 0.95,  # `date … By Example Herald`
        "text/line": 0.85,  # a newsroom's word in a line of its own
        "text/dateline": 0.95,
        "shown/labelled": 0.85,
        "shown/known": 0.9,
        "shown/by": 0.75,
        "shown/line": 0.65,
        "shown/dateline": 0.8,
        "title": 0.7,  # the end of the title element
        "host": 0.4,
    },
    "address": {
        "given": 0.99,
        "fetched": 0.97,
        "data/canonical": 0.96,
        "data/other": 0.88,
        "text": 0.95,
        "shown": 0.5,
    },
    "language": {"words": 0.98, "words/few": 0.85, "data": 0.7},  # 148 of 151 foreign texts by their words
}
"""Field → kind → share that is right. What comes before the slash is a witness: kinds of one witness
repeat each other, those of different witnesses confirm each other."""


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


BODIES: Mapping[str, float] = {
    "qualified": 0.98,  # a word says whose body it is: `Azerbaijan's Security Council`
    "own name": 0.97,  # a full name that no other known body bears
    "known": 0.97,  # the short form of a body that the text names otherwise, or a part of such a body
    "officer": 0.96,  # an officer of that body is named in the sentence
    "acronym and state": 0.95,  # an acronym of one known body, whose state the text names
    "state": 0.92,  # the state named nearest in the sentence
    "dateline": 0.9,
    "plural": 0.8,  # `the security councils of Azerbaijan and Kazakhstan`
    "acronym": 0.75,  # four letters or more, no state named
    "small": 0.7,  # written small: `the justice department`
    "text": 0.7,  # only the subject of the whole text tells
}
"""Why a name means a body → share that is right, fitted on the tuned thirds of the fifty articles and of
`tests/intake/labelled`."""
IN_PASSING, IN_THE_MARGIN = 0.5, 0.3
"""What is left of a confidence for `a former officer of …`, and for other headlines of a page."""

PEOPLE: Mapping[str, float] = {
    "full name": 0.98,
    "turned": 0.9,  # Naghiyev Ali
    "surname": 0.97,  # after the full name
    "office": 0.9,  # `Security Council chief Usubov`
    "home": 0.4,  # a surname and a word of office, in a text of the person's state
    "goes on": 0.45,  # Mark Green Smith
}
"""How a person is named → share that is right, fitted as above: 33 of 33 full names of the tuned articles."""

EVENTS: Mapping[str, float] = {
    "gathering with days": 0.96,  # a course from one day to another: 15 of 15
    "joined": 0.95,  # its first and its last day are told in two places: 7 of 7
    "gathering": 0.75,  # a meeting on one day: 7 of 10
    "incident": 0.6,  # an attack, an arrest: 4 of 6
}
"""What an event is → share that is right, on the training parts of `tests/intake/shapes/events.yml` and
`tests/intake/reports` and on the fifty articles."""
