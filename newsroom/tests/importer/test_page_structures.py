"""Pages with the structure of well-known systems in 15 languages, beside what the libraries say."""

import datetime as dt
from collections import Counter
from pathlib import Path
from string import Template

import pytest
import yaml

from benchmarks.intake import own_context
from benchmarks.intake_pages import FIELDS, is_right
from newsroom.importer.import_run import read_report
from newsroom.importer.receive import Input
from newsroom.importer.web_page import by_libraries, parse

LISTED = yaml.safe_load(Path(__file__).with_name("page_structures.yml").read_text(encoding="utf-8"))
CONTEXT = own_context()
DAY = "2024-11-05"
CONTRADICTS = ("ministry", "contradiction")
"""Structures whose title element or data say something else than what readers see: neither is sure."""


def values(structure, language):
    """The page, what is right of it, what import says, and what the libraries alone say."""
    words = {**LISTED["languages"][language], "code": language}
    page = Template(LISTED["structures"][structure]["page"]).substitute(words)
    right = {key: words.get(key, DAY) for key in LISTED["structures"][structure]["right"]}
    report = read_report(Input(page.encode(), "page.html"), CONTEXT)
    authors = report.authors[0] if report.authors else None
    said = {"date": report.date, "title": report.title, "author": authors}
    return right, said, by_libraries(parse(page), "", dt.date(2024, 12, 2))


@pytest.mark.parametrize("structure", LISTED["structures"])
def test_best_values_and_sure_ones(structure):
    """Nothing sure is wrong, and the best values are not below those of the libraries."""
    ours, theirs = Counter(), Counter()
    for language in LISTED["languages"]:
        right, said, library = values(structure, language)
        for key, wanted in right.items():
            is_ours = said[key] is not None and is_right(key, said[key].value, wanted)
            ours[key] += is_ours
            theirs[key] += is_right(key, library.get(key, "").split("; ")[0], wanted)
            assert is_ours or said[key] is None or said[key].outcome != "sure", (language, key)
    assert all(ours[key] >= theirs[key] for key in FIELDS)
    if structure not in CONTRADICTS:
        assert set(ours.values()) == {len(LISTED["languages"])}, ours


@pytest.mark.parametrize("language", LISTED["languages"])
def test_both_values_of_a_contradiction_are_offered(language):
    """Data, heading and byline say three things: a person sees each, and none is sure."""
    right, said, _ = values("contradiction", language)
    shown = LISTED["languages"][language]
    assert [said[key].outcome for key in right] == ["offered"] * 3
    assert all(
        each in said["title"].evidence + said["title"].value
        for each in (shown["title"], shown["seo"])
    )
    assert "2024-10-01" in said["date"].evidence
    assert "Sam Placeholder" in said["author"].value
    assert shown["author"] in said["author"].evidence
