"""The browser test detects scripts, requests and dialogs; `tests.hostile.opened` opens every case."""

import pytest

from tests.hostile.opened import acted, main, pages

pytestmark = pytest.mark.slow

PLANTED = {
    "dialog": "<img src=missing.png onerror=alert(1)>",
    "request": "<img src=https://beacon.example.org/x.png>",
    "pointer": "<article><a href=# onmouseover=prompt(1)>x</a></article>",
}


@pytest.mark.parametrize("what", PLANTED)
def test_planted(browser, tmp_path, what):
    (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title>{PLANTED[what]}")
    assert acted(browser, what, tmp_path)


def test_plain(browser, tmp_path):
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title><p>Words.")
    assert pages(tmp_path)
    assert acted(browser, "plain", tmp_path) == []


def test_accepted_cases(browser):
    """The first accepted cases of the corpus are inert."""
    assert main(browser, most=3) == []
