"""Read days that are not written as year-month-day, if they can mean only one day."""

import calendar
import datetime as dt
import re

_MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_WEEKDAYS = [
    {calendar.day_name[number].casefold(), calendar.day_abbr[number].casefold()}
    for number in range(7)
]
_DAY, _MONTH, _YEAR = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>\d{4})"
_NAME = r"(?P<m>[^\W\d_]{3,9})\.?"
_TIME = r"(?:[T ,]+\d{1,2}:\d{2}.*)?"
_DASH = re.compile("[\u2010-\u2015\u2212]")
"""Matches a hyphen that a word processor has replaced."""
_FORMS = [
    re.compile(rf"(?:(?P<weekday>[^\W\d_]+)\.?,? )?{form}{_TIME}\Z", re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?P<sign>[-/.]){_MONTH}(?P=sign){_DAY}",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        rf"{_DAY}\. ?{_MONTH}\. ?{_YEAR}",  # with dots, the day is first in every country
        rf"(?P<one>\d{{1,2}})(?P<sign>[-/])(?P<other>\d{{1,2}})(?P=sign){_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th)?[ -](?:of )?{_NAME},?[ -]{_YEAR}",
        rf"{_NAME} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
    )
]
"""The forms of a day, after a weekday and before a time."""


def day_meant(text: str) -> dt.date | None:
    """The only day that a text can mean; None if there is none or several.

    `3.5.2024`, `2024/5/3`, `May 3rd, 2024`, `Fri, 3 May 2024 10:00:00 GMT` are all 3 May 2024.
    03/04/2024 is another day in America than in Europe, so it is none. Nor is
    `Monday, 3 May 2024` one, since that was a Friday.
    """
    for form in _FORMS:
        if match := form.match(_DASH.sub("-", text.strip()[:60])):
            day, weekday = _day(match.groupdict()), match["weekday"]
            is_right = not weekday or (day and weekday.casefold() in _WEEKDAYS[day.weekday()])
            return day if is_right else None
    return None


def _day(parts: dict[str, str | None]) -> dt.date | None:
    year, month, day = (parts.get(key) or "" for key in "ymd")
    one, other = parts.get("one"), parts.get("other")
    if one and other:
        day, month = (one, other) if int(one) > 12 else (other, one)
        if int(day) <= 12 and one != other:
            return None
    number = int(month) if month.isdecimal() else _MONTHS.get(month.casefold(), 0)
    try:
        return dt.date(int(year), number, int(day))
    except ValueError:
        return None
