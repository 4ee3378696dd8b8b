"""Printed pages: parts neither collide nor leave the paper, whatever its size and its margins."""

from itertools import pairwise

import pytest

ARTICLE = "articles/2021/10/azerbaijan-security-chief-pledges-measures/"
SHORT_ARTICLE = "articles/2021/01/emotet-botnet-disrupted-global-action/"
PAPER = {
    "A5": 483,
    "A4": 718,
    "768 px": 768,
    "A4 without margins": 794,
    "A4, landscape": 1047,
    "A4, landscape, without margins": 1123,
}
"""Paper → the width that a page has on it, in pixels."""
SHEETS = {
    "A4": {"format": "A4"},
    "A4, landscape": {"format": "A4", "landscape": True},
    "Letter, landscape": {"format": "Letter", "landscape": True},
    "768 px": {"width": "768px", "height": "1024px"},
}


def boxes(page, *selectors):
    """Where some parts are: left, top, right, bottom."""
    found = []
    for selector in selectors:
        for part in page.locator(selector).all():
            box = part.bounding_box()
            if box and box["width"]:
                right, bottom = box["x"] + box["width"], box["y"] + box["height"]
                found.append((box["x"], box["y"], right, bottom))
    return found


def on_papers(watch_at, origin, address, papers=PAPER):
    """A page as it is printed, on one paper after another, with the name and the width of the paper."""
    page = watch_at(origin).open(address)
    page.emulate_media(media="print")
    for paper in papers:
        page.set_viewport_size({"width": PAPER[paper], "height": 720})
        yield page, paper, PAPER[paper]


def test_article(watch_at, framed):
    """Text, source and what is named are below each other; the text is readable in its columns."""
    for page, paper, width in on_papers(watch_at, framed, ARTICLE):
        parts = boxes(page, ".story-text", ".story-side", ".story-named", ".print-address")
        assert len(parts) == 4, paper
        for above, below in pairwise(parts):
            assert above[3] <= below[1] + 0.5, paper  # positions are rounded
        assert max(part[2] for part in parts) <= width, paper
        paragraph = page.locator(".story-text p").last.evaluate(
            "element => element.getClientRects()[0].width"
        )
        assert paragraph < 40 * 12, paper


def test_sheets_of_an_article(watch_at, framed):
    """What is named stays together, and a short article is on one sheet of any paper."""
    page = watch_at(framed).open(SHORT_ARTICLE)
    for sheet, size in SHEETS.items():
        assert page.pdf(**size).count(b"/Type /Page\n") == 1, sheet
    page.emulate_media(media="print")
    named = page.locator(".story-named").evaluate(
        "element => getComputedStyle(element).breakInside"
    )
    assert named == "avoid"


def test_front_page(watch_at, framed):
    """Counts are beside their lines, and nothing asks to be clicked."""
    for page, paper, _width in on_papers(watch_at, framed, ""):
        lines = page.locator(".active li").all()
        assert lines
        for line in lines:
            sparkline, count = line.locator(".sparkline"), line.locator(".count")
            if sparkline.is_visible():
                one, other = sparkline.bounding_box(), count.bounding_box()
                assert one["x"] + one["width"] <= other["x"] + 0.5, paper
        assert not page.locator(".front-search").is_visible(), paper
        assert not page.locator("section[data-digest-visit]").is_visible(), paper


@pytest.mark.parametrize("address", ["agencies/az-sss/", "", ARTICLE, "editions/"])
def test_within_the_paper(watch_at, framed, address):
    for page, paper, width in on_papers(watch_at, framed, address):
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, paper


def test_what_crosses_sheets_is_in_blocks(watch_at, framed):
    """Chromium prints rows that share their height over each other, and tears a foot in a flexible box."""
    [(page, *_)] = on_papers(watch_at, framed, "", ["A4 without margins"])
    displays = page.evaluate(
        """() => {
          const found = [...document.querySelectorAll(".front-section, .front-section .rows")]
          let above = document.querySelector(".colophon")
          while (above) {
            found.push(above)
            above = above.parentElement
          }
          return found.map((element) => getComputedStyle(element).display)
        }"""
    )
    assert set(displays) == {"block"}


def test_neighbours_are_not_printed(watch_at, framed):
    """Links to other pages that say nothing of the term are of no use on paper."""
    [(page, *_)] = on_papers(watch_at, framed, "agencies/az-sss/", ["A4"])
    neighbours = page.locator("h3", has_text="From the same country")
    assert neighbours.count()
    assert not neighbours.is_visible()
