"""Layout: news comes before facts, and no page is endless."""

import re

import pytest
from playwright.sync_api import expect

from generator.installed import installed
from generator.load.loading import load
from tests.corpus import SAMPLE

FIRST_HEADLINE_AT_MOST = 700
HEADLINE = "() => document.querySelector('.entry-title').getBoundingClientRect().top + scrollY"


def busiest_and_longest():
    """For each taxonomy, the term with the most articles and the one with the longest name."""
    site = load(SAMPLE, installed()).site
    for name, members in site.members.items():
        terms = site.taxonomies[name].terms
        yield f"{name}/{max(members, key=lambda slug: len(members[slug]))}/"
        yield f"{name}/{max(members, key=lambda slug: len(terms[slug].name))}/"


def test_first_headline(watch):
    """On a phone the first headline is on the first screen, however long the term's name is."""
    reader = watch(width=360, reduced_motion="reduce")
    for address in {*busiest_and_longest()}:
        assert reader.open(address).evaluate(HEADLINE) <= FIRST_HEADLINE_AT_MOST, address


def test_facts_beside_the_list(watch):
    """On a wide screen the facts of a term are beside its list, though they come after it in the document."""
    page = watch(width=1280, java_script_enabled=False).open("agencies/az-sss/")
    facts, first = (
        page.locator(".panel dl").first.bounding_box(),
        page.locator(".entry").first.bounding_box(),
    )
    assert facts["x"] >= first["x"] + first["width"]
    assert abs(facts["y"] - first["y"]) < 400


def test_who_it_is_comes_first(watch):
    """On a phone a term's description is above the list, and its facts are below it, unfolded."""
    page = watch(width=360).open("agencies/az-sss/")
    who, first, facts = (
        page.locator(css).first.bounding_box() for css in (".standfirst", ".entry", ".panel dl")
    )
    assert who["y"] < first["y"] < facts["y"]


def test_printed_article(watch):
    """A printed article takes at most two pages and names its source."""
    address = "articles/2021/10/azerbaijan-security-chief-pledges-measures/"
    page = watch().open(address)
    sheets = page.pdf(format="A4").count(b"/Type /Page\n")
    assert 1 <= sheets <= 2
    page.emulate_media(media="print")
    assert page.locator(".print-address").inner_text().endswith(address)


def test_heading_of_a_crossing(watch):
    """The head names each term once, by its short name, as a link to its page."""
    page = watch().open("agencies/eu-europol/ransomware/")
    links = page.locator(".page-head a").all_inner_texts()
    assert links == ["Ransomware", "Europol"]


def test_menu_hides_nothing(watch):
    """On a phone the menu shows every section on three lines, and does not scroll."""
    page = watch(width=360).open("archive/")
    sections = page.locator(".sections a")
    assert sections.count() > 4
    boxes = [section.bounding_box() for section in sections.all()]
    assert len({box["y"] for box in boxes}) == 3
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
    assert min(box["height"] for box in boxes) >= 24


def links_on_the_last_line(page, links):
    """How many of some links share the line of the last."""
    tops = [link.bounding_box()["y"] for link in page.locator(links).all()]
    return tops.count(tops[-1])


def test_nine_sections(watch):
    """On a phone, nine sections are three lines of three: none is left over."""
    page = watch(width=360).open("archive/")
    page.evaluate(
        """() => {
          const list = document.querySelector(".sections ul")
          while (list.children.length < 9) list.append(list.lastElementChild.cloneNode(true))
        }"""
    )
    assert links_on_the_last_line(page, ".sections a") == 3


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_foot_leaves_no_link_alone(watch_at, framed, width):
    page = watch_at(framed, width).open("archive/")
    assert links_on_the_last_line(page, ".colophon nav ul:last-child a") > 1


def test_table_fills_its_column(watch_at, framed):
    """Material's script wraps tables in boxes of its own, which must not make them narrower."""
    page = watch_at(framed, width=1280).open("data/")
    box = page.locator(".table:has(table)").first
    table = box.locator("table").bounding_box()["width"]
    assert abs(box.bounding_box()["width"] - table) <= 1


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", ["subscribe/", "names/"])
def test_long_lists_are_folded(watch, address, width):
    """Lists of feeds and of names show their headings only; a list unfolds without a script."""
    page = watch(width, java_script_enabled=False).open(address)
    assert page.evaluate("document.documentElement.scrollHeight") < 3_000
    page.locator(".month summary").first.click()
    assert page.locator(".month .terms li").first.is_visible()


