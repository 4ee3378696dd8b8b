"""Dates that may be a month or a year."""

import datetime as dt

import pytest

from generator.model.partial_date import PartialDate, read_partial_date


@pytest.mark.parametrize(
    "written, first, last",
    [
        ("2003", dt.date(2003, 1, 1), dt.date(2003, 12, 31)),
        ("2004-02", dt.date(2004, 2, 1), dt.date(2004, 2, 29)),
        ("2003-05-16", dt.date(2003, 5, 16), dt.date(2003, 5, 16)),
        ("9999-12", dt.date(9999, 12, 1), dt.date(9999, 12, 31)),
        ("0001", dt.date(1, 1, 1), dt.date(1, 12, 31)),
    ],
)
def test_read(written, first, last):
    """The days that are meant; written again, it is the same."""
    date = read_partial_date(written)
    assert date is not None
    assert (date.first, date.last, str(date)) == (first, last, written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "03",
        "0000",
        "2003-00",
        "2003-13",
        "2003-5",
        "2003-05-00",
        "2003-02-29",
        "May 2003",
        "2003-05\n",
        "２００３",
    ],
)
def test_refused(written):
    assert read_partial_date(written) is None


def test_precision_is_kept():
    """A year is not its first day."""
    assert PartialDate(2003) != PartialDate(2003, 1, 1)
