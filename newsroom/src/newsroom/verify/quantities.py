"""Find numbers in a text, in digits, in words, or in both: `2.3 million`, `two million`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from generator.read.tables import table

TABLE = table(__package__, "quantities")
_POINT = frozenset(("en", "he", "ja", "ko", "th", "zh"))
"""Languages that put a point, not a comma, before decimals."""
_SEPARATORS = " ,.'’\u00a0\u202f"
_DIGITS = rf"(?<![\w.,/#-])(?:\d{{1,3}}(?:[{_SEPARATORS}]\d{{3}})+(?!\d)|\d+)(?:[.,]\d+)?"
_MOST_DIGITS = 15
"""Numbers with more are not compared."""
_FAR = 90
"""Characters on each side of a number in which its limit and its unit are looked for."""
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, its place, and the two words after it.

    It is `in_words` if it is a small number without digits.
    """

    value: float
    written: str
    start: int
    counted: frozenset[str]
    in_words: bool = False
    limit: str = ""
    """A key of `limits` in the table, if the number is one: `at least`."""
    unit: str = ""
    """A key of `units` in the table, such as `euros`; "" if it has none of them."""

    @property
    def is_year(self) -> bool:
        """Whether it is written like a year."""
        return len(self.written) == 4 and 1900 <= self.value <= 2100


@cache
def number_words(language: str) -> dict[str, int]:
    """Map words to the small numbers that they mean in a language."""
    listed = TABLE.get(language, {"small": "", "tens": ""})
    small, tens = _by_place(listed["small"], 2, 1), _by_place(listed["tens"], 10, 10)
    values = {**small, **tens}
    if "before" in listed:
        units = {**_by_place(listed["one"], 1, 1), **small}
        for unit, ten in product(units, tens):
            if units[unit] < 10 < tens[ten]:
                values[f"{unit}{listed['before']}{ten}"] = units[unit] + tens[ten]
    return values


def _by_place(listed: str, first: int, step: int) -> dict[str, int]:
    """Map words, as listed and folded, to numbers from a first one on; `a/b` are forms of one."""
    values = {}
    for place, forms in enumerate(listed.split()):
        for word in forms.split("/"):
            values[word] = values[_folded(word)] = first + step * place
    return values


def _folded(word: str) -> str:
    """A word in small letters; `lower` makes no words of Turkish of `İki` and `ALTI`."""
    return word.casefold().replace("\u0307", "").replace("ı", "i")


@cache
def _units(language: str) -> dict[str, int]:
    """Map words that may follow tens to their numbers."""
    listed = TABLE.get(language, {})
    units = _by_place(f"{listed.get('one', '')} {listed.get('small', '')}", 1, 1)
    return {word: value for word, value in units.items() if value < 20}


_SCALES = {word: int(value) for value, words in TABLE["scales"].items() for word in words.split()}


def quantities(text: str, language: str) -> Iterator[Quantity]:
    """Yield the numbers in a text, from left to right.

    Parts of names, such as `CVE-2021-1` and `22-01`, are left out.
    """
    for match in _pattern(language).finditer(text):
        digits, word, unit, scale = match.group("digits", "word", "unit", "scale")
        if digits and len(digits) > _MOST_DIGITS:
            continue
        value = _read(digits, language) if digits else number_words(language)[_folded(word)]
        if unit and value % 10 == 0:
            value += _units(language)[_folded(unit)]
        value *= _SCALES.get((scale or "").lower(), 1)
        written = " ".join(match.group().split())
        counted = frozenset(_WORD.findall(text, match.end())[:2])
        is_small = not digits and not scale
        before, after = text[: match.start()][-_FAR:], text[match.end() :][:_FAR]
        limit = _key(_LIMITS, before, after)
        unit = _key(_UNITS, before, after)
        yield Quantity(value, written, match.start(), counted, is_small, limit, unit)


def _beside(section: str) -> dict[str, re.Pattern[str]]:
    """Patterns of the words that come right before or after a number; `|` is where it stands."""
    patterns = {}
    for key, words in TABLE[section].items():
        patterns[key] = re.compile(
            rf"(?:(?<!\w)(?:{words})\W{{0,3}}\|)|\|\W{{0,2}}(?:{words})(?!\w)", re.IGNORECASE
        )
    return patterns


_LIMITS, _UNITS = _beside("limits"), _beside("units")


def _key(patterns: dict[str, re.Pattern[str]], before: str, after: str) -> str:
    """The first key whose words are right before or after a number, or ""."""
    beside = f"{before}|{after}"
    return next((key for key, pattern in patterns.items() if pattern.search(beside)), "")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    longest = sorted(number_words(language), key=len, reverse=True)
    words, units = "|".join(longest) or "(?!)", "|".join(_units(language)) or "(?!)"
    joins = TABLE.get(language, {}).get("joins", "(?!)")
    written = rf"\b(?P<word>{words})\b(?:(?:{joins})(?P<unit>{units})\b)?"
    number = rf"(?:(?P<digits>{_DIGITS})|{written})(?![.,-]?\d)"
    scale = rf"(?:[\s-]{{0,2}}(?P<scale>{'|'.join(_SCALES)})\b)?"
    return re.compile(rf"{number}{scale}(?!\w)", re.IGNORECASE)


def _read(digits: str, language: str) -> float:
    """Read digits with separators; a comma before three digits separates thousands."""
    point = "." if language in _POINT else ","
    whole, sign, rest = digits.rpartition(point)
    if not sign or (point == "," and len(rest) == 3):
        whole, rest = digits, ""
    return float(f"{re.sub(r'[^0-9]', '', whole)}.{rest or 0}")
