"""How much of a test's examples and cases the quick tests try; `make test-slow` tries the rest at night."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings

FULL = "full"
"""The profile of `make test-slow`, which tries every property again."""
QUICK = "quick"
_SHARE = 5

settings.register_profile(FULL, deadline=None)  # machines differ in speed
settings.register_profile(QUICK, settings.get_profile(FULL), max_examples=100 // _SHARE)


def tried(full: int) -> int:
    """A property's own number of examples, of which quick tests try a fifth."""
    return full if settings.get_current_profile_name() == FULL else full // _SHARE


def one_of(share: int, cases: Iterable[Any]) -> list[Any]:
    """Cases for `parametrize`: the first of each `share` is quick, and the others are slow."""
    shown = []
    for number, case in enumerate(cases):
        values = case if isinstance(case, list | tuple) else (case,)
        marks = () if number % share == 0 else pytest.mark.slow
        shown.append(pytest.param(*values, marks=marks))
    return shown
