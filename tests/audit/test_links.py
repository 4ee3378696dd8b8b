"""Links are resolved as a browser resolves them."""

import pytest

from generator.audit.site_addresses import Addresses
from tests.audit.conftest import ADDRESSES, ARTICLE, FILES


@pytest.mark.parametrize(
    "href, expected",
    [
        ("", "own"),
        ("#a%20b", "own"),
        ("?q=1", "own"),
        (".", "own"),
        ("../../../../about/", "own"),
        ("../../../../about", "own"),
        ("../../../../about/index.html#x", "own"),
        ("..\\../../..\\about/", "own"),
        (" \n../../../../ab\tout/ ", "own"),
        ("../../../../%61bout/", "own"),
        ("../../../..", "own"),
        ("../../../../x/../about/", "own"),
        ("/about/?q#x", "own"),
        ("https://digest.example.org/about/", "own"),
        ("https://digest.example.org", "elsewhere"),
        ("https://digest.example.org.example.net/", "elsewhere"),
        ("../../../../About/", "dead"),
        ("../../../../../", "dead"),
        ("/nothing", "dead"),
        ("http:about", "dead"),
        ("https:///x", "dead"),
        ("HTTPS://example.org", "elsewhere"),
        ("//example.org", "elsewhere"),
        ("/\\example.org", "elsewhere"),
        ("mailto:a@example.org", "mail"),
        ("data:,x", "data"),
        ("java\nscript:x", "active"),
        ("\x01javascript:x", "active"),
        ("ftp://example.org/", "active"),
        ("x:y", "active"),
    ],
)
def test_follow(href, expected):
    assert ADDRESSES.follow(href, ARTICLE) == expected


def test_in_a_folder_of_a_host():
    """If the site is in a folder, an address from the host's root is internal only below that folder."""
    there = Addresses(FILES, "https://example.org/digest/")
    assert there.follow("/digest/about/", "404.html") == "own"
    assert there.follow("/about/", "404.html") == "dead"
    assert there.follow("/digest/", "index.html") == "own"
