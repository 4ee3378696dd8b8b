"""What is handed to the search indexer: the words of an article and every name of its terms."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator import pipeline
from generator.compose.search import FIELDS, fold, names
from tests import markup
from tests.corpus import PROJECT
from tests.full import PAGE_OF_EVERYTHING, nasty

PART = "articles/2024/05/more-2024-05-01/"
"""An article that names a part of an agency, and not the agency."""
SEED = "articles/2021/10/azerbaijan-security-chief-pledges-measures/"


@pytest.fixture(scope="module")
def seed():
    """The record of the digest's first article."""
    found = {record.address: record for record in pipeline.Builder(pipeline.load(PROJECT)).records}
    return found[SEED].document()


def filters(document):
    """Filter → values."""
    found: dict[str, set[str]] = {}
    for name, value in document.filters:
        found.setdefault(name, set()).add(value)
    return found


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ("dtx", "az-sss"),
        ("sss", "az-sss"),
        ("dovlet tehlukesizliyi xidmeti", "az-sss"),
        ("nagiyev", "ali-naghiyev"),
        ("naghiyev", "ali-naghiyev"),
        ("ali nagiyev", "ali-naghiyev"),
        ("azerbaijan", "az"),
    ],
)
def test_names(said, slug):
    """Acronym, native name on a keyboard without its letters, other spelling: all mean the term."""
    terms = names(pipeline.load(PROJECT).site)["terms"]
    assert slug in {term for _, term, _, folded in terms if said in folded}


def test_words(seed):
    """Title, summary and text are there."""
    assert seed.title == "Azerbaijan's security chief pledges measures against possible provocations"
    assert seed.meta["title"] == seed.title
    assert {*seed.meta} <= {*FIELDS}
    assert "promised a response to provocations" in f"{seed.summary} {seed.body}"
    assert "International Anti-Terror Training Center" in seed.body


def test_filters(seed):
    """Readers can narrow a search to an agency, a theme, a country and a year."""
    values = set().union(*filters(seed).values())
    assert {"az-sss", "counter-terrorism", "az", "ali-naghiyev", "2021"} <= values


def test_filters_roll_up(plain):
    """Who narrows to a wide theme or a parent finds what lies below it."""
    found = {record.address: record for record in pipeline.Builder(plain.loaded).records}
    values = filters(found[PART].document())
    assert {"az-one", "az-two"} in values.values()


def test_renamed_terms_are_no_other_words(plain):
    """What a term is called is no part of what is indexed; what it lies below is."""

    def keys(change, slugs=("az-one", "az-two")):
        site = plain.loaded.site
        terms = {
            slug: replace(term, **change) if slug in slugs else term
            for slug, term in site.taxonomies["agencies"].terms.items()
        }
        agencies = replace(site.taxonomies["agencies"], terms=terms)
        loaded = replace(
            plain.loaded, site=replace(site, taxonomies={**site.taxonomies, "agencies": agencies})
        )
        return {record.address: record.key for record in pipeline.Builder(loaded).records}

    assert keys({"name": "Another name", "acronym": "AN"}) == keys({})
    assert keys({"parent": ""}) != keys({})
    for slug in ("az-one", "az-two"):
        assert keys({"kind": "other"}, [slug])[PART] != keys({})[PART]


def test_names_of_terms_with_articles(plain):
    """The browser is told of every term that has articles, under its own title, and of no other."""
    told = {slug: title for _, slug, title, folded in names(plain.loaded.site)["terms"] if folded}
    assert told["az-one"] == "Agency as plain words"
    assert {"az-one", "az-two", "alpha", "ana-one", "first-news", "no"} <= told.keys()
    assert "fr" not in told


def test_names_and_filters_agree(hostile):
    """What a name stands for can be asked for: the same facet, the same value, as a word without signs."""
    known = {(facet, slug) for facet, slug, _, _ in names(hostile.loaded.site)["terms"]}
    for record in pipeline.Builder(hostile.loaded).records:
        for facet, values in filters(record.document()).items():
            assert re.fullmatch("[a-z0-9-]+", facet)
            assert facet == "year" or {(facet, value) for value in values} <= known


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Dövlət Təhlükəsizliyi", "dovlet tehlukesizliyi"),
        ("Əli NAĞIYEV", "eli nagiyev"),
        ("Али Нагиев", "ali nagiev"),
        ("İstanbul", "istanbul"),
        ("U.S.–Japan  Office", "u s japan office"),
    ],
)
def test_fold(name, folded):
    """Case, marks and letters of other alphabets do not matter to whoever searches."""
    letters = names(pipeline.load(PROJECT).site)["letters"]
    assert fold(name, letters) == fold(folded, letters) == folded


def test_only_what_is_listed(plain):
    """One record an article that listings show: no draft, no retracted one."""
    found = [record.address for record in pipeline.Builder(plain.loaded).records]
    assert found == [article.address for article in plain.loaded.site.articles]
    assert PAGE_OF_EVERYTHING in found
    assert not [address for address in found if "withdrawn" in address or "draft" in address]


def test_nasty_words_are_words(plain, hostile):
    """Text that would like to be HTML is handed over as text; of HTML there is only the body's, which is safe."""
    ours = {record.address: record.document() for record in pipeline.Builder(plain.loaded).records}
    theirs = {record.address: record.document() for record in pipeline.Builder(hostile.loaded).records}
    for where, found in theirs.items():
        assert markup.parse(found.body).shape() == markup.parse(ours[where].body).shape(), where
        assert markup.dangers(markup.parse(found.body)) == [], where
    assert nasty("Title") in theirs[PAGE_OF_EVERYTHING].title
