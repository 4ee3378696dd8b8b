"""The matrix of each pair of taxonomies."""

import shutil

from generator.model.address import resolve
from generator.model.settings import CrossingSettings
from tests import made, markup
from tests.command import files, succeed
from tests.corpus import MINIMAL, write_engine
from tests.pages import test_escaping
from tests.pages.test_counts import OFFICES, PAGES, TOPICS, number_at
from tests.pages.test_native_names import marked, site_with_native_names


def test_matrix_agrees():
    """Every number of the matrix equals the one where it leads; a single article is linked itself."""
    cells = [cell for cell in PAGES["matrix/"].all("td") if cell.all("a")]
    assert len(cells) == 6
    for cell in cells:
        address = markup.target("matrix/", resolve(cell.first("a").attributes["href"], "matrix/"))
        if address.startswith("articles/"):
            assert cell.text == "1"
        else:
            assert number_at(address) == int(cell.text), address
    totals = [element.text for element in PAGES["matrix/"].all("td", css="matrix-total")]
    assert totals == ["4", "3", "1", "5", "4"]


def test_no_row_repeats_a_part():
    """A term has a row of its own only if it has articles that none of its parts has alone."""
    offices = made.taxonomy("offices", "head", "branch", "top", "foot", parents={"branch": "head", "foot": "top"})  # fmt: skip
    named = ["branch", "branch", "foot", "top"]
    articles = [
        made.article(f"a{at}", terms={"offices": office, "topics": "wide"})
        for at, office in enumerate(named)
    ]
    table = made.tree(made.site([offices, TOPICS], articles, crossings=(made.PAIR,)), "matrix/")
    rows = [row.first("th").text for row in table.first("tbody").all("tr")]
    assert rows == ["Branch", "Top", "Foot"]


def test_every_pair_has_a_matrix():
    """The first pair has the short address; cells link to the combination."""
    third = made.taxonomy("places", "here", lookup="code", group_by="topics")
    pairs = [
        CrossingSettings(*pair)
        for pair in (["offices", "topics"], ["places", "topics"], ["offices", "places"])
    ]
    articles = [
        made.article(slug, terms={"offices": "head", "topics": "wide", "places": "here"})
        for slug in ("a", "b")
    ]
    pages = made.trees(made.site([OFFICES, TOPICS, third], articles, crossings=pairs))
    for where, target in {
        "matrix/": "offices/head/wide/",
        "matrix/places-topics/": "places/here/wide/",
        "matrix/offices-places/": "offices/head/here/",
    }.items():
        tree = pages[where]
        (cell,) = [cell for cell in tree.all("td") if cell.all("a")]
        assert markup.target(where, resolve(cell.first("a").attributes["href"], where)) == target
        others = {link.text for link in tree.first("header").all("a")}
        assert len(others) == 2


def test_empty_site(empty):
    """It says that it is empty."""
    assert "no article" in empty.trees["matrix/"].text.lower()


def test_text_is_kept(hostile):
    """Readers see names of terms unchanged."""
    test_escaping.test_text_is_kept(hostile, "matrix/", "Third agency|Wide theme")


def test_marked_names():
    """Names in another language are marked as such."""
    assert marked(made.trees(site_with_native_names())["matrix/"])


def test_switched_off(tmp_path):
    """Pages name no matrix, and its published addresses lead to the leading taxonomy."""
    root = write_engine(shutil.copytree(MINIMAL, tmp_path / "site"))
    settings = root / "site_config/site.yml"
    settings.write_text(f"permalinks: permalinks.txt\n{settings.read_text()}")
    succeed(root, "permalinks", "--write")
    settings.write_text(f"extras: {{matrix: false}}\n{settings.read_text()}")
    succeed(root, "build", "--strict")
    succeed(root, "audit")
    built = files(root / "site")
    naming = {path for path, data in built.items() if b"matrix/" in data}
    assert {path for path in naming if not path.startswith("assets/")} == {"_redirects"}
    assert b"url=../agencies/" in built["matrix/index.html"]
