"""Grouping by term and by period, splitting by year, and terms that occur together."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.assemble import collection
from generator.assemble.assembly import newest_first
from generator.assemble.collection import (
    arranged,
    by_month,
    by_week,
    by_year,
    grouped,
    grouped_once,
    often_with,
)
from generator.model.article import Article
from tests.made import article, taxonomy

TOPICS = taxonomy("topics", "blue", "green", "lime", "red", parents={"lime": "green"})

days = st.dates(dt.date(2019, 1, 1), dt.date(2023, 12, 31))
sets = st.lists(days, max_size=60).map(
    lambda dates: newest_first(
        article(f"a{index}", date.isoformat()) for index, date in enumerate(dates)
    )
)


def of_years(**counts: int) -> tuple[Article, ...]:
    """Make the given number of articles for each year: `of_years(y2023=2)`."""
    made = [
        article(f"{year}-{index}", f"{year[1:]}-05-02")
        for year, count in counts.items()
        for index in range(count)
    ]
    return newest_first(made)


def topical(*named: str) -> tuple[Article, ...]:
    """Make one article for each argument with the topics it names (`"red green"`), newest first."""
    return tuple(
        article(f"a{index}", f"2024-05-{28 - index}", terms={"topics": topics})
        for index, topics in enumerate(named)
    )


def slugs(articles: tuple[Article, ...]) -> list[str]:
    return [article.slug for article in articles]


@given(st.lists(st.tuples(days, st.integers(0, 99)), max_size=30, unique_by=lambda pair: pair[1]))
def test_newest_first(pairs):
    """Articles are sorted by date, newest first, then by slug, independent of the order of the files."""
    made = [article(f"a{number:02}", day.isoformat()) for day, number in pairs]
    expected = sorted(made, key=lambda one: (-one.date.toordinal(), one.slug))
    assert newest_first(made) == newest_first(reversed(made)) == tuple(expected)


@pytest.mark.parametrize(
    ("group", "key"),
    [
        (by_year, lambda date: date.year),
        (by_month, lambda date: (date.year, date.month)),
        (by_week, lambda date: date.isocalendar()[:2]),
    ],
)
@given(sets)
def test_by_time(group, key, articles):
    """Each article is in the period of its date only; periods and articles are newest first."""
    groups = group(articles)
    assert [article for members in groups.values() for article in members] == list(articles)
    assert all(
        key(article.date) == stretch for stretch, members in groups.items() for article in members
    )
    assert list(groups) == sorted(groups, reverse=True)


def test_turn_of_the_year():
    """A week belongs to the year of its Thursday (ISO 8601)."""
    assert list(
        by_week((article("new-year", "2021-01-01"), article("last-day", "2018-12-31")))
    ) == [(2020, 53), (2019, 1)]


def test_a_new_article_changes_its_own_year():
    """Lists are split by year, not by count, so a new article leaves other years' pages unchanged."""
    before = of_years(y2023=5, y2022=5, y2021=5)
    after = newest_first([*before, article("new", "2022-07-01")])
    old, new = by_year(before), by_year(after)
    assert {year for year in new if new[year] != old[year]} == {2022}


@pytest.mark.parametrize(
    ("named", "groups"),
    [
        pytest.param((), [], id="empty"),
        pytest.param(("red", "red green"), [("red", [0, 1], 2), ("green", [1], 1)], id="in both, largest first"),
        pytest.param(("red", "blue"), [("blue", [1], 1), ("red", [0], 1)], id="ties by name"),
        pytest.param(("", "red", "", ""), [("red", [1], 1), (None, [0, 2, 3], 3)], id="none of these last"),
        pytest.param(("lime", "green"), [("green", [1], 2), ("lime", [0], 1)], id="total with children"),
        pytest.param(("lime",), [("green", [], 1), ("lime", [0], 1)], id="only a child is named"),
    ],
)  # fmt: skip
def test_grouped(named, groups):
    """An article is listed once under each term it names; totals include child terms' articles."""
    by_term = grouped(topical(*named), TOPICS)
    assert [
        (
            group.term and group.term.slug,
            [int(slug[1:]) for slug in slugs(group.articles)],
            group.total,
        )
        for group in by_term
    ] == groups


def test_grouped_once():
    """An edition lists each article once, under the first term in its front matter."""
    groups = grouped_once(topical("red green", "green red", "green", ""), TOPICS)
    assert [(group.term and group.term.slug, slugs(group.articles)) for group in groups] == [
        ("green", ["a1", "a2"]),
        ("red", ["a0"]),
        (None, ["a3"]),
    ]


def test_often_with(monkeypatch):
    """Other terms are counted by articles in common, most frequent first, ties by slug."""
    counts = often_with(topical("red green", "green blue red", "red blue", "green"), TOPICS, "red")
    assert [(term.slug, count) for term, count in counts] == [("green", 3), ("blue", 2)]
    monkeypatch.setattr(collection, "OFTEN", 1)
    assert len(often_with(topical("red green blue"), TOPICS, "red")) == 1


@given(
    st.lists(st.lists(st.sampled_from(list(TOPICS.terms)), unique=True, max_size=3), max_size=12),
    st.sampled_from([(), ("green",)]),
)
def test_arranged(named, said):
    """Each article is in one cluster, which fits it; the newest is first, and clusters and articles are in order."""
    articles = topical(*[" ".join(topics) for topics in named])
    clusters = arranged(articles, TOPICS, said)
    listed = [article for cluster in clusters for article in cluster.articles]
    assert sorted(slugs(tuple(listed))) == sorted(slugs(articles))
    assert listed[:1] == list(articles[:1])
    order = {one.slug: number for number, one in enumerate(articles)}
    for cluster in clusters:
        numbers = [order[slug] for slug in slugs(cluster.articles)]
        assert numbers == sorted(numbers)
        if cluster.term:
            assert cluster.term.slug not in said
            assert all(
                cluster.term.slug in TOPICS.roll_up(one.terms["topics"]) for one in cluster.articles
            )
    firsts = [order[cluster.articles[0].slug] for cluster in clusters]
    assert firsts[:-1] == sorted(firsts[:-1])
    # Two articles whose first term is the same are never apart.
    where = {
        one.slug: number for number, cluster in enumerate(clusters) for one in cluster.articles
    }
    firsts_of = [
        [topic for topic in one.terms["topics"] if topic not in said][:1] for one in articles
    ]
    for one, first in zip(articles, firsts_of, strict=True):
        for other, its in zip(articles, firsts_of, strict=True):
            if first == its and first:
                assert where[one.slug] == where[other.slug]
