"""Weeks of ISO 8601: how people write them, what they are called, and which is near."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from generator.assemble.collection import Week
from generator.model.article import Article

_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{2})\Z", re.IGNORECASE)
Weeks = Mapping[Week, Sequence[Article]]
"""Week → all its articles, including those that are unpublished or retracted."""


def read_week(text: str) -> Week | None:
    """Parse a week in extended or basic form (ISO 8601); None if there is no such week."""
    match = _WEEK.match(text.strip())
    if not match:
        return None
    year, week = int(match[1]), int(match[2])
    try:
        dt.date.fromisocalendar(year, week, 7)
    except ValueError:
        return None
    return year, week


def week_name(week: Week) -> str:
    """The name of a week in ISO 8601, such as `2021-W43`."""
    return f"{week[0]:04d}-W{week[1]:02d}"


def why_no_week(text: str) -> str:
    """Write the help line for a text that `read_week` rejects."""
    match = re.fullmatch(r"([0-9]{4})[-/ ]?[Ww]?[-/ ]?([0-9]{1,2})", text.strip())
    year, week = map(int, match.groups() if match else (0, 0))
    guess = week_name((year, week))
    if read_week(guess):
        return f"did you mean '{guess}'?"
    if not year:
        return "write year and week as in ISO 8601: YYYY-Www"
    last = dt.date(year, 12, 28).isocalendar().week  # 28 December is always in a year's last week
    return f"the weeks of {year} are W01 to W{last}"


def nearest_week(week: Week, weeks: Weeks) -> str:
    """A sentence that names the nearest weeks with articles."""
    every = sorted(
        other for other, articles in weeks.items() if any(article.listed for article in articles)
    )
    if not every:
        return "no week has any"
    before = [week_name(other) for other in every if other < week]
    after = [week_name(other) for other in every if other > week]
    return f"the nearest week with articles is {' or '.join([*before[-1:], *after[:1]])}"
