"""Stacked combining marks do not cover other parts of the page."""

import pytest

pytestmark = pytest.mark.slow

ARTICLE = "articles/2021/10/azerbaijan-security-chief-pledges-measures/"
PILES = {
    "thai": "ก" + "\u0e47" * 60,
    "tibetan": "ཀ" + "".join(map(chr, range(0xF90, 0xFAD))) * 4,
    "latin": "Z" + "\u0301\u0302" * 60,
}
PLACES = {
    "title": (ARTICLE, ".story h1"),
    "summary": (ARTICLE, ".story .standfirst"),
    "paragraph": (ARTICLE, ".story-text > p"),
    "entry": ("archive/2021/", ".rows > li .entry-title a"),
}


@pytest.mark.parametrize("pile", PILES)
@pytest.mark.parametrize("place", PLACES)
def test_around(watch, place, pile):
    """Stacked marks change no pixel of the masthead or of the area below their block."""
    address, selector = PLACES[place]
    page = watch(width=1000, height=900).open(address)
    element = page.locator(selector).first
    element.evaluate("one => { one.textContent = 'ก' }")
    block = element.evaluate_handle("one => one.closest('li') ?? one")
    box = block.as_element().bounding_box()
    header = page.locator(".masthead").bounding_box()
    around = [
        {"x": 0, "y": 0, "width": 1000, "height": header["y"] + header["height"]},
        {"x": 0, "y": box["y"] + box["height"] + 32, "width": 1000, "height": 200},
    ]
    before = [page.screenshot(clip=clip) for clip in around]
    element.evaluate("(one, pile) => { one.textContent = pile }", PILES[pile])
    assert block.as_element().bounding_box()["height"] == pytest.approx(box["height"], abs=12)
    assert [page.screenshot(clip=clip) for clip in around] == before
