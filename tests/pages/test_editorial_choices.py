"""What editors choose on the front page."""

from dataclasses import replace

import pytest

from generator.model.article import FurtherSource
from tests import made, markup

TERMS = {"offices": "red", "topics": "fire"}
WIDER = {"offices": "red blue", "topics": "fire"}


def whole(*articles, **parts):
    taxonomies = [made.taxonomy("offices", "red", "blue"), made.taxonomy("topics", "fire")]
    return replace(made.site(taxonomies, list(articles), crossings=(made.PAIR,)), **parts)


def one(slug, date="2024-05-02", **fields):
    return made.article(slug, date, **{"terms": TERMS, **fields})


def titles_of(page):
    return [part.text.removeprefix("Title of ") for part in page.all("h3", css="entry-title")]


def front(*articles, **parts):
    """The titles on the front page, in order, and its first section."""
    page = made.tree(whole(*articles, **parts), "")
    return titles_of(page), page.first(css="front-lead").text


@pytest.mark.parametrize(
    "worse, better",
    [
        ({"terms": WIDER}, {"priority": "high"}),  # high
        ({"terms": WIDER, "priority": "low"}, {}),  # low
        ({"same_event": ("x",)}, {"terms": WIDER}),  # offices
        ({}, {"same_event": ("x",)}),  # event
        ({}, {"further_sources": (FurtherSource("Herald"),)}),  # sources
    ],
)
def test_order_of_a_day(worse, better):
    """Within a day priority decides, then offices, then reports; an earlier day always comes after."""
    other = one("a", **worse)
    assert front(other, one("z", **better))[0] == ["z", "a"]
    assert front(other, one("z", "2024-05-01", **better))[0] == ["a", "z"]


def thread():
    """Three articles that continue each other, and one of another story between them."""
    return (
        one("a", "2023-05-01"),
        one("other", "2024-05-01"),
        one("b", "2024-05-02", follows="a"),
        one("c", "2024-06-01", follows="b"),
    )


def test_every_article_of_a_thread_links_the_previous_and_the_next():
    pages = made.trees(whole(*thread()))
    middle = pages["articles/2024/05/b/"]
    links = [part.text for part in middle.all(css="story-continues")]
    assert links == ["Continues: Title of a, 1 May 2023", "Followed by: Title of c, 1 June 2024"]
    first = pages["articles/2023/05/a/"]
    assert "Title of b" in first.first(css="story-continues").text
    assert "Title of c" in first.first("section", **{"aria-labelledby": "later"}).text


def test_an_article_names_another_one_once():
    """A report that is both earlier and on the same event has one link."""
    others = tuple(f"of-{day}" for day in range(1, 7))
    articles = [one("a", "2024-05-01", same_event=("b",)), one("b", follows="a", same_event=("c",))]
    articles += [one("c", "2024-05-03", follows="b"), *(one(slug, "2024-05-04") for slug in others)]
    pages = made.trees(whole(*articles))
    for article in articles:
        where = article.address
        hrefs = pages[where].links()
        links = [markup.target(where, href) or "" for href in hrefs if not href.startswith("#")]
        named = [link for link in links if link.startswith("articles/2024/05/")]
        assert len(named) == len(set(named)), where
        assert bool(named) is (article.slug in ("a", "b", "c")), where
        if article.slug in ("b", "c"):
            assert pages[where].first(id="thread")


def test_lists_have_one_line_for_a_thread():
    """The newest article is listed where its date puts it, and says how many came before it."""
    page = made.tree(whole(*thread()), "")
    assert titles_of(page) == ["c", "other"]
    [more] = [link for link in page.all("a") if link.text == "2 earlier reports"]
    assert more.attributes["href"].endswith("articles/2024/06/c/#thread")


def test_term_pages_list_every_article_of_a_thread():
    pages = made.trees(whole(*thread()))
    for where in ("offices/red/", "offices/red/fire/"):
        assert titles_of(pages[where]) == ["c", "b", "other", "a"], where


def test_the_archive_lists_every_article():
    pages = made.trees(whole(*thread()))
    text = "".join(page.text for where, page in pages.items() if "archive/" in where)
    assert all(f"Title of {slug}" in text for slug in ("a", "b", "c", "other"))


def test_head_names_agencies_and_themes():
    article = made.article("a", terms={"offices": "red blue green grey black", "topics": "fire"})
    taxonomies = [
        made.taxonomy("offices", "red", "blue", "green", "grey", "black"),
        made.taxonomy("topics", "fire"),
    ]
    site = made.site(taxonomies, [article], crossings=(made.PAIR,))
    page = made.tree(site, article.address)
    head = [" ".join(kicker.text.split()) for kicker in page.all(css="kicker")]
    assert head == ["Red Blue Green Grey and 1 more", "Fire"]


def test_further_source_says_what_it_supports():
    """As in CSV files: the report's name, a colon and the part of the article that it supports."""
    further = (FurtherSource("Herald", for_="the answer of the accused"), FurtherSource("A book"))
    article = one("a", further_sources=further)
    listed = made.tree(whole(article), article.address).first("aside").all("li")
    assert [item.text for item in listed] == ["Herald: the answer of the accused", "A book"]
