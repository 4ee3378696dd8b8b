"""Records for Pagefind: the words of an article and its filters."""

from dataclasses import replace

import pytest

from generator.installed import installed
from generator.load.loading import load
from generator.model.article import Source
from generator.search.records import EVERY, record_page, records
from tests import markup
from tests.corpus import SAMPLE
from tests.full import PAGE_OF_EVERYTHING, nasty, write_full
from tests.made import article, site, taxonomy

PART = "articles/2024/05/more-2024-05-01/"
"""An article that names a part of an agency but not the agency itself."""


def pages(site):
    """Address → the record's page as a tree."""
    return {record.address: markup.parse(record.page()) for record in records(site)}


def attributes(page, kind):
    """The metadata or filters of a page as (name, value) pairs."""
    key = f"data-pagefind-{kind}"
    return [(line.attributes[key], line.text) for line in page.all("p") if key in line.attributes]


@pytest.fixture(scope="module")
def seed():
    """The page of the sample's first article."""
    return pages(load(SAMPLE, installed()).site)[
        "articles/2021/10/azerbaijan-security-chief-pledges-measures/"
    ]


def test_words(seed):
    """Title, summary and text are indexed; title and summary have more weight."""
    title = seed.first("h1").text
    assert title == "Azerbaijan's security chief pledges measures against possible provocations"
    assert seed.first("p").attributes["data-pagefind-weight"] == "3"
    assert "International Anti-Terror Training Center" in seed.text


def test_meta(seed):
    """A result shows date and source without another request; one word is in every record."""
    meta = dict(attributes(seed, "meta"))
    assert {"date": "27 Oct 2021", "source": "Azernews", "every": EVERY}.items() <= meta.items()
    assert seed.first("body").attributes["data-pagefind-sort"] == "date:2021-10-27"


def test_filters(seed):
    """A search can be filtered by agency, theme, country, person and year."""
    values = {value for _, value in attributes(seed, "filter")}
    assert {"az-sss", "counter-terrorism", "az", "ali-naghiyev", "2021"} <= values


def test_filters_roll_up(plain):
    """A search filtered by a parent finds articles of its parts."""
    assert {"az-one", "az-two"} <= {value for _, value in attributes(pages(plain)[PART], "filter")}


def test_filter_values_with_signs():
    """A value may contain the separators of Pagefind's attributes."""
    kinds = taxonomy("outlets", "paper", front_matter="source.name")
    odd = replace(kinds.terms["paper"], kind='news, "wire": [a]')
    made = site(
        [replace(kinds, terms={"paper": odd})], [article("one", terms={"outlets": "paper"})]
    )
    [page] = pages(made).values()
    assert ("kind", 'news, "wire": [a]') in attributes(page, "filter")


@pytest.mark.parametrize(
    "own, of_outlet, found",
    [("az-Latn", "en", ["az"]), ("", "en-GB", ["en"]), ("az", "", ["az"]), ("", "", [])],
)
def test_language_of_the_source(own, of_outlet, found):
    """A report is found by its own language; without one, by that of its outlet."""
    outlets = taxonomy("outlets", "paper", front_matter="source.name")
    paper = replace(outlets.terms["paper"], language=of_outlet)
    source = Source("Paper", "https://example.org/1", language=own)
    one = article("one", terms={"outlets": "paper"}, source=source)
    [page] = pages(site([replace(outlets, terms={"paper": paper})], [one])).values()
    assert [value for name, value in attributes(page, "filter") if name == "language"] == found


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        ("Dövlət Təhlükəsizliyi", "Dovlet Tehlukesizliyi"),
        ("Рамиль Усубов", "Ramil Usubov"),
        ("NÚKIB und Memiş", ""),
        ("plain words", ""),
    ],
)
def test_plain_spellings(said, plainly):
    """Letters missing on a plain keyboard are also spelled out; Pagefind ignores accents itself."""
    made = article("one", title=said, summary="")
    meta = dict(attributes(markup.parse(record_page(site([], [made]), made)), "meta"))
    assert meta.get("plain", "") == plainly


def test_renamed_terms_need_no_indexing(plain):
    """Renaming a term leaves records unchanged; another parent changes them."""

    def texts(change):
        agencies = plain.taxonomies["agencies"]
        terms = {slug: replace(term, **change) for slug, term in agencies.terms.items()}
        changed = {**plain.taxonomies, "agencies": replace(agencies, terms=terms)}
        return {
            record.address: record.page() for record in records(replace(plain, taxonomies=changed))
        }

    assert texts({"name": "Another name", "acronym": "AN"}) == texts({})
    assert texts({"parent": ""})[PART] != texts({})[PART]


def test_only_what_is_listed(plain):
    """Each listed article has a record; drafts and retracted articles have none."""
    addresses = [record.address for record in records(plain)]
    assert addresses == [article.address for article in plain.articles]
    assert PAGE_OF_EVERYTHING in addresses
    assert not [address for address in addresses if "withdrawn" in address or "draft" in address]


def test_html_is_indexed_as_text(plain, tmp_path):
    hostile = load(write_full(tmp_path, nasty), installed()).site
    ours, theirs = pages(plain), pages(hostile)
    for where, page in theirs.items():
        assert page.shape() == ours[where].shape(), where
        assert markup.dangers(page) == [], where
    assert nasty("Title") in theirs[PAGE_OF_EVERYTHING].first("h1").text


def test_title_of_signs():
    """An article without words in title and summary is found by those of its address."""
    signs, words = (article("some-slug", title=title, summary="…") for title in ("?!", "Words"))
    assert "<p>some-slug</p>" in record_page(site([], [signs]), signs)
    assert "<p>some-slug</p>" not in record_page(site([], [words]), words)
