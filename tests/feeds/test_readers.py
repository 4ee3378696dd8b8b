"""Feeds as readers' programs see them: valid, and without repeated items after edits."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.feeds.writer import OPML, listed_feeds
from generator.feeds.xml_file import xml
from generator.installed import installed
from generator.load.loading import load
from generator.model.article import Body, Correction, Response, Retraction
from generator.model.page import MOST, MOST_OF_CROSSING
from generator.model.settings import FeedSettings
from tests.corpus import Size, make
from tests.examples import tried
from tests.feed_site import feeds
from tests.made import PAIR, article, site, taxonomy

CASES = yaml.safe_load(Path(__file__).with_name("readers.yml").read_text())


BASE = "https://digest.example.org/"
A = "{http://www.w3.org/2005/Atom}"
AT = "{http://purl.org/atompub/tombstones/1.0}"
TERMS = {"offices": "one", "topics": "red"}


def made(articles, *, topic="red", **changes):
    """A site with one office, one topic and the given articles."""
    topics = taxonomy("topics", topic)
    if topic != "red":
        topics = replace(
            topics, terms={topic: replace(topics.terms[topic], redirect_from=("red",))}
        )
    values = {"crossings": (PAIR,), "feed_authority": "digest.example.org", **changes}
    return site([taxonomy("offices", "one"), topics], articles, **values)


def seen(whole):
    """The identities of all feeds and items."""
    ids = set()
    for where, text in feeds(whole).items():
        if where.endswith(".json"):
            ids |= {item["id"] for item in json.loads(text)["items"]}
        else:
            parsed = feedparser.parse(text)
            assert not parsed.bozo, (where, parsed.bozo_exception)
            ids |= {entry.id for entry in parsed.entries} | {parsed.feed.get("id", "rss")}
    return ids


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A site with more articles than a feed has, few terms and every kind of feed."""
    size = Size(articles=200, agencies=8, themes=6, people=5, sources=4, words=60)
    return load(make(tmp_path_factory.mktemp("large"), size), installed())


@pytest.mark.slow
def test_every_feed_can_be_read(large, monkeypatch):
    """feedparser reads every feed without errors, with all entries in order."""
    monkeypatch.setattr(feedparser, "SANITIZE_HTML", False)
    monkeypatch.setattr(feedparser, "RESOLVE_RELATIVE_URIS", False)
    lengths = {page.address: len(page.feed) for page in large.pages if page.feed is not None}
    assert max(lengths.values()) > MOST
    formats = set()
    for where, text in feeds(large.site, large.pages).items():
        if where.endswith(".json"):
            continue
        parsed = feedparser.parse(text)
        assert not parsed.bozo, (where, parsed.bozo_exception)
        folder = where.rpartition("/")[0] + "/" if "/" in where else ""
        most = MOST_OF_CROSSING if where.count("/") == 3 else MOST
        assert len(parsed.entries) == min(lengths[folder], most), where
        days = [entry.published_parsed for entry in parsed.entries]
        assert days == sorted(days, reverse=True), where
        assert all(entry.id.startswith("tag:") and entry.title for entry in parsed.entries)
        formats.add(parsed.version)
    assert formats == {"atom10", "rss20"}


def test_pages_with_feeds(large):
    """The front page, terms, combinations, corrections and editions have feeds, all listed in the OPML."""
    whole = large.site
    addresses = {page.address for page in large.pages if page.feed is not None}
    terms = {f"{name}/{slug}/" for name, members in whole.members.items() for slug in members}
    assert {"", "corrections/", "editions/"} | terms <= addresses
    assert len([where for where in addresses if where.count("/") == 3]) > 10
    listed = ET.fromstring(
        xml(OPML, title="Digest", url=BASE, listed=listed_feeds(whole, large.pages))
    )
    assert {
        outline.get("xmlUrl") for outline in listed.iter("outline") if outline.get("xmlUrl")
    } == {f"{BASE}{where}feed.xml" for where in addresses}
    assert all(outline.get("text") for outline in listed.iter("outline"))


PERMANENT = "tag:example.org,2020-01-01:first"


