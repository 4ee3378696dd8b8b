"""Weeks as people write them (ISO 8601)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.assemble.collection import week_of
from generator.extras.editions.weeks import read_week, week_name, why_no_week

DAYS = st.dates(dt.date(1000, 1, 5), dt.date(9998, 12, 1))


@given(DAYS)
def test_every_day_has_a_week(day):
    """The week of any day is read back in extended and basic form, in either case."""
    week = week_of(day)
    name = week_name(week)
    for written in (name, name.lower(), name.replace("-", ""), f" {name} "):
        assert read_week(written) == week


@pytest.mark.parametrize(
    "said, help_line",
    [
        ("2021-43", "did you mean '2021-W43'?"),  # no w
        ("2021-W3", "did you mean '2021-W03'?"),  # one digit
        ("2021/W43", "did you mean '2021-W43'?"),  # slash
        ("2021-W53", "the weeks of 2021 are W01 to W52"),  # short year
        ("2020-W54", "the weeks of 2020 are W01 to W53"),  # long year
        ("2021-W00", "the weeks of 2021 are W01 to W52"),  # zero
        ("0000-W01", "write year and week as in ISO 8601: YYYY-Www"),  # no year
        ("9999-W53", "the weeks of 9999 are W01 to W52"),  # end of time
        ("last week", "write year and week as in ISO 8601: YYYY-Www"),  # words
        ("2021-W٤٣", "write year and week as in ISO 8601: YYYY-Www"),  # other digits
        ("2021-W43-1", "write year and week as in ISO 8601: YYYY-Www"),  # a day
        ("", "write year and week as in ISO 8601: YYYY-Www"),  # nothing
    ],
)
def test_invalid_week(said, help_line):
    assert read_week(said) is None
    assert why_no_week(said) == help_line


@given(st.text(max_size=12) | st.from_regex(r"\d{4}-?W?\d{1,2}", fullmatch=True))
def test_any_text(said):
    """Any text is either a week or gets an explanation."""
    assert read_week(said) or why_no_week(said)
