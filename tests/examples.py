"""How many examples Hypothesis tries: fewer in quick tests, all of them at night."""

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
