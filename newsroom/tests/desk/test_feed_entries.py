"""Feeds are read entry by entry, without expanding custom entities."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.desk.feed_entries import plain, read_entries
from newsroom.importer.claims import IntakeError
from newsroom.importer.receive import Input

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Example</title>
<item><title>Bread &amp;amp; locks</title><guid isPermaLink="true">https://example.org/1?utm_source=rss#x</guid>
<pubDate>Mon, 06 Mar 2023 07:00:00 +0100</pubDate>
<description>&lt;p&gt;First.&lt;/p&gt;&lt;p&gt;Second &nbsp;one.&lt;/p&gt;</description></item></channel></rss>"""


def entries(text):
    return read_entries(Input(text.encode("utf-8", "replace"), "feed"), "feed")


def test_rss():
    (item,) = entries(RSS)
    assert item.title == "Bread & locks"
    assert item.url == "https://example.org/1"
    assert item.summary == "First. Second one."
    assert str(item.published) == "2023-03-06"


def test_broken_off():
    """A truncated feed is read up to the break."""
    (item,) = entries(RSS[: RSS.index("</item>")])
    assert item.title == "Bread & locks"


@pytest.mark.parametrize(
    "entity", ['<!ENTITY f SYSTEM "file:///etc/passwd">', '<!ENTITY a "ha"><!ENTITY f "&a;&a;">']
)
def test_entities(entity):
    with pytest.raises(IntakeError, match="entities"):
        entries(
            f"<!DOCTYPE x [{entity}]><rss><channel><item><title>&f;</title></item></channel></rss>"
        )


def test_plain():
    assert plain("a &lt; b", 20) == "a < b"
    assert plain("<p>a<br>b</p>", 20) == "a b"


@pytest.mark.parametrize("title", ["&#x110000;", "&#xD800; closed", "&#99999999999;"])
def test_impossible_characters(title):
    """A reference to a character that does not exist stops feedparser, and only this feed."""
    with pytest.raises(IntakeError, match="cannot be read"):
        entries(RSS.replace("Bread", title))


@given(
    st.lists(
        st.sampled_from(
            [
                "<item>",
                "</item>",
                "<title>",
                "</title>",
                "<link>",
                "</link>",
                "text",
                "&amp;",
                "&#0;",
                "https://example.org/",
                "<description>",
                "<pubDate>",
                "Mon, 06 Mar 2023 07:00:00 GMT",
                "<![CDATA[",
                "]]>",
                "&lt;p&gt;",
            ]
        ),
        max_size=40,
    )
)
def test_any_feed(pieces):
    """Any feed has entries with a title, or is refused."""
    with suppress(IntakeError):
        assert all(entry.title for entry in entries("<rss><channel>" + "".join(pieces)))
