"""Articles that repeat one another; the golden cases cover the messages."""

import datetime as dt
import random

import pytest

from generator.check.duplicates import Compared, check_duplicates
from generator.diagnostics.diagnostics import Place, Report
from generator.model.settings import LIMITS

DAY = dt.date(2024, 5, 2).toordinal()
TITLE = "institute shows the readalot at the fair of examples"


def made(name, title=TITLE, **fields):
    values = {
        "path": f"{name}.md",
        "slug": name,
        "source": f"example.org/{name}",
        "source_place": Place(f"{name}.md", 4, 9),
        "day": DAY,
        "title_place": Place(f"{name}.md", 2, 8),
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
