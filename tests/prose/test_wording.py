"""Our texts avoid the idioms in `idioms.toml` and overlong sentences."""

import tomllib
from pathlib import Path

import pytest

from tests.prose import wording
from tests.prose.wording import Passage

PAIRS = tomllib.loads(Path(__file__).with_name("rewritten.toml").read_text())["pairs"]
CHECKED = ("docs/", ".git", "benchmarks/", "generator/")
"""Remarks on editors' texts do not fail the test: see `tests/prose/__main__.py`."""
LONG = " ".join(["word"] * (wording.LONGEST_SENTENCE + 1)) + "."


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["before"])
def test_rewritten(pair):
    """Each old wording is refused; its replacement is accepted."""
    assert list(wording.remarks(Passage("page.md", 1, pair["before"])))
    assert list(wording.remarks(Passage("page.md", 1, pair["after"]))) == []


@pytest.mark.parametrize(
    "reader, text, line",
    [
        (wording.paragraphs, f"---\ntitle: x\n---\n\n{LONG}\n", 5),
        (wording.paragraphs, "```\nleads on\n```\n\n| a | the page leads on |\n", 5),
        (wording.python_texts, f'def f():\n    """{LONG}"""\n', 2),
        (wording.python_texts, 'class C:\n    x = 1\n    """What it holds in the end."""\n', 3),
        (wording.python_texts, "x = 1\n# a page at each address\n# leads on\n", 2),
        (wording.python_texts, 'x = f"the page {y} leads on"\n', 1),
        (wording.template_texts, "{% if x %}\n<p>The page leads on</p>\n", 2),
        (wording.data_lines, "a: b\nmeaning: the page leads on\n", 2),
    ],
)
def test_readers(reader, text, line):
    """Remarks have the passage's line; code and front matter are not judged."""
    assert [
        remark.line for passage in reader(text, "x") for remark in wording.remarks(passage)
    ] == [line]


@pytest.mark.slow
@pytest.mark.parametrize("folder", CHECKED)
def test_repository(folder):
    assert [str(remark) for remark in wording.remarks_below(folder)] == []


@pytest.mark.slow
def test_papers():
    """README and the other top-level files."""
    remarks = [remark for remark in wording.remarks_below() if "/" not in remark.path]
    assert [str(remark) for remark in remarks] == []
