"""The numbers of charts; the macros `bar_chart` and `sparkline` draw them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from generator.pages.views import View


class Bar(View, frozen=True):
    """One bar: its label and its height."""

    label: str
    count: int


Bars = tuple[Bar, ...]


def per_year(dates: Iterable[dt.date], first: int, last: int) -> Bars:
    """Count dates by year; every year from the first to the last has a bar, empty ones too."""
    counts = Counter(date.year for date in dates)
    return tuple(Bar(str(year), counts[year]) for year in range(first, last + 1))
