"""Names of months and days of the week in many languages, by Unicode's CLDR."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from generator.read.tables import table

_CALENDAR = table(__package__, "calendar")
_OTHER_WORDS = frozenset(_CALENDAR["other_words"].split())
"""Short forms of Romance months that are common words: months in their own language only."""


@lru_cache(maxsize=1)
def month_names() -> Mapping[str, Mapping[str, int]]:
    """Map each name of a month in lower case to its number, by language."""
    months: dict[str, dict[str, int]] = defaultdict(dict)
    for language, series in _CALENDAR["months"].items():
        for names in series:
            for number, name in enumerate(names.split(", "), 1):
                months[name][language[:2]] = number
    for number, names in _CALENDAR["further_months"].items():
        for name in names.split():
            months[name][""] = int(number)
    return months


def month(name: str, language: str = "") -> int | None:
    """The number of the month that a lower-case name means.

    `listopada` is October in Croatian and November in Polish: such a name is ambiguous unless the
    language is known.
    """
    numbers = month_names().get(name, {})
    own = numbers.get(language.partition("-")[0])
    if own:
        return own
    different = set(numbers.values())
    is_clear = len(different) == 1 and name not in _OTHER_WORDS
    return different.pop() if is_clear else None


@lru_cache(maxsize=1)
def weekday_numbers() -> Mapping[str, int]:
    """Map lower-case names of weekdays, in full or abbreviated, to numbers: 0 is Monday."""
    numbers = {"tues": 1, "thurs": 3}
    for series in _CALENDAR["weekdays"].values():
        for names in series:
            for number, name in enumerate(names.split(", ")):
                if len(name) > 2:
                    numbers[name] = number
    return numbers
