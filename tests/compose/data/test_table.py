"""CSV: what was written comes back, and no spreadsheet finds a formula."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.audit.data import read_csv
from generator.compose.data import table
from generator.model.article import Source
from tests.made import article, site, taxonomy

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
RISKY = st.builds(
    lambda sign, text: sign + text, st.sampled_from(["=", "+", "-", "@", "'", "''=", "＝", ""]), TEXTS
)


def read(text):
    """The rows of a file as its documentation says to read it."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    return [{key: table.as_written(cell) for key, cell in row.items()} for row in rows]


@given(RISKY)
def test_cell(text):
    """Every text comes back from its cell, and no cell begins as a formula does."""
    cell = table.guarded(text)
    assert table.as_written(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"))


@given(RISKY.filter(str.strip), RISKY, st.lists(RISKY.filter(str.strip), max_size=3))
def test_article(title, name, authors):
    whole = site(
        [taxonomy("offices", "one")],
        [article("a", terms={"offices": "one"}, title=title, source=Source(name), authors=tuple(authors))],
    )
    rows = (table.rows([table.article_row(one, whole.settings)]) for one in whole.articles)
    text = table.articles_csv(whole.settings, rows)
    (row,) = read(text)
    assert (row["title"], row["source"]) == (title, name)
    assert row["authors"].split("\n") == (authors or [""])
    assert read_csv(text).problems == []


def test_files(data, hostile):
    """Both tables of the full site: a row for each article and each term, the same as in the API."""
    articles, terms = read(data[table.ARTICLES]), read(data[table.TERMS])
    api = json.loads(data["api/v1/articles.json"])["articles"]
    for row, one in zip(articles, api, strict=True):
        assert [row[key] for key in ("id", "url", "date", "changed", "title", "summary")] == [
            one[key] for key in ("id", "url", "date", "changed", "title", "summary")
        ]
        assert row["agencies"].split("\n") == one["terms"]["agencies"]
    names = {row["name"] for row in terms}
    assert {term.name for term in hostile.loaded.site.taxonomies["agencies"]} <= names
    for name in (table.ARTICLES, table.TERMS):
        assert read_csv(data[name]).problems == []
        assert data[name].startswith("\ufeff")


def test_a_taxonomy_called_like_a_column():
    """It gets a column of its own."""
    whole = site([taxonomy("tags", "one")], [article("a", terms={"tags": "one"}, tags=("free",))])
    header = table.header(whole.settings)
    assert len(set(header)) == len(header)
    row = dict(zip(header, table.article_row(whole.articles[0], whole.settings), strict=True))
    assert (row["tags"], row["tags_terms"]) == ("free", "one")


@pytest.mark.parametrize("count", [0, 1])
def test_few(count):
    whole = site([taxonomy("offices", "one")], [article("a", terms={"offices": "one"})] * count)
    rows = [table.rows([table.article_row(one, replace(whole.settings))]) for one in whole.articles]
    assert len(read(table.articles_csv(whole.settings, rows))) == count
