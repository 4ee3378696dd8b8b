"""Names of months and days of the week in many languages, by Unicode's CLDR, through Babel."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Literal

from babel.localedata import LocaleDataDict, load

from generator.read.tables import table
from newsroom.importer.words import common_words

_TABLE = table(__package__, "days")["names"]
_LANGUAGES = _TABLE["languages"].split()
_OTHER_WORDS = frozenset(_TABLE["other_words"].split())


def _names(kind: Literal["months", "days"], language: str, width: str) -> Iterator[tuple[str, int]]:
    """Yield the names that CLDR has in a language, in lower case without a final stop."""
    # Babel writes what it resolves into data that languages share (babel.localedata, 2.18).
    data = LocaleDataDict(deepcopy({kind: load(language)[kind]}))
    for context in ("format", "stand-alone"):
        for number, name in data[kind][context][width].items():
            yield name.casefold().rstrip("."), number


@lru_cache(maxsize=1)
def _months() -> Mapping[str, Mapping[str, int]]:
    """Map each name of a month in lower case to its number, by language."""
    months: dict[str, dict[str, int]] = defaultdict(dict)
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for name, number in _names("months", language, width):
                months[name][language[:2]] = number
    for number, names in _TABLE["further_months"].items():
        for name in names.split():
            months[name][""] = int(number)
    return months


def month(name: str, language: str = "") -> int | None:
    """The number of the month that a lower-case name means.

    `listopada` is October in Croatian and November in Polish: such a name is ambiguous unless the
    language is known. `des` is December in Norwegian, and no month in French.
    """
    numbers = _months().get(name, {})
    spoken = language.partition("-")[0]
    own = numbers.get(spoken)
    if own:
        return own
    different = set(numbers.values())
    is_clear = len(different) == 1 and name not in _OTHER_WORDS | common_words(spoken)
    return different.pop() if is_clear else None


@lru_cache(maxsize=1)
def weekday_numbers() -> Mapping[str, int]:
    """Map lower-case names of weekdays, in full or abbreviated, to numbers: 0 is Monday."""
    numbers = {"tues": 1, "thurs": 3}
    for language in _LANGUAGES:
        numbers.update(_names("days", language, "wide"))
    for language in _TABLE["short_weekdays"].split():
        numbers.update(_names("days", language, "abbreviated"))
    return {name: number for name, number in numbers.items() if len(name) > 2}
