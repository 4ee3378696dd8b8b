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
    near = [word for word in words if len(word) >= 4 and _is_slip(word, wrong)]
    if len(near) != 1:
        return ""
    return near[0]


def _is_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter: missing, added, changed, or before its neighbour."""
    while one and one[:1] == other[:1]:
        one, other = one[1:], other[1:]
    if one[:2] == other[1::-1]:
        return one[2:] == other[2:]
    return one[1:] in (other, other[1:]) or one == other[1:]
