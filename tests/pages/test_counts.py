"""Every page shows the same number for the same articles."""

import re
from dataclasses import replace

from generator.model.settings import CrossingSettings
from generator.pages.kinds import pages as site_pages
from tests import made, markup

OFFICES = made.taxonomy(
    "offices", "head", "branch", "other", parents={"branch": "head"}, group_by="topics"
)
TOPICS = made.taxonomy("topics", "wide", "narrow", parents={"narrow": "wide"}, group_by="offices")
SITE = made.site(
    [OFFICES, TOPICS],
    [
        made.article(f"a{index}", f"2024-05-{index + 1:02}", terms={"offices": offices, "topics": topics})
        for index, (offices, topics) in enumerate(
            [("branch", "narrow"), ("branch", "wide"), ("head", "narrow"), ("other", "narrow"), ("branch", "narrow")]
        )
    ],
    crossings=(made.PAIR,),
)  # fmt: skip
PAGES = made.trees(SITE)


def number_in(page):
    """The number of articles that a page says and shows, sub-terms included."""
    (said,) = re.findall(r"^\d+", page.first(css="term-bar").text)
    assert int(said) == len(page.all(css="entry"))
    return int(said)


def number_at(address):
    """The number of articles of the page at an address."""
    return number_in(PAGES[address])


def test_both_sides_agree():
    """A combination has the same number on the pages of both terms and on its own, sub-terms included."""
    seen = set()
    for where in [f"offices/{one.slug}/" for one in OFFICES] + [f"topics/{one.slug}/" for one in TOPICS]:  # fmt: skip
        for only in PAGES[where].all(css="only"):
            for chip in only.all("li"):
                target = markup.target(where, chip.links()[0])
                assert number_at(target) == int(chip.first(css="count").text)
                seen.add((where, target))
    assert len(seen) == 6


def test_only_in_sub_terms():
    """A term with articles only in sub-terms has combinations with their number."""
    articles = [
        made.article(slug, terms={"offices": "branch", "topics": "narrow"}) for slug in ("a", "b")
    ]
    site = made.site([OFFICES, TOPICS], articles, crossings=(made.PAIR,))
    assert number_in(made.tree(site, "offices/head/narrow/")) == 2


def test_front_page():
    """The front page shows the numbers that the pages of agencies show, with those of their parts."""
    ranking = PAGES[""].first("ol", css="active")
    assert [item.first("a").text for item in ranking.all("li")] == ["Head", "Branch", "Other"]
    assert [item.first(css="count").text for item in ranking.all("li")] == [
        "4 articles",
        "3 articles",
        "1 article",
    ]
    assert number_at("offices/head/") == 4


def test_country_and_theme():
    """The page for a country and a theme is linked from both, two clicks from the front page."""
    places = made.taxonomy("places", "az", "no", lookup="code", group_by="topics")
    offices = replace(OFFICES, terms={"head": replace(OFFICES.terms["head"], country="AZ")})
    articles = [
        made.article(f"b{index}", terms={"places": "az", "topics": "wide", "offices": "head"})
        for index in range(3)
    ]
    pair = CrossingSettings("places", "topics")
    site = made.site([OFFICES, TOPICS, places], articles, crossings=(made.PAIR, pair))
    site = replace(site, taxonomies={**site.taxonomies, "offices": offices})
    pages = made.trees(site)

    def links(where):
        return {markup.target(where, href) for href in pages[where].links()}

    assert "places/az/" in links("")
    assert "places/az/wide/" in links("places/az/") & links("topics/wide/")
    assert "offices/head/" in links("places/az/")
    assert {page.address for page in site_pages(site) if page.feed is not None} >= {
        "places/az/wide/"
    }
