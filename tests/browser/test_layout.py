"""Layout: news comes before facts, and no page is endless."""

from __future__ import annotations

import pytest

from generator.build.loading import load
from tests.corpus import SAMPLE

pytestmark = pytest.mark.browser

FIRST_HEADLINE_AT_MOST = 700
HEADLINE = "() => document.querySelector('.entry-title').getBoundingClientRect().top + scrollY"


def busiest_and_longest():
    """For each taxonomy, the term with the most articles and the one with the longest name."""
    site = load(SAMPLE).site
    for name, members in site.members.items():
        terms = site.taxonomies[name].terms
        yield f"{name}/{max(members, key=lambda slug: len(members[slug]))}/"
        yield f"{name}/{max(members, key=lambda slug: len(terms[slug].name))}/"


@pytest.mark.parametrize("address", sorted(set(busiest_and_longest())))
def test_first_headline(watch, address):
    """On a phone the first headline is on the first screen, however long the term's name is."""
    page = watch(viewport={"width": 360, "height": 760}, reduced_motion="reduce").open(address)
    assert page.evaluate(HEADLINE) <= FIRST_HEADLINE_AT_MOST


def test_facts_beside_the_list(watch):
    """On a wide screen the facts of a term are open beside its list, without a script."""
    page = watch(viewport={"width": 1280, "height": 800}, java_script_enabled=False).open("agencies/az-sss/")
    facts, first = page.locator(".panel dl").bounding_box(), page.locator(".entry").first.bounding_box()
    assert facts["x"] >= first["x"] + first["width"]
    assert abs(facts["y"] - first["y"]) < 400


def test_facts_are_folded(watch):
    """On a phone the facts are folded into one line above the list."""
    page = watch(viewport={"width": 360, "height": 760}).open("agencies/az-sss/")
    assert not page.locator(".panel dl").is_visible()
    page.locator(".panel > summary").click()
    assert page.locator(".panel dl").is_visible()


@pytest.mark.parametrize("address", ["articles/2021/10/azerbaijan-security-chief-pledges-measures/"])
def test_printed_article(watch, address):
    """A printed article takes at most two pages and names its source."""
    page = watch().open(address)
    sheets = page.pdf(format="A4").count(b"/Type /Page\n")
    assert 1 <= sheets <= 2
    page.emulate_media(media="print")
    assert page.locator(".print-address").inner_text().endswith(address)


def test_no_hole(watch):
    """The gap between an article's text and the next part is no larger than between paragraphs."""
    page = watch(viewport={"width": 1280, "height": 800}).open(
        "articles/2026/03/interpol-synergia-iii-94-arrests/"
    )
    text, named = (page.locator(css).bounding_box() for css in (".story-text", ".story-named"))
    assert named["y"] - (text["y"] + text["height"]) < 60
