"""Web addresses are compared without tracking parameters."""

import pytest

from generator.read.links.web_addresses import canonical, host_of, identity, is_front_page


@pytest.mark.parametrize(
    "found, whole",
    [
        ("HTTPS://WWW.Example.ORG:443/a?utm_source=x&id=7#top", "https://www.example.org/a?id=7"),
        ("http://example.org", "http://example.org/"),  # root
        # only tracking
        ("https://example.org/?fbclid=1&gclid=2", "https://example.org/"),
        ("https://example.org/a?ref=rss", "https://example.org/a"),  # channel
        # no channel
        ("https://example.org/a?ref=chapter-2", "https://example.org/a?ref=chapter-2"),
        ("https://example.org/#!/news/1", "https://example.org/#!/news/1"),
        ("https://user@example.org/", ""),  # user
        ("javascript:alert(1)", ""),  # script
        ("http://[::1", ""),  # broken
    ],
)
def test_canonical(found, whole):
    """Tracking parameters are removed; parameters that identify a page stay."""
    assert canonical(found) == whole


def test_relative():
    """A relative address is resolved against that of its page."""
    assert (
        canonical("/news/1?utm_medium=x", "https://example.org/a/b") == "https://example.org/news/1"
    )


def test_identity():
    """Two forms of a page's address are equal."""
    ways = (
        "http://example.org/a/",
        "https://www.example.org/a?utm_source=y",
        "https://m.example.org/a/index.html",
    )
    assert {identity(way) for way in ways} == {"example.org/a"}
    assert identity("https://example.org/?b=2&a=1") == identity("https://example.org?a=1&b=2")
    assert identity("nothing") == ""


def test_front_page():
    assert is_front_page("https://example.org/en/")
    assert not is_front_page("https://example.org/?p=1")
    assert host_of("https://www.example.org/") == "example.org"
