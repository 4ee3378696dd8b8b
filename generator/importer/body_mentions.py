"""Where a text names bodies: each name, whether it is part of a longer one, whose it is said to be.

Nothing is decided here between the bodies that share a name; that takes the whole text (`bodies`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.importer.body_names import Bearer
from generator.importer.phrase_search import PhraseMatch, is_acronym
from generator.importer.reading import Reading
from generator.importer.regions import NamedRegion
from generator.importer.words import word_set

_RANK = {"own": 2, "shared": 1, "short": 0}
_NOT_A_BODY_AFTER = word_set("around", "not_a_body")
_DEFINITION = re.compile(r"[(\[]([^\W\d_][\w.-]{1,11})[)\]]")
_EXPANSION = re.compile(r"\b([^\W\d_][\w-]{1,11}) \(([^()\n]{6,90})\)")
_OPENERS = word_set("around", "beside")
_MODIFIERS = word_set("around", "modifiers")


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A name in a text and the bodies it may mean."""

    first: int
    last: int
    bearers: Mapping[str, Bearer]
    """Key of a body → how it holds the name."""
    small: bool
    """Whether words that the name writes with a capital are written small."""
    acronym: bool
    lasts: frozenset[str] = frozenset()
    """The last words of the names as the registry has them."""


def mentions_of(reading: Reading, matches: Iterable[PhraseMatch[Bearer]]) -> Iterator[BodyMention]:
    """Matches of the same words as one mention of all bodies that bear the name."""
    by_span: dict[tuple[int, int], list[PhraseMatch[Bearer]]] = defaultdict(list)
    for match in matches:
        by_span[match.first, match.last].append(match)
    for (first, last), group in by_span.items():
        bearers: dict[str, Bearer] = {}
        for match in sorted(group, key=lambda one: _RANK[one.phrase.owner.claim]):
            bearers[match.phrase.owner.key] = match.phrase.owner
        acronym = last - first == 1 and is_acronym(reading.words[first])
        lasts = frozenset(match.phrase.words[-1].plain for match in group)
        yield BodyMention(first, last, bearers, all(match.small for match in group), acronym, lasts)


def is_part_of_another_name(mention: BodyMention, reading: Reading) -> bool:
    """Whether it belongs to a longer name: Senate Homeland Security Committee, NIS Directive."""
    after = reading.words[mention.last] if mention.last < len(reading.words) else None
    gap = reading.gap(mention.last - 1)
    if mention.acronym:
        numbered = re.match(r"[-‑]\d", gap + (after.written if after else "")) is not None
        return numbered or (after is not None and gap == " " and after.plain in _NOT_A_BODY_AFTER)
    index = mention.first - 1
    if mention.last - mention.first < 2 or index < 0:
        return False
    before = reading.words[index]
    if (
        not before.capital
        or before.possessive
        or before.all_capitals
        or reading.gap(index) not in (" ", "\u00a0")
    ):
        return False
    if before.plain in _OPENERS or any(
        place.region.kind != "cue" for place in reading.places_between(index, index + 1)
    ):
        return False
    return not reading.begins_sentence(index) or before.plain in _MODIFIERS


def definitions(reading: Reading, mentions: list[BodyMention]) -> dict[str, frozenset[str]]:
    """Acronyms that the text explains → keys of the name they are explained by, none for an unknown name."""
    ends = {reading.words[one.last - 1].end: one for one in mentions if not one.acronym}
    starts = {reading.words[one.first].start: one for one in mentions if not one.acronym}
    found: dict[str, frozenset[str]] = {}
    for match in _DEFINITION.finditer(reading.text):
        name = reading.text[max(0, match.start() - 90) : match.start()]
        known = ends.get(match.start() - len(name) + len(name.rstrip()))
        if known or _abbreviates(match[1], name):
            found.setdefault(match[1], frozenset(known.bearers if known else ()))
    for match in _EXPANSION.finditer(reading.text):
        known = starts.get(match.start(2))
        if match[1].isupper() and (known or _abbreviates(match[1], match[2])):
            found.setdefault(match[1], frozenset(known.bearers if known else ()))
    return found


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether the last capital words of a name begin with the letters of an acronym."""
    letters = [char for char in acronym.casefold() if char.isalpha()]
    words = re.findall(r"[^\W\d_]+", name)[-len(letters) - 4 :]
    initials = [word[0].casefold() for word in words if word[0].isupper()][-len(letters) :]
    return len(letters) > 1 and sum(map(str.isupper, acronym)) > 1 and initials == letters


def qualifier_of(mention: BodyMention, reading: Reading) -> str:
    """The state whose body a mention is said to be, in its own words or those right before or after it."""
    for place in reading.places:
        inside = place.first >= mention.first and place.last <= mention.last
        if inside and place.region.kind in ("name", "people"):
            return place.region.code
    before, after = _beside(mention, reading)
    if before and _says_whose(before, reading, mention):
        return before.region.code
    return after.region.code if after and after.region.kind == "name" else ""


def _says_whose(place: NamedRegion, reading: Reading, mention: BodyMention) -> bool:
    word = reading.words[place.last - 1]
    if place.region.kind == "people" or word.possessive or word.all_capitals:
        return True
    return place.region.kind == "name" and (not mention.acronym or reading.language in ("az", "tr"))


def _beside(mention: BodyMention, reading: Reading) -> tuple[NamedRegion | None, NamedRegion | None]:
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
    """Whether only spaces and hyphens separate the words."""
    return all(not reading.gap(index).strip(" '’s-‑") for index in range(first, last + 1))


def _follows(mention: BodyMention, place: NamedRegion, reading: Reading) -> bool:
    """`of Georgia`, `(Georgia)`, or a genitive of Russian."""
    gap = reading.gap(mention.last - 1)
    if place.first == mention.last:
        genitive = "\u0400" <= reading.words[place.first].plain[:1] <= "\u04ff"
        return gap.strip() == "(" or (gap == " " and genitive)
    return reading.words[mention.last].plain == "of" and gap == " " and not mention.acronym
