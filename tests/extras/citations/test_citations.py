"""Citations of each article and year: BibTeX read by bibtexparser, CSL-JSON rendered by citeproc."""

import datetime as dt
import html
import json

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.extras.citations import citation, extension
from generator.model.article import Retraction
from tests.full import PAGE_OF_EVERYTHING, nasty
from tests.made import article, composed, site, taxonomy
from tests.schemas.copies import schema


@pytest.fixture(scope="module")
def data(hostile):
    """The files of years, by path."""
    files: dict[str, str] = {}
    for recipe in extension.recipes(hostile.loaded, None):
        files.update(zip(recipe.paths, map(bytes.decode, recipe.contents()), strict=True))
    return files


def entries(text):
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return library.entries


@pytest.fixture(scope="module")
def everything(hostile):
    """The article that has every field, the only one of May 2024 with that slug."""
    site = hostile.loaded.site
    return next(one for one in site.articles if one.address == PAGE_OF_EVERYTHING), site.settings


def test_bibtex_of_an_article(everything):
    article, settings = everything
    (entry,) = entries(citation.bibtex(article, settings.title, settings.url))
    assert entry.key == "everything-2024-05"
    assert (entry["year"], entry["month"], entry["day"]) == ("2024", "5", "2")
    assert entry["url"] == f"https://digest.example.org/{PAGE_OF_EVERYTHING}"


@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=30
    ).filter(str.strip)
)
def test_any_title(title):
    """No title can end its BibTeX entry early."""
    whole = site(
        [taxonomy("offices", "one")], [article("a", terms={"offices": "one"}, title=title)]
    )
    (entry,) = entries(citation.bibtex(whole.articles[0], "Digest", "https://digest.example.org/"))
    assert entry.key == "a-2024-05"
    assert entry["year"] == "2024"


@pytest.mark.parametrize("title", ["50 % of R&D costs $5 #1 a_b", "A ~ b \\ c", "Naghiyev"])
def test_title_round_trip(title):
    """BibTeX's special characters survive a round trip."""
    whole = site(
        [taxonomy("offices", "one")], [article("a", terms={"offices": "one"}, title=title)]
    )
    text = citation.bibtex(whole.articles[0], "Digest", "https://digest.example.org/")
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.entries[0]["title"].strip("{}").replace(" ", "") == title.replace(" ", "")


def test_of_years_of_the_archive(data, hostile):
    """The files of a year contain each of its listed articles once."""
    site = hostile.loaded.site
    for year in {one.date.year for one in site.articles}:
        listed = [citation.key(one) for one in site.articles if one.date.year == year]
        found = entries(data[f"archive/{year}/citations.bib"])
        assert [entry.key for entry in found] == listed
        items = json.loads(data[f"archive/{year}/citations.csl.json"])
        assert [item["id"] for item in items] == listed


def test_csl(everything):
    """citeproc renders a reference with title, digest and date."""
    article, settings = everything
    items = json.loads(citation.citation_files(settings, [article])[1])
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    reference = str(bibliography.bibliography()[0])
    assert nasty("Title") in reference
    assert nasty("Site") in reference
    assert "2024" in reference


def test_csl_is_valid(data):
    """Every citation file has only types and variables of CSL 1.0.2."""
    validator = Draft202012Validator(schema("csl-json"))
    files = {where: json.loads(text) for where, text in data.items() if where.endswith(".csl.json")}
    assert files
    for where, items in files.items():
        assert [error.message for error in validator.iter_errors(items)] == [], where
    assert list(validator.iter_errors([{"id": "x", "type": "news"}]))


def test_retracted():
    """Citations mention a retraction."""
    whole = site([taxonomy("offices", "one")], [])
    withdrawn = article("withdrawn", retracted=Retraction(dt.date(2024, 6, 1), "It was wrong."))
    files = citation.citation_files(whole.settings, [withdrawn])
    for text in (citation.plain(withdrawn, whole.settings.title, ""), *files):
        assert "Retracted on 1 June 2024" in text
    assert "Retracted" not in citation.plain(article("one"), whole.settings.title, "")


def test_on_pages(data, hostile):
    """The foot of an article and the page of a year lead to them."""
    pages = composed(hostile.loaded.site)
    assert "@misc{everything-2024-05" in html.unescape(pages[PAGE_OF_EVERYTHING].content)
    assert 'href="#cite"' in pages[PAGE_OF_EVERYTHING].content
    assert "archive/2024/citations.bib" in pages["archive/2024/"].content
