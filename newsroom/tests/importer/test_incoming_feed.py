"""Feeds are read item by item, without expanding custom entities."""

import pytest

from newsroom.importer.claims import IntakeError
from newsroom.importer.incoming_feed import fragment, read

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Example</title>
<item><title>Bread &amp;amp; locks</title><guid isPermaLink="true">https://example.org/1?utm_source=rss#x</guid>
<author>desk@example.org (Jane Example)</author><pubDate>Mon, 06 Mar 2023 07:00:00 +0100</pubDate>
<description>&lt;p&gt;First.&lt;/p&gt;&lt;p&gt;Second &nbsp;one.&lt;/p&gt;</description></item></channel></rss>"""


def values(raw, field):
    return [each.value for each in raw.of(field)]


def test_rss():
    (item,) = read(RSS)
    assert values(item, "title") == ["Bread & locks"]
    assert values(item, "address") == ["https://example.org/1"]
    assert values(item, "author") == ["Jane Example"]
    assert values(item, "outlet") == ["Example"]
    assert item.text.split("\n\n")[0] == "First."


def test_broken_off():
    """A truncated feed is read up to the break."""
    (item,) = read(RSS[: RSS.index("</item>")])
    assert values(item, "title") == ["Bread & locks"]


def test_external_entity():
    with pytest.raises(IntakeError, match="entities"):
        read(
            '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&f;</title></item></channel></rss>'
        )


def test_fragment():
    assert fragment("a &lt; b") == "a < b"
    assert fragment("<p>a<br>b</p>") == "a\n\nb"


@pytest.mark.parametrize("title", ["&#x110000;", "&#xD800; closed", "&#99999999999;"])
def test_impossible_characters(title):
    """A reference to a character that does not exist stops feedparser, and only this feed."""
    with pytest.raises(IntakeError, match="cannot be read"):
        read(RSS.replace("Bread", title))
