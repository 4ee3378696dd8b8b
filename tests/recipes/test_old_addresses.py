"""Redirects for the files of pages that moved."""

from generator.recipes.page_files import moved, paths_of
from generator.recipes.recipe import Recipe, as_they_are


def recipe(*paths):
    return Recipe(paths, as_they_are, tuple(f"made for {path}" for path in paths))


def test_moved():
    """Only files below the page itself move with it."""
    recipes = [
        recipe("themes/new/feed.xml", "themes/new/feed.json"),
        recipe("themes/new/2024/feed.xml"),
        recipe("sitemap.xml"),
        recipe("themes/new/one.csv", "data/one.csv"),
    ]
    redirects = {"themes/old/": "themes/new/", "themes/older/": "themes/new/", "x/": "y/"}
    redirecting = list(moved(recipes, redirects))
    assert [one.paths for one in redirecting] == [
        ("themes/old/feed.xml", "themes/old/feed.json"),
        ("themes/older/feed.xml", "themes/older/feed.json"),
    ]
    assert redirecting[0].arguments == recipes[0].arguments


def test_paths():
    """Hosts get redirects for pages by address and for feeds by path, also to the list above."""
    redirects = {"themes/old/": "themes/new/", "themes/new/less/": "themes/new/", "a/": "b/"}
    beside = [recipe("themes/new/feed.xml"), recipe("themes/new/card.png"), recipe("b/c/feed.xml")]
    assert paths_of(beside, redirects) == {
        **redirects,
        "themes/old/feed.xml": "themes/new/feed.xml",
        "themes/new/less/feed.xml": "themes/new/feed.xml",
    }
