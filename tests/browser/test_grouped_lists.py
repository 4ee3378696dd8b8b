"""The list of a term in a browser: filters, their fragments, and the order by date."""

import pytest

pytestmark = pytest.mark.browser

TERM = "agencies/us-cisa/"
VISIBLE = "all => all.filter((one) => one.checkVisibility()).length"


def visible(page, css):
    return page.locator(css).evaluate_all(VISIBLE)


def chip(page, slug):
    """A chip, and the number of articles that it says."""
    one = page.locator(f"#in-{slug}")
    return one, int(one.locator(".count").inner_text())


@pytest.mark.parametrize("scripts", [True, False])
def test_filter(watch, scripts):
    """A chip leaves the articles of its theme, and says how many of all there are; so without scripts."""
    page = watch(java_script_enabled=scripts, width=1280).open(TERM)
    every = visible(page, ".entry")
    one, count = chip(page, "critical-infrastructure")
    assert 0 < count < every
    one.click()
    assert visible(page, ".entry") == count
    assert page.locator(".only-shown:visible").inner_text() == f"{count} of {every} articles"
    assert not page.locator(".term-bar p").first.is_visible()
    assert page.locator(".by-group:visible h2").count() == page.locator(".by-group:visible").count()
    page.locator(".only label").first.click()
    assert visible(page, ".entry") == every


@pytest.mark.parametrize("scripts", [True, False])
def test_fragment(watch, scripts):
    """The fragment of a chip chooses it, also of one that is folded; one that names nothing shows all."""
    page = watch(java_script_enabled=scripts).open(TERM)
    every = visible(page, ".entry")
    slugs = [one.removeprefix("in-") for one in page.locator(".only label[id]").evaluate_all("all => all.map((one) => one.id)")]  # fmt: skip
    for slug in (slugs[0], slugs[-1]):
        page = watch(java_script_enabled=scripts).open(f"{TERM}#in-{slug}")
        one, count = chip(page, slug)
        assert visible(page, ".entry") == count < every
        assert one.is_visible()
        # Another choice replaces it.
        page.locator(".only label").first.click()
        assert visible(page, ".entry") == every
    for nothing in ("in-nothing", "in-", "nothing", "in-%22%5D"):
        page = watch(java_script_enabled=scripts).open(f"{TERM}#{nothing}")
        assert visible(page, ".entry") == every


def test_keyboard(watch):
    """One stop of the tab key for all visible filters; the arrows choose, and the focus is seen."""
    page = watch(width=1280).open(TERM)
    page.locator(".only input").first.focus()
    page.keyboard.press("ArrowRight")
    chosen = page.locator(".only :checked")
    assert visible(page, ".entry") == int(chosen.locator("+ span .count").inner_text())
    assert chosen.locator("+ span").evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "summary"


def test_newest_first(watch):
    """The same entries in the order of their dates, and back; a filter works in both."""
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
    one, count = chip(page, "critical-infrastructure")
    one.click()
    assert visible(page, ".entry") == count
    by_theme.click()
    assert visible(page, ".entry") == count
    assert page.locator(".entry-title a").evaluate_all(links) == grouped


def test_line_of_filters(watch):
    """On a phone the filters are one line, which scrolls inside the page."""
    page = watch(width=360).open(TERM)
    line = page.locator(".only").bounding_box()
    assert line["height"] < 40
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator(".only summary").click()
    assert page.locator(".only").bounding_box()["height"] < 40
    assert page.evaluate("document.documentElement.scrollWidth") == 360
