"""Paths of a reader: from the front page to a source, through search, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_search

SEED = "articles/2021/10/azerbaijan-security-chief-pledges-measures/"
SOURCE = "http://www.today.az/news/politics/211392.html"
AGENCY = "agencies/az-sss/"


def leading_to(page, address):
    """Links in the page's content to an address of the site, at any depth."""
    return page.locator(f'#content a[href$="{address}"]')


def test_front_page_to_source(watch):
    """A reader gets from the front page via all agencies and one agency to an article and its source."""
    reader = watch()
    page = reader.open()
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Agencies").click()
    assert reader.address == "agencies/"
    leading_to(page, "az-sss/").first.click()
    assert reader.address == AGENCY
    leading_to(page, SEED.removeprefix("articles/")).first.click()
    assert reader.address == SEED
    expect(page.get_by_role("heading", level=1)).to_contain_text("security chief pledges measures")
    source = page.locator(f'a[href="{SOURCE}"]').first
    expect(source).to_be_visible()
    assert "noopener" in source.get_attribute("rel")


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_search_opens(watch_at, framed, key):
    """Either key opens the search page and focuses its field, also on that page."""
    page = watch_at(framed).open(AGENCY)
    field = open_search(page, key)
    page.keyboard.type("DTX")
    expect(page.locator("[data-digest-results] a").first).to_be_visible()
    field.blur()
    page.keyboard.press(key)
    expect(field).to_be_focused()
    expect(field).to_have_value("DTX")


def test_slash_is_a_letter_in_a_field(watch):
    """In a text field the slash key types a slash instead of opening the search."""
    page = watch().open()
    field = open_search(page)
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")


def test_search_by_keys(watch):
    """Without a mouse a reader gets from any page through the search to an article."""
    page = watch().open()
    open_search(page)
    page.keyboard.type("provocations Naghiyev")
    result = page.locator(f'[data-digest-results] a[href$="{SEED}"]').first
    expect(result).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        if result.evaluate("(link) => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{SEED}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_missing_page_searches(watch):
    """The page of a missing address has a search box."""
    reader = watch()
    page = reader.open("404.html")
    page.locator("#content").get_by_role("searchbox").fill("Nagiyev")
    page.keyboard.press("Enter")
    expect(page.locator("[data-digest-results] a").first).to_be_visible()
    assert reader.address == "search/"


def test_search_that_finds_nothing(watch):
    """A search without results says so."""
    page = watch().open()
    open_search(page)
    page.keyboard.type("zzzzqqqq")
    expect(page.locator("[data-digest-status]")).to_contain_text("othing")


LISTINGS = ["", "agencies/", AGENCY, "themes/", "themes/counter-terrorism/", "countries/az/"]
LISTINGS += ["people/ali-naghiyev/", "sources/azernews/", "archive/", "archive/2021/"]
LISTINGS += ["archive/2021/10/", "editions/"]


def test_listings_without_scripts(watch):
    """Every listing shows all its entries as links without JavaScript."""
    reader = watch(java_script_enabled=False)
    for address in LISTINGS:
        page = reader.open(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for entry in page.locator("#content article.entry").all():
            expect(entry.get_by_role("link").first).to_be_visible()
        assert page.locator("#content a[href]").count() > 3, address


def test_no_buttons_without_scripts(watch):
    """Without scripts nobody can copy, share, follow or sort by a button, so there is none; the others are links."""
    reader = watch(java_script_enabled=False)
    for address in ("", SEED, AGENCY, "agencies/us-cisa/"):
        page = reader.open(address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        expect(page.locator("button").filter(visible=True)).to_have_count(0)
