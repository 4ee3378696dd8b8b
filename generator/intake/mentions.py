"""Where a text names bodies: each name, whether it is part of a longer one, whose it is said to be.

Nothing is decided here between the terms that share a name; that takes the whole text (`bodies`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.intake.lexicon import Match, is_acronym
from generator.intake.names import Bearer, Claim
from generator.intake.places import Place
from generator.intake.reading import Reading
from generator.intake.tokens import listed

STRENGTH: dict[Claim, float] = {"own": 2.0, "shared": 0.0, "short": -0.5}
"""How much holding a name in one of the ways speaks for a term."""
_NOT_A_BODY_BEFORE = listed(
    """
    directive regulation act standard certification exam color colour researchers
    """
)
_DEFINITION = re.compile(r"[(\[]([^\W\d_][\w.-]{1,11})[)\]]")
_EXPANSION = re.compile(r"\b([^\W\d_][\w-]{1,11}) \(([^()\n]{6,90})\)")
_OPENERS = listed(
    """
    a an the this that in on at by for from to of and or but when while after before as if with
    according meanwhile former deputy acting chief director head president minister secretary general mr
    mrs ms monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december both also its their his her new top senior when
    under since
    """
)


_MODIFIERS = listed(
    """
    senate foreign military presidential federal national state supreme central joint internal external
    regional central municipal royal parliamentary defense defence european african asian
    """
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text and the terms it may mean."""

    first: int
    last: int
    claims: Mapping[str, Claim]
    """Slug → how the term holds the name."""
    exact: frozenset[str]
    """Slugs whose registry spells the name as it is written here."""
    small: bool
    acronym: bool
    lasts: frozenset[str] = frozenset()
    """The last words of the names as the registry has them."""


def mentions_of(reading: Reading, matches: Iterable[Match[Bearer]]) -> Iterator[Mention]:
    """Matches of the same words as one mention of all terms that bear the name."""
    by_span: dict[tuple[int, int], list[Match[Bearer]]] = defaultdict(list)
    for match in matches:
        by_span[match.first, match.last].append(match)
    for (first, last), group in by_span.items():
        written = [word.written for word in reading.words[first:last]]
        claims: dict[str, Claim] = {}
        for match in group:
            bearer = match.phrase.owner
            held = claims.get(bearer.slug)
            if held is None or STRENGTH[bearer.claim] > STRENGTH[held]:
                claims[bearer.slug] = bearer.claim
        exact = frozenset(
            match.phrase.owner.slug for match in group if [w.written for w in match.phrase.words] == written
        )
        acronym = last - first == 1 and is_acronym(reading.words[first])
        lasts = frozenset(match.phrase.words[-1].plain for match in group)
        yield Mention(first, last, claims, exact, all(match.small for match in group), acronym, lasts)


def is_part_of_another_name(mention: Mention, reading: Reading) -> bool:
    """A capital word stands before it that is no one's nationality: Senate Homeland Security Committee."""
    after = reading.words[mention.last] if mention.last < len(reading.words) else None
    gap = reading.gap(mention.last - 1)
    if mention.acronym:
        if re.match(r"[-‑]\d", gap + (after.written if after else "")):
            return True
        return after is not None and gap == " " and after.plain in _NOT_A_BODY_BEFORE
    if mention.last - mention.first < 2 or not mention.first:
        return False
    index = mention.first - 1
    before = reading.words[index]
    if not before.capital or before.possessive or reading.gap(index).strip() or "\n" in reading.gap(index):
        return False
    if before.plain in _OPENERS or any(
        place.region.kind in ("name", "people", "city") for place in reading.places_between(index, index + 1)
    ):
        return False
    if before.all_capitals:
        return False
    return not (reading.begins_sentence(index) and before.plain not in _MODIFIERS)


def definitions(reading: Reading, mentions: list[Mention]) -> dict[str, frozenset[str]]:
    """Acronyms that the text explains → slugs of the name they are explained by, none for an unknown name."""
    ends = {reading.words[one.last - 1].end: one for one in mentions if not one.acronym}
    starts = {reading.words[one.first].start: one for one in mentions if not one.acronym}
    found: dict[str, frozenset[str]] = {}
    for match in _DEFINITION.finditer(reading.text):
        name = reading.text[max(0, match.start() - 90) : match.start()]
        known = ends.get(match.start() - len(name) + len(name.rstrip()))
        if known:
            found.setdefault(match[1], frozenset(known.claims))
        elif _abbreviates(match[1], name):
            found.setdefault(match[1], frozenset())
    for match in _EXPANSION.finditer(reading.text):
        if match[1].isupper():
            known = starts.get(match.start(2))
            if known:
                found.setdefault(match[1], frozenset(known.claims))
            elif _abbreviates(match[1], match[2]):
                found.setdefault(match[1], frozenset())
    return found


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether the last capital words of a name begin with the letters of an acronym."""
    letters = [char for char in acronym.casefold() if char.isalpha()]
    words = re.findall(r"[^\W\d_]+", name)[-len(letters) - 4 :]
    initials = [word[0].casefold() for word in words if word[0].isupper()][-len(letters) :]
    return len(letters) > 1 and sum(map(str.isupper, acronym)) > 1 and initials == letters


def means_something_else(mention: Mention, defined: Mapping[str, frozenset[str]], reading: Reading) -> bool:
    """Whether the text has explained an acronym as something that is none of these terms."""
    if not mention.acronym:
        return False
    meaning = defined.get(reading.words[mention.first].written)
    return meaning is not None and not meaning & set(mention.claims)


def qualifier_of(mention: Mention, reading: Reading) -> str:
    """The state whose body a mention is said to be, in the words right before or after it."""
    for place in reading.places:
        if (
            place.first >= mention.first
            and place.last <= mention.last
            and place.region.kind in ("name", "people")
        ):
            return place.region.code
    before, after = _beside(mention, reading)
    if before and _says_whose(before, reading, mention):
        return before.region.code
    if after and after.region.kind == "name":
        return after.region.code
    return ""


def _says_whose(place: Place, reading: Reading, mention: Mention) -> bool:
    word = reading.words[place.last - 1]
    if place.region.kind == "people" or word.possessive or word.all_capitals:
        return True
    return place.region.kind == "name" and (not mention.acronym or reading.language in ("az", "tr"))


def _beside(mention: Mention, reading: Reading) -> tuple[Place | None, Place | None]:
    before = after = None
    skipped = mention.first - 1
    for place in reading.places_between(mention.first - 2, mention.last + 2):
        if place.region.kind in ("cue", "city"):
            continue
        if place.last in (mention.first, skipped) and _is_joined(place.last - 1, mention.first - 1, reading):
            if place.last == mention.first or not reading.words[skipped].capital:
                before = place
        elif (
            place.first in (mention.last, mention.last + 1)
            and after is None
            and _follows(mention, place, reading)
        ):
            after = place
    return before, after


def _is_joined(first: int, last: int, reading: Reading) -> bool:
    """Whether only spaces and hyphens stand between the words."""
    return all(not reading.gap(index).strip(" '’s-‑") for index in range(first, last + 1))


def _follows(mention: Mention, place: Place, reading: Reading) -> bool:
    """`of Georgia`, `(Georgia)`, or a genitive of Russian."""
    gap = reading.gap(mention.last - 1)
    if place.first == mention.last:
        genitive = "\u0400" <= reading.words[place.first].plain[:1] <= "\u04ff"
        return gap.strip() == "(" or (gap == " " and genitive)
    return reading.words[mention.last].plain == "of" and gap == " " and not mention.acronym
