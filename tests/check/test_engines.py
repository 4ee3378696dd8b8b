"""The warning about a release of Python whose support has ended."""

import datetime as dt
import sys

import pytest

from generator.cli.site_commands import SUPPORT, engine_warning


@pytest.mark.parametrize(
    "today, release, begins",
    [
        ("2027-10-31", (3, 11), ""),
        ("2027-11-01", (3, 11), "Python 3.11 has had no security fixes since 2027-10-31; "),
        ("2027-11-01", (3, 12), ""),
        ("2099-01-01", (3, 15), ""),
    ],
)
def test_past_the_end(today, release, begins):
    """A release warns from the day after its end; unknown releases never do."""
    warning = engine_warning(dt.date.fromisoformat(today), release)
    assert warning.startswith(begins)
    assert bool(warning) == bool(begins)


def test_this_release():
    """The table covers the Python that runs the tests."""
    assert sys.version_info[:2] in SUPPORT
