"""Accessibility of every kind of page: contrast, names, widths, keyboard, languages, layout shifts."""

from collections import deque

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import markup
from tests.browser.conftest import served
from tests.command import succeed
from tests.corpus import write_sample
from tests.full import PAGE_OF_EVERYTHING, PAGE_OF_LITTLE

SEED = "articles/2021/10/azerbaijan-security-chief-pledges-measures/"
AGENCY = "agencies/az-sss/"
KINDS = (
    "",
    SEED,
    "agencies/",
    AGENCY,
    "agencies/us-cisa/information-security/",
    "themes/",
    "themes/counter-terrorism/",
    "countries/",
    "countries/az/",
    "people/",
    "people/ali-naghiyev/",
    "sources/",
    "sources/azernews/",
    "archive/",
    "archive/2021/",
    "archive/2021/10/",
    "editions/",
    "names/",
    "added/",
    "corrections/",
    "subscribe/",
    "data/",
    "search/?q=Nagiyev",
    "about/",
    "contribute/",
    "editorial-policy/",
    "404.html",
)
"""The address of each kind of page."""
QUICK_KINDS = ("", SEED)
FULL_KINDS = (
    "",
    PAGE_OF_EVERYTHING,
    "articles/2024/05/withdrawn/",
    PAGE_OF_LITTLE,
    "agencies/az-one/",
    "agencies/az-one/beta/",
    "editions/2024-W18/",
    "sources/first-news/",
    "corrections/",
    "about/",
)
NARROWEST = 320
WIDTHS = (360, 768, 1280)
SHIFT_AT_MOST = 0.02
CLICKS_AT_MOST = 3
COLOUR_RULES = ("color-contrast", "link-in-text-block")

