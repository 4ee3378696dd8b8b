"""Verdicts on hostile articles.

`expected.yml` has the verdict on each file in `articles/`; `made` has generated files. Files are checked
with a timeout by `judge`.
"""

import os
import sys
from pathlib import Path

import pytest
import yaml

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.terminal import visible
from generator.read.folder import list_files
from tests.hostile import made
from tests.hostile.harmless import dangers
from tests.hostile.judge import SHOWN_AS, judging

HERE = Path(__file__).parent
EXPECTED = yaml.safe_load((HERE / "expected.yml").read_text())

HARMLESS = {"too-short", "other-markup"}
"""Advice that an honest article may get; backquotes in a title are shown as they are typed."""


@pytest.fixture(scope="module")
def judge():
    with judging() as ready:
        yield ready


def assert_verdict(found, expected):
    messages = [
        f"{problem.place}: {problem.message} [{problem.code}]" for problem in found.problems
    ]
    assert {problem.place.path for problem in found.problems} <= {SHOWN_AS}
    if expected == "reject":
        assert found.errors, "nothing was said"
        assert found.article is None, messages
        assert all(problem.message and problem.help for problem in found.problems)
        return
    assert found.errors == [], messages
    assert found.article is not None
    if expected == "accept":
        assert {problem.code for problem in found.problems} <= HARMLESS, messages
    assert dangers(found.article) == []


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_article_of_a_stranger(name, judge):
    """Each file gets its expected verdict."""
    assert_verdict(judge(HERE / "articles" / name), EXPECTED[name]["verdict"])


def test_every_article_has_a_verdict():
    assert {file.name for file in (HERE / "articles").glob("*.md")} == set(EXPECTED)
    assert {entry["verdict"] for entry in EXPECTED.values()} == {"reject", "sanitise", "accept"}


@pytest.mark.slow
@pytest.mark.parametrize("name", made.BIG)
def test_big_article(name, judge, tmp_path):
    """Big files are checked in time; normal articles of that size are accepted."""
    file = tmp_path / f"{name}.md"
    file.write_text(made.big(name), newline="")
    assert_verdict(judge(file), made.BIG[name]["verdict"])


def test_huge_article_is_not_read(judge, tmp_path):
    """A huge file is refused by its size, without reading it."""
    verdict = judge(made.write_huge(tmp_path))
    assert_verdict(verdict, "reject")
    assert [problem.code for problem in verdict.problems] == ["too-large"]


def test_odd_names(tmp_path):
    """Dangerous names, links and pipes are reported and not listed."""
    expected = made.write_names(tmp_path)
    report = Report()
    listed = list_files(tmp_path, "content/articles", report)
    assert {problem.place.path.removeprefix("content/articles/") for problem in report} == expected
    assert [entry.path for entry in listed] == ["content/articles/good.md"]
    assert all(visible(problem.message).isprintable() for problem in report)


def test_folders_deeper_than_python_calls(tmp_path):
    """Folders nested deeper than Python's recursion limit are walked."""
    nested = [str(tmp_path) + "/a" * depth for depth in range(1, sys.getrecursionlimit() + 200)]
    report = Report()
    try:
        for folder in nested:
            os.mkdir(folder)  # noqa: PTH102 (pathlib falls through them)
        Path(nested[-1], "Bad.md").touch()
        assert list_files(tmp_path, "content/articles", report) == []
        assert [problem.code for problem in report] == ["file-name"]
    finally:
        Path(nested[-1], "Bad.md").unlink(missing_ok=True)
        for folder in reversed(nested):
            os.rmdir(folder)  # noqa: PTH106 (likewise)
