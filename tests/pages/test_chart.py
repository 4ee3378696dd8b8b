"""Charts show the right numbers, which are repeated as text."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.chart import Bar, per_year
from generator.pages.rendering import environment
from tests import markup

charts = st.lists(st.integers(0, 5_000), min_size=1, max_size=40).map(
    lambda counts: tuple(Bar(str(2000 + index), count) for index, count in enumerate(counts))
)


def macros():
    return environment("en").get_template("macros.html").module


def bars(data, title):
    return macros().bar_chart(data, title)


def sparkline(data):
    return macros().sparkline(data)


@given(st.lists(st.dates(dt.date(2015, 1, 1), dt.date(2020, 12, 31))))
def test_per_year(dates):
    """Each year has one bar, empty years included, and every date is counted once."""
    counts = per_year(dates, 2015, 2020)
    assert [bar.label for bar in counts] == ["2015", "2016", "2017", "2018", "2019", "2020"]
    assert all(bar.count == sum(date.year == int(bar.label) for date in dates) for bar in counts)


@given(charts)
def test_bars(data):
    """Bars run from left to right, proportional to their numbers, which are shown."""
    svg = markup.parse(bars(data, "Articles a year")).first("svg")
    _, _, width, height = map(float, svg.attributes["viewbox"].split())
    rectangles = svg.all("rect")
    assert svg.attributes["role"] == "img"
    assert svg.attributes["aria-label"] == "Articles a year"
    assert [rectangle.text for rectangle in rectangles] == [
        f"{bar.label}: {bar.count}" for bar in data
    ]
    boxes = [
        {key: float(value) for key, value in rectangle.attributes.items()}
        for rectangle in rectangles
    ]
    tallest, top = max(box["height"] for box in boxes), max(bar.count for bar in data)
    for box, bar in zip(boxes, data, strict=True):
        assert box["height"] == pytest.approx(tallest * bar.count / top if top else 0, abs=0.1)
        assert box["y"] + box["height"] == pytest.approx(height, abs=0.11)
    edges = [edge for box in boxes for edge in (box["x"], box["x"] + box["width"])]
    assert edges == sorted(edges)
    assert edges[-1] <= width


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
    """Without numbers there is no chart."""
    assert bars((), "Articles a year") == ""
    assert markup.parse(sparkline(())).first("polyline").attributes["points"] == ""


def test_labels_are_text():
    """Labels are escaped."""
    svg = markup.parse(bars((Bar("</title><script>", 1), Bar('"&', 2)), '"><b>'))
    assert [element.tag for element in svg.walk()] == ["svg", "rect", "title", "rect", "title"]
    assert svg.first("svg").attributes["aria-label"] == '"><b>'


def test_numbers_as_text(plain):
    """Every chart has its numbers in a list beside it."""
    seen = 0
    for where, page in plain.trees.items():
        for figure in page.all("figure", css="activity"):
            numbers = [item.text for item in figure.all("li")]
            assert [
                element.text for element in figure.first("svg", css="chart").all("rect")
            ] == numbers, where
            seen += 1
    assert seen > 5


def test_numbers_are_true(plain):
    """A term's bars count its articles in each year of the site."""
    figure = plain.trees["agencies/az-one/"].first("figure", css="activity")
    numbers = [item.text for item in figure.all("li")]
    assert numbers == ["2021: 2", "2022: 2", "2023: 0", "2024: 3"]
