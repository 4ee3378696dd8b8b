"""Related articles and their reasons, neighbours in a series, and reports of the same event."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assemble.related import Neighbours
from generator.model.article import Retraction
from tests.examples import tried
from tests.made import PAIR, article, site, taxonomy

OFFICES = [f"office-{letter}" for letter in "abcdefgh"]
TOPICS = [f"topic-{letter}" for letter in "abcdef"]
PARENTS = {"topic-b": "topic-a", "topic-c": "topic-b"}


def taxonomies():
    outlets = taxonomy("outlets", "one", "two", front_matter="source.name")
    return [taxonomy("offices", *OFFICES), taxonomy("topics", *TOPICS, parents=PARENTS), outlets]


def named(items):
    return st.lists(st.sampled_from(items), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def sites(draw):
    count = draw(st.integers(0, 25))
    articles = []
    for index in range(count):
        terms = {
            "offices": draw(named(OFFICES)),
            "topics": draw(named(TOPICS)),
            "outlets": ("one",),
        }
        day = f"2024-{draw(st.integers(1, 12)):02}-{draw(st.integers(1, 28)):02}"
        events = draw(
            st.lists(st.integers(0, count - 1), max_size=2).map(
                lambda found: tuple(f"a{one}" for one in found)
            )
        )
        hidden = draw(st.sampled_from([{}, {}, {}, {"draft": True}, "retracted"]))
        articles.append(article(f"a{index}", day, terms=terms, same_event=events))
        if hidden == "retracted":
            hidden = {"retracted": Retraction(articles[-1].date, "Withdrawn.")}
        articles[-1] = article(f"a{index}", day, terms=terms, same_event=events, **hidden)
    return site(taxonomies(), articles, crossings=(PAIR,))


def rolled_up(one, name):
    terms = set()
    for slug in one.terms[name]:
        above = slug
        while above:
            terms.add(above)
            above = PARENTS.get(above, "")
    return terms


@settings(max_examples=tried(40))
@given(sites())
def test_related(made):
    """An article has at most four related articles; both articles have every term given as a reason."""
    neighbours = Neighbours(made)
    for current in made.published:
        surroundings = neighbours.around(current).related
        others = [related.article for related in surroundings]
        assert len(others) <= 4
        assert len({other.slug for other in others}) == len(others)
        assert current not in others
        assert all(other in made.articles for other in others)
        assert current.listed or not surroundings
        for related in surroundings:
            assert related.because
            for name, term in related.because:
                assert name != "outlets", "a shared outlet is no reason"
                assert term.slug in current.terms[name]
                assert term.slug in rolled_up(related.article, name)


def test_rare_terms_come_first():
    """Rare shared terms count for more than common ones and are named first."""
    common = {"topics": "topic-d", "outlets": ""}
    crowd = [article(f"c{index}", terms={"offices": OFFICES[2], **common}) for index in range(18)]
    pair = [article(f"p{index}", terms={"offices": OFFICES[0], **common}) for index in range(2)]
    made = site(taxonomies(), [*crowd, *pair])
    related_articles = Neighbours(made).around(pair[0]).related
    assert [related.article.slug for related in related_articles] == ["p1"]
    assert [term.slug for _, term in related_articles[0].because] == ["office-a", "topic-d"]


def test_at_most_four():
    """Of many that share as much, the four nearest in time are related, the nearest first."""
    days = (1, 3, 4, 8, 10, 11, 14, 20)
    rare = {"offices": OFFICES[0], "topics": "", "outlets": ""}
    alike = [article(f"d{day:02}", f"2024-05-{day:02}", terms=rare) for day in days]
    common = {"offices": OFFICES[1], "topics": "", "outlets": ""}
    crowd = [article(f"c{at}", terms=common) for at in range(60)]
    made = site(taxonomies(), [*alike, *crowd])
    around = Neighbours(made).around(alike[days.index(10)])
    assert [one.article.slug for one in around.related] == ["d11", "d08", "d14", "d04"]


def test_a_case_comes_first():
    """Articles on one case are related before those that share many rarer terms of other kinds."""
    cases = taxonomy("cases", "case-a", "case-b")
    places = taxonomy("places", *(f"place-{at}" for at in range(12)), required=True)
    everywhere = tuple(places.terms)
    rows = [("now", "case-a", everywhere), ("old", "case-a", ()), ("near", "", everywhere)]
    rows += [(f"other{at}", "case-b" if at < 9 else "", ()) for at in range(40)]
    listed = [
        article(name, terms={"cases": (case,) if case else (), "places": where})
        for name, case, where in rows
    ]
    related = Neighbours(site([cases, places], listed)).around(listed[0]).related
    assert [one.article.slug for one in related] == ["old", "near"]
    assert related[0].because[0][1].slug == "case-a"


def test_nothing_in_common():
    """A term that all articles share does not make them related."""
    same = {"offices": OFFICES[0], "topics": TOPICS[4], "outlets": "one"}
    made = site(taxonomies(), [article(f"a{index}", terms=same) for index in range(9)])
    neighbours = Neighbours(made)
    assert [neighbours.around(article).related for article in made.articles] == [()] * 9


@given(sites())
@settings(max_examples=tried(40))
def test_same_event(made):
    """If one of two articles names the other, each links to the other, unless it is retracted."""
    neighbours = Neighbours(made)
    same_event = {article.slug: neighbours.around(article).same_event for article in made.published}
    for first, other in itertools.permutations(made.published, 2):
        linked = other.slug in first.same_event or first.slug in other.same_event
        assert (other in same_event[first.slug]) is (linked and other.listed)
    assert all(article not in same_event[article.slug] for article in made.published)


@given(sites())
@settings(max_examples=tried(40))
def test_related_adds_something(made):
    """A related article is none that the page links to already."""
    neighbours = Neighbours(made)
    for current in made.published:
        around = neighbours.around(current)
        linked = {*around.same_event}
        linked.update(around.earlier)
        linked.update(around.later)
        assert not linked & {related.article for related in around.related}


def test_not_because_of_countries():
    """Countries alone relate nothing, however rare they are, nor beside a topic that most articles have."""
    places = taxonomy("places", *"abcdefgh", lookup="code")
    common, rare = "topic-a", "topic-f"
    named = {
        "one": (common, "a b c"),
        "two": (common, "a b c"),
        "three": (f"{common} {rare}", "a b c"),
        "four": (f"{common} {rare}", "a b c"),
    } | {f"other{at}": (common, "h") for at in range(20)}
    made = site(
        [taxonomy("topics", *TOPICS), places],
        [article(slug, terms={"topics": topics, "places": where}) for slug, (topics, where) in named.items()],
    )  # fmt: skip
    neighbours = Neighbours(made)
    found = {one.slug: neighbours.around(one).related for one in made.articles}
    assert found["one"] == ()
    assert [one.article.slug for one in found["three"]] == ["four"]
    reasons = [name for name, _term in found["three"][0].because]
    assert reasons == sorted(reasons, key="places".__eq__)
    assert "topics" in reasons
