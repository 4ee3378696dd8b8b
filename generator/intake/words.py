"""The word lists of `words.toml`, as parts of patterns and as sets."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The whole file."""
    return tomllib.loads(files("generator.intake").joinpath("words.toml").read_text(encoding="utf-8"))


def alternatives(section: str, key: str) -> str:
    """All words of a list as one pattern without groups around it."""
    return "|".join(table()[section][key])


def opening(section: str, key: str, after: str = r"\b") -> re.Pattern[str]:
    """A pattern for a text that begins with one of the words, signs before them ignored."""
    return re.compile(rf"\A\W{{0,4}}(?:{alternatives(section, key)}){after}", re.IGNORECASE)


def listed(words: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(words.split())
