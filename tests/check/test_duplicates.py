"""Articles that repeat one another; the golden cases cover the messages."""

import datetime as dt
import itertools
import random

import pytest

from generator.check.duplicates import Compared, Origin, check_duplicates
from generator.diagnostics.diagnostics import Place, Report
from generator.model.settings import LIMITS
from generator.read.text import words

DAY = dt.date(2024, 5, 2).toordinal()
TITLE = "institute shows the readalot at the fair of examples"


def made(name, title=TITLE, source=None, same_event=None, **fields):
    path = f"{name}.md"
    address = f"example.org/{name}" if source is None else source
    values = {
        "path": path,
        "slug": name,
        "day": DAY,
        "title": title,
        "summary": "",
        "terms": {},
        "origin": Origin(address, Place(path, 4, 9), Place(path, 2, 8), same_event),
        "title_words": tuple(dict.fromkeys(title.split())),
        **fields,
    }
    return Compared(**values)


def told(*articles, drafts=()):
    """Every problem as `path: code`; the order in which articles are read does not matter."""
    reports = Report(), Report()
    check_duplicates(articles, drafts, LIMITS, reports[0])
    check_duplicates(articles[::-1], drafts, LIMITS, reports[1])
    assert list(reports[0]) == list(reports[1])
    return [f"{problem.place}: {problem.code}" for problem in reports[0]]


def test_same_source():
    one = made("a", "one title", source="example.org/1")
    other = made("b", "quite another", source="example.org/1")
    assert told(one, other) == ["b.md:4:9: duplicate-source"]
    assert check_duplicates([other, one], (), LIMITS, Report()) == {"b.md"}
    assert told(made("a", "one title", source=""), made("b", "another", source="")) == []


def test_a_draft_stops_no_published_article():
    """Of an article and a draft with one source the draft is refused, whatever their names."""
    draft = made("a", "one title", source="example.org/1")
    article = made("b", "quite another", source="example.org/1")
    assert told(draft, article, drafts={"a.md"}) == ["a.md:4:9: duplicate-source"]


@pytest.mark.parametrize(
    "title, changes, found",
    [
        (TITLE, {}, True),  # same
        ("inventors bring readalot to the fair of examples", {}, True),  # alike
        (TITLE, {"day": DAY + 10}, True),  # ten days later
        (TITLE, {"day": DAY + 11}, False),  # too late
        ("institute closes after the fair", {}, False),  # another
        (TITLE, {"same_event": ()}, False),  # answered
        (TITLE, {"same_event": ("a",)}, False),  # linked
        ("", {}, False),  # no title
    ],
)
def test_similar_titles(title, changes, found):
    problems = told(made("a"), made("b", title, **changes))
    assert problems == (["b.md:2:8: near-duplicate"] if found else [])


def test_one_link_is_enough():
    assert told(made("a", same_event=("b",)), made("b")) == []
    assert told(made("a", same_event=()), made("b")) == ["b.md:2:8: near-duplicate"]


def test_likeness_is_the_share_of_words_that_titles_may_have_in_common():
    articles = [made("a", "one two three four five six"), made("b", "one two three ten ten2 ten3")]
    assert told(*articles) == []
    articles.append(made("c", "one two three ten ten2 seven"))
    assert told(*articles) == ["c.md:2:8: near-duplicate"]


def test_many_articles():
    """Of 20,000 articles that share some words, a few a day, none is reported."""
    rng = random.Random(1)
    articles = []
    for n in range(20_000):
        words = [f"word{rng.randrange(500)}" for _ in range(3)]
        title = " ".join(["ministry", *words, *(f"own{n}-{i}" for i in range(5))])
        articles.append(made(f"{n:06}", title, day=DAY + n // 10))
    assert told(*articles) == []


def test_a_thousand_copies():
    assert len(told(*(made(f"{n:04}") for n in range(1_000)))) == 999


EVENT = "the agency has closed ten emergency directives that it issued from 2019 to 2024"


def event(name, title, summary=EVENT, **fields):
    """An article with a summary and two terms."""
    values = {
        "title_words": tuple(dict.fromkeys(words(title))),
        "summary": summary,
        "terms": {"agencies": ("us-cisa",), "themes": ("security-policy",)},
    }
    return made(name, title, **(values | fields))


FIRST = "CISA closes ten emergency directives at once"
SECOND = "CISA retires ten orders to federal agencies"
OTHER_SUMMARY = "a report counts the passwords which workers of ministries wrote on yellow notes"


@pytest.mark.parametrize(
    "title, changes, found",
    [
        (SECOND, {}, True),
        (SECOND, {"day": DAY + 1}, True),
        (SECOND, {"day": DAY + 2}, False),  # another day
        (SECOND, {"terms": {"agencies": ("us-cisa",), "themes": ("phishing",)}}, False),
        (SECOND, {"terms": {"agencies": ("us-cisa", "us-nsa")}}, False),
        (SECOND, {"summary": OTHER_SUMMARY}, False),  # another event of the same agency
        (SECOND, {"same_event": ()}, False),  # answered
        ("Readers count the pages of every book", {}, False),  # a series with one summary
        ("CISA retires ten orders in part II to agencies", {}, True),  # a number in one title only
    ],
)
def test_one_event(title, changes, found):
    problems = told(event("a", FIRST), event("b", title, **changes))
    assert problems == (["b.md:2:8: near-duplicate"] if found else [])


NUMBERED = [
    ("report number {}", ["12", "13", "14th", "2025"]),
    ("report for {}", ["Q1", "Q2", "q3"]),
    ("report for {}", ["January", "May", "декабрь", "Haziran", "März", "août"]),
    ("{} report", ["First", "second", "10th", "vierter", "третий"]),
    ("report, part {}", ["I", "II", "IV", "XIII"]),
    ("report of {} May", ["3", "4"]),
    ("report CVE-{}", ["2024-17", "2024-18"]),
]


@pytest.mark.parametrize(
    "one, other",
    [
        (form.replace("{}", one), form.replace("{}", other))
        for form, numbers in NUMBERED
        for one, other in itertools.permutations(numbers, 2)
    ],
)
def test_numbered_titles_are_of_two_events(one, other):
    """Two titles that differ in a number, an ordinal, a quarter or a month are no duplicates."""
    title = "the ministry of examples publishes its {}"
    articles = [event("a", title.replace("{}", one)), event("b", title.replace("{}", other))]
    assert told(*articles) == []


@pytest.mark.parametrize(
    "one, other", [("12", "12th"), ("second", "2nd"), ("II", "2"), ("May", "mai"), ("12", "")]
)
def test_one_number_in_two_forms(one, other):
    title = "the ministry of examples publishes its report {}"
    articles = [event("a", title.replace("{}", one)), event("b", title.replace("{}", other))]
    assert told(*articles) == ["b.md:2:8: near-duplicate"]


def test_many_articles_of_a_day_with_the_same_terms():
    """Twenty thousand articles of one agency and theme are compared in seconds."""
    articles = [
        event(f"{n:05}", f"own{n} title{n} of day{n}", f"word{n} " * 3 + OTHER_SUMMARY)
        for n in range(20_000)
    ]
    assert told(*articles) == []