def test_checks_are_folded(watch):
    """The checks on the contributors' page are folded; the address of a check, as in a message, unfolds them."""
    page = watch(width=360).open("contribute/")
    check = page.locator("#unknown-key")
    assert not check.is_visible()
    page.evaluate("location.hash = 'unknown-key'")
    expect(check).to_be_in_viewport()


def test_counts_keep_to_their_names(watch):
    """No count of a list is alone on a line."""
    page = watch(width=360).open("agencies/")
    alone = page.evaluate(
        """() => [...document.querySelectorAll(".terms .count")].filter((count) => {
          const line = (part) => Math.round(part.bottom)
          const name = count.previousElementSibling
          const acronym = document.createRange()
          acronym.selectNode(count.previousSibling)
          const ends = [name.getClientRects(), acronym.getClientRects()].map((parts) => line([...parts].at(-1)))
          return count.getClientRects()[0].top > Math.max(...ends)
        }).length"""
    )
    assert page.locator(".terms .count").count() > 20
    assert alone == 0


LABELS = """() => [...document.querySelectorAll(".entry:has(.chips)")].filter((entry) => entry.querySelector(".chips").checkVisibility()).map((entry) => {
  const inside = (one, box) => one.left >= box.left - 1 && one.right <= box.right + 1 && one.bottom <= box.bottom + 1
  const row = entry.querySelector(".chips")
  const shown = [...row.querySelectorAll(".chip")].filter((label) => label.checkVisibility())
  const box = row.getBoundingClientRect()
  return {
    said: shown.map((label) => label.textContent),
    cut: shown.some((label) => label.scrollWidth > label.clientWidth || !inside(label.getBoundingClientRect(), box)),
    rows: new Set(shown.map((label) => label.getBoundingClientRect().top)).size,
    article: entry.querySelector(".entry-title a").pathname,
  }
})"""


@pytest.mark.parametrize("width, most", [(360, 4), (768, 4), (1280, 4)])
def test_labels_of_an_entry(watch, width, most):
    """No label of an entry is cut, and an entry with more labels than its list has room for says how many.

    On a phone, only the first entry of a month has labels.
    """
    site = load(SAMPLE, installed()).site
    named = {
        f"/{article.address}": len(article.terms["agencies"]) + len(article.terms["themes"])
        for article in site.articles
    }
    page = watch(width, java_script_enabled=False).open("archive/2024/")
    entries = page.evaluate(LABELS)
    counts = [named[entry["article"]] for entry in entries]
    assert len(entries) == page.locator(".dated:has(.entry)" if width < 768 else ".entry").count()
    assert min(counts) < most < max(counts)
    for entry, count in zip(entries, counts, strict=True):
        left_out = re.fullmatch(r"and (\d+) more", entry["said"][-1])
        labels = len(entry["said"]) - bool(left_out)
        assert labels + int(left_out[1] if left_out else 0) == count
        assert labels == (count if count <= most else most - 1)
        assert not entry["cut"]
        assert entry["rows"] <= 4


@pytest.mark.parametrize("width", [768, 1280])
def test_months_beside_their_articles(watch, width):
    """On the page of a year, a month's name takes no height of its own and links to the month."""
    page = watch(width).open("archive/2024/")
    months = page.locator(".dated").all()
    assert len(months) > 4
    for month in months:
        heading, entry = (
            month.locator("h2").bounding_box(),
            month.locator(".entry").first.bounding_box(),
        )
        assert heading["y"] <= entry["y"] < heading["y"] + heading["height"]
        assert heading["x"] + heading["width"] < entry["x"]
        link = month.locator("h2 a").evaluate("link => link.pathname")
        assert re.fullmatch("/archive/2024/../", link)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_on_colour(watch, scheme):
    """In the calendar, a number on a deep colour is no fainter than the month; axe skips texts of one character."""
    page = watch(color_scheme=scheme).open("archive/")
    months = page.locator(":is(.heat-3, .heat-4, .heat-5):has(.count)")
    assert months.count() > 0
    colours = "all => all.flatMap((one) => [one, one.querySelector('.count')].map((part) => getComputedStyle(part).color))"
    assert len(set(months.evaluate_all(colours))) == 1
