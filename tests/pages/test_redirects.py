"""Redirects as pages at old addresses and as rules for hosts."""

import re
from functools import partial

import pytest

from generator.audit.built_page import read_page
from generator.audit.site_addresses import Addresses
from generator.model.policy import META
from generator.pages.redirect_pages import host_rules, redirect_page
from tests import markup

URL = "https://digest.example.org/"
OLD, NEW = "articles/2024/05/old/", "themes/new/"
ADDRESSES = Addresses(
    frozenset((f"{OLD}index.html", f"{NEW}index.html", "index.html", "assets/digest.css")), URL
)
NASTY = 'Title "of" <b>it</b> & more'


@pytest.mark.parametrize("url", [URL, ""])
@pytest.mark.parametrize("title", ["A title", NASTY])
def test_page(url, title):
    """The page redirects at once, has a link and a canonical address, and passes the audit."""
    site = ("Made-up digest", "en", url)
    [html] = redirect_page(False, OLD, NEW, title, site, ["assets/digest.css"], META)
    follow = partial(ADDRESSES.follow, path=f"{OLD}index.html")
    assert read_page(html, (), META, follow) == []
    page = markup.parse(html)
    assert (
        page.first("meta", **{"http-equiv": "refresh"}).attributes["content"]
        == f"0; url=../../../../{NEW}"
    )
    home, link = page.all("a")
    assert (home.text, home.attributes["href"]) == ("Made-up digest", "../../../../")
    assert link.attributes["href"] == f"../../../../{NEW}"
    assert link.text == page.first("title").text == title
    assert (
        page.first("link", rel="stylesheet").attributes["href"] == "../../../../assets/digest.css"
    )
    canonical = re.findall(r'<link rel="canonical" href="([^"]*)"', html)
    assert canonical == ([f"{URL}{NEW}"] if url else [])


REDIRECTS = {OLD: NEW, "news/1.html/": NEW, "themes/old/feed.xml": "themes/new/feed.xml"}


@pytest.mark.parametrize(
    "url, base", [(URL, "/"), ("", "/"), ("https://example.org/digest/", "/digest/")]
)
def test_hosts(url, base):
    """Rules redirect every old path below the site's folder; .html paths are kept as requested."""
    assert dict(host_rules(REDIRECTS, url)) == {
        f"{base}{OLD}": f"{base}{NEW}",
        f"{base}news/1.html": f"{base}{NEW}",
        f"{base}themes/old/feed.xml": f"{base}themes/new/feed.xml",
    }
