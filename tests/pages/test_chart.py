"""Charts show the right numbers."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.chart import Bar, per_year
from generator.pages.rendering import environment
from tests import markup

charts = st.lists(st.integers(0, 5_000), min_size=1, max_size=40).map(
    lambda counts: tuple(Bar(str(2000 + index), count) for index, count in enumerate(counts))
)


def sparkline(data):
    return environment("en").get_template("macros.html").module.sparkline(data)


@given(st.lists(st.dates(dt.date(2015, 1, 1), dt.date(2020, 12, 31))))
def test_per_year(dates):
    """Each year has one bar, empty years included, and every date is counted once."""
    counts = per_year(dates, 2015, 2020)
    assert [bar.label for bar in counts] == ["2015", "2016", "2017", "2018", "2019", "2020"]
    assert all(bar.count == sum(date.year == int(bar.label) for date in dates) for bar in counts)


@given(charts)
def test_sparkline(data):
    """A sparkline has a point for each bar and is hidden from screen readers."""
    svg = markup.parse(sparkline(data)).first("svg")
    points = [
        tuple(map(float, point.split(",")))
        for point in svg.first("polyline").attributes["points"].split()
    ]
    assert svg.attributes["aria-hidden"] == "true"
    assert len(points) == len(data)
    for (_, y), bar in zip(points, data, strict=True):
        for (_, other_y), other in zip(points, data, strict=True):
            assert bar.count <= other.count or y <= other_y


def test_nothing_to_show():
    """Without numbers a sparkline has no points."""
    assert markup.parse(sparkline(())).first("polyline").attributes["points"] == ""
