"""Words of readers: pages of the site and words for days, in each language of the interface."""

import re

import pytest

from generator.assemble import interface
from generator.assemble.catalogues import languages, shipped, translations_of
from generator.installed import installed
from generator.load.loading import load
from generator.read.tables import table
from generator.recipes.page_files import composed
from generator.search.reader_words import (
    month_numbers,
    other_words,
    site_pages,
    small_words,
    vague_days,
)
from tests.corpus import SAMPLE
from tests.made import article, site

TABLE = table("generator.search", "reader_words")


@pytest.fixture(params=languages())
def language(request):
    """Each language of the interface, in use."""
    interface.use(request.param)
    yield request.param
    interface.use("en")


@pytest.fixture
def german():
    """German, in use."""
    interface.use("de")
    yield
    interface.use("en")


@pytest.fixture(scope="module")
def loaded():
    """The sample."""
    return load(SAMPLE, installed())


def test_pages_exist(loaded):
    """Every listed page is a page of the site, and every page of the table is one that a site may have."""
    pages = {page.address for page in composed(loaded)}
    listed = {page for page, *_ in site_pages(loaded.site)}
    assert {"subscribe/", "data/", "archive/", "agencies/"} <= listed <= pages
    assert TABLE["pages"].keys() - listed <= {
        "about/",
        "contribute/",
        "editorial-policy/",
        "added/",
        "threats/",
    }


@pytest.mark.parametrize(
    ("page", "words"), [("subscribe/", "rss atom opml"), ("data/", "csv json api bibtex")]
)
def test_words_of_pages(loaded, language, page, words):
    """Words that all languages share lead to their page in each language, and each has words of its own."""
    phrases = {address: said for address, _, said in site_pages(loaded.site)}
    said = phrases[page].lower().split(", ")
    assert {*words.split()} <= {*said}
    if language != "en":
        assert phrases[page] != TABLE["pages"][page]


@pytest.mark.parametrize(
    ("group", "own"), [("small", "wer"), ("leaders", "leiterin"), ("spies", "geheimdienst")]
)
def test_english_and_own(group, own, german):
    """A site has the English words and those of its language."""
    assert own in other_words(group)
    interface.use("en")
    assert own not in other_words(group)
    assert {"who", "head", "spy"} & {*other_words(group)}


def test_small_words_of_other_languages():
    """A reader's small words count in any language of the interface, unless the articles use the word."""
    war = article("a", title="The war", summary="")
    assert {"the", "auf", "или", "war"} <= {*small_words(site([], [article("a", title="Other")]))}
    assert "war" not in small_words(site([], [war]))


def test_small_words_parse_no_catalogue(monkeypatch):
    """They are cut out of the catalogues as they are written: parsing seven takes 50 ms of each build."""
    small = TABLE["others"]["small"]
    parsed = [
        entry.texts[0]
        for one in languages()
        for entry in shipped(one).entries
        if entry.message == small
    ]
    assert translations_of(small) == parsed
    monkeypatch.setattr("generator.assemble.catalogues.shipped", None)
    assert {"auf", "или"} <= {*small_words(site([], [article("a", title="Other")]))}


def test_months_and_vague_days(language):
    """Names of months are read in each language, and its words for time make a pattern that finds its own."""
    numbers = month_numbers(language)
    assert (numbers["march"], numbers["märz"], numbers["марта"]) == (3, 3, 3)
    pattern = re.compile(vague_days(language).replace(r"\p{L}", r"\w"), re.IGNORECASE)
    for day in other_words("days_of_time"):
        assert pattern.fullmatch(day), day
    for unit in other_words("units_of_time"):
        assert pattern.search(f"last {unit}"), unit
    for part in other_words("parts_of_time"):
        assert pattern.fullmatch(f"{part} 2025"), part
    for written in ("September", "Q3 2025", "last three months", "since 2024", "week 38 2025"):
        assert pattern.fullmatch(written), written
    for written in ("3 September 2025", "2024", "zero day 2024", "spring", "spokesman"):
        assert not pattern.search(written), written
