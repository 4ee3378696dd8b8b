"""Sites with unusual content: no article, one, very many, very long names, right-to-left text."""

import datetime as dt

import pytest

from tests.browser.conftest import served
from tests.command import succeed
from tests.corpus import Entry, site_settings, write_content, write_engine

pytestmark = pytest.mark.slow

TALLEST = 12_000
"""Pixels that a list may take at a width of 1,280."""
LONG_NAME = (
    "Made-up Office for the Coordination of Everything That Needs a Name of Exactly This Length"
)
RIGHT_TO_LEFT = "דיווח בדוי על דבר שלא קרה"
AGENCY, THEME = "az-long", "busy"
REGISTRIES = {
    "taxonomies/agencies.yml": {
        AGENCY: {
            "name": LONG_NAME,
            "aliases": [f"Made-up other name number {number}" for number in range(40)],
            "country": "AZ",
            "kind": "intelligence",
        }
    },
    "taxonomies/themes.yml": {THEME: {"name": "Busy"}},
    "taxonomies/people.yml": {},
    "sources.yml": {"first-news": {"name": "First News", "kind": "press"}},
}
WEEK = dt.date(2025, 3, 3)


def report(index, day):
    """An article; every tenth title is Hebrew."""
    hebrew = index % 10 == 0
    meta = {
        "title": f"{RIGHT_TO_LEFT} {index}"
        if hebrew
        else f"Made-up report number {index} of a busy year",
        "date": day.isoformat(),
        "source": {"name": "First News", "url": f"https://example.org/{index}"},
        "agencies": [AGENCY],
        "themes": [THEME],
        "summary": "A made-up report of something that never happened, told in a sentence of usual length.",
        **({"language": "he"} if hebrew else {}),
    }
    return Entry(f"{day}-report-{index}.md", meta)


@pytest.fixture(
    scope="module", params=[0, 1, 3_000], ids=["empty", "one article", "three thousand"]
)
def count(request):
    """The number of articles."""
    return request.param


@pytest.fixture(scope="module")
def origin(count, tmp_path_factory):
    """A site with `count` articles about one agency: 60 in one week, the others over 15 months."""
    root = write_engine(tmp_path_factory.mktemp("site"))
    days = [
        WEEK + dt.timedelta(index % 7 if index < 60 else 7 + index % 450) for index in range(count)
    ]
    write_content(root, REGISTRIES, [report(*item) for item in enumerate(days)], site_settings())
    (root / "content/articles").mkdir(exist_ok=True)
    succeed(root, "build", "--audit")
    with served(root / "site") as address:
        yield address


def lists(count):
    """The address of one page of every kind that lists articles or terms."""
    yield from ("", "agencies/", "themes/", "countries/", "people/", "sources/", "names/")
    yield from ("editions/", "archive/", "added/", "corrections/", "subscribe/", "404.html")
    if count:
        terms = (f"agencies/{AGENCY}/", f"themes/{THEME}/", "countries/az/", "sources/first-news/")
        yield from (*terms, "archive/2025/", "archive/2025/03/")
    if count > 1:
        yield from ("editions/2025-W10/", f"agencies/{AGENCY}/{THEME}/", "archive/2026/")


def test_lists(watch, count):
    """No list is too tall or wider than a phone, and none causes an error."""
    reader = watch()
    for address in lists(count):
        page = reader.open(address)
        page.set_viewport_size({"width": 1280, "height": 800})
        assert page.evaluate("document.documentElement.scrollHeight") <= TALLEST, address
        page.set_viewport_size({"width": 360, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == 360, address


def test_without_storage(watch):
    """If a browser refuses storage, pages work, and the colours can still be switched."""
    reader = watch(color_scheme="light")
    refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })"
    reader.page.add_init_script(refuse)
    page = reader.open("archive/")
    page.locator("[data-digest-colours]").click()
    assert page.locator("html").get_attribute("data-scheme") == "dark"


def test_facts(watch, count):
    """Forty aliases and a name of 90 letters are folded on a phone, so the first article is visible."""
    if not count:  # the list of all names has the term, which has no page, without a link
        page = watch(width=360).open("names/")
        assert LONG_NAME in page.locator("#content").text_content()
        assert page.get_by_role("link", name=LONG_NAME).count() == 0
        return
    page = watch(width=360).open(f"agencies/{AGENCY}/")
    first = page.locator("#content :is(.entry-title, .lines li, .nothing)").first
    assert first.bounding_box()["y"] < 760
