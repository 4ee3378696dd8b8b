"""What months and weekdays are called, and which part of 03/04/2021 is the day.

All of it comes from Unicode's CLDR by way of Babel; `words.toml` adds the few forms that CLDR lacks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError

from generator.importer.words import table

_LANGUAGES = (
    "en az ru uk be de fr tr es it pt pl ro nl cs sk bg hr sr sr_Latn sl mk kk ky uz tg hy ka el fi hu lt lv "
    "et sv da nb id sq mn"
)
"""The languages that `languages` tells apart, as far as they name months in words."""
_OTHER_WORDS = frozenset(("set", "out", "ago", "dic"))
"""Short forms of Romance months that are common words of English."""
ENGLISH_VERBS = frozenset(("may", "march", "mar", "dec", "sep"))
"""Names that are other words when an English text writes them small and no year follows."""


@lru_cache(maxsize=1)
def _months() -> Mapping[str, Mapping[str, int]]:
    """Name in small letters → language → number of the month."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for language in _LANGUAGES.split():
        for by_width in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in by_width.get(width, {}).items():
                    found[name.casefold().rstrip(".")][language[:2]] = number
    for number, names in table()["month"].items():
        for name in names.split():
            found[name][""] = int(number)
    return {name: numbers for name, numbers in found.items() if name not in _OTHER_WORDS}


def month(name: str, language: str = "") -> int | None:
    """The number of the month that a name in small letters means.

    `listopada` is October in Croatian and November in Polish: such a name means nothing unless the
    language is known.
    """
    numbers = _months().get(name)
    if not numbers:
        return None
    ours = numbers.get(language.partition("-")[0])
    return ours or (next(iter(numbers.values())) if len({*numbers.values()}) == 1 else None)


@lru_cache(maxsize=1)
def weekdays() -> re.Pattern[str]:
    """Any name of a day of the week, in full or shortened."""
    named = [(Locale.parse(language).days, "wide") for language in _LANGUAGES.split()]
    named += [(Locale.parse(language).days, "abbreviated") for language in ("en", "de", "fr", "ru")]
    names = {
        name.casefold().rstrip(".")
        for days, width in named
        for by_width in days.values()
        for name in by_width[width].values()
    }
    long = sorted((re.escape(name) for name in names if len(name) > 2), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(long)}|tues|thurs)\b\.?", re.IGNORECASE)


@lru_cache(maxsize=32)
def first_number(language: str) -> Literal["day", "month", ""]:
    """What comes first in a date of numbers; nothing when the language does not say (English alone).

    Args:
        language: A BCP 47 tag; of English, only one with a country decides.
    """
    if language in ("", "en"):
        return ""
    try:
        pattern = Locale.parse(language, sep="-").date_formats["short"].pattern
    except (UnknownLocaleError, ValueError):
        return ""
    return {"M": "month", "d": "day"}.get(pattern[:1], "")  # type: ignore[return-value]
