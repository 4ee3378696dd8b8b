"""Redirects for the files of pages that moved."""

from generator.recipes.making import Product
from generator.recipes.old_addresses import moved, paths_of


def product(*paths: str) -> Product:
    return Product(paths, lambda: (b"key", lambda: [f"made for {path}" for path in paths]))


def test_moved():
    """Only files below the page itself move with it."""
    products = [
        product("themes/new/feed.xml", "themes/new/feed.json"),
        product("themes/new/2024/feed.xml"),
        product("sitemap.xml"),
        product("themes/new/one.csv", "data/one.csv"),
    ]
    redirects = {"themes/old/": "themes/new/", "themes/older/": "themes/new/", "x/": "y/"}
    redirecting = list(moved(products, redirects))
    assert [product.paths for product in redirecting] == [
        ("themes/old/feed.xml", "themes/old/feed.json"),
        ("themes/older/feed.xml", "themes/older/feed.json"),
    ]
    assert redirecting[0].prepare is products[0].prepare


def test_paths():
    """Hosts get redirects for pages by address and for files by path."""
    redirects = {"themes/old/": "themes/new/"}
    made = [product("themes/old/index.html"), *moved([product("themes/new/feed.xml")], redirects)]
    assert paths_of(made, redirects) == {
        "themes/old/": "themes/new/",
        "themes/old/feed.xml": "themes/new/feed.xml",
    }
