"""Suggest the nearest valid value for an invalid one."""

from collections.abc import Iterable
from difflib import get_close_matches

_SIMILAR = 0.72
"""The similarity, by `difflib`, from which a value is suggested."""


def nearest(wrong: str, known: Iterable[str]) -> str | None:
    """The known value most similar to `wrong`, or None if none is close.

    Case is ignored, so that `AZ-SSS` finds `az-sss`.
    """
    by_folded = {value.casefold(): value for value in known}
    matches = get_close_matches(wrong.casefold()[:200], by_folded, n=1, cutoff=_SIMILAR)
    if not matches:
        return None
    return by_folded[matches[0]]


def did_you_mean(wrong: str, known: Iterable[str], otherwise: str) -> str:
    """Write a help line with the nearest known value, or `otherwise` if none is near."""
    match = nearest(wrong, known)
    if match is None:
        return otherwise
    return f"did you mean '{match}'?"


def only_slip(wrong: str, known: Iterable[str]) -> str:
    """The only known word that differs from `wrong` by a slip; empty if there are none or several.

    A slip is a difference in case, a hyphen for an underscore, or one letter missing, added,
    changed or exchanged with its neighbour. Words under four letters are too short to judge by one
    letter.
    """
    words = list(known)
    same = wrong.lower().replace("-", "_")
    if same in words:
        return same
    near = [word for word in words if len(word) >= 4 and edits(word, wrong[:60]) == 1]
    if len(near) != 1:
        return ""
    return near[0]


def edits(one: str, other: str) -> int:
    """Count the edits between two words.

    This is the optimal string alignment distance: swapped neighbours are one edit.
    """
    # rows[i][j] is the distance of the first i letters of `one` to the first j of `other`.
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, other_letter in enumerate(other, 1):
            changed = rows[i - 1][j - 1]
            if letter != other_letter:
                changed += 1
            least = min(changed, rows[i - 1][j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and one[i - 2 : i] == other_letter + other[j - 2]:
                least = min(least, rows[i - 2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]
