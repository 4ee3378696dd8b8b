"""Lists as tables: those that the browser makes have exactly the articles of the list."""

import csv
import io
import json
from pathlib import Path

import bibtexparser
import pytest
from playwright.sync_api import expect

from generator.installed import installed
from generator.load.loading import load
from generator.model.address import crossing, term

URL = "https://digest.example.org/"


@pytest.fixture(scope="module")
def lists(full_site):
    """The address of each kind of list → the addresses of its articles, newest first."""
    whole = load(full_site.parent, installed()).checked
    found = {}
    for name, members in whole.members.items():
        slug = max(members, key=lambda one: len(members[one]))
        found[term(name, slug)] = members[slug]
        # A list that includes articles of terms below.
        for parent in {one.parent for one in whole.taxonomies[name]} & members.keys():
            found[term(name, parent)] = members[parent]
    for pair, crossed in whole.crossings.items():
        for slugs, articles in crossed.items():
            if len(articles) > 1:
                found[crossing(pair.rows, *slugs)] = articles
    every = dict(list(found.items())[:12])
    return {where: [URL + one.address for one in articles] for where, articles in every.items()}


def opened(reader, where):
    """Open the page of a list, and unfold its files."""
    page = reader.open(where)
    fold = page.locator("#files > summary")
    if fold.count():
        fold.click()
    return page


def saved(page, name):
    with page.expect_download() as download:
        page.locator("[data-digest-table]").get_by_role("button", name=name).click()
    path = Path(download.value.path())
    return download.value.suggested_filename, path.read_bytes().decode("utf-8")


def test_every_kind_of_list(watch_at, full_origin, lists):
    """CSV, JSON and BibTeX have the articles of the list, whole, in the order of the list."""
    reader = watch_at(full_origin)
    for where, urls in lists.items():
        page = opened(reader, where)
        name, text = saved(page, "CSV")
        assert name == where.strip("/").replace("/", "-") + ".csv"
        assert text.startswith("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))
        assert [row["url"] for row in rows] == urls, where
        _, text = saved(page, "JSON")
        assert [article["url"] for article in json.loads(text)["articles"]] == urls, where
        if page.get_by_role("button", name="BibTeX").count():
            _, text = saved(page, "BibTeX")
            library = bibtexparser.parse_string(text)
            assert library.failed_blocks == []
            assert [entry["url"] for entry in library.entries] == urls, where


def test_rows_are_those_of_the_whole_archive(watch_at, full_origin, full_site, lists):
    """No cell is changed: a formula stays guarded, and a cell with several lines stays whole."""
    whole = (full_site / "data/articles.csv").read_bytes().decode("utf-8-sig")
    known = list(csv.reader(io.StringIO(whole, newline=""), strict=True))
    page = opened(watch_at(full_origin), max(lists, key=lambda where: len(lists[where])))
    _, text = saved(page, "CSV")
    rows = list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))
    assert rows[0] == known[0]
    assert [row for row in rows if row not in known] == []
    assert any("\n" in cell for row in rows for cell in row)


def test_not_loaded(watch_at, full_origin, lists):
    """A reader without a connection is told."""
    page = opened(watch_at(full_origin, quiet=False), next(iter(lists)))
    page.route("**/api/**", lambda route: route.fulfill(status=503))
    place = page.locator("[data-digest-table]")
    place.get_by_role("button", name="CSV").click()
    expect(place).to_contain_text("The table could not be loaded.")


def test_without_scripts(watch_at, full_origin, lists):
    """There are no buttons that do nothing, and a link to the tables of the years."""
    page = watch_at(full_origin, java_script_enabled=False).open(next(iter(lists)))
    page.locator("#files > summary").click()
    expect(page.locator("[data-digest-table]")).to_be_hidden()
    opens = page.locator("#files > summary").inner_text()
    page.get_by_role("link", name="tables of each year").click()
    expect(page.locator("#lists")).to_be_visible()
    expect(page.locator("#lists")).to_contain_text(
        f"Above the list of a term, of a combination of two terms and of one of their years, {opens} has"
    )
