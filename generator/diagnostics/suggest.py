"""The nearest right value for a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(wrong: str, known: Iterable[str]) -> str | None:
    """The known value most like `wrong`, or None when nothing is close.

    Compared without regard to case, so that `AZ-SSS` finds `az-sss`.
    """
    by_folded = {value.casefold(): value for value in known}
    found = get_close_matches(wrong.casefold()[:200], by_folded, n=1, cutoff=0.72)
    return by_folded[found[0]] if found else None


def did_you_mean(wrong: str, known: Iterable[str], otherwise: str) -> str:
    """A help line: the nearest known value, or `otherwise` when there is none."""
    match = nearest(wrong, known)
    return f"did you mean '{match}'?" if match else otherwise
