"""What Material for MkDocs leaves open, in a browser: menu, colours, search, print, other languages."""

import re
from contextlib import ExitStack
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import served
from tests.browser.test_access import OVERFLOWING, violations
from tests.docs_site import build_docs_site

SEED = "articles/2021/10/azerbaijan-security-chief-pledges-measures/"
LIGHT, DARK = "rgb(253, 251, 247)", "rgb(17, 23, 29)"
STORED = "Object.keys(localStorage)"
PAINTED = """
window.painted = new Set()
const look = () => {
  if (document.body) painted.add(getComputedStyle(document.body).backgroundColor)
  requestAnimationFrame(look)
}
requestAnimationFrame(look)
"""
PALETTE = """palette: [
  {media: "(prefers-color-scheme: light)", scheme: default, primary: custom, toggle: {icon: material/brightness-7, name: To dark}},
  {media: "(prefers-color-scheme: dark)", scheme: slate, primary: custom, toggle: {icon: material/brightness-4, name: To light}},
]"""


@pytest.fixture
def reader(watch_at, material_origin):
    """Open a window on the sample in Material; options are those of Playwright's contexts."""
    return partial(watch_at, material_origin, reduced_motion="reduce")


@pytest.fixture
def small(tmp_path, watch_at):
    """Build a small site with pages of documentation and more settings of its theme, and open it."""
    with ExitStack() as servers:

        def new(theme="", path="", **options):
            root = tmp_path / "small"
            frame = f"material, font: false, {theme}" if theme else "material, font: false"
            origin = servers.enter_context(served(build_docs_site(root, frame, path)))
            return watch_at(origin, reduced_motion="reduce", **options)

        yield new


def background(page):
    return page.evaluate("getComputedStyle(document.querySelector('.md-main')).backgroundColor")


def press_until_focused(page, locator):
    for _ in range(10):
        page.keyboard.press("Tab")
        if locator.evaluate("one => one === document.activeElement"):
            return
    pytest.fail("Tab does not reach it")


def test_menu_by_keyboard(reader):
    """On a phone the menu opens by keyboard and keeps the focus; Escape closes it and gives the focus back."""
    page = reader(width=360).open(SEED)
    button = page.get_by_role("banner").get_by_role("button", name="Navigation")
    press_until_focused(page, button)
    expect(button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Agencies")
    ).to_be_focused()
    met = set()
    for _ in range(20):
        page.keyboard.press("Tab")
        met.add(
            page.evaluate("document.activeElement.closest('.md-sidebar--primary, body').className")
        )
    assert all("md-sidebar--primary" in name or not name for name in met)
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".md-sidebar--primary")).to_be_hidden()


def test_menu_follows_a_link(reader):
    """A section in the menu opens on Enter; a click beside the menu closes it, and so does a wider window."""
    shown = reader(width=360)
    page = shown.open()
    button = page.get_by_role("banner").get_by_role("button", name="Navigation")
    button.click()
    page.mouse.click(340, 400)
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    page.set_viewport_size({"width": 1280, "height": 720})
    expect(page.locator("#content")).not_to_have_attribute("inert", "")
    expect(page.get_by_role("navigation", name="Tabs").get_by_role("link").first).to_be_visible()
    page.get_by_role("link", name="Themes").first.click()
    assert shown.address == "themes/"


