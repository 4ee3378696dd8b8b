"""Suggest the nearest valid value for an invalid one, by one rule for keys, terms, codes and names.

A suggestion is a question to the author, never a replacement. If nothing is near, or if several
values are as near, there is none: a wrong suggestion costs more than a missing one.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

_LETTERS_A_SLIP = 4
"""Letters of a text for each letter that may be wrong: `pnishing` is near `phishing`."""
_LONGEST = 200
_SHORTEST = 3
"""Letters of a text that can be near another, which must be longer; `xx` is near everything."""
_ALIKE = 0.6
"""The similarity, by `difflib`, below which slips are not counted: counting them takes longer."""
_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """A text without case, signs, spaces and a leading article: `F.B.I.` and `FBI` are the same."""
    return "".join(filter(str.isalnum, text.casefold().removeprefix("the ")))


def nearest(wrong: str, known: Iterable[str], means: Mapping[str, str] = {}) -> str:
    """The known value that a text may mean; "" if there is none, or if several are as near.

    It is the one that is the same but for case and signs, or else the only one with all its words
    or their beginnings, or else the one with the fewest wrong letters.

    Args:
        wrong: What was written; only its first 200 characters count.
        known: The values, or names of them.
        means: The values of names: `FBI` → `us-fbi`; a name that it lacks is a value itself.
    """
    names = list(known)
    wrong = wrong[:_LONGEST]
    written = plain(wrong)
    same = [name for name in names if plain(name) == written]
    if same or len(written) < _SHORTEST:
        return means.get(same[-1], same[-1]) if same else ""
    words = _WORD.findall(wrong.casefold())
    having = {means.get(name, name) for name in names if _has_words(name, words)}
    if len(having) == 1:
        return having.pop()
    return almost(wrong, names, means, letters_a_slip=_LETTERS_A_SLIP)


def _has_words(name: str, words: Iterable[str]) -> bool:
    """Whether each of some words begins a word of a name: `D. Tusk` and `Donald Tusk`."""
    own = _WORD.findall(name.casefold())
    return all(any(one.startswith(word) for one in own) for word in words)


def almost(
    wrong: str, known: Iterable[str], means: Mapping[str, str] = {}, *, letters_a_slip: int
) -> str:
    """The value of the name that is a text but for a few wrong letters; "" if none or several are.

    One letter may be wrong, missing, added or exchanged with its neighbour for each
    `letters_a_slip` letters of the text, and case and signs do not count. See `nearest` for the
    other arguments.
    """
    named = {plain(name): means.get(name, name) for name in known}
    written = plain(wrong[:_LONGEST])
    if written in named:
        return named[written]
    most = (len(written) + letters_a_slip // 2) // letters_a_slip
    if not most or len(written) < _SHORTEST:
        return ""
    near = range(len(written) - most, len(written) + most + 1)
    long = [name for name in named if len(name) > _SHORTEST and len(name) in near]
    alike = get_close_matches(written, long, n=8, cutoff=_ALIKE)
    counts = {name: _slips(written, name) for name in alike}
    fewest = min(counts.values(), default=most + 1)
    values = {named[name] for name, count in counts.items() if count == fewest <= most}
    return values.pop() if len(values) == 1 else ""


def _slips(one: str, other: str) -> int:
    """Count the letters to change, add, delete or exchange with a neighbour until texts are equal.

    This is the optimal string alignment distance.
    """
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, beside in enumerate(other, 1):
            count = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != beside))
            if one[row - 2 : row] == other[column - 2 : column][::-1] and row > 1 < column:
                count = min(count, before[column - 2] + 1)
            line.append(count)
        before, above = above, line
    return above[-1]


def did_you_mean(
    wrong: str, known: Iterable[str], otherwise: str, means: Mapping[str, str] = {}
) -> str:
    """Write a help line with the nearest known value, or `otherwise` if none is near."""
    match = nearest(wrong, known, means)
    return f"did you mean '{match}'?" if match else otherwise
