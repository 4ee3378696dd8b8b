"""One run reports every problem of a file that can be read; a slip of YAML is one problem, and hides only its own block or says that it hides more."""

import re

import pytest

from generator.read.yaml_slips import HIDES
from tests.check.golden_site import lay, problems_of

SOURCE = "source: {name: Example News, url: ftp://news.example.org/2}"
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
    "typographic quotation marks": ("title: A tool", "title: “A tool: two”"),
    "no space after a colon": ("date: ", "date:"),
    "no colon": ("title: ", "title "),
    "no space after a dash": ("agencies: [aq-ioi, aq-oii]", "agencies:\n  - aq-ioi\n  -aq-oii"),
    "no dash": ("agencies: [aq-ioi, aq-oii]", "agencies:\n- aq-ioi\naq-oii"),
    "an indented key": ("themes:", " themes:"),
    "a tab": (SOURCE, "source:\n\tname: Example News\n  url: ftp://news.example.org/2"),
    "an open bracket": ("[phishin]", "[phishin"),
    "an open quotation mark": ("title: A tool", 'title: "A tool'),
    "an inner quotation mark": ("title: A tool", 'title: "A "tool"'),
    "an apostrophe": ("title: A tool", "title: 'A's tool'"),
    "an item without a key": (
        SOURCE,
        f"{SOURCE}\nfurther_sources:\n  - Else\n    url: ftp://x.org/3",
    ),
    "a sign": ("title: A tool", "title: *A* tool"),
}
"""Slip → a text of the article, and what it becomes."""
PATH = "content/articles/2024/2024-05-02-tool.md"


def _missed(root, text, path=PATH):
    """The keys whose problem is not reported, and all that was reported."""
    reported = problems_of(lay({"files": {path: text}}, root))
    return {key for key, said in PROBLEMS.items() if said not in reported}, reported


def test_without_a_slip(tmp_path):
    assert _missed(tmp_path / "site", ARTICLE)[0] == set()


@pytest.mark.parametrize("name", SLIPS)
def test_slip(name, tmp_path):
    """A slip is one problem, whose help shows the line as it should be; then come the others."""
    wrong, slip = SLIPS[name]
    text = ARTICLE.replace(wrong, slip, 1)
    assert text != ARTICLE
    missed, reported = _missed(tmp_path / "slip", text)
    slips = re.findall(
        rf"^{re.escape(PATH)}:(.*\[invalid-yaml\])\n( +help: .*)$", reported, re.MULTILINE
    )
    ((place, help_line),) = slips
    if HIDES in place:
        assert reported.count("\n") == 1
    else:  # links are looked up only if the address and the terms of the article are known
        hidden = {*re.findall(r"^ *(\w+)", wrong + slip, re.MULTILINE), ""}
        if slip.startswith(" "):  # then it belongs to the key above it
            hidden.add("agencies")
        assert missed <= hidden
        assert "is missing" not in reported
    lines = text.splitlines()
    number = int(place.partition(":")[0]) - 1
    indent = re.match(" *", lines[number])[0]
    *_, shown = re.split(
        r"before it: |spaces: |write ", help_line, maxsplit=1 + help_line.count("before it")
    )
    is_whole = shown.startswith(" ") or "before it" in help_line
    lines[number] = shown if is_whole else indent + shown
    missed, reported = _missed(tmp_path / "mended", "\n".join(lines))
    assert "[invalid-yaml]" not in reported
    assert missed <= {"title"}, reported


@pytest.mark.parametrize("char", ["\u202e", "\u200b"])
def test_hidden_character(char, tmp_path):
    """A hidden character hides no problem."""
    missed, reported = _missed(tmp_path / "site", ARTICLE.replace("A tool", f"A{char} tool"))
    assert missed <= {"title"}
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
