"""No text in any field becomes markup on any kind of page."""

import json
from pathlib import Path

import pytest
import yaml

from generator.folders import CORE
from tests import markup
from tests.full import AWKWARD_ADDRESS, PAGE_OF_EVERYTHING, nasty

CASES = yaml.safe_load(Path(__file__).with_name("escaping.yml").read_text())


def test_all_templates_are_covered(hostile_preview):
    """The full site, which the other tests use, has a page of every template."""
    used = {type(page.content()).__struct_config__.tag for page in hostile_preview.loaded.pages}
    pieces = {
        "entry.html",
        "grouped.html",
        "head.html",
        "headline.html",
        "macros.html",
        "pieces.html",
        "redirect.html",
    }
    assert {file.name for file in (CORE / "pages/templates").glob("*.html")} - used == pieces


@pytest.mark.parametrize("site", ["hostile", "hostile_preview"])
def test_nothing_runs(site, request):
    """No page has active scripts, handlers, styles or addresses."""
    trees = request.getfixturevalue(site).trees
    active = {where: markup.dangers(tree) for where, tree in trees.items()}
    assert not {where: dangers for where, dangers in active.items() if dangers}


@pytest.mark.parametrize("sites", [("hostile", "plain"), ("hostile_preview", "plain_preview")])
def test_same_elements(sites, request):
    """With HTML in every field, pages have the same elements and attributes as without."""
    hostile, plain = map(request.getfixturevalue, sites)
    assert hostile.trees.keys() == plain.trees.keys()
    for where, tree in hostile.trees.items():
        assert tree.shape() == plain.trees[where].shape(), where


def test_balanced(hostile):
    """Every opened element is closed on every page."""
    unclosed = {where: markup.unbalanced(html) for where, html in hostile.html.items()}
    assert not {where: tags for where, tags in unclosed.items() if tags}


@pytest.mark.parametrize(
    "where, labels",
    [
        *CASES["text is kept"],
        (
            PAGE_OF_EVERYTHING,
            "Title|Headline|Author|Other author|Summary that is long enough|Correction",
        ),
        (PAGE_OF_EVERYTHING, "Event|Short event|Stranger|Outlet|Kind|Little"),
        (PAGE_OF_EVERYTHING, "Agency|Third agency|Theme|Wide theme|Person"),
    ],
)
def test_text_is_kept(hostile, where, labels):
    """Readers see every text unchanged."""
    text = hostile.trees[where].first("body").text
    for label in labels.split("|"):
        assert nasty(label) in text, label


def test_addresses_are_kept(hostile):
    """Addresses with quotes and ampersands are unchanged."""
    links = hostile.trees[PAGE_OF_EVERYTHING].links()
    assert links.count(AWKWARD_ADDRESS) >= 2, "source and archived copy"
    assert AWKWARD_ADDRESS in hostile.trees["agencies/az-one/"].links()


def test_head(hostile):
    """Titles in a page's head are unchanged; the frame writes the description."""
    head = hostile.trees[PAGE_OF_EVERYTHING].first("head")
    content = {
        element.attributes.get("property") or element.attributes.get("name"): element.attributes[
            "content"
        ]
        for element in head.all("meta")
    }
    assert content["og:title"] == content["citation_title"] == nasty("Title")
    assert content["og:site_name"] == nasty("Site")


def test_structured_data(hostile):
    """An article's data is JSON that no text can end."""
    blocks = (
        hostile.trees[PAGE_OF_EVERYTHING].first("head").all("script", type="application/ld+json")
    )
    data = json.loads(blocks[0].children[0])
    assert len(blocks) == 1
    assert data["headline"] == nasty("Title")
    assert data["isBasedOn"]["url"] == AWKWARD_ADDRESS
    assert [author["name"] for author in data["isBasedOn"]["author"]] == [
        nasty("Author"),
        nasty("Other author"),
    ]
