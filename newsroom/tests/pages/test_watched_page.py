"""A preview lists the feeds that the editors watch."""

from tests.full import AWKWARD_ADDRESS, OTHER


def test_feeds_by_region(plain_preview):
    """Each feed has its outlet, its address and its language, below the name of its region."""
    tree = plain_preview.trees["watched/"]
    headings = [heading.text for heading in tree.all("h2")]
    assert headings == ["Region as plain words 1", "International 1"]
    first, second = (item for item in tree.all("li") if item.all("code"))
    named = f"Outlet as plain words: feed, Georgian, unconfirmed {AWKWARD_ADDRESS}"
    assert first.text == named
    assert "sources/first-news/" in first.links()[0]
    assert second.text == f"Unlisted outlet as plain words: page {OTHER}"
    assert second.links() == [OTHER]


def test_previews_only(plain_pages, plain_preview):
    """No build publishes a page of the newsroom, and no page of the digest leads to one."""
    own = {"desk/", "report/", "watched/"}
    assert own <= plain_preview.trees.keys()
    assert own.isdisjoint(plain_pages.trees)


def test_without_feeds(empty):
    """A site that watches nothing says nothing about it."""
    assert "watched/" not in empty.trees
