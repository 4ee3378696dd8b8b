"""An edition: the editors' text about a week, shown above its articles."""

import datetime as dt
import re
from dataclasses import dataclass

from generator.model.article import Body

Week = tuple[int, int]
"""ISO 8601 year and week: 2021-W43 is (2021, 43)."""

_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{2})\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Edition:
    """A checked file of content/editions."""

    path: str
    week: Week
    title: str
    summary: str
    lead: str
    """The slug of the lead article; if empty, `assemble.weekly` chooses it."""
    order: tuple[str, ...]
    """Column terms whose groups come first, in this order."""
    body: Body


def read_week(text: str) -> Week | None:
    """Parse a week in extended or basic form (ISO 8601); None if there is no such week."""
    match = _WEEK.match(text.strip())
    if not match:
        return None
    year, week = int(match[1]), int(match[2])
    try:
        dt.date.fromisocalendar(year, week, 1)
        dt.date.fromisocalendar(year, week, 7)
    except ValueError:
        return None
    return year, week


def week_of(date: dt.date) -> Week:
    """The ISO week of a date; at New Year it may belong to the adjacent year."""
    return date.isocalendar()[:2]


def week_name(week: Week) -> str:
    """The name of a week in ISO 8601, such as `2021-W43`."""
    return f"{week[0]:04d}-W{week[1]:02d}"


def why_no_week(text: str) -> str:
    """Write the help line for a text that `read_week` rejects."""
    match = re.fullmatch(r"([0-9]{4})[-/ ]?[Ww]?[-/ ]?([0-9]{1,2})", text.strip())
    if not match:
        return "write year and week as in ISO 8601: YYYY-Www"
    year, week = int(match[1]), int(match[2])
    guess = week_name((year, week))
    if read_week(guess):
        return f"did you mean '{guess}'?"
    if not year:
        return "write year and week as in ISO 8601: YYYY-Www"
    last = dt.date(year, 12, 28).isocalendar().week  # 28 December is always in a year's last week
    return f"the weeks of {year} are W01 to W{last}"
