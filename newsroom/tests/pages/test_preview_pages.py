"""Pages of previews: the report, which is also text and JSON, and the watched feeds."""

import datetime as dt
import json
from dataclasses import replace

from generator.load.link_history import Checked
from generator.model.article import Correction, Source
from generator.pages.kinds import pages
from generator.pages.theme import surroundings
from newsroom.desk.upkeep_findings import upkeep
from newsroom.desk.upkeep_report import as_json, as_text
from newsroom.reading import NewsroomFiles
from tests import markup
from tests.full import AWKWARD_ADDRESS, OTHER
from tests.made import article, composed, site, taxonomy

DAY = dt.date(2024, 5, 2)
DEAD = Checked("https://news.example.org/1\x1b[31m", DAY, "gone", DAY, "the server answers 404")


def made(count, dead=()):
    offices = taxonomy("offices", *(f"office-{place}" for place in range(count + 2)))
    articles = [
        article(f"a{place}", terms={"offices": f"office-{place}"}, source=Source("News", ""))
        for place in range(count)
    ]
    whole = site([offices], articles)
    return whole, upkeep(replace(whole, extras={"newsroom": NewsroomFiles(links=dead)}), DAY, 12)


def test_text():
    """Long lists are cut with a note, and control characters are removed."""
    _, upkeep = made(30, (DEAD,))
    text = as_text(upkeep)
    assert "terms without articles: 2" in text
    assert "terms with one article: 30" in text
    assert "… and 10 more" in text
    assert "\x1b" not in text
    assert "the server answers 404, since 2024-05-02" in text


def test_json():
    """The JSON is complete."""
    _, upkeep = made(30, (DEAD,))
    record = json.loads(as_json(upkeep))
    assert len(record["single_use_terms"]) == 30
    assert len(record["articles_without_url"]) == 30
    assert record["links"][0]["state"] == "gone"
    assert record["as_of"] == "2024-05-02"


def page(whole):
    whole = replace(whole, is_preview=True)
    (one,) = (one for one in pages(whole) if one.address == "report/")
    return one, markup.parse(composed(whole)["report/"].content)


def test_page():
    whole, _ = made(60)
    _, tree = page(whole)
    assert "10 more are not shown" in tree.text
    assert [head.text for head in tree.all("h2")] == [
        "Corrections 1",
        "Links to check 0",
        "Terms without articles 2",
        "Terms with one article 60",
        "No article in the last 12 months 0",
        "Sources without a stored copy 0",
        "Articles without an address of the source 60",
    ]


def test_empty_page():
    _, tree = page(made(0)[0])
    assert "Nothing." in tree.text
    assert all(element.all("li") for element in tree.all("ul"))


def test_nothing():
    assert "corrections: no articles" in as_text(made(0)[1])
    corrections = json.loads(as_json(made(0)[1]))["corrections"]
    assert corrections == {"median_days": None, "after_unknown_time": 0, "years": []}


def test_what_is_not_known():
    """Without a ledger, the report says for how many articles it cannot tell the time."""
    corrected = article("a", corrections=(Correction(DAY, "It was two."),))
    whole = site([], [corrected])
    assert "2024: 1 of 1 corrected, 0 retracted" in page(whole)[1].text
    assert "1 corrected article: the ledger does not tell" in as_text(upkeep(whole, DAY, 12))


def test_for_editors():
    """Search engines leave the page out, and the footer does not lead to it."""
    whole, _ = made(1)
    assert not page(whole)[0].indexed
    assert "report/" not in [entry["address"] for entry in surroundings(whole)["about"]]


def test_feeds_by_region(plain_preview):
    """Each feed has its outlet, its address and its language, below the name of its region."""
    tree = plain_preview.trees["watched/"]
    headings = [heading.text for heading in tree.all("h2")]
    assert headings == ["Region as plain words 1", "International 1"]
    first, second = (item for item in tree.all("li") if item.all("code"))
    named = f"Outlet as plain words: feed, Georgian, unconfirmed {AWKWARD_ADDRESS}"
    assert first.text == named
    assert "sources/first-news/" in first.links()[0]
    assert second.text == f"Unlisted outlet as plain words: page {OTHER}"
    assert second.links() == [OTHER]


def test_previews_only(plain_pages, plain_preview):
    """No build publishes a page of the newsroom, and no page of the digest leads to one."""
    own = {"desk/", "report/", "watched/"}
    assert own <= plain_preview.trees.keys()
    assert own.isdisjoint(plain_pages.trees)


def test_without_feeds(empty):
    """A site that watches nothing says nothing about it."""
    assert "watched/" not in empty.trees
