"""Which article leads a week, and how the others are ordered."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Place
from generator.extras.editions.weekly import arrange, due_by_week, ranked
from generator.model.article import Event
from generator.model.term import Term
from tests.made import PAIR, article, site, taxonomy

OFFICES = taxonomy("offices", "red", "blue", "green")
TOPICS = taxonomy("topics", "fire", "water", "air")


def outlets():
    """A taxonomy with two kinds of outlet; the settings list the official kind first."""
    made = taxonomy(
        "outlets", front_matter="source.name", kinds={"official": "Public.", "press": "Not public."}
    )
    place = Place("outlets.yml")
    kinds = {"gazette": "official", "herald": "press"}
    terms = {slug: Term(slug, slug.title(), place, kind=kind) for slug, kind in kinds.items()}
    return replace(made, terms=terms)


OUTLETS = outlets()


def made(slug, date="2024-05-02", *, offices="red", topics="fire", outlet="", **fields):
    terms = {"offices": offices, "topics": topics, "outlets": outlet}
    return article(slug, date, terms=terms, **fields)


def whole(*articles):
    return site([OFFICES, TOPICS, OUTLETS], list(articles), crossings=(PAIR,))


def lead(*articles):
    of_all = whole(*articles)
    return ranked(of_all.articles, of_all.settings, of_all.taxonomies)[0].slug


@pytest.mark.parametrize(
    "first, second",
    [
        ({"priority": "high"}, {"same_event": ("x",)}),  # priority first
        ({"same_event": ("x",)}, {"outlet": "gazette"}),  # then event
        ({"outlet": "gazette"}, {"outlet": "herald", "offices": "red blue"}),  # then kind
        ({"outlet": "herald"}, {"offices": "red blue"}),  # unknown outlet last
        ({"offices": "red blue"}, {"topics": "fire air water"}),  # then offices
        ({"topics": "fire air"}, {"date": "2024-05-03"}),  # then other terms
        ({"date": "2024-05-03"}, {}),  # later
    ],
)
def test_rules_have_an_order(first, second):
    """Each rule decides before the next one."""
    assert lead(made("a", **second), made("z", **first)) == "z"


def test_reports_count_in_either_direction():
    """An article that two others name as the same event leads, even if it names neither."""
    named = made("z")
    assert lead(named, made("a", same_event=("z",)), made("b", same_event=("z",))) == "z"
    assert lead(made("z", same_event=("z",)), made("a")) == "a"  # not a report of its own event


@given(
    st.permutations(
        [made(slug, offices=offices) for slug in "abc" for offices in ("red", "red blue")]
    )
)
def test_deterministic(articles):
    """The ranking does not depend on the order of the files."""
    settings = whole().settings
    ranking = ranked(articles, settings, {"offices": OFFICES, "topics": TOPICS, "outlets": OUTLETS})
    assert [article.slug for article in ranking[:2]] == ["a", "b"]


def test_groups():
    """The lead is not repeated, empty groups are omitted, and the editors' order comes first."""
    articles = (
        made("a"),
        made("b", topics="water"),
        made("c", topics="water"),
        made("d", topics="air"),
    )
    groups = arrange(articles, TOPICS, articles[0], order=("air",))
    assert [(group.term.slug, len(group.articles)) for group in groups] == [
        ("air", 1),
        ("water", 2),
    ]
    assert [group.term for group in arrange(articles, None, articles[0])] == [None]
    assert arrange(articles[:1], TOPICS, articles[0]) == ()
    assert arrange(articles[:1], None, articles[0]) == ()


def test_articles_without_a_topic():
    """Those that no group takes are the last group, however many they are."""
    articles = (made("a"), made("b"), *(made(slug, topics="") for slug in "cde"))
    groups = arrange(articles, TOPICS, articles[0])
    assert [(group.term and group.term.slug, len(group.articles)) for group in groups] == [
        ("fire", 1),
        (None, 3),
    ]


def test_due():
    """An edition announces what begins in the next week, unless it was reported only afterwards."""
    monday = Event(dt.date(2024, 5, 6), "Hearing")
    sunday = Event(dt.date(2024, 5, 12), "Vote")
    later = Event(dt.date(2024, 5, 13), "Report")
    earliest = Event(dt.date.min, "Beginning")
    known = made("a", "2024-05-02", events=(sunday, later, monday, earliest))
    afterwards = made("b", "2024-05-07", events=(monday,))
    due = due_by_week(whole(known, afterwards))
    assert [(one.event.label, one.article.slug) for one in due[2024, 18]] == [
        ("Hearing", "a"),
        ("Vote", "a"),
    ]
    assert [one.event.label for one in due[2024, 19]] == ["Report"]
    assert len(due) == 2
