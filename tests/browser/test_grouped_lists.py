"""The list of a term in a browser: chips that lead to combinations, and the order by date."""

import pytest

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
    assert page.locator(".panel a[href$='feed.xml']").is_visible()
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
    """On a phone a long deck has two lines and a link to the rest; a wide window shows all of it."""
    page = watch(width=360, java_script_enabled=False).open(TERM)
    deck, more = page.locator("#deck"), page.locator(".deck-more a")
    folded = deck.bounding_box()["height"]
    assert page.locator(".entry-title").first.bounding_box()["y"] < 560
    more.click()
    assert deck.bounding_box()["height"] > 2 * folded
    assert not more.is_visible()
    page = watch(width=1280).open(TERM)
    assert not page.locator(".deck-more").is_visible()


def test_newest_first(watch):
    """The same entries in the order of their dates, and back."""
    page = watch(width=1280).open(TERM)
    links = "all => all.map((one) => one.getAttribute('href'))"
    grouped = page.locator(".entry-title a").evaluate_all(links)
    by_theme, newest = page.locator("[data-digest-order] button").all()
    newest.click()
    dates = page.locator(".entry-date time").evaluate_all("all => all.map((one) => one.dateTime)")
    assert dates == sorted(dates, reverse=True)
    listed = page.locator(".entry-title a").evaluate_all(links)
    assert (sorted(listed), listed == grouped) == (sorted(grouped), False)
    assert (by_theme.get_attribute("aria-pressed"), newest.get_attribute("aria-pressed")) == ("false", "true")  # fmt: skip
    assert page.locator(".by-group:visible h2").all_inner_texts() == ["Newest first"]
    by_theme.click()
    assert page.locator(".entry-title a").evaluate_all(links) == grouped


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
