"""The tables beside this module: words, shapes of lines, names of places, calibrated numbers."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

_PART = re.compile(r"\{([a-z_.]+)\}")


@lru_cache(maxsize=8)
def table(name: str = "words") -> dict[str, Any]:
    """One of the TOML files."""
    return tomllib.loads(files("generator.importer").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def alternatives(section: str, key: str) -> str:
    """A list of patterns of words.toml as one pattern without groups around it."""
    return "|".join(table()[section][key])


def word_set(section: str, key: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(table()[section][key].split())


def opening(section: str, key: str, after: str = r"\b") -> re.Pattern[str]:
    """A pattern for a text that begins with one of the words, signs before them ignored."""
    return re.compile(rf"\A\W{{0,4}}(?:{alternatives(section, key)}){after}", re.IGNORECASE)


def shape(section: str, key: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern of shapes.toml, its parts filled in."""
    return re.compile(_filled(section, table("shapes")[section][key]), flags)


def _filled(section: str, text: str) -> str:
    def part(match: re.Match[str]) -> str:
        name = match[1]
        return (
            alternatives(*name.split("."))
            if "." in name
            else _filled(section, table("shapes")[section][name])
        )

    return _PART.sub(part, text)
