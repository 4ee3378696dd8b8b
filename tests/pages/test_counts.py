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


def number_at(address):
    """The number in the heading that an address leads to, sub-terms included."""
    where, _, fragment = address.partition("#")
    page = PAGES[where]
    section = page.first(id=fragment) if fragment else page.first(css="term-bar")
    numbers = section.all(css="count")[:1] or section.all("p")
    return max(map(int, re.findall(r"\d+", numbers[0].text.partition(",")[0]))) if numbers else 1


def test_both_sides_agree():
    """A group on one term's page has the same total as its mirror on the other's."""
    for office in OFFICES:
        page = PAGES[f"offices/{office.slug}/"]
        fragments = [element.attributes.get("id", "") for element in page.walk()]
        topics = [
            fragment.removeprefix("in-") for fragment in fragments if fragment.startswith("in-")
        ]
        assert topics
        for topic in topics:
            assert number_at(f"offices/{office.slug}/#in-{topic}") == number_at(
                f"topics/{topic}/#in-{office.slug}"
            )


def test_with_sub_terms():
    """A filter shows as many articles as it says: those of the term and of its sub-terms."""
    page = PAGES["offices/head/"]
    for slug, count in (("wide", "4"), ("narrow", "3")):
        chip = page.first(id=f"in-{slug}")
        number = chip.first("input").attributes["value"]
        entries = [
            one for one in page.all("li") if number in one.attributes.get("data-in", "").split()
        ]
        assert [chip.first(css="count").text, str(len(entries))] == [count, count]


def test_only_in_sub_terms():
    """A term with articles only in sub-terms is listed with their number."""
    articles = [
        made.article(slug, terms={"offices": "branch", "topics": "narrow"}) for slug in ("a", "b")
    ]
    topic = made.tree(made.site([OFFICES, TOPICS], articles), "topics/narrow/")
    assert topic.first(id="in-head").text == "Head 2 with sub-offices"


def test_ranking_without_roll_ups():
    """The front page ranks agencies without the articles of their parts."""
    ranking = PAGES[""].first("ol", css="active")
    assert [item.first("a").text for item in ranking.all("li")] == ["Branch", "Head", "Other"]
    assert [item.first(css="count").text for item in ranking.all("li")] == [
        "3 articles",
        "1 article",
        "1 article",
    ]


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
