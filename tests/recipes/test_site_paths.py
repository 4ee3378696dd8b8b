"""A path of the site has one owner, on hosts that ignore case, too."""

import pytest

from generator.diagnostics.failure import Failure
from generator.load.loading import load
from generator.recipes.recipe import PLUGINS, written
from generator.recipes.site_paths import beside, site_paths
from tests.docs_site import write_docs_site


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A site with documentation and the digest at /news/."""
    pages = {"caf\u00e9.txt": "x", "about.md": "# About\n", "data/list.csv": "x"}
    pages["news/blog/posts/one.md"] = "# One\n"
    config = write_docs_site(tmp_path_factory.mktemp("paths") / "site", "digest", "news", pages)
    return load(config.parent, ())


def test_owners(loaded):
    recipes = [written("news/index.html", ""), *beside(loaded, {"about/index.html": b"", "x": b""})]
    assert site_paths(loaded, recipes) == {
        "news/index.html": "the digest",
        "about/index.html": "docs/about.md",
        "x": PLUGINS,
    }


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("about/index.html", "about/index.html"),
        ("About/index.html", "about/index.html"),
        ("about.html", "about/index.html"),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
        ("data", "data/list.csv"),
        ("data/list.csv/index.html", "data/list.csv"),
        ("about", "about/index.html"),
    ],
)
def test_two_owners(loaded, path, other):
    """The error names both."""
    both = rf"the digest has /{path}, and docs/\S+ has /{other}|docs/\S+ has /{other}, and the digest has /{path}"
    with pytest.raises(Failure, match=both):
        site_paths(loaded, [written(path, "")])


def test_a_folder_of_pages(loaded):
    """No documentation is in a folder of the digest's pages, but beside it."""
    site_paths(loaded, [written("guide/index.html", "")])
    pages = [written("news/guide/index.html", "")]
    site_paths(loaded, pages)
    made = {"news/guide/more/index.html": b""}
    assert site_paths(loaded, [*pages, *beside(loaded, made)])


def test_a_folder_of_a_plugin(loaded):
    """Pages that a plugin writes are in a folder with pages of documentation, as posts of a blog."""
    path = "news/blog/2024/one/index.html"
    assert site_paths(loaded, beside(loaded, {path: b""})) == {path: PLUGINS}