@pytest.mark.parametrize("changes", CASES["no item is repeated"])
def test_no_item_is_repeated(changes):
    """Renames create no new item and no new feed for a subscriber."""
    note = (Correction(dt.date(2024, 5, 3), "It was two."),)

    def version(topic="red", article_changes=None, **others):
        first = article("first", id=PERMANENT, corrections=note, terms={**TERMS, "topics": topic})
        second = article("second", terms={**TERMS, "topics": topic}, path="content/second.md")
        return made([replace(first, **(article_changes or {})), second], topic=topic, **others)

    edit = changes.pop("article", None) if "article" in changes else None
    assert seen(version(article_changes=edit, **changes)) == seen(version())
    assert PERMANENT in seen(version())


def test_a_file_of_another_name_is_the_same_item():
    """An item without `id` stays the same as long as its slug does."""
    original = made([article("first", terms=TERMS)])
    other = made([article("first", terms=TERMS, path="content/articles/2024/new-name.md")])
    assert seen(original) == seen(other)


def test_tombstone():
    """Retracted articles leave every feed; Atom has a tombstone (RFC 6721)."""
    kept = [article(f"kept-{number}", terms=TERMS) for number in range(2)]
    gone = article(
        "gone",
        terms=TERMS,
        retracted=Retraction(dt.date(2024, 6, 1), "The source withdrew <it> & said so."),
    )
    texts = feeds(made([*kept, gone]))
    identity = "tag:digest.example.org,2024-05-02:gone"
    for where in (
        "feed.xml",
        "offices/one/feed.xml",
        "topics/red/feed.xml",
        "offices/one/red/feed.xml",
    ):
        feed = ET.fromstring(texts[where])
        (tombstone,) = feed.findall(f"{AT}deleted-entry")
        assert tombstone.attrib == {"ref": identity, "when": "2024-06-01T00:00:00Z"}, where
        assert tombstone.findtext(f"{AT}comment") == "The source withdrew <it> & said so."
        assert feed.findtext(f"{A}updated") == "2024-06-01T00:00:00Z"
        assert identity not in [entry.findtext(f"{A}id") for entry in feed.iter(f"{A}entry")]
        assert not feedparser.parse(texts[where]).bozo
    for where, text in texts.items():
        if where.endswith(".json") and not where.startswith("corrections/"):
            assert identity not in [item["id"] for item in json.loads(text)["items"]], where
    log = ET.fromstring(texts["corrections/feed.xml"])
    assert [entry.findtext(f"{A}id") for entry in log.iter(f"{A}entry")] == [
        f"{identity}/retraction"
    ]


def test_updated_moves_on_a_real_change_only():
    """A new title or text changes no date; `updated`, a correction or a retraction does."""

    def updated(**changes):
        (entry,) = ET.fromstring(
            feeds(made([article("a", terms=TERMS, **changes)]))["feed.xml"]
        ).iter(f"{A}entry")
        return entry.findtext(f"{A}updated")[:10]

    assert updated() == updated(title="New", body=Body("<p>New.</p>")) == "2024-05-02"
    assert updated(updated=dt.date(2024, 5, 4)) == "2024-05-04"
    later = (Correction(dt.date(2024, 5, 9), "One."), Correction(dt.date(2024, 5, 7), "Two."))
    assert updated(updated=dt.date(2024, 5, 4), corrections=later) == "2024-05-09"


HARD = "a\x00b\x0bc\ufffe ]]> <b> &amp; \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 Д\u0259 日本 🛡"


def test_any_text_survives():
    """Text is unchanged in every format, without the characters that XML forbids."""
    whole = made(
        [
            article(
                "a",
                terms=TERMS,
                title=HARD,
                summary=HARD,
                language="ar",
                body=Body(f"<p>{HARD}</p>"),
            )
        ]
    )
    texts = feeds(whole)
    expected = HARD.replace("\x00", "").replace("\x0b", "").replace("\ufffe", "")
    for where in ("feed.xml", "rss.xml"):
        root = ET.fromstring(texts[where])
        assert expected in [
            element.text for element in root.iter() if element.tag.endswith("title")
        ], where
        assert any(
            (element.text or "").startswith(f'<div dir="rtl"><p>{expected}</p></div>\n<p><a')
            for element in root.iter()
        ), where
        assert not feedparser.parse(texts[where]).bozo
    (item,) = json.loads(texts["feed.json"])["items"]
    assert (item["title"], item["summary"], item["language"]) == (HARD, HARD, "ar")


