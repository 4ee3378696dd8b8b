"""Suggest the nearest valid value for an invalid one, by one rule for keys, terms, codes and names.

A suggestion is a question to the author, never a replacement.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

_SIMILAR = 0.72
"""The similarity, by `difflib`, from which a value is suggested."""
_LONGEST = 200
_SHORTEST = 4
"""Letters of a text that can be similar to another; `xx` is similar to everything."""
_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """A text without case, signs and spaces: `F.B.I.` and `FBI` are the same."""
    return "".join(filter(str.isalnum, text.casefold()))


def nearest(wrong: str, known: Iterable[str], means: Mapping[str, str] = {}) -> str:
    """The known value that a text may mean; "" if there is none, or if several are as near.

    It is the one that is the same but for case and signs, or the only one with all its words, or
    the most similar one. `means` has the values of names: `FBI` → `us-fbi`.
    """
    values = {name: means.get(name, name) for name in known}
    wrong = wrong[:_LONGEST]
    named = {plain(name): value for name, value in values.items()}
    written = plain(wrong)
    if written in named or len(written) < _SHORTEST:
        return named.get(written, "")
    words = set(_WORD.findall(wrong.casefold()))
    having = {
        value for name, value in values.items() if words <= set(_WORD.findall(name.casefold()))
    }
    if len(having) == 1:
        return having.pop()
    matches = get_close_matches(written, named, n=1, cutoff=_SIMILAR)
    return named[matches[0]] if matches else ""


def did_you_mean(
    wrong: str, known: Iterable[str], otherwise: str, means: Mapping[str, str] = {}
) -> str:
    """Write a help line with the nearest known value, or `otherwise` if none is near."""
    match = nearest(wrong, known, means)
    return f"did you mean '{match}'?" if match else otherwise
