"""The audit of pages: violations are found in every disguise, and harmless markup passes."""

from pathlib import Path

import pytest
import yaml

from generator.audit.site_addresses import Addresses
from tests.audit.conftest import ADDRESSES, ARTICLE, FILES, URL, audit_file, codes, page

CASES = yaml.safe_load(Path(__file__).with_name("pages.yml").read_text())
WRONG = [row for group in CASES["wrong"].values() for row in group]


@pytest.mark.parametrize("piece, expected", WRONG)
def test_wrong(piece, expected):
    """The fragment gets exactly the expected codes."""
    assert set(codes(page(piece))) == set(expected.split())


@pytest.mark.parametrize("piece", CASES["right"])
def test_right(piece):
    assert codes(page(piece)) == []


def test_place():
    """A problem is reported at its tag, and equal problems at successive tags."""
    text = page("<p>x</p>\n <p onclick=1>\n<p onclick=2>")
    problems = audit_file(ARTICLE, text.encode(), ADDRESSES, shown="site/a.html")
    lines = text.split("\n")
    wanted = [(lines.index(" <p onclick=1>") + 1, 2), (lines.index("<p onclick=2>") + 1, 1)]
    assert [
        (problem.place.path, problem.place.line, problem.place.column) for problem in problems
    ] == [("site/a.html", *place) for place in wanted]
    assert all(problem.help and "onclick on <p>" in problem.message for problem in problems)


@pytest.mark.parametrize("change, expected", CASES["policy"])
def test_policy(change, expected):
    """The pinned policy is the first element of the head; the encoding is the second."""
    assert change[0] in page()
    assert sorted(set(codes(page().replace(*change, 1)))) == expected


def test_other_encodings():
    assert codes(page().encode() + b"\xff") == ["not-utf8"]
    assert "not-utf8" in codes(page().encode("utf-16"))


def test_missing_page_is_shown_anywhere():
    """The 404 page is served at any address, so its relative links are dead."""
    assert codes(page('<a href="about/">x</a>', path="404.html"), "404.html") == ["dead-link"]
    assert codes(page('<a href="/about/">x</a>', path="404.html"), "404.html") == []


def test_links_follow_the_page():
    """A relative link can be valid on one page and dead on another at the same depth."""
    addresses = Addresses(FILES | {"other/index.html", "other/feed.xml"}, URL)
    for folder, right in (("about", False), ("other", True)):
        path = f"{folder}/index.html"
        text = page('<h2 id="terms">x</h2><a href="feed.xml">x</a>', path=path).encode()
        assert [problem.code for problem in audit_file(path, text, addresses)] == (
            [] if right else ["dead-link"]
        )