# Elements that extend beyond the window's right edge, if the page scrolls sideways.
OVERFLOWING = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  return [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > width + 1)
    .map(one => `${one.tagName}.${one.className}`).slice(0, 5)
    .concat(`${document.documentElement.scrollWidth} > ${width}`)
}"""

# axe takes seconds for a page of a thousand names, so only the first items of each list stay.
SHORTEN = """() => {
  for (const list of document.querySelectorAll("ul, ol, tbody")) {
    [...list.children].slice(8).forEach(one => one.remove())
  }
}"""

# What is folded is judged, too.
UNFOLD = "document.querySelectorAll('main details').forEach((one) => { one.open = true })"

TOO_CLOSE = """async () => {
  const options = {runOnly: ["target-size"], rules: {"target-size": {enabled: true}}}
  return (await axe.run(options)).violations.flatMap((one) => one.nodes.map((node) => node.html))
}"""

WATCH_SHIFTS = """
window.shifted = 0
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value
}).observe({type: "layout-shift", buffered: true})
"""

NUMBER_STOPS = """() => {
  const shown = one => one.checkVisibility({visibilityProperty: true}) && !one.closest("[hidden]")
  const stops = [...document.querySelectorAll("a[href], button, summary")].filter(shown)
  stops.forEach((one, at) => { one.dataset.stop = at })
  return stops.map(one => one.textContent.trim())
}"""

FOCUSED = """() => {
  const one = document.activeElement
  if (!one || one === document.body) return null
  const label = one.matches(".md-option") ? one.nextElementSibling : one.parentElement
  const ringed = one.matches("input") ? label : one
  const style = getComputedStyle(ringed)
  const box = ringed.getBoundingClientRect()
  return {
    stop: one.dataset.stop ?? null,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  }
}"""


@pytest.fixture(scope="module")
def window(browser):
    """One window, without animations, for all tests that only look at pages."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def violations(page, scheme="light"):
    """The violations that axe finds; in dark colours only the rules about colours run."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    if scheme == "dark":
        options["runOnly"] = {"type": "rule", "values": list(COLOUR_RULES)}
    results = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in results
        for node in violation["nodes"]
    ]


def look(page, url):
    """All problems of a page, by width and colour scheme."""
    page.set_viewport_size({"width": WIDTHS[-1], "height": 800})
    page.emulate_media(color_scheme="light")
    page.goto(url, wait_until="load")
    if "?q=" in url:
        expect(page.locator("[data-digest-results] a").first).to_be_visible()
    wrong = {}
    for unfolded in ("", UNFOLD):
        if unfolded:
            page.evaluate(unfolded)
        for width in (NARROWEST, *WIDTHS):
            page.set_viewport_size({"width": width, "height": 800})
            wrong[f"{width}{' unfolded' if unfolded else ''}"] = page.evaluate(OVERFLOWING)
    page.evaluate(SHORTEN)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            wrong[f"{width} {scheme}"] = violations(page, scheme)
    return {where: what for where, what in wrong.items() if what}


@pytest.mark.parametrize(
    "kind",
    [kind if kind in QUICK_KINDS else pytest.param(kind, marks=pytest.mark.slow) for kind in KINDS],
)
def test_for_everyone(window, framed, kind):
    """axe finds no violation in either colour scheme at any width, and no page scrolls sideways."""
    assert look(window, f"{framed}/{kind}") == {}


@pytest.mark.slow
@pytest.mark.parametrize("kind", FULL_KINDS)
def test_for_everyone_with_everything(window, full_origin, kind):
    """Pages with all optional fields, or none, have no violations either."""
    assert look(window, f"{full_origin}/{kind}") == {}


@pytest.fixture(scope="module")
def linked_site(tmp_path_factory):
    """The sample, whose first article has two more sources."""
    root = write_sample(tmp_path_factory.mktemp("linked"))
    (article,) = root.glob("content/articles/*/2021-10-27-*.md")
    more = "".join(
        f"  - {{name: {one}, url: https://example.org/{one}}}\n" for one in ("One", "Two")
    )
    article.write_text(
        article.read_text().replace("\n---\n", f"\nfurther_sources:\n{more}---\n", 1)
    )
    succeed(root, "build")
    return root / "site"


@pytest.mark.slow
def test_links_apart(window, linked_site):
    """On no page at the smallest width is a link too close to another for a finger, or wider than the page."""
    pages = [
        str(file.relative_to(linked_site)).removesuffix("index.html")
        for file in sorted(linked_site.rglob("index.html"))
        if 'http-equiv="refresh"' not in file.read_text()
    ]
    assert len(pages) > 100
    wrong = {}
    window.set_viewport_size({"width": NARROWEST, "height": 800})
    with served(linked_site) as origin:
        for address in pages:
            window.goto(f"{origin}/{address}", wait_until="load")
            wrong[address] = window.evaluate(OVERFLOWING)
            window.evaluate(Axe().axe_script)
            wrong[address] += window.evaluate(TOO_CLOSE)
    assert {address: found for address, found in wrong.items() if found} == {}


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "address", ["", SEED, AGENCY, "search/", "search/?q=NCSC", "search/?q=March 2021", "404.html"]
)
def test_nothing_jumps(watch, address, width):
    """The layout does not shift while a page loads and is scrolled."""
    reader = watch(width)
    reader.page.add_init_script(WATCH_SHIFTS)
    page = reader.open(address)
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("shifted") <= SHIFT_AT_MOST


@pytest.mark.parametrize("width", [360, 1280])
def test_keyboard(watch_at, framed, width):
    """Tab visibly reaches all links and buttons of an article in order, then leaves the page."""
    page = watch_at(framed, width).open(SEED)
    stops = page.evaluate(NUMBER_STOPS)
    assert len(stops) > 20
    met = []
    for _ in range(len(stops) + 10):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        met.append(focused)
    else:
        pytest.fail("the focus does not leave the page")
    assert [int(stop["stop"]) for stop in met if stop["stop"] is not None] == list(
        range(len(stops))
    )
    unseen = [stop for stop in met if not (stop["ring"] and stop["seen"])]
    assert unseen == []


def test_skip_link(watch_at, framed):
    """The first tab stop skips to the content, and the next stop is within it."""
    page = watch_at(framed).open(SEED)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#content') !== null")


def test_palette_is_remembered(watch):
    """A chosen colour scheme survives a reload and applies to other pages; it can be chosen by keyboard."""
    page = watch(color_scheme="light").open()
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.get_by_role("button", name="Switch to dark colours").click()
    dark = page.evaluate(background)
    assert dark != light
    page.reload()
    assert page.evaluate(background) == dark
    page.get_by_role("link", name="Agencies", exact=True).first.click()
    assert page.evaluate(background) == dark
    page.get_by_role("button", name="Switch to light colours").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(background) == light


def test_copy(watch):
    """The button copies the citation below it and confirms this."""
    page = watch(permissions=["clipboard-read", "clipboard-write"]).open(SEED)
    page.locator("summary", has_text="Cite").click()
    entry = page.locator(".cite > div", has_text="BibTeX")
    button = entry.get_by_role("button")
    button.click()
    expect(button).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == entry.locator("code").text_content()


def test_three_clicks(site):
    """Without JavaScript every article is at most three clicks from the front page."""
    trees = {
        str(file.relative_to(site)).removesuffix("index.html"): markup.parse(file.read_text())
        for file in site.rglob("*.html")
    }
    clicks, queue = {"": 0}, deque([""])
    while queue:
        here = queue.popleft()
        for href in trees[here].links():
            there = (markup.target(here, href) or "").partition("#")[0]
            if there in trees and there not in clicks:
                clicks[there] = clicks[here] + 1
                queue.append(there)
    articles = [where for where in trees if where.startswith("articles/")]
    assert articles
    far = {where: clicks.get(where) for where in articles if clicks.get(where, 99) > CLICKS_AT_MOST}
    assert far == {}
