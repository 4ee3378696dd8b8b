"""Pages that pass by their tags alone: whatever is planted in one, the parser would find nothing in it either."""

from functools import partial
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.audit.built_page import Rules, read_page
from generator.audit.plain_page import PlainPages
from generator.audit.problem import hidden
from generator.audit.site_addresses import Addresses
from generator.audit.used_files import UsedFiles
from generator.model.policy import META
from tests.audit.conftest import ADDRESSES, ARTICLE, FILES, URL, page
from tests.examples import tried

HERE = Path(__file__)
PIECES = yaml.safe_load(HERE.with_name("properties.yml").read_text())["pieces"]
GROUPS = yaml.safe_load(HERE.with_name("pages.yml").read_text())
WRONG = [row[0] for group in GROUPS["wrong"].values() for row in group]
PLANTED = st.sampled_from(
    [
        *PIECES,
        *WRONG,
        *GROUPS["right"],
        *"\x00\t\v\f\r\u00a0",
        "<!DOCTYPE html>",
        "\u202e",
        "&#x202e;",
        "&lt",
        '"',
        "../",
        ".",
    ]
)

EVERY = UsedFiles(ADDRESSES, ADDRESSES.files)


def rules(path, addresses=ADDRESSES):
    return Rules(partial(addresses.follow, path=path))


def test_most_pages_pass():
    assert PlainPages(ADDRESSES, EVERY).is_sound(ARTICLE, page(), META)


@given(st.data(), st.lists(PLANTED, min_size=1, max_size=4))
@settings(max_examples=tried(1_500), deadline=None)
def test_what_is_planted_is_found(data, planted):
    """The page has passed before, so its lines and tags are known."""
    pages = PlainPages(ADDRESSES, EVERY)
    assert pages.is_sound(ARTICLE, page(), META)
    html = page()
    for piece in planted:
        start = data.draw(st.integers(0, len(html)))
        end = start + data.draw(st.integers(0, 6))
        html = html[:start] + piece + html[end:]
    if pages.is_sound(ARTICLE, html, META):
        assert not [*hidden(html), *read_page(html, rules(ARTICLE))]


@pytest.mark.parametrize("href", ["../", "../b.html", "b.html", "./", "../../x"])
def test_a_tag_that_passed_elsewhere(href):
    """An address may be right on one page and dead on another of the same section and depth."""
    right, wrong = "a/b/c/d/index.html", "a/e/f/g/index.html"
    around = ("a/b/c/index.html", "a/b/c/b.html", "a/b/c/d/b.html", "a/b/x")
    addresses = Addresses(FILES | {right, wrong, *around}, URL)
    pages = PlainPages(addresses, UsedFiles(addresses, addresses.files))
    pages.is_sound(right, page(f'<a href="{href}">x</a>', path=right), META)
    html = page(f'<a href="{href}">x</a>', path=wrong)
    assert not pages.is_sound(wrong, html, META) or not read_page(html, rules(wrong, addresses))


def test_the_doctype_is_never_forgotten(monkeypatch):
    """A process that has forgotten what it knew still passes pages by their tags."""
    monkeypatch.setattr("generator.audit.plain_page._MOST", 0)
    pages = PlainPages(ADDRESSES, EVERY)
    assert [pages.is_sound(ARTICLE, page(), META) for _ in range(3)] == [True] * 3


@pytest.mark.parametrize("sign", ["\u00a0", "\u2003", "\v", "\x1c"])
def test_a_page_whose_body_begins_before_its_policy(sign):
    html = page().replace("<head>", f"<head>{sign}", 1)
    assert not PlainPages(ADDRESSES, EVERY).is_sound(ARTICLE, html, META)


@pytest.mark.parametrize(
    ("old", "new", "passes", "is_right"),
    [
        ("\n", "\r\n", True, True),
        ("\n", "\r", True, True),
        ("\n", " \t\n\n", True, True),
        ("<a ", "<a\t", True, True),
        ("<a ", "<a\n", False, True),
        ("<!doctype html>", "<!DOCTYPE Html>", False, True),
        ("<!doctype html>", '<!doctype html SYSTEM "about:legacy-compat">', False, False),
        ("<!doctype html>", "\ufeff<!doctype html>", False, False),
        ("<head>", "<head>\f", False, False),
        ("<a ", "<a\f", False, False),
        ("<a ", "<a\v", False, False),
        ("<a ", '<a\f onclick="x()" ', False, False),
        ("<a ", "<a\x00 ", False, False),
        ('href="https:', 'href="java\tscript:', False, False),
        ('about/"', '%61bout/"', True, True),
        ('about/"', '%2e%2e/%2e%2e/x/"', False, False),
    ],
)
def test_white_space_and_letters_of_html(old, new, passes, is_right):
    """What a browser reads alike is no problem; what the tags alone cannot tell is left to the parser."""
    html = page().replace(old, new)
    assert html != page()
    assert (not [*hidden(html), *read_page(html, rules(ARTICLE))]) == is_right
    assert PlainPages(ADDRESSES, EVERY).is_sound(ARTICLE, html, META) == passes


def test_links_to_the_section_of_a_page():
    """A digest below a path links to its own icon by `../`, from each page of a depth."""
    addresses = Addresses({*FILES, "news/a/index.html", "news/icon.png"}, URL)
    html = page('<img src="../icon.png" alt="">', path="news/a/index.html")
    assert PlainPages(addresses, UsedFiles(addresses, addresses.files)).is_sound(
        "news/a/index.html", html, META
    )
