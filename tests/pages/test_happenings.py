"""The days on which something happened, on the page of a term."""

import datetime as dt

import pytest

from generator.model.article import Event
from tests import made

TOPICS = made.taxonomy("topics", "red", "blue")


def events_of(*articles):
    """The folded events of the topic `red`."""
    page = made.tree(made.site([TOPICS], list(articles)), "topics/red/")
    return page.all("details", id="events")


def article(number, date, *events, **fields):
    happened = tuple(Event(dt.date.fromisoformat(day), label) for day, label in events)
    return made.article(f"a{number}", date, terms={"topics": "red"}, events=happened, **fields)


def test_days():
    """Events are listed newest first, each with its article, which is linked once."""
    (events,) = events_of(
        article(1, "2019-05-01"),
        article(2, "2023-03-01", ("2022-12-30", "Attack")),
        article(3, "2023-04-01", ("2023-02-01", "Arrest"), ("2023-03-30", "Trial")),
    )
    assert [(line.text, len(line.links())) for line in events.all("li")] == [
        ("30 March 2023 Trial Title of a3", 1),
        ("1 February 2023 Arrest Title of a3", 0),
        ("30 December 2022 Attack Title of a2", 1),
    ]
    assert events.first("h3").text == "When it happened 3"


@pytest.mark.parametrize("count", [1, 5])
def test_no_events(count):
    assert events_of(*[article(number, "2023-02-01") for number in range(count)]) == []


def test_many_events():
    """Twenty events are listed, and the page says how many there are."""
    happened = [(f"2023-01-{day:02}", f"Day {day}") for day in range(1, 26)]
    (events,) = events_of(article(1, "2023-02-01", *happened))
    assert len(events.all("li")) == 20
    assert events.first(css="listing-note").text == "The newest 20 of 25"
    assert len(events.links()) == 1


def test_another_language():
    """Label and title of an article in another language are marked with it."""
    (events,) = events_of(article(1, "2023-02-01", ("2023-01-01", "هجوم"), language="ar"))
    marked = [one for one in events.first("li").walk() if one.attributes.get("lang") == "ar"]
    assert {one.attributes["dir"] for one in marked} == {"rtl"}
    assert [one.text for one in marked][:1] == ["هجوم"]
