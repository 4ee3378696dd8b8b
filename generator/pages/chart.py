"""Compute the numbers of charts, which the macros `bar_chart` and `sparkline` draw."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from generator.assemble.interface import digits
from generator.pages.views import View


class Bar(View, frozen=True):
    """A bar of a chart: its label and its height."""

    label: str
    count: int


Bars = tuple[Bar, ...]


def per_year(dates: Iterable[dt.date], first: int, last: int) -> Bars:
    """Count dates by year.

    Every year from the first to the last has a bar, even one without dates.
    """
    counts = Counter(date.year for date in dates)
    return tuple(Bar(digits(year), counts[year]) for year in range(first, last + 1))
