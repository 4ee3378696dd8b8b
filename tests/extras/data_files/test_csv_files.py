"""CSV files: texts survive a round trip, and no cell is a formula for a spreadsheet."""

import csv
import datetime as dt
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.fields import ARTICLE
from generator.extras.data_files import csv_files
from generator.extras.data_files.columns import article_record
from generator.model.article import Correction, Event, Response, Source
from generator.model.partial_date import PartialDate
from tests.made import article, site, taxonomy

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
RISKY = st.builds(
    lambda sign, text: sign + text,
    st.sampled_from(["=", "+", "-", "@", "'", "''=", "＝", ""]),
    TEXTS,
)


def read(text):
    """The rows of a file, read as its documentation describes."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    return [{key: cell.removeprefix("'") for key, cell in row.items()} for row in rows]


def row_of(name="offices", **fields):
    """The row of an article with these fields, on a site with a taxonomy of this name."""
    whole = site([taxonomy(name, "one")], [article("a", terms={name: "one"}, **fields)])
    _, text = csv_files.archive_files(whole.settings, whole.articles)
    (row,) = read(text)
    return row


def day(number):
    return dt.date(2024, 5, number)


@given(RISKY)
def test_cell(text):
    """Every text can be recovered from its cell, and no cell begins like a formula."""
    cell = csv_files.guarded(text)
    assert cell.removeprefix("'") == text
    assert not cell.startswith(tuple("=+-@＝＋－＠\t\r\n"))


@given(RISKY.filter(str.strip), RISKY, st.lists(RISKY.filter(str.strip), max_size=3))
def test_article(title, name, authors):
    row = row_of(title=title, source=Source(name), authors=tuple(authors))
    assert (row["title"], row["source"]) == (title, name)
    assert row["authors"].split("\n") == (authors or [""])


def test_files(data, hostile):
    """The tables of articles and terms have the same rows as the API."""
    articles, terms = read(data[csv_files.ARTICLES]), read(data[csv_files.TERMS])
    api = json.loads(data["api/v1/articles.json"])["articles"]
    for row, record in zip(articles, api, strict=True):
        for key in ("id", "url", "date", "changed", "title", "summary"):
            assert row[key] == record[key]
        assert row["agencies"].split("\n") == record["terms"]["agencies"]
    names = {row["name"] for row in terms}
    assert {term.name for term in hostile.loaded.site.taxonomies["agencies"]} <= names
    for name in (csv_files.ARTICLES, csv_files.TERMS):
        assert data[name].startswith("\ufeff")


def test_a_taxonomy_called_like_a_column():
    """A taxonomy named like a column gets a column of its own."""
    row = row_of("tags", tags=("free",))
    assert (row["tags"], row["tags_terms"]) == ("free", "one")


def test_several_values_in_a_cell():
    """Values in a cell are one a line; records begin with a date or interval, and end with their marks."""
    notes = (Correction(day(3), "It was two."), Correction(day(4), "It was Bob.", serious=True))
    events = (Event(day(2), "A fair", day(3)), Event(day(4), "A talk"))
    row = row_of(events=events, corrections=notes, tags=("b", "c"))
    assert row["corrections"] == "2024-05-03: It was two.\n2024-05-04: It was Bob. (serious)"
    assert row["events"] == "2024-05-02/2024-05-03: A fair\n2024-05-04: A talk"
    assert row["tags"] == "b\nc"


@pytest.mark.parametrize(
    "others", [(), (Response("A bureau", "not searched"),)], ids=["one", "two"]
)
@pytest.mark.parametrize("stance", ARTICLE["response"]["items"]["keys"]["stance"]["choices"])
def test_answers(stance, others):
    """Each answer is a line with its day, and the first one has columns of its own; so has the API."""
    answers = (Response("A ministry", stance, PartialDate(2024, 5), "It said more."), *others)
    row = row_of(response=answers)
    lines = [f"2024-05: A ministry: {stance}: It said more.", "A bureau: not searched"]
    assert row["responses"].splitlines() == lines[: len(answers)]
    told = [row[f"response_{key}"] for key in ("who", "stance", "date", "text")]
    assert told == ["A ministry", stance, "2024-05", "It said more."]
    record = article_record(article("a", response=answers), site([], []).settings)
    assert [one["stance"] for one in record["responses"]] == [one.stance for one in answers]
    assert record["response"] == record["responses"][0]
