"""Every internal link leads to an existing page, file or heading."""

import pytest

from generator.model.address import ROOT
from generator.read.theme_names import COMMON
from generator.recipes.every_file import every_file
from generator.recipes.shell import Frame
from generator.search.index import FOLDER, SCRIPT
from tests import markup
from tests.full import write_full


def broken(composed):
    """Internal links of composed pages that lead nowhere."""
    beside = {path for product in every_file(composed.loaded, Frame()) for path in product.paths}
    beside |= {file.relative_to(COMMON).as_posix() for file in COMMON.glob("assets/search/*.js")}
    if composed.loaded.site.articles:
        beside.add(f"{FOLDER}/{SCRIPT}")
    ids = {
        where: {element.attributes.get("id") for element in tree.walk()}
        for where, tree in composed.trees.items()
    }
    dead = []
    for where, tree in composed.trees.items():
        hrefs = [
            element.attributes["href"] for element in tree.walk() if "href" in element.attributes
        ]
        for href in hrefs:
            path, _, fragment = (markup.target(where, href) or "").partition("#")
            if markup.target(where, href) is None or path in beside:
                continue
            if path not in ids or (fragment and fragment not in ids[path]):
                dead.append(f"{where}: {href}")
    return dead


def test_links(plain, hostile):
    """On a site with every kind of page, no internal link is dead."""
    assert broken(plain) == []
    assert broken(hostile) == []


def test_links_without_address(tmp_path, compose):
    """On a site without an address, which has no feeds, no internal link is dead."""
    assert broken(compose(write_full(tmp_path, url=None))) == []


def test_links_of_an_empty_site(empty):
    """On a site without articles and plain pages, no internal link is dead."""
    assert broken(empty) == []


def test_links_are_relative(plain):
    """No internal link is absolute and no mark is left, so a site works in any folder."""
    for where, html in plain.html.items():
        assert ROOT not in html, where
    for where, tree in plain.trees.items():
        assert not [href for href in tree.first("body").links() if href.startswith("/")], where


def test_ids_are_unique(hostile):
    """All ids on a page differ."""
    for where, tree in hostile.trees.items():
        ids = [element.attributes["id"] for element in tree.walk() if "id" in element.attributes]
        assert len(ids) == len(set(ids)), where


def test_addresses_are_unique(plain):
    """All pages have different addresses."""
    addresses = [page.address for page in plain.loaded.pages]
    assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize(
    "newest, others",
    [
        ("archive/2024/", ["archive/2023/", "archive/2022/", "archive/2021/"]),
        ("archive/2024/05/", ["archive/2023/01/", "archive/2022/05/", "archive/2021/05/"]),
    ],
)
def test_newer_and_older(plain, newest, others):
    """Links to older pages lead through all of them, and links to newer ones lead back."""

    def step(where, rel):
        links = plain.trees[where].all("a", rel=rel)
        return markup.target(where, links[0].attributes["href"]) if links else None

    way = [newest, *others]
    assert [step(where, "prev") for where in way] == [*others, None]
    assert [step(where, "next") for where in way] == [None, *way[:-1]]
