"""Feeds follow RFC 4287 and JSON Feed 1.1 and agree with their pages."""

import datetime as dt
import json
import re
from xml.etree import ElementTree as ET

import pytest
from msgspec import Struct

from generator.feeds.writer import FORMATS
from generator.model.address import ROOT
from generator.model.page import Page
from tests.feed_site import feeds
from tests.full import PAGE_OF_EVERYTHING, nasty, write_full
from tests.made import PAIR, article, site, taxonomy

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://digest.example.org/"


def feeds_of(composed):
    """Address → text of every feed of a site."""
    return feeds(composed.loaded.site, composed.loaded.pages)


def atoms(composed):
    return {
        where: ET.fromstring(text)
        for where, text in feeds_of(composed).items()
        if where.endswith("feed.xml")
    }


def jsons(composed):
    return {
        where: json.loads(text)
        for where, text in feeds_of(composed).items()
        if where.endswith(".json")
    }


def test_atom(hostile):
    """Every feed and entry has one id, title, update time and author (RFC 4287, 4.1)."""
    roots = atoms(hostile)
    assert len(roots) > 10
    for where, feed in roots.items():
        assert feed.tag == f"{ATOM}feed"
        assert len(feed.findall(f"{ATOM}author/{ATOM}name")) == 1, where
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links == {"self": BASE + where, "alternate": BASE + where.removesuffix("feed.xml")}
        for element in (feed, *feed.iter(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(element.findall(ATOM + name)) == 1, (where, name)
            assert element.findtext(f"{ATOM}id").startswith("tag:")
            assert dt.datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo is not None
        ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
        assert len(ids) == len(set(ids)), where


def test_feed_ids_are_unique(plain):
    """No two feeds of a site have the same id."""
    ids = [feed.findtext(f"{ATOM}id") for feed in atoms(plain).values()]
    assert len(ids) == len(set(ids))


def test_json_feed(hostile):
    """Both formats of a feed agree; every item has an id, a title and an address."""
    atom = atoms(hostile)
    for where, feed in jsons(hostile).items():
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == BASE + where
        twin = atom[where.replace(".json", ".xml")]
        entries = list(twin.iter(f"{ATOM}entry"))
        assert [item["id"] for item in feed["items"]] == [
            entry.findtext(f"{ATOM}id") for entry in entries
        ]
        assert [item["title"] for item in feed["items"]] == [
            entry.findtext(f"{ATOM}title") for entry in entries
        ]
        assert all(item["url"].startswith(BASE) for item in feed["items"])


def test_entry(hostile):
    """An entry has the article's text unchanged and names the report that it summarises."""
    feed = atoms(hostile)["feed.xml"]
    entry = next(
        entry
        for entry in feed.iter(f"{ATOM}entry")
        if entry.findtext(f"{ATOM}title") == nasty("Title")
    )
    links = {link.get("rel"): link.get("href") for link in entry.findall(f"{ATOM}link")}
    assert entry.findtext(f"{ATOM}id") == "tag:digest.example.org,2024-05-02:everything"
    assert links["alternate"] == BASE + PAGE_OF_EVERYTHING
    assert links["via"].startswith("https://example.org/?a='")
    assert entry.findtext(f"{ATOM}updated") == "2024-05-04T00:00:00Z"
    assert "<p>First with <em>emphasis</em>" in entry.findtext(f"{ATOM}content")


def test_content_is_self_contained(hostile):
    """Feeds contain no relative links and no internal marks."""
    for where, text in feeds_of(hostile).items():
        assert ROOT not in text, where
        assert 'href="/' not in text, where


def test_feeds_match_pages(plain):
    """A term's feed lists the articles of its page, newest first; hidden ones are in no feed."""
    members = plain.loaded.site.members["agencies"]["az-one"]
    feed = ET.fromstring(feeds_of(plain)["agencies/az-one/feed.xml"])
    links = [entry.find(f"{ATOM}link").get("href") for entry in feed.iter(f"{ATOM}entry")]
    assert links == [BASE + article.address for article in members]
    urls = {item["url"] for item in jsons(plain)["feed.json"]["items"]}
    assert urls == {BASE + article.address for article in plain.loaded.site.articles}


def test_formats(plain):
    """The front page has a feed in each format, and the page on feeds leads to it by its name."""
    subscribe = plain.html["subscribe/"]
    for form in FORMATS:
        assert feeds_of(plain)[form.file]
        assert re.search(rf'href="[^"]*\b{re.escape(form.file)}">[^<]*\({form.name}\)<', subscribe)


def test_no_feeds_without_an_address(tmp_path, compose):
    """A site without an address has no feeds, because their links would be broken."""
    assert feeds_of(compose(write_full(tmp_path, url=None))) == {}


@pytest.mark.parametrize("where, most", [("", 30), ("offices/one/", 30), ("offices/one/red/", 10)])
@pytest.mark.parametrize("count", [0, 1, 10, 11, 30, 31])
def test_length(count, where, most):
    """A feed has at most the newest 30 entries, for two terms 10 in Atom alone; an empty feed is valid."""
    of_all = [taxonomy("offices", "one"), taxonomy("topics", "red")]
    made = [
        article(f"a{index:02}", terms={"offices": "one", "topics": "red"}) for index in range(count)
    ]
    whole = site(of_all, made, crossings=(PAIR,))
    page = Page(where, "Any page", Struct, feed=whole.articles, is_crossing=most == 10)
    texts = feeds(whole, [page])
    entries = list(ET.fromstring(texts[f"{where}feed.xml"]).iter(f"{ATOM}entry"))
    titles = [f"Title of a{index:02}" for index in range(min(count, most))]
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == titles
    assert (f"{where}feed.json" in texts) == (where == "")
    if not where:
        items = json.loads(texts[f"{where}feed.json"])["items"]
        assert [item["title"] for item in items] == titles
