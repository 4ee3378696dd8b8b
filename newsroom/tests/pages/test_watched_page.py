"""The page of outlets lists the feeds that the editors watch."""

from tests.full import AWKWARD_ADDRESS, OTHER


def feeds_of(tree):
    section = tree.first("section", css="watched")
    return {item.links()[-1]: item for item in section.all("li")}


def test_feeds_by_region(plain):
    """Each feed has its outlet, its address and its language, below the name of its region."""
    section = plain.trees["sources/"].first("section", css="watched")
    headings = [heading.text for heading in section.all("h3")]
    assert headings == ["Region as plain words", "International"]
    listed = feeds_of(plain.trees["sources/"])
    assert list(listed) == [AWKWARD_ADDRESS, OTHER]
    assert listed[AWKWARD_ADDRESS].text == "Outlet as plain words: feed, Georgian (unconfirmed)"
    assert "sources/first-news/" in listed[AWKWARD_ADDRESS].links()[0]
    assert listed[OTHER].text == "Unlisted outlet as plain words: page"
    assert "not yet seen" in section.first("p").text


def test_only_outlets(plain):
    """Other taxonomies have no feeds."""
    assert not plain.trees["agencies/"].all("section", css="watched")


def test_without_feeds(empty):
    """A site that watches nothing says nothing about it."""
    assert not empty.trees["sources/"].all("section", css="watched")
