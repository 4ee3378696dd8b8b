"""What reports on one event say differently."""

from generator.assemble.differences import named_differently, stated_differently

from generator.model.rendered_text import Body
from tests.made import article, taxonomy

TAXONOMIES = {"offices": taxonomy("offices", "red", "blue")}


def told(slug, text, terms="red", **fields):
    return article(slug, terms={"offices": terms}, body=Body("", text=text), **fields)


def found(*articles):
    differences = [*stated_differently(articles), *named_differently(articles, TAXONOMIES)]
    return [
        (one.kind, one.value, " ".join(article.slug for article in one.said_by))
        for one in differences
    ]


def test_numbers_of_one_thing():
    """A number is listed where another report counts the same thing differently."""
    first = told("a", "The office said that 1,200 accounts were taken, and 30 servers.")
    second = told("b", "According to the office, 1,500 accounts were taken.")
    assert found(first, second) == [
        ("number", "1,200 accounts", "a"),
        ("number", "1,500 accounts", "b"),
    ]


def test_numbers_of_one_report_are_no_rivals():
    first = told("a", "The office lost 40 servers; 12 servers came back.")
    assert found(first, told("b", "The office lost servers.")) == []


def test_days():
    first = told("a", "It began on 2 May 2024.")
    second = told("b", "It began on 3 May, the office said.")
    assert found(first, second) == [("date", "2 May 2024", "a"), ("date", "3 May 2024", "b")]


def test_names():
    first, second, third = told("a", "x"), told("b", "x", "red blue"), told("c", "x", "red blue")
    assert found(first, second, third) == [("offices", "blue", "b c")]


def test_nothing_where_reports_agree():
    text = "On 2 May 2024 the office said that 1,200 accounts were taken."
    assert found(told("a", text), told("b", text)) == []
    assert found(told("a", text)) == []


def test_languages_write_one_number_differently():
    first = told("a", "The office said that 1,200 accounts were taken.")
    second = told("b", "Das Amt sprach von 1.200 Konten.", language="de")
    assert found(first, second) == []


def test_at_most_three_of_a_kind():
    days = " ".join(f"On {number} May 2024 it went on." for number in range(1, 20))
    numbers = " ".join(f"There were {number} letters." for number in range(100, 120))
    first = told("a", f"{days} {numbers}", "red blue")
    second = told("b", "There were 7 letters.", "")
    assert [kind for kind, _, _ in found(first, second)] == [
        *["number"] * 3,
        *["date"] * 3,
        *["offices"] * 2,
    ]
