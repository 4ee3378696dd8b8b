"""Threads: which articles continue which, and one line for each thread in a list."""

import time
from dataclasses import replace

from generator.assemble.related import Threads
from generator.model.article import Retraction
from tests.made import article


def chain(*pairs):
    """Articles from their slugs, days of May 2024, and the slugs that they follow."""
    made = [article(slug, f"2024-05-{day}", follows=follows) for slug, day, follows in pairs]
    return tuple(reversed(made))


def slugs(articles):
    return " ".join(one.slug for one in articles)


def around(articles):
    threads = Threads(articles)
    found = {}
    for one in articles:
        earlier, later = threads.around(one)
        found[one.slug] = slugs(earlier), slugs(later)
    return found


def test_two_follow_one():
    """All are one thread in the order of their days, and of their steps within a day."""
    found = around(chain(("z", "01", ""), ("b", "01", "z"), ("a", "01", "b"), ("c", "03", "z")))
    assert found["z"] == ("", "b a c")
    assert found["c"] == ("z b a", "")


def test_a_retracted_article_joins_its_neighbours_but_is_not_listed():
    articles = chain(("a", "01", ""), ("b", "02", "a"), ("c", "03", "b"))
    gone = replace(articles[1], retracted=Retraction(articles[1].date, "It was wrong."))
    found = around((articles[0], gone, articles[2]))
    assert found["c"] == ("a", "")
    assert found["a"] == ("", "c")
    assert found["b"] == ("a", "c")


def test_an_unpublished_article_ends_its_thread():
    assert around(chain(("c", "03", "draft"))) == {"c": ("", "")}


def test_a_circle_ends():
    """A preview shows articles with errors, too."""
    found = around(chain(("a", "01", "b"), ("b", "02", "a"), ("self", "03", "self")))
    assert found == {"a": ("", "b"), "b": ("a", ""), "self": ("", "")}


def test_a_long_thread():
    """Each page lists the nearest articles, and the number of those before is known at once."""
    names = [f"a{number}" for number in range(3000)]
    articles = chain(*zip(names, ["01"] * 3000, ["", *names], strict=False))
    start = time.process_time()
    threads = Threads(articles)
    for one in articles:
        around_one = threads.around(one)
        assert max(map(len, around_one)) == 50
    assert time.process_time() - start < 2
    earlier, later = threads.around(articles[0])
    assert slugs(earlier).startswith("a2949 a2950 ")
    assert not later
    assert threads.count_before(articles[0]) == 2999
