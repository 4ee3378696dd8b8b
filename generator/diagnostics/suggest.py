"""Suggests the nearest valid value for an invalid one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(wrong: str, known: Iterable[str]) -> str | None:
    """The known value most like `wrong`, or None when nothing is close.

    Compared without regard to case, so that `AZ-SSS` finds `az-sss`.
    """
    by_folded = {value.casefold(): value for value in known}
    matches = get_close_matches(wrong.casefold()[:200], by_folded, n=1, cutoff=0.72)
    return by_folded[matches[0]] if matches else None


def did_you_mean(wrong: str, known: Iterable[str], otherwise: str) -> str:
    """A help line: the nearest known value, or `otherwise` when there is none."""
    match = nearest(wrong, known)
    return f"did you mean '{match}'?" if match else otherwise


def only_slip(wrong: str, known: Iterable[str]) -> str:
    """The only known word that differs from `wrong` by a slip; empty if none or several do.

    A slip is a difference in case, a hyphen for an underscore, or one letter missing, added, changed or
    exchanged with its neighbour. Words under four letters are too short to judge by one letter.
    """
    words = list(known)
    same = [word for word in words if word == wrong.lower().replace("-", "_")]
    near = [word for word in words if len(word) >= 4 and _one_letter_apart(word, wrong)]
    candidates = same or near
    return candidates[0] if len(candidates) == 1 else ""


def _one_letter_apart(first: str, second: str) -> bool:
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    left, right = first[start:], second[start:]
    return first != second and (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[:2][::-1] and left[2:] == right[2:])
    )