def test_sections_of_the_menu(small):
    """Pages of a section are reached by keyboard; Escape leads back to the section, then out of the menu."""
    page = small("palette: {primary: custom, accent: custom}", "news", width=360).open("news/")
    page.get_by_role("banner").get_by_role("button", name="Navigation").click()
    menu = page.get_by_role("navigation", name="Navigation")
    expect(menu.get_by_role("link", name="Agencies")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="Agencies")).to_be_hidden()
    expect(menu.locator("label", has_text="Guide").first).to_be_visible()
    menu.locator("label", has_text="Guide").first.focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Install")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_without_scripts(watch_at, framed, width):
    """Without JavaScript the sections and the search are links; the page of the search leads to lists."""
    page = watch_at(framed, width, quiet=False, java_script_enabled=False).open(SEED)
    archive = page.get_by_role("link", name="Archive", exact=True).filter(visible=True)
    expect(archive.first).to_be_visible()
    page.get_by_role("banner").get_by_role("link", name="Search").click()
    expect(page).to_have_url(f"{framed}/search/")
    for address in ("names/", "archive/"):
        expect(page.locator(f'#content noscript a[href$="{address}"]')).to_be_visible()
    expect(page.locator("[data-digest-search-page]")).to_be_hidden()
    expect(page.get_by_role("heading", name="Newest articles")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize(
    "features",
    ["", "features: [navigation.tabs]", "features: [navigation.tabs, navigation.tabs.sticky]"],
)
@pytest.mark.parametrize("path", ["", "news"])
def test_sections_on_a_wide_screen(small, features, path):
    """Sections are in sight on the digest's pages, with or without tabs, at the root and below a path."""
    page = small(features, path=path).open(f"{path}/agencies/".lstrip("/"))
    line = page.get_by_role("navigation", name="Sections" if path else "Tabs")
    expect(line.get_by_role("link", name="Archive")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate(OVERFLOWING) == []


def test_colours_follow_the_system(reader):
    """Until a choice nothing is stored and the colours are the system's, from the first frame on."""
    watched = reader(color_scheme="dark")
    watched.page.add_init_script(PAINTED)
    page = watched.open(SEED)
    page.wait_for_timeout(300)
    assert page.evaluate("[...painted]") == [DARK]
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert background(page) == LIGHT
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page = watched.open("agencies/")
    assert background(page) == DARK
    assert page.evaluate(STORED) == []


def test_colours_are_remembered(reader):
    """A choice holds on other pages and after a reload, without a flash; the third choice follows the system again."""
    watched = reader(color_scheme="dark")
    watched.page.add_init_script(PAINTED)
    page = watched.open()
    page.get_by_title("Light colours").click()
    assert background(page) == LIGHT
    for page in (watched.open(SEED), watched.open("404.html")):
        page.wait_for_timeout(300)
        assert page.evaluate("[...painted]") == [LIGHT]
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    assert background(page) == LIGHT
    page.get_by_title("Dark colours").click()
    page.emulate_media(color_scheme="light")
    assert background(watched.open()) == DARK
    page.get_by_title("Colours of the system").click()
    assert background(page) == LIGHT
    assert page.evaluate(STORED) == []


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_two_colours(small, scheme):
    """With two palettes, too, nothing is stored before a choice, which then holds on pages of documentation."""
    watched = small(PALETTE, color_scheme=scheme)
    watched.page.add_init_script(PAINTED)
    page = watched.open("guide/install/")
    page.wait_for_timeout(300)
    assert page.evaluate("[...painted]") == [DARK if scheme == "dark" else LIGHT]
    assert page.evaluate(STORED) == []
    page.get_by_title("To light" if scheme == "dark" else "To dark").click()
    assert background(watched.open("agencies/")) == (LIGHT if scheme == "dark" else DARK)


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["", "palette: {primary: teal}", "palette: {scheme: slate}"])
def test_one_palette(small, theme):
    """A site with one palette, or none, has its colours in every system, and the digest has the same."""
    watched = small(theme, color_scheme="light" if "slate" in theme else "dark")
    docs = watched.open("guide/install/").evaluate(
        "getComputedStyle(document.body).backgroundColor"
    )
    page = watched.open("agencies/")
    assert background(page) == docs
    ink = page.evaluate("getComputedStyle(document.querySelector('.digest')).color")
    assert ink == ("rgb(233, 229, 220)" if "slate" in theme else "rgb(22, 32, 42)")
    assert page.evaluate(STORED) == []


@pytest.mark.parametrize("address", ["about/", SEED])
def test_title_in_the_header(reader, address):
    """The header shows the name of the site, and the title of the page while its heading is out of sight."""
    page = reader().open(address)
    title = page.locator(".md-header__title")
    expect(title).not_to_have_class(re.compile("md-header__title--active"))
    page.evaluate("scrollTo(0, 1500)")
    expect(title).to_have_class(re.compile("md-header__title--active"))


def test_search_in_the_header(reader):
    """The link in the header leads to the search, whose field has the focus."""
    page = reader(width=360).open(SEED)
    link = page.get_by_role("banner").get_by_role("link", name="Search")
    press_until_focused(page, link)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/")
    expect(page.get_by_role("searchbox")).to_be_focused()


@pytest.mark.parametrize("address", [SEED, "agencies/"])
def test_print(watch_at, origin, material_origin, address):
    """Printed pages have the content alone, as in the lean frame."""
    texts = []
    for where in (origin, material_origin):
        page = watch_at(where, width=700, color_scheme="dark").open(address)
        page.emulate_media(media="print")
        for part in (".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".masthead__tools"):
            expect(page.locator(part).first).to_be_hidden()
        box = page.locator("#content").bounding_box()
        texts.append((page.locator("#content").inner_text(), box["width"]))
        sheets = page.pdf(format="A4").count(b"/Type /Page\n")
        texts[-1] += (sheets,)
    assert texts[0] == texts[1]


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 1280])
def test_from_right_to_left(small, width):
    """Material in Arabic mirrors its frame; the digest's English text keeps its direction."""
    page = small("language: ar, features: [navigation.tabs]", width=width).open("agencies/")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.evaluate("document.body.dir") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('#content')).direction") == "ltr"
    assert page.locator(".md-content").get_attribute("lang") == "en"
    assert page.evaluate(OVERFLOWING) == []
    assert violations(page) == []


def test_damaged_colours(reader):
    """Whatever the browser has stored, or if it stores nothing, pages open without an error."""
    watched = reader()
    page = watched.open()
    for stored in (
        "{",
        "[]",
        '"x"',
        '{"index": 9, "color": {"media": "(prefers-color-scheme)"}}',
        '{"index": 1}',
    ):
        page.evaluate("stored => localStorage.setItem('/.__palette', stored)", stored)
        page = watched.open("agencies/")
        expect(page.locator("[data-md-color-scheme='default'] #content")).to_be_visible()
    watched.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })"
    )
    page = watched.open()
    page.get_by_title("Light colours").click()
