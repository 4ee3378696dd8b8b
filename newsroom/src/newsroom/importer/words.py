"""Load the tables beside this module: words, line patterns, place names, numbers for subjects."""

import re
from functools import cache
from typing import Any

from generator.read import tables


def table(name: str = "words") -> dict[str, Any]:
    """Load one of the TOML files."""
    return tables.table("newsroom.importer", name)


def alternatives(section: str, key: str) -> str:
    """Join a list of patterns in words.toml into a single pattern without an outer group."""
    return "|".join(table()[section][key])


def word_set(section: str, key: str) -> frozenset[str]:
    """The words of a list stored as a single text."""
    return frozenset(table()[section][key].split())


@cache
def common_words(language: str) -> frozenset[str]:
    """The most common words of a language; none of one that the table lacks."""
    return frozenset(table()["language"]["words"].get(language, "").split())


def opening(section: str, key: str, after: str = r"\b") -> re.Pattern[str]:
    """Make a pattern for a text that begins with one of the words, ignoring leading punctuation."""
    return re.compile(rf"\A\W{{0,4}}(?:{alternatives(section, key)}){after}", re.IGNORECASE)


def shape(section: str, key: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Make a pattern of shapes.toml.

    `{section.key}` in it is replaced with that list of words.toml.
    """

    def listed(name: str) -> str:
        return alternatives(*name.split("."))

    return re.compile(tables.shape(table("shapes")[section], key, listed), flags)


def shapes(section: str, keys: str, flags: int = re.IGNORECASE) -> list[re.Pattern[str]]:
    """Make the patterns of several keys, which spaces separate."""
    return [shape(section, key, flags) for key in keys.split()]