def test_summaries_only():
    """An editor may exclude texts from feeds; the notes on an article stay."""
    answer = Response("A ministry", "answered", text="It goes on.")
    texts = feeds(
        made([article("a", terms=TERMS, response=(answer,))], feeds=FeedSettings(text="summary"))
    )
    (item,) = json.loads(texts["feed.json"])["items"]
    (rss,) = feedparser.parse(texts["rss.xml"]).entries
    (atom,) = ET.fromstring(texts["feed.xml"]).iter(f"{A}content")
    for html in (item["content_html"], rss.content[0].value, atom.text):
        for part in ("A ministry on this", "Summary of a.", "https://example.org/1"):
            assert part in html
        assert "Body of a." not in html


def test_hub():
    """A WebSub hub is listed in every format."""
    hub = "https://hub.example.org/"
    with_hub = feeds(made([article("a", terms=TERMS)], feeds=FeedSettings(hub=hub)))
    without = feeds(made([article("a", terms=TERMS)]))
    assert all(hub in text for text in with_hub.values())
    assert not [where for where, text in without.items() if '"hub' in text]
    assert json.loads(with_hub["feed.json"])["hubs"] == [{"type": "WebSub", "url": hub}]


def test_rss():
    """A channel and its items have the elements that RSS 2.0 requires."""
    root = ET.fromstring(feeds(made([article("a", terms=TERMS)]))["rss.xml"])
    channel = root.find("channel")
    assert root.get("version") == "2.0"
    assert all(channel.findtext(name) for name in ("title", "link", "description", "lastBuildDate"))
    (item,) = channel.findall("item")
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("pubDate") == "Thu, 02 May 2024 00:00:00 +0000"


DAYS = st.dates(dt.date(2024, 5, 3), dt.date(2024, 6, 30))
EDITS = st.lists(
    st.tuples(
        st.integers(0, 39),
        st.sampled_from(["title", "slug", "file", "correct", "update", "retract"]),
        DAYS,
    ),
    max_size=25,
)


def edited(one, what, day, step):
    if what == "title":
        return replace(one, title=f"Title {step}")
    if what == "slug":
        return replace(one, slug=f"slug-{step}")
    if what == "file":
        return replace(one, path=f"content/articles/file-{step}.md")
    if what == "correct":
        return replace(one, corrections=(*one.corrections, Correction(day, f"Note {step}.")))
    if what == "update":
        return replace(one, updated=max(day, one.updated or day))
    return replace(one, retracted=one.retracted or Retraction(day, "Wrong."))


@pytest.mark.slow
@settings(max_examples=tried(30))
@given(EDITS)
def test_histories(edits):
    """Through any edits ids are stable, update times never go back, and feeds stay short and sorted."""
    articles = [
        article(
            f"a{number:02}",
            f"2024-04-{number % 28 + 1:02}",
            terms=TERMS,
            id=f"tag:example.org,2024:{number}",
        )
        for number in range(40)
    ]
    known = {article.id for article in articles}
    updated: dict[str, str] = {}
    for step in range(len(edits) + 1):
        feed = ET.fromstring(feeds(made(articles))["feed.xml"])
        entries = list(feed.iter(f"{A}entry"))
        ids = [entry.findtext(f"{A}id") for entry in entries]
        days = [entry.findtext(f"{A}published") for entry in entries]
        gone = {tombstone.get("ref") for tombstone in feed.iter(f"{AT}deleted-entry")}
        assert len(ids) == len(set(ids)) <= MOST
        assert days == sorted(days, reverse=True)
        assert set(ids) | gone <= known
        assert not set(ids) & gone
        assert gone == {article.id for article in articles if article.retracted}
        for entry in [feed, *entries]:
            name, day = entry.findtext(f"{A}id"), entry.findtext(f"{A}updated")
            changed = step and (edits[step - 1][1] in ("correct", "update", "retract"))
            assert day == updated.get(name, day) or changed
            assert entry is feed or day >= updated.get(name, "")
            updated[name] = day
        if step < len(edits):
            index, what, day = edits[step]
            articles[index] = edited(articles[index], what, day, step)
