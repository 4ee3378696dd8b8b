"""Suggest the nearest valid value for an invalid one."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(wrong: str, known: Iterable[str]) -> str | None:
    """The known value most similar to `wrong`, or None if none is close.

    Case is ignored, so that `AZ-SSS` finds `az-sss`.
    """
    by_folded = {value.casefold(): value for value in known}
    matches = get_close_matches(wrong.casefold()[:200], by_folded, n=1, cutoff=0.72)
    return by_folded[matches[0]] if matches else None


def did_you_mean(wrong: str, known: Iterable[str], otherwise: str) -> str:
    """A help line: the nearest known value, or `otherwise` if there is none."""
    match = nearest(wrong, known)
    return f"did you mean '{match}'?" if match else otherwise


def only_slip(wrong: str, known: Iterable[str]) -> str:
    """The only known word that differs from `wrong` by a slip; empty if there are none or several.

    A slip is a difference in case, a hyphen for an underscore, or one letter missing, added,
    changed or exchanged with its neighbour. Words under four letters are too short to judge by one
    letter.
    """
    words = list(known)
    same = [word for word in words if word == wrong.lower().replace("-", "_")]
    near = [word for word in words if len(word) >= 4 and edits(word, wrong[:60]) == 1]
    candidates = same or near
    return candidates[0] if len(candidates) == 1 else ""


def edits(one: str, other: str) -> int:
    """The edit distance of two words: optimal string alignment, with swapped neighbours as one edit."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                least = min(least, older[j - 2] + 1)
            row.append(least)
    return row[-1]
