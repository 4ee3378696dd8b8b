"""Dates whose day, or whose day and month, are not known."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year: `2003-05-16`, `2003-05` or `2003` in ISO 8601.

    A part that is not known is 0.
    """

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        written = f"{self.year:04d}"
        if self.month:
            written += f"-{self.month:02d}"
        if self.day:
            written += f"-{self.day:02d}"
        return written

    @property
    def first(self) -> dt.date:
        """The first day that the date may mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day that the date may mean."""
        month = self.month or 12
        _, days = calendar.monthrange(self.year, month)
        return dt.date(self.year, month, self.day or days)


def read_partial_date(written: str) -> PartialDate | None:
    """Parse a date, a month or a year (ISO 8601, reduced precision); None if there is no such day.

    A month or day of 00 is refused like any other that is not in the calendar.
    """
    match = _WRITTEN.match(written)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    # A part that is not written may be anything; one that is written as 00 may not.
    first_month = month if match[2] else 1
    first_day = day if match[3] else 1
    try:
        dt.date(year, first_month, first_day)
    except ValueError:
        return None
    return PartialDate(year, month, day)
