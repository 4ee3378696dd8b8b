"""Links are resolved as a browser resolves them."""

import pytest

from generator.audit.site_addresses import Addresses, AuditedLink
from tests.audit.conftest import ADDRESSES, ARTICLE, FILES

ABOUT = "about/index.html"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("", AuditedLink("own", ARTICLE)),
        ("#a%20b", AuditedLink("own", ARTICLE, "a b")),
        ("?q=1", AuditedLink("own", ARTICLE)),
        (".", AuditedLink("own", ARTICLE)),
        ("../../../../about/", AuditedLink("own", ABOUT)),
        ("../../../../about", AuditedLink("own", ABOUT)),
        ("../../../../about/index.html#x", AuditedLink("own", ABOUT, "x")),
        ("..\\../../..\\about/", AuditedLink("own", ABOUT)),
        (" \n../../../../ab\tout/ ", AuditedLink("own", ABOUT)),
        ("../../../../%61bout/", AuditedLink("own", ABOUT)),
        ("../../../..", AuditedLink("own", "index.html")),
        ("../../../../x/../about/", AuditedLink("own", ABOUT)),
        ("/about/?q#x", AuditedLink("own", ABOUT, "x")),
        ("https://digest.example.org/about/", AuditedLink("own", ABOUT)),
        ("https://digest.example.org", AuditedLink("elsewhere")),
        ("https://digest.example.org.example.net/", AuditedLink("elsewhere")),
        ("../../../../About/", AuditedLink("dead")),
        ("../../../../../", AuditedLink("dead")),
        ("/nothing", AuditedLink("dead")),
        ("http:about", AuditedLink("dead")),
        ("https:///x", AuditedLink("dead")),
        ("HTTPS://example.org", AuditedLink("elsewhere")),
        ("//example.org", AuditedLink("elsewhere")),
        ("/\\example.org", AuditedLink("elsewhere")),
        ("mailto:a@example.org", AuditedLink("mail")),
        ("data:,x", AuditedLink("data")),
        ("java\nscript:x", AuditedLink("active")),
        ("\x01javascript:x", AuditedLink("active")),
        ("ftp://example.org/", AuditedLink("active")),
        ("x:y", AuditedLink("active")),
    ],
)
def test_follow(href, expected):
    assert ADDRESSES.follow(href, ARTICLE) == expected


def test_in_a_folder_of_a_host():
    """If the site is in a folder, an address from the host's root is internal only below that folder."""
    there = Addresses(FILES, "https://example.org/digest/")
    assert there.follow("/digest/about/", "404.html") == AuditedLink("own", ABOUT)
    assert there.follow("/about/", "404.html") == AuditedLink("dead")
    assert there.follow("/digest/", "index.html") == AuditedLink("own", "index.html")
