"""Recognise mistyped keys and dates, and give examples to write."""

import datetime as dt
import re
from contextlib import suppress

from generator.diagnostics.diagnostics import Fix
from generator.diagnostics.suggest import nearest, only_slip
from generator.read.yaml import Node, Scalar

_COMPACT_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")
_OTHER_DATE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ]+[0-9]{1,2}:[0-9]{2}.*)?\Z")
"""Year, month and day in that order, with other separators or a time of day."""
_EXAMPLE_VALUE = re.compile(r"<([^>]*)>")


def is_similar_key(written: str, key: str) -> bool:
    """Whether two keys differ only in number, in case, or by one letter."""
    return bool(only_slip(written, [key])) or _stem(written) == _stem(key)


def _stem(key: str) -> str:
    stem = key.casefold().replace("-", "_")
    return re.sub(r"(?:ies|y|s)\Z", "", stem)


def filled_example(example: str, written: str) -> str:
    """An example, with its value replaced by the written value if both are days or both are texts."""
    is_day = written[:1].isdigit()
    return _EXAMPLE_VALUE.sub(
        lambda match: written if written and match[1][:1].isdigit() == is_day else match[1], example
    )


def help_for_key(key: str, value: Node, unused: list[str], parent: str = "") -> str:
    """The help line for an unknown key.

    `unused` are the valid keys that the mapping lacks, `parent` is the key below which it belongs.
    """
    if parent:
        return f"'{key}' belongs below '{parent}:': indent it by two spaces there"
    word, colon, rest = key.partition(":")
    if colon and rest:
        return f"write a space after the colon: {word}: {rest[:60]}"
    meant = next((known for known in unused if is_similar_key(key, known)), None) or nearest(key, unused)
    if not meant:
        return "the contribute page lists all keys"
    is_plural = meant.endswith("s") and isinstance(value, Scalar) and value.value
    written = f" write {meant}: [{value.value[:60]}]" if is_plural else ""  # type: ignore[union-attr]
    return f"did you mean '{meant}'?{written}"


def date_fix(written: str) -> Fix | None:
    """A date with year, month and day in this order, as year-month-day; None for other texts."""
    match = _COMPACT_DATE.match(written) or _OTHER_DATE.match(written)
    with suppress(ValueError):
        return Fix("plain", dt.date(*map(int, match.groups())).isoformat()) if match else None
    return None
