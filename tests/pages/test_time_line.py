"""A term's time line: years with their articles and events, gaps, and the days of events."""

import datetime as dt

from generator.model.address import resolve
from generator.model.article import Event
from tests import made, markup

TOPICS = made.taxonomy("topics", "red", "blue")


def page(*articles, **settings):
    """The page of the topic `red`."""
    pages = made.composed(made.site([TOPICS], list(articles), **settings))
    where = "topics/red/"
    return markup.parse(resolve(pages[where].content, where))


def article(number, date, *events, topic="red"):
    happened = tuple(Event(dt.date.fromisoformat(day), label) for day, label in events)
    return made.article(f"a{number}", date, terms={"topics": topic}, events=happened)


def rows(tree):
    """The rows of the table of years: texts, and the target of the link."""
    return [
        ([cell.text for cell in row.walk() if cell.tag in ("th", "td")], row.links())
        for table in tree.all("table", css="years-table")
        for row in table.first("tbody").all("tr")
    ]


MANY = [
    article(1, "2019-05-01"),
    article(2, "2023-03-01", ("2022-12-30", "Attack")),
    article(3, "2023-04-01", ("2023-02-01", "Arrest"), ("2023-03-30", "Trial")),
    article(4, "2023-04-02"),
]


def test_years():
    """Years lead to their part of the list; years without anything are one row that says so."""
    assert rows(page(*MANY, article(5, "2025-01-01", topic="blue"))) == [
        (["2024–2025", "none"], []),
        (["2023", "3", "2"], ["../../topics/red/#y2023"]),
        (["2022", "0", "1"], []),
        (["2020–2021", "none"], []),
        (["2019", "1", "0"], ["../../topics/red/#y2019"]),
    ]
    assert {"y2023", "y2019"} <= {one.attributes.get("id") for one in page(*MANY).walk()}


def test_years_without_events():
    """A row without articles is as wide as the table, which has no column of events then."""
    table = page(*(article(number, f"20{number}-05-01") for number in (17, 18, 21, 22))).first(
        "table", css="years-table"
    )
    assert len(table.first("thead").all("th")) == 2
    assert [cell.attributes.get("colspan") for cell in table.all("td", css="empty")] == [None]
    with_events = page(*MANY).first("table", css="years-table")
    assert {cell.attributes["colspan"] for cell in with_events.all("td", css="empty")} == {"2"}


def test_years_of_a_long_list():
    """If years have pages of their own, the time line leads to them."""
    links = [link for _, links in rows(page(*MANY, long_listing=3)) for link in links]
    assert links == ["../../topics/red/2023/", "../../topics/red/2019/"]


def test_bars():
    """A bar is as long as its share of the largest number."""
    table = page(*MANY).first("table", css="years-table")
    first = table.first("tbody").first("tr")
    assert [bar.attributes["width"] for bar in first.all("rect")] == ["100.0", "66.7"]
    assert first.first("svg").attributes["aria-hidden"] == "true"


def test_days():
    """Events are listed newest first; only the first of each article links to it."""
    (events,) = [one for one in page(*MANY).all("section") if one.attributes.get("id") == "events"]
    lines = [(line.text, len(line.links())) for line in events.all("li")]
    assert lines == [("30 March 2023 Trial", 0), ("1 February 2023 Arrest", 1), ("30 December 2022 Attack", 1)]  # fmt: skip


def test_few_articles():
    """Three articles are seen at once and have no time line, but their events."""
    tree = page(*MANY[:3])
    assert rows(tree) == []
    assert "events" in {one.attributes.get("id") for one in tree.all("section")}


def test_many_events():
    """Twenty events are listed, and the page says how many there are."""
    events = [(f"2023-01-{day:02}", f"Day {day}") for day in range(1, 26)]
    (section,) = [
        one
        for one in page(article(1, "2023-02-01", *events)).all("section")
        if one.attributes.get("id") == "events"
    ]
    assert len(section.all("li")) == 20
    assert section.first(css="listing-note").text == "The newest 20 of 25"
