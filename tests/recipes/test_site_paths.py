"""A path of the site has one owner, on hosts that ignore case, too."""

import pytest

from generator.diagnostics.failure import Failure
from generator.recipes.recipe import written
from generator.recipes.site_paths import site_paths


def test_owners():
    recipes = [written("news/index.html", ""), written("about/index.html", "", "docs/about.md")]
    assert site_paths(recipes) == {
        "news/index.html": "the digest",
        "about/index.html": "docs/about.md",
    }


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("news/feed.json", "news/feed.json"),
        ("about/index.html", "About/index.html"),
        ("about/index.html", "about.html"),
        ("caf\u00e9.txt", "cafe\u0301.txt"),
    ],
)
def test_two_owners(path, other):
    """The error names both."""
    with pytest.raises(Failure, match=r"the digest has .* and docs/x\.md has "):
        site_paths([written(path, ""), written(other, "", "docs/x.md")])
