"""The front page: news on the first screen, and columns that end together."""

import pytest
from playwright.sync_api import expect

COLUMNS = """(css) => [...document.querySelectorAll(css)].map((one) => {
  const { left, top } = one.getBoundingClientRect()
  return { left, top, end: one.querySelector(".entry-meta").getBoundingClientRect().bottom }
})"""
"""The place of each entry, and the end of its last line."""


def rows_of(entries):
    """Group places by their top edge, in whole pixels."""
    rows = {}
    for entry in entries:
        rows.setdefault(round(entry["top"]), []).append(entry)
    return list(rows.values())


def test_front_page_repeats_nothing(watch):
    """No headline of the front page's lists occurs twice."""
    page = watch().open()
    links = page.locator("#content :is(.entry-title, .lines) a")
    addresses = links.evaluate_all("links => links.map((link) => link.href)")
    assert len(addresses) > 20
    assert len(set(addresses)) == len(addresses)


def test_front_page_on_a_phone(watch):
    """A phone's front page has one search, which is at the top, and is not endless."""
    page = watch(width=360).open()
    searches = page.locator("[data-digest-search]").filter(visible=True)
    assert searches.count() == 1
    assert searches.bounding_box()["y"] < 60
    assert page.evaluate("document.documentElement.scrollHeight") < 5_500


def test_first_headline_is_on_the_first_screen(watch_at, framed):
    """On a phone the whole first headline is visible, also with the line about the last visit."""
    page = watch_at(framed, width=360, height=740).open()
    page.get_by_role("button", name="Mark new articles from now on").click()
    expect(page.locator(".visit")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    headline = page.locator(".entry-title").first.bounding_box()
    assert headline["y"] + headline["height"] < 740


@pytest.mark.parametrize("width, columns", [(768, 2), (1280, 3)])
def test_columns_end_together(watch_at, framed, width, columns):
    """Entries beside each other begin and end on one line, and no row has a gap."""
    page = watch_at(framed, width).open()
    for css in (".front-latest li", ".front-section .rows li"):
        rows = rows_of(page.evaluate(COLUMNS, css))
        assert len(rows) >= 2, css
        for row in rows:
            ends = [entry["end"] for entry in row]
            assert len(row) == columns, css
            assert max(ends) - min(ends) < 1, css


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_most_reported_is_one_list(watch, width):
    """All terms are below the list's own heading, in columns of equal height."""
    page = watch(width).open()
    heading = page.locator("#active").bounding_box()
    items = [item.bounding_box() for item in page.locator(".active li").filter(visible=True).all()]
    assert all(item["y"] >= heading["y"] + heading["height"] for item in items)
    lowest = {}
    for item in items:
        lowest[item["x"]] = item["y"]
    assert len(lowest) == {360: 1, 768: 2, 1280: 3}[width]
    assert max(lowest.values()) - min(lowest.values()) < 1
