"""Citations of each article: BibTeX read by bibtexparser, and a line of plain text."""

import datetime as dt
import html

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from generator.extras.citations import citation
from generator.model.article import Retraction
from tests.full import PAGE_OF_EVERYTHING
from tests.made import article, composed, site, taxonomy


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


def test_retracted():
    """Citations mention a retraction."""
    withdrawn = article("withdrawn", retracted=Retraction(dt.date(2024, 6, 1), "It was wrong."))
    for _name, text in citation.citations(withdrawn, "Digest", ""):
        assert "Retracted on 1 June 2024" in text
    assert "Retracted" not in citation.plain(article("one"), "Digest", "")


def test_on_pages(hostile):
    """A button above the text opens both."""
    page = composed(hostile.loaded.site)[PAGE_OF_EVERYTHING].content
    assert "@misc{everything-2024-05" in html.unescape(page)
    assert page.index('class="cite"') < page.index('class="standfirst"')
