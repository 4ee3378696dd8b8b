"""A preview lists the feeds that the editors watch."""

from tests.full import AWKWARD_ADDRESS, OTHER


def test_feeds_by_region(plain_preview):
    """Each feed has its outlet, its address and its language, below the name of its region."""
    tree = plain_preview.trees["watched/"]
    headings = [heading.text for heading in tree.all("h2")]
    assert headings == ["Region as plain words", "International"]
    listed = {item.links()[-1]: item for item in tree.all("li") if item.links()}
    assert listed[AWKWARD_ADDRESS].text == "Outlet as plain words: feed, Georgian (unconfirmed)"
    assert "sources/first-news/" in listed[AWKWARD_ADDRESS].links()[0]
    assert listed[OTHER].text == "Unlisted outlet as plain words: page"


def test_previews_only(plain_pages, plain_preview):
    """No build publishes a page of the newsroom, and no page of the digest leads to one."""
    own = {"desk/", "report/", "watched/"}
    assert own <= plain_preview.trees.keys()
    assert own.isdisjoint(plain_pages.trees)


def test_without_feeds(empty):
    """A site that watches nothing says nothing about it."""
    assert "watched/" not in empty.trees
