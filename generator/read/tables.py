"""Load the TOML tables of words and patterns beside the modules that use them."""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_PART = re.compile(r"\{([a-z_.]+)\}")


@cache
def table(package: str, name: str) -> dict[str, Any]:
    """Load a TOML file that is beside the modules of a package."""
    file = files(package).joinpath(f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def by_word(package: str, name: str, part: str) -> dict[str, str]:
    """Load a part of a table, of which each row may stand for several words: word → its text."""
    rows = table(package, name).get(part, {})
    return {word: text for words, text in rows.items() for word in words.split()}


def shape(patterns: Mapping[str, str], key: str, listed: Callable[[str], str] | None = None) -> str:
    """Fill in the placeholders of a pattern.

    `{name}` is another pattern; `{section.name}` is replaced with the result of `listed`.
    """

    def part(match: re.Match[str]) -> str:
        name = match[1]
        if listed and "." in name:
            return listed(name)
        return shape(patterns, name, listed)

    return _PART.sub(part, patterns[key])
