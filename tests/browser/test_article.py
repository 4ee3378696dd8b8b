"""The page of an article: its columns, and what a reader does with it."""

import pytest
from playwright.sync_api import expect

LONG = "articles/2021/10/azerbaijan-security-chief-pledges-measures/"


def boxes(page):
    """The places of text, source card and named terms."""
    parts = (".story-text", ".story-side", ".story-named")
    return [page.locator(css).bounding_box() for css in parts]


def test_no_hole(watch):
    """What is named begins beside a text, or no farther below it than the next paragraph would."""
    page = watch(width=1280).open("articles/2026/03/interpol-synergia-iii-94-arrests/")
    text, _, named = boxes(page)
    assert named["y"] - (text["y"] + text["height"]) < 60


def test_beside_a_long_text(watch_at, framed):
    """On a wide screen the source and what is named are beside a long text, one below the other."""
    page = watch_at(framed, width=1280).open(LONG)
    text, side, named = boxes(page)
    assert side["x"] > text["x"] + text["width"]
    assert named["x"] == pytest.approx(side["x"], abs=1)
    assert named["x"] + named["width"] == pytest.approx(side["x"] + side["width"], abs=1)
    assert side["y"] + side["height"] <= named["y"] < text["y"] + text["height"]


def test_on_a_tablet(watch_at, framed):
    """At 768 px the card is below the text and as wide as the page, so that its lines are readable."""
    page = watch_at(framed, width=768).open(LONG)
    text, side, named = boxes(page)
    assert text["y"] + text["height"] <= side["y"]
    assert side["y"] + side["height"] <= named["y"]
    assert side["width"] > 650
    values = page.locator(".card dd").evaluate_all("all => all.map((one) => one.clientWidth)")
    assert min(values) > 180


def test_cite_and_share_on_a_phone(watch):
    """Both are above the text; Cite also opens without scripts. Sharing copies the address where the browser has no sharing of its own."""
    page = watch(width=360, height=740, permissions=["clipboard-read", "clipboard-write"]).open(
        LONG
    )
    share = page.get_by_role("button", name="Share")
    cite = page.locator("summary", has_text="Cite")
    for one in (share, cite):
        box = one.bounding_box()
        assert box["y"] + box["height"] < 740
        assert box["height"] >= 24
    page.evaluate("delete Navigator.prototype.share")
    share.click()
    expect(page.get_by_role("button", name="Address copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(LONG)
    page = watch(width=360, java_script_enabled=False).open(LONG)
    page.locator("summary", has_text="Cite").click()
    for cited in page.locator(".cite code").all():
        expect(cited).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("name", ["NotAllowedError", "AbortError"])
def test_a_browser_refuses_to_copy(watch, name):
    """Each button then shows its text; who closes the window in which to share sees nothing more."""
    page = watch().open(LONG)
    page.evaluate(
        """(name) => {
          const refuse = () => Promise.reject(new DOMException("", name))
          navigator.clipboard.writeText = refuse
          navigator.share = refuse
        }""",
        name,
    )
    shown = []
    page.on("dialog", lambda dialog: (shown.append(dialog.default_value), dialog.dismiss()))
    page.get_by_role("button", name="Share").click()
    page.locator("summary", has_text="Cite").click()
    page.get_by_role("button", name="Copy").first.click()
    page.wait_for_timeout(300)
    cited = page.locator(".cite code").first.text_content()
    if name == "AbortError":
        assert shown == []
    else:
        assert shown[0].endswith(LONG)
        assert shown[1:] == [cited]
