"""Pages in languages that run from right to left, in a real browser, in both frames and at two widths."""

import pytest

from tests import markup
from tests.browser.conftest import served
from tests.command import succeed
from tests.examples import one_of
from tests.right_to_left import make_site

SITES = [("ar", "material"), ("fa", "digest"), ("he", "digest")]
WIDTHS = (360, 1280)
EVERYTHING = """() => {
  const root = document.documentElement, wide = root.clientWidth
  const range = document.createRange(), first = element => {
    const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    let node = text.nextNode()
    while (node && !node.data.trim()) node = text.nextNode()
    const start = node.data.search(/\\S/)
    range.setStart(node, start); range.setEnd(node, start + 1)
    return range.getBoundingClientRect()
  }
  const h1 = document.querySelector(".digest h1"), box = h1.getBoundingClientRect()
  const sides = [...document.querySelectorAll(".entry-title, .editions div")].filter(one => one.getClientRects().length).map(one => {
    range.selectNodeContents(one)
    const text = [...range.getClientRects()].filter(rect => rect.width)
    return one.getBoundingClientRect().right - Math.max(...text.map(rect => rect.right))
  })
  return {
    direction: getComputedStyle(document.querySelector(".digest")).direction,
    overflow: root.scrollWidth - wide,
    title: getComputedStyle(h1).direction == "rtl" ? box.right - first(h1).right : first(h1).left - box.left,
    centred: getComputedStyle(h1).textAlign == "center",
    headlines: Math.max(0, ...sides),
    outside: [...document.querySelectorAll(".digest *, header *, footer *")].filter(one => {
      const rect = one.getBoundingClientRect()
      return one.checkVisibility() && rect.width && rect.height && rect.left < -1 && !one.closest(".table, .only, nav, .skip, [class^=md-]")
    }).map(one => one.outerHTML.slice(0, 80)),
  }
}"""


@pytest.fixture(scope="module", params=one_of(2, ["-".join(site) for site in SITES]))
def rtl(request, tmp_path_factory):
    """The language and the folder of a built site."""
    language, theme = request.param.split("-")
    root = make_site(tmp_path_factory.mktemp(language), language, theme)
    succeed(root, "build")
    return language, root / "site"


def kinds(site):
    """The addresses of ten kinds of pages, and of the English article."""
    articles = sorted(
        str(page.parent.relative_to(site)) for page in site.glob("articles/*/*/*/index.html")
    )
    english = next(one for one in articles if 'lang="en"' in head_of(site, one))
    term = next(folder.name for folder in sorted((site / "agencies").iterdir()) if folder.is_dir())
    week = max(folder.name for folder in (site / "editions").iterdir() if folder.is_dir())
    pages = [articles[0], english, "agencies", f"agencies/{term}", "editions", f"editions/{week}"]
    return ["", *(f"{page}/" for page in (*pages, "archive", "names", "search", "data"))]


def head_of(site, address):
    text = (site / address / "index.html").read_text()
    return text[text.index('class="story"') :][:60]


def test_sides(rtl, browser):
    """Everything begins at the right: headlines, lists, an English title in them; nothing is cut off."""
    _, site = rtl
    with served(site) as origin:
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            for address in kinds(site):
                page.goto(f"{origin}/{address}", wait_until="load")
                seen = page.evaluate(EVERYTHING)
                place = f"{address} at {width}"
                assert seen["direction"] == "rtl", place
                assert seen["overflow"] <= 0, place
                assert seen["outside"] == [], place
                assert seen["centred"] or seen["title"] < 4, place
                assert seen["headlines"] < 6, place
            page.close()


def test_languages_of_parts(rtl):
    """The site has its language and direction, the English article its own, and English remains are marked."""
    language, site = rtl
    pages = kinds(site)
    front = markup.parse((site / "index.html").read_text())
    assert front.first("html").attributes["lang"] == language
    follow = [one for one in front.all("span") if one.text == "Follow"]
    assert [one.attributes for one in follow] == [{"lang": "en", "dir": "ltr"}] * len(follow) != []
    english = markup.parse((site / pages[2] / "index.html").read_text())
    assert english.first("h1").attributes["dir"] == "ltr"
    assert english.first(css="story-text").attributes["dir"] == "ltr"
    assert english.first(css="story-side").attributes["lang"] == language
    other = markup.parse((site / pages[1] / "index.html").read_text())
    assert other.first("h1").attributes["dir"] == "rtl"
    assert "auto" not in {one.attributes.get("dir") for one in other.all("p")}


def test_numbers(rtl):
    """Dates, counts and years have the digits of the language; addresses have 0 to 9."""
    language, site = rtl
    archive = (site / "archive/index.html").read_text()
    page = markup.parse(archive)
    years = [one.text for one in page.all("h2")]
    assert years
    assert all(text.strip()[0] in ("۲" if language == "fa" else "2") for text in years)
    assert 'href="2025/"' in archive or 'href="../archive/2025/"' in archive
