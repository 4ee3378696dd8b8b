"""Find the states in a text by name, nationality or capital, in the text's language and in English."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from generator.check.locale_codes import COUNTRY_NAMES, country_names
from generator.importer.phrase_search import Phrase, PhraseFinder, longest, phrase
from generator.importer.word_tokens import Word
from generator.importer.words import table

Kind = Literal["name", "people", "city", "part", "none"]
_PLACES = table("places")
UNIONS: dict[str, list[str]] = _PLACES["unions"]
PEOPLES: dict[str, dict[str, str]] = _PLACES["peoples"]
_GEORGIA = frozenset(_PLACES["other"]["georgia"].split())
_ASIDE = re.compile(r"\s*[(（].*")
_COMMON_WORDS = frozenset(("jersey", "man"))
_FORMS: dict[str, list[str]] = _PLACES["forms"]
_NEAR = 12
"""Number of words around Georgia in which an American place or office makes it the US state."""


@dataclass(frozen=True, slots=True)
class Region:
    """A state or a union by its code, and the kind of its mention."""

    code: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class NamedRegion:
    """A region named in the words from `first` up to but not including `last`."""

    first: int
    last: int
    region: Region


def named_regions(words: Sequence[Word], language: str) -> list[NamedRegion]:
    """Every name of a region, from left to right."""
    seen: dict[int, NamedRegion] = {}
    for match in longest(_finder(language).find(words, language)):
        region = match.phrase.owner
        if match.small or region.kind == "none" or match.first in seen:
            continue
        named = NamedRegion(match.first, match.last, region)
        if not _is_a_name_of_something_else(named, words):
            seen[match.first] = named
    return list(seen.values())


def _is_a_name_of_something_else(named: NamedRegion, words: Sequence[Word]) -> bool:
    """Whether a name is the US state of Georgia, or Jordan or Chad as part of a person's name."""
    first = words[named.first]
    if named.region.code == "GE" and words[named.last - 1].plain == "georgia":
        around = {word.plain for word in words[max(0, named.first - _NEAR) : named.last + _NEAR]}
        return bool(around & _GEORGIA)
    if named.region.code in ("JO", "TD") and named.first:
        before = words[named.first - 1]
        return before.capital and before.end + 1 == first.start and not before.possessive
    return False


@lru_cache(maxsize=16)
def _finder(language: str) -> PhraseFinder[Region]:
    phrases: dict[tuple[str, str], Phrase[Region]] = {}
    for text, region, tag, cased in _names(language):
        if (text, region.code) not in phrases and (named := phrase(text, region, tag, cased=cased)):
            phrases[text, region.code] = named
    return PhraseFinder(phrases.values())


def _names(language: str) -> Iterator[tuple[str, Region, str, bool]]:
    yield from _names_of_states(language)
    for code, adjectives in PEOPLES.get(language, {}).items():
        for word in adjectives.split():
            small = word[0].islower()
            yield word, Region(code, "people" if small else "name"), language, not small
    for code, names in UNIONS.items():
        yield from ((name, Region(code, "name"), language, True) for name in names)
    for kind in ("city", "part"):
        for code, places in _PLACES[kind].items():
            yield from ((place, Region(code, kind), language, True) for place in places.split(", "))
    yield from ((text, Region("", "none"), "en", True) for text in _PLACES["other"]["phrases"])


def _names_of_states(language: str) -> Iterator[tuple[str, Region, str, bool]]:
    for tag in dict.fromkeys(("en", language)):
        for code, full in country_names(tag).items():
            if (name := _ASIDE.sub("", full)).casefold() not in _COMMON_WORDS:
                for form in ("{}", *_FORMS.get(tag, ())):
                    yield form.format(name), Region(code, "name"), tag, True
    for code, words in COUNTRY_NAMES.items():
        for word in words:
            kind: Kind = "name" if word.isupper() or "." in word or " " in word else "people"
            yield word, Region(code, kind), "en", True


def region_of(slug: str, country: str) -> str:
    """The code of the state or union that a body belongs to; empty for other bodies."""
    prefix = slug.partition("-")[0].upper()
    return country or (prefix if prefix in UNIONS else "")
