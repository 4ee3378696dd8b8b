"""Addresses lead where a browser goes."""

from __future__ import annotations

import pytest

from generator.audit.site_addresses import Addresses, Link
from tests.audit.conftest import ADDRESSES, ARTICLE, FILES

ABOUT = "about/index.html"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("", Link("own", ARTICLE)),
        ("#a%20b", Link("own", ARTICLE, "a b")),
        ("?q=1", Link("own", ARTICLE)),
        (".", Link("own", ARTICLE)),
        ("../../../../about/", Link("own", ABOUT)),
        ("../../../../about", Link("own", ABOUT)),
        ("../../../../about/index.html#x", Link("own", ABOUT, "x")),
        ("..\\../../..\\about/", Link("own", ABOUT)),
        (" \n../../../../ab\tout/ ", Link("own", ABOUT)),
        ("../../../../%61bout/", Link("own", ABOUT)),
        ("../../../..", Link("own", "index.html")),
        ("../../../../x/../about/", Link("own", ABOUT)),
        ("/about/?q#x", Link("own", ABOUT, "x")),
        ("https://digest.example.org/about/", Link("own", ABOUT)),
        ("https://digest.example.org", Link("elsewhere")),
        ("https://digest.example.org.example.net/", Link("elsewhere")),
        ("../../../../About/", Link("dead")),
        ("../../../../../", Link("dead")),
        ("/nothing", Link("dead")),
        ("http:about", Link("dead")),
        ("https:///x", Link("dead")),
        ("HTTPS://example.org", Link("elsewhere")),
        ("//example.org", Link("elsewhere")),
        ("/\\example.org", Link("elsewhere")),
        ("mailto:a@example.org", Link("mail")),
        ("data:,x", Link("data")),
        ("java\nscript:x", Link("active")),
        ("\x01javascript:x", Link("active")),
        ("ftp://example.org/", Link("active")),
        ("x:y", Link("active")),
    ],
)
def test_follow(href, expected):
    assert ADDRESSES.follow(href, ARTICLE) == expected


def test_in_a_folder_of_a_host():
    """An address from the root of the host is within the site only below its folder."""
    there = Addresses(FILES, "https://example.org/digest/")
    assert there.follow("/digest/about/", "404.html") == Link("own", ABOUT)
    assert there.follow("/about/", "404.html") == Link("dead")
    assert there.follow("/digest/", "index.html") == Link("own", "index.html")
