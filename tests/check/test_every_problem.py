"""One run reports every problem: a slip in one line hides no problem of another."""

import pytest

from tests.check.golden_site import lay, problems_of

ARTICLE = """---
title: A tool
date: 2024-02-30
source: {name: Example News, url: ftp://news.example.org/2}
agencies: [aq-ioi, aq-oii]
themes: [phishin]
summary: The institute said that it had invented a tool for people who read tests.
colour: red
---

The Institute of Inventions said so [there](/nowhere/).
"""
PROBLEMS = {
    "title": "'title' has only 6 characters",
    "date": "'2024-02-30' is not in the calendar",
    "source": "'ftp://news.example.org/2' is not an address",
    "agencies": "'aq-oii' is not a term",
    "themes": "'phishin' is not a term",
    "colour": "'colour' is not a key",
    "": "no page at '/nowhere/'",
}
"""Key → what is wrong with its value; the last is in the text."""
SLIPS = {
    "a colon in a value": ("title: A tool", "title: A tool: part two"),
    "no space after a colon": ("date: ", "date:"),
    "no colon": ("title: ", "title "),
    "no space after a dash": ("agencies: [aq-ioi, aq-oii]", "agencies:\n  - aq-ioi\n  -aq-oii"),
    "a dash that is glued to the first": ("themes: [phishin]", "themes:\n  -phishin\n  - phishing"),
    "an indented key": ("themes:", " themes:"),
    "a tab": ("source: {name: Example News, url", "source:\n\tname: Example News\n\turl"),
    "an open bracket": ("[phishin]", "[phishin"),
    "an open quotation mark": ("title: A tool", 'title: "A tool'),
    "a key that is no word": ("colour: red", "colour: red\n? [x]\n: y"),
    "a tag of YAML": ("title: A tool", "title: !x A tool"),
    "a bidi character": ("A tool", "A\u202e tool"),
    "an invisible character": ("there", "the\u200bre"),
}
PATH = "content/articles/2024/2024-05-02-tool.md"


def _missed(root, text, path=PATH):
    """The keys whose problem is not reported, and all that was reported."""
    reported = problems_of(lay({"files": {path: text}}, root))
    return {key for key, said in PROBLEMS.items() if said not in reported}, reported


def test_without_a_slip(tmp_path):
    assert _missed(tmp_path / "site", ARTICLE)[0] == set()


@pytest.mark.parametrize("name", SLIPS)
def test_slip(name, tmp_path):
    """Only the problem of the key with the slip may be missing, and no key is said to be missing."""
    wrong, slip = SLIPS[name]
    text = ARTICLE.replace(wrong, slip, 1)
    assert text != ARTICLE
    missed, reported = _missed(tmp_path / "site", text)
    hidden = {"[phishin]": {"themes"}, "themes:": {"agencies", "themes"}, "there": {""}}
    assert missed <= hidden.get(wrong, {wrong.partition(":")[0]}), reported
    assert "is missing" not in reported
    assert len(reported.splitlines()) // 2 > len(PROBLEMS) - len(missed)


@pytest.mark.parametrize(
    "lines",
    [
        "source:\n  name: Example: News\n  url: ftp://news.example.org/2",
        "source:\n  url: ftp://news.example.org/2\n  name: 'Example's",
        "source: {name: Example: News, url: ftp://news.example.org/2}",
        "source: {name: Example News, url: ftp://news.example.org/2, title: a: b",
    ],
)
def test_slip_in_a_record(lines, tmp_path):
    """The other keys of the record are checked, and none is said to be missing."""
    wrong = "source: {name: Example News, url: ftp://news.example.org/2}"
    missed, reported = _missed(tmp_path / "site", ARTICLE.replace(wrong, lines))
    assert missed == set()
    assert reported.count("[invalid-yaml]") == 1
    assert "is missing" not in reported


def test_slips_in_a_list(tmp_path):
    """Two records of a list have a slip each; what is beside the slips is checked too."""
    records = """further_sources:
  - name: Example: News
    url: ftp://news.example.org/3
  - name: Example News
    link: https://news.example.org/4
  - name: "Example
    url: ftp://news.example.org/5
agencies: [aq-ioi, aq-oii]"""
    missed, reported = _missed(
        tmp_path / "site", ARTICLE.replace("agencies: [aq-ioi, aq-oii]", records)
    )
    assert missed == set()
    for said in ("2024-05-02-tool.md:7:10", "org/3'", "'further_sources.link'", "org/5'"):
        assert said in reported
    assert reported.count("[invalid-yaml]") == 2


def test_all_slips_at_once(tmp_path):
    """Four slips in four lines are four problems, beside those of the other lines."""
    text = ARTICLE
    for name in (
        "a colon in a value",
        "no space after a colon",
        "an open bracket",
        "a bidi character",
    ):
        text = text.replace(*SLIPS[name], 1)
    missed, reported = _missed(
        tmp_path / "site", text.replace("title: A tool: part", "title: A\u202e tool: part")
    )
    assert missed == {"title", "date"}
    assert reported.count("[invalid-yaml]") == 3
    assert reported.count("[forbidden-character]") == 1


@pytest.mark.parametrize("name", ["My Report.md", "readme.md", "REPORT.md"])
def test_file_name(name, tmp_path):
    missed, reported = _missed(tmp_path / "site", ARTICLE, f"content/articles/2024/{name}")
    assert missed == set()
    assert "[file-name]" in reported
    assert "[bad-slug]" not in reported


@pytest.mark.parametrize("name", ["My News", "2024/Old News", "con", "My News/2024"])
def test_folder_name(name, tmp_path):
    """What is wrong in files of a folder that needs another name is reported too."""
    missed, reported = _missed(tmp_path / "site", ARTICLE, f"content/articles/{name}/report.md")
    assert missed == set()
    assert reported.count("[file-name]") == 1
