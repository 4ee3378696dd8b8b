"""Charts show the right numbers."""

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.rendering import environment
from tests import made, markup

charts = st.lists(st.integers(0, 5_000), min_size=1, max_size=40).map(tuple)


def sparkline(data):
    return environment("en").get_template("macros.html").module.sparkline(data)


@given(charts)
def test_sparkline(data):
    """A sparkline has a point for each number and is hidden from screen readers."""
    svg = markup.parse(sparkline(data)).first("svg")
    points = [
        tuple(map(float, point.split(",")))
        for point in svg.first("polyline").attributes["points"].split()
    ]
    assert svg.attributes["aria-hidden"] == "true"
    assert len(points) == len(data)
    for (_, y), count in zip(points, data, strict=True):
        for (_, other_y), other in zip(points, data, strict=True):
            assert count <= other or y <= other_y


def test_nothing_to_show():
    """Without numbers a sparkline has no points."""
    assert markup.parse(sparkline(())).first("polyline").attributes["points"] == ""


def test_every_year_has_a_point():
    """The front page counts the articles of each year; one without articles has its point at the bottom."""
    terms = {"offices": "head", "topics": "wide"}
    days = ("2020-05-01", "2020-05-02", "2022-05-01")
    site = made.site(
        [made.taxonomy("offices", "head"), made.taxonomy("topics", "wide")],
        [made.article(f"a{index}", day, terms=terms) for index, day in enumerate(days)],
        crossings=(made.PAIR,),
    )
    front = markup.parse(made.composed(site)[""].content)
    chart = front.first("ol", css="active").first("polyline")
    assert chart.attributes["points"].split() == ["0.0,2.0", "40.0,18.0", "80.0,10.0"]
