"""Who holds an office: what the registry says of two people in one."""

from dataclasses import replace

import pytest

from generator.diagnostics.diagnostics import Report
from generator.extras.advice.holders import check_holders
from generator.model.partial_date import PartialDate
from generator.model.term import Office
from tests import made

ENDED = PartialDate(2024, 6)


def said(one, other, newest=("2024-05-02", "2024-05-02")):
    """The messages about two people, each with an office and the day of an article."""
    bodies = made.taxonomy("offices", "body")
    people = made.taxonomy("people", "one", "two", offices_at="offices")
    for slug, office in zip(("one", "two"), (one, other), strict=True):
        people.terms[slug] = replace(people.terms[slug], offices=(office,))
    articles = [
        made.article(slug, day, terms={"people": slug, "offices": "body"})
        for slug, day in zip(("one", "two"), newest, strict=True)
        if day
    ]
    report = Report()
    check_holders(made.site([bodies, people], articles), report)
    return [problem.message for problem in report]


@pytest.mark.parametrize(
    "title, another",
    [
        ("Chief", "Chief"),
        ("Chief", "Acting chief"),
        ("Chair", "Chairwoman"),
        ("Director General", "Director-General"),
        ("Director of the Bureau", "Bureau Director"),
    ],
)
def test_one_office_in_other_words(title, another):
    """Two hold it at once; with articles of two days, the older one has no end."""
    one, other = Office(title, "body"), Office(another, "body")
    assert said(one, other) == [f"'one' and 'two' hold '{title}' at once"]
    [told] = said(one, other, ("2024-05-02", "2024-05-03"))
    assert told == f"'one' has no end as '{title}', and Two held it later (2024-05-03)"
    [told] = said(one, other, ("2024-05-03", "2024-05-02"))
    assert told == f"'two' has no end as '{another}', and One held it later (2024-05-03)"


def test_a_successor_before_the_end():
    """Who began later and has no end is not said to lack one: the two days contradict each other."""
    former = Office("Chief", "body", PartialDate(2020), PartialDate(2024, 3))
    later = Office("Chief", "body", PartialDate(2023, 5))
    assert said(former, later) == ["'one' and 'two' hold 'Chief' at once"]
    begun = Office("Chief", "body", PartialDate(2024, 3))
    assert said(former, begun) == []


def test_an_office_that_another_has_left_since():
    """Whoever held it before has left it, too; who is named later may have followed."""
    former = Office("Chief", "body", until=ENDED)
    [told] = said(Office("Chief", "body"), former)
    assert told == "'one' has no end as 'Chief', and Two held it later (2024-06)"
    assert said(Office("Chief", "body"), former, ("2024-07-01", "2024-05-02")) == []
    assert said(Office("Chief", "body", since=ENDED), former) == []


@pytest.mark.parametrize(
    "one, other",
    [
        (Office("Chief", "body"), Office("Deputy chief", "body")),
        (Office("Deputy chief", "body"), Office("Deputy chief", "body")),
        (Office("Spokesman", "body"), Office("Spokeswoman", "body")),
        (Office("Co-chair", "body"), Office("Co-chair", "body")),
        (Office("Judge", "body"), Office("Judge", "body")),
        (Office("Chief"), Office("Chief")),
        (Office("Chief", "body", until=ENDED), Office("Chief", "body", since=ENDED)),
        (Office("Chief", "body", until=PartialDate(2020)), Office("Chief", "body")),
    ],
)
def test_honest_offices(one, other):
    assert said(one, other, ("2024-05-02", "2024-07-02")) == []
