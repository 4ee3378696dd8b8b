"""Marks on articles added since the last visit, kept in the browser of readers who asked for them."""

import json
import re

import pytest
from playwright.sync_api import expect

AGENCY = "agencies/az-sss/"
HOURS_LATER = 5 * 3600 * 1000
NEWEST = re.compile(r"/search/newest\.json$")
STORED = "() => localStorage.getItem('/visit')"
REFUSES = {
    "no storage": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })",
    "full": "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }",
    "null": "Object.defineProperty(window, 'localStorage', { value: null })",
}


@pytest.fixture
def newest(site):
    """The articles added last and their terms, as browsers load them."""
    return json.loads((site / "search/newest.json").read_text())


def start(page):
    page.get_by_role("button", name="Mark new articles from now on").click()
    # The sentence stands in the hidden part from the beginning; what is seen has been stored.
    expect(page.locator(".visit")).to_be_visible()
    expect(page.locator(".visit")).to_contain_text("Nothing is new since your last visit.")


def without(page, newest, hidden):
    """Serve the list as it was before the hidden articles were added."""
    known = [entry for entry in newest if entry[0] not in hidden]
    page.route(NEWEST, lambda route: route.fulfill(json=known))


def return_later(page, address, milliseconds=HOURS_LATER):
    """Let the reader return after some time, with all articles in the list."""
    page.unroute_all()
    page.evaluate(
        "pause => { const m = JSON.parse(localStorage.getItem('/visit')); m.at -= pause;"
        " localStorage.setItem('/visit', JSON.stringify(m)) }",
        milliseconds,
    )
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/" + address)


def marked(page):
    """The addresses of the marked articles."""
    hrefs = page.locator("#content a:has(.new)").evaluate_all(
        "links => links.map(link => link.pathname.slice(1))"
    )
    return set(hrefs)


def test_off_until_asked(watch):
    """Nothing is stored, loaded or marked until the reader asks for it."""
    reader = watch()
    page = reader.open()
    expect(page.get_by_role("button", name="Mark new articles from now on")).to_be_visible()
    expect(page.locator(".visit")).to_be_hidden()
    reader.open(AGENCY)
    assert page.evaluate("() => Object.keys(localStorage)") == []
    assert not [url for url in reader.requests if NEWEST.search(url)]


def test_new_articles(watch, newest):
    """Articles added since a visit are marked and counted until they are read or marked as read."""
    reader = watch()
    page = reader.open()
    late, later = newest[0][0], newest[3][0]
    without(page, newest, {late, later})
    start(page)
    return_later(page, "")
    expect(page.locator(".visit")).to_contain_text("New since your last visit: 2")
    assert marked(page) == {late, later}
    page.goto(f"{reader.origin}/{newest[3][1][0]}")
    expect(page.locator(".new").first).to_have_text("new")
    assert later in marked(page)
    reader.open(late)
    reader.open()
    expect(page.locator(".visit")).to_contain_text("New since your last visit: 1")
    assert marked(page) == {later}
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator(".visit")).to_contain_text("Nothing is new since your last visit.")
    assert marked(page) == set()
    reader.open()
    expect(page.locator(".visit")).to_contain_text("Nothing is new since your last visit.")


def test_visits(watch, newest):
    """Marks stay during a visit and are gone at the next one."""
    page = watch().open()
    without(page, newest, {newest[0][0]})
    start(page)
    return_later(page, "", milliseconds=0)
    expect(page.locator(".visit")).to_contain_text("New since your last visit: 1")
    return_later(page, "", milliseconds=60_000)
    expect(page.locator(".visit")).to_contain_text("New since your last visit: 1")
    return_later(page, "")
    expect(page.locator(".visit")).to_contain_text("Nothing is new since your last visit.")


def test_removed_article(watch, newest):
    """If an article is removed, the next one that enters the list is not new."""
    page = watch().open()
    without(page, newest, {newest[-1][0]})
    start(page)
    page.unroute_all()
    without(page, newest, {newest[0][0]})
    page.reload()
    expect(page.locator(".visit")).to_contain_text("Nothing is new since your last visit.")


def test_following(watch, newest):
    """The front page shows a followed term's count, including its sub-terms."""
    reader = watch()
    page = reader.open(AGENCY)
    of_agency = [address for address, terms in newest if AGENCY in terms]
    without(page, newest, set(of_agency[:2]))
    page.locator("#follow > summary").click()
    page.get_by_role("button", name="Follow in this browser").click()
    expect(page.get_by_role("button", name="Stop following")).to_be_visible()
    return_later(page, "")
    expect(page.locator(".visit")).to_contain_text("New since your last visit: 2 · SSS 2")
    page.locator(".visit").get_by_role("link", name="SSS").click()
    assert reader.address == AGENCY
    page.locator("#follow > summary").click()
    page.get_by_role("button", name="Stop following").click()
    expect(page.get_by_role("button", name="Follow in this browser")).to_be_visible()
    reader.open()
    expect(page.locator(".visit")).not_to_contain_text("SSS")
    page.get_by_role("button", name="Stop and forget").click()
    expect(page.locator(".visit")).to_be_hidden()
    assert page.evaluate(STORED) is None


def test_back(watch, newest):
    """After an article is read and the reader goes back, its mark in the list is gone."""
    reader = watch()
    page = reader.open()
    without(page, newest, {newest[0][0]})
    start(page)
    return_later(page, "")
    page.locator("#content a:has(.new)").first.click()
    expect(page.locator(".story")).to_be_visible()
    page.go_back()
    expect(page.locator(".visit")).to_contain_text("Nothing is new since your last visit.")


@pytest.mark.parametrize("refusal", REFUSES)
def test_without_storage(watch, refusal):
    """In a browser without storage the controls are hidden and everything else works."""
    reader = watch()
    reader.page.add_init_script(REFUSES[refusal])
    page = reader.open()
    if refusal == "full":
        page.get_by_role("button", name="Mark new articles from now on").click()
    expect(page.locator("[data-digest-visit]:visible")).to_have_count(0)
    reader.open(AGENCY)
    page.locator("#follow > summary").click()
    if refusal == "full":
        page.get_by_role("button", name="Follow in this browser").click()
    expect(page.locator("[data-digest-follow]:visible")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "{",
        "null",
        "[]",
        '{"at": "x", "seen": 1}',
        '{"at":1,"seen":[1],"known":[null],"terms":"a"}',
    ],
)
def test_damaged_memory(watch, stored):
    """Pages open without an error, whatever is stored."""
    reader = watch()
    page = reader.open()
    page.evaluate("stored => localStorage.setItem('/visit', stored)", stored)
    reader.open()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_foreign_memory(watch, newest):
    """A link planted in the stored data by another page of the host is not shown."""
    reader = watch()
    page = reader.open()
    known = [address for address, _ in newest]
    planted = {
        "javascript:alert(1)": "A",
        "https://example.org/": "B",
        "//example.org/": "C",
        AGENCY: "<i>D</i>",
    }
    memory = json.dumps({"at": 1, "seen": known, "known": known, "terms": planted})
    page.evaluate("stored => localStorage.setItem('/visit', stored)", memory)
    reader.open()
    expect(page.locator(".visit a")).to_have_text(["<i>D</i>"])
