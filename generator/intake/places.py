"""Which states a text speaks of: by name, nationality or capital, in its own language and in English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError

from generator.check.fields import COUNTRIES
from generator.compose.countries import COUNTRY_NAMES
from generator.intake.lexicon import Lexicon, Phrase, longest, phrase
from generator.intake.nationalities import CAPITALS, CUES, NOT_STATES, PEOPLES, STATES_OF_US, UNIONS
from generator.intake.tokens import Token

Kind = Literal["name", "people", "city", "cue", "none"]
_COMMON_WORDS = frozenset(("jersey", "man"))
_STATE_WORDS = frozenset(("republic", "kingdom", "state", "islamic", "federal"))
_STATE_AFTER = {"az": ("Respublikası",), "ru": ("Республика",), "tr": ("Cumhuriyeti",)}
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Region:
    """A state or a union, by its code, and how it was spoken of."""

    code: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Place:
    """A region named in the words from `first` up to `last`, without `last`."""

    first: int
    last: int
    region: Region


def places(words: Sequence[Token], language: str) -> list[Place]:
    """Every place that names a region, from left to right."""
    found = longest(_lexicon(language).find(words, language))
    seen: dict[int, Place] = {}
    for match in found:
        region = match.phrase.owner
        if match.small or region.kind == "none" or match.first in seen:
            continue
        place = Place(_with_form_of_state(match.first, words), match.last, region)
        if not _is_a_name_of_something_else(place, words):
            seen[match.first] = place
    return list(seen.values())


def _with_form_of_state(first: int, words: Sequence[Token]) -> int:
    """Where `Republic of Georgia` begins, given where Georgia does."""
    if (
        first < 2
        or words[first - 1].plain != "of"
        or words[first - 2].plain not in ("republic", "kingdom", "state")
    ):
        return first
    first -= 2
    while first and words[first - 1].plain in _STATE_WORDS and words[first - 1].capital:
        first -= 1
    return first if words[first].capital else first + 2


def _is_a_name_of_something_else(place: Place, words: Sequence[Token]) -> bool:
    """The state of Georgia; Jordan, Chad or Israel as part of a person's name."""
    first = words[place.first]
    if place.region.code == "GE" and words[place.last - 1].plain == "georgia":
        around = {word.plain for word in words[max(0, place.first - _NEAR) : place.last + _NEAR]}
        return bool(around & STATES_OF_US)
    if place.region.code in ("JO", "TD") and place.first:
        before = words[place.first - 1]
        return before.capital and before.end + 1 == first.start and not before.possessive
    return False


@lru_cache(maxsize=16)
def _lexicon(language: str) -> Lexicon[Region]:
    return Lexicon(_phrases(language))


def _phrases(language: str) -> Iterator[Phrase[Region]]:
    seen: set[tuple[str, str]] = set()
    for text, region, tag, cased in _names(language):
        one = phrase(text, region, tag, cased=cased)
        if one and (text, region.code) not in seen:
            seen.add((text, region.code))
            yield one


def _names(language: str) -> Iterator[tuple[str, Region, str, bool]]:
    yield from _names_of_states(language)
    for code, adjectives in PEOPLES.get(language, {}).items():
        for word in adjectives.split():
            small = word[0].islower()
            yield word, Region(code, "people" if small else "name"), language, not small
    for code, unions in UNIONS.items():
        for word in unions:
            yield word, Region(code, "name"), language, True
    for code, cities in CAPITALS.items():
        for word in cities.split(", "):
            yield word, Region(code, "city"), language, True
    for code, cues in CUES.items():
        for word in cues:
            yield word, Region(code, "cue"), language, word[0].isupper() and " " in word
    for text in NOT_STATES:
        yield text, Region("", "none"), "en", True


def _names_of_states(language: str) -> Iterator[tuple[str, Region, str, bool]]:
    for tag in dict.fromkeys(("en", language)):
        for code, name in _territories(tag).items():
            if name.casefold() not in _COMMON_WORDS:
                yield name, Region(code, "name"), tag, True
                for after in _STATE_AFTER.get(tag, ()):
                    yield f"{name} {after}", Region(code, "name"), tag, True
    for code, words in COUNTRY_NAMES.items():
        for word in words:
            kind: Kind = "name" if word.isupper() or "." in word or " " in word else "people"
            yield word, Region(code, kind), "en", True


def _territories(tag: str) -> dict[str, str]:
    try:
        named = Locale.parse(tag, sep="-").territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {code: re.sub(r"\s*[(（].*", "", named[code]) for code in COUNTRIES if code in named}


def region_of(slug: str, country: str) -> str:
    """The code of the state or union that a body belongs to; nothing for bodies of no such."""
    prefix = slug.partition("-")[0].upper()
    return country or (prefix if prefix in UNIONS else "")
