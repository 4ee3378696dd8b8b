"""The list of a term in a browser: chips that lead to combinations, and the order by date."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import expect

TERM = "agencies/us-cisa/"


@pytest.mark.parametrize("scripts", [True, False])
def test_chip(watch, scripts):
    """A chip leads to the combination, which has as many articles as the chip says and names both terms."""
    page = watch(java_script_enabled=scripts, width=1280).open(TERM)
    chip = page.locator(".only li").first
    name, count = chip.locator("a").inner_text(), int(chip.locator(".count").inner_text())
    chip.locator("a").click()
    assert page.locator("h1").inner_text() == f"{name}: CISA"
    assert page.locator(".entry").count() == count
    assert page.locator(".crumbs a").all_inner_texts()[-1] == name
    assert (
        page.locator("#follow code").text_content().endswith(f"{urlsplit(page.url).path}feed.xml")
    )
    page.go_back()
    assert page.url.endswith(TERM)


def test_keyboard(watch):
    """The tab key reaches each visible chip, the focus is seen, and Enter opens it."""
    page = watch(width=1280).open(TERM)
    first, second = page.locator(".only > ul a").all()[:2]
    first.focus()
    page.keyboard.press("Tab")
    assert second.evaluate("one => one === document.activeElement")
    assert second.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    name = second.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{TERM}*/")
    assert page.locator("h1").inner_text() == f"{name}: CISA"


def test_deck(watch):
    """On a phone the whole deck is shown, and the first headline is on the first screen."""
    page = watch(width=360, java_script_enabled=False).open(TERM)
    deck = page.locator(".standfirst").first
    assert deck.evaluate("one => one.scrollHeight <= one.clientHeight")
    assert page.locator(".entry-title").first.bounding_box()["y"] < 640


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("path", [TERM, f"{TERM}information-security/"])
def test_one_row(watch, width, path):
    """On every width the count, the feed and the other order of a list stand in one row."""
    page = watch(width=width).open(path)
    row = page.locator(".term-bar")
    shown = row.locator("> *").filter(visible=True).all()
    assert len(shown) == (3 if path == TERM else 2)
    middles = [box["y"] + box["height"] / 2 for box in (one.bounding_box() for one in shown)]
    assert max(middles) - min(middles) < 8
    assert row.bounding_box()["y"] < 600
    row.get_by_text("Follow", exact=True).click()
    sheet = row.locator("[open] > div").bounding_box()
    assert 0 <= sheet["x"] < sheet["x"] + sheet["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") == width


OUTSIDE = """[...document.querySelectorAll(".by-group > h2")].filter((heading) => {
  const more = heading.querySelector(".group-more")
  const is_shown = more && more.checkVisibility()
  return is_shown && more.getBoundingClientRect().bottom > heading.getBoundingClientRect().bottom + 1
}).map((heading) => heading.textContent)"""


@pytest.mark.parametrize("width", [320, 360, 390, 768])
@pytest.mark.parametrize("path", [TERM, "themes/information-security/"])
def test_link_of_a_heading(watch, width, path):
    """The link to all articles of a group is within its heading, also where it has a line of its own."""
    page = watch(width=width).open(path)
    groups = page.locator(".by-group > h2 a")
    assert groups.count() > 2
    lengthen = "(words) => document.querySelectorAll('.by-group > h2 > a').forEach((a) => { a.textContent = words })"
    for count in range(1, 13):  # some of these headings leave no room for the link
        page.evaluate(lengthen, "Long " * count)
        assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_follow(watch, scripts):
    """The sheet has the address of the feed, which leads to it, and links for readers' programs; a script copies it."""
    page = watch(width=360, java_script_enabled=scripts).open(TERM)
    page.locator("#follow > summary").click()
    sheet = page.locator("#follow > div")
    feed = sheet.locator("code").inner_text()
    assert feed.endswith(f"/{TERM}feed.xml")
    assert page.request.get(sheet.locator("a:has(code)").evaluate("one => one.href")).ok
    inoreader = sheet.get_by_role("link", name="Inoreader").get_attribute("href")
    assert parse_qs(urlsplit(inoreader).query) == {"add_feed": [feed]}
    feedly = sheet.get_by_role("link", name="Feedly").get_attribute("href")
    assert unquote(feedly).endswith(f"/feed/{feed}")
    expect(sheet.get_by_role("button", name="Copy")).to_be_visible(visible=scripts)
    for reader in sheet.locator("a[rel]").all_inner_texts():
        expect(sheet.locator("p").first).to_contain_text(reader)  # says what kind of thing it is


def test_newest_first(watch):
    """The same entries in the order of their dates: by a link with an address of its own, and back."""
    reader = watch(width=1280)
    page = reader.open(TERM)
    links = "all => all.map((one) => one.getAttribute('href'))"
    grouped = page.locator(".entry-title a").evaluate_all(links)
    page.get_by_role("link", name="Newest first").click()
    expect(page.locator(".by-group h2")).to_have_text(["Newest first"])
    assert page.url.endswith(f"{TERM}?order=newest")
    dates = page.locator(".entry-date time").evaluate_all("all => all.map((one) => one.dateTime)")
    assert dates == sorted(dates, reverse=True)
    listed = page.locator(".entry-title a").evaluate_all(links)
    assert (sorted(listed), listed == grouped) == (sorted(grouped), False)
    page.go_back()
    expect(page.locator(".by-group h2").first).not_to_have_text("Newest first")
    assert page.locator(".entry-title a").evaluate_all(links) == grouped
    page.go_forward()
    page.get_by_role("link", name="By theme").click()
    expect(page.locator(".by-group h2").first).not_to_have_text("Newest first")
    assert page.url.endswith(TERM)
    assert page.locator(".entry-title a").evaluate_all(links) == grouped


@pytest.mark.parametrize("order", ["oldest", "", "newest%22", "constructor"])
def test_unknown_order(watch, order):
    """An order in the address that does not exist is the usual one."""
    reader = watch(width=1280)
    titles = reader.open(TERM).locator(".entry-title").all_inner_texts()
    assert reader.open(f"{TERM}?order={order}").locator(".entry-title").all_inner_texts() == titles


def test_line_of_chips(watch):
    """On a phone the chips are one line, which scrolls inside the page."""
    page = watch(width=360).open(TERM)
    line = page.locator(".only").bounding_box()
    assert line["height"] < 40
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    # Those that are folded unfold in the same line.
    page.evaluate("""() => {
      const fold = document.createElement("details"), list = document.querySelector(".only ul")
      fold.append(document.createElement("summary"), list.cloneNode(true))
      fold.open = true
      list.after(fold)
    }""")
    assert page.locator(".only").bounding_box()["height"] < 40
    assert page.evaluate("document.documentElement.scrollWidth") == 360
