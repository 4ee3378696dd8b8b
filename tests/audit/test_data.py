"""JSON, XML, CSV and SVG files are well-formed and inert; HTML in feeds is as safe as on pages."""

import json
from pathlib import Path

import pytest
import yaml

from tests.audit.conftest import URL, codes, feed_json, feed_xml

ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
TEXT = Path(__file__).with_name("data.yml").read_text()
CASES = yaml.safe_load(TEXT.replace("URL/", URL).replace("ATOM", json.dumps(ATOM)[1:-1]))


@pytest.mark.parametrize("path, text, expected", CASES["files"])
def test_data(path, text, expected):
    assert codes(text, path) == expected


def test_deep_data():
    assert codes("[" * 100_000, "data/a.json") == ["invalid-data"]


@pytest.mark.parametrize("html, expected", CASES["html"])
def test_html_in_feeds(html, expected):
    """An entry's HTML follows the rules for pages; plain-text titles are not parsed."""
    assert sorted(set(codes(feed_xml(html), "feed.xml"))) == expected
    assert sorted(set(codes(feed_json(html), "feed.json"))) == expected
    rss = f'<rss version="2.0"><channel><item><description><![CDATA[{html}]]></description></item></channel></rss>'
    assert sorted(set(codes(rss, "rss.xml"))) == expected


@pytest.mark.parametrize("spelled", ["https:\\/\\/jsonfeed.org\\/", "https://\\u006asonfeed.org/"])
def test_a_feed_however_it_is_spelled(spelled):
    """A JSON feed is recognised even if its version URL is escaped."""
    plain = feed_json("<script>alert(1)</script>")
    feed = plain.replace("https://jsonfeed.org/", spelled)
    assert spelled in feed
    assert codes(feed, "feed.json") == codes(plain, "feed.json") == ["inline-script"]


def test_paths_in_binary_files():
    """Paths of the build machine are found in files of any kind."""
    assert codes(b"\x89PNG /home/editor/x", "a.png", secrets=(b"/home/editor",)) == ["machine-path"]
    assert codes(b"\x89PNG", "a.png", secrets=(b"/home/editor",)) == []
