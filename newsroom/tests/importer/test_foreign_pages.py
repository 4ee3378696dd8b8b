"""`make bench-import PAGES=folder` reads the tables beside other makers' pages."""

import json

import pytest

from benchmarks.intake_pages import compare, labelled
from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from tests.corpus import SAMPLE

PAGE = """<html><head><title>A sample headline of a report</title></head><body>
<h1>A sample headline of a report</h1><p>Published 2 May 2024</p><p>By Jane Example</p>
<p>Officers stopped a lorry near the harbour and found forged papers, the service said.</p></body></html>"""
VALUES = {"date": "2024-05-02", "title": "A sample headline of a report", "author": "Jane Example"}
ADDRESS = "https://example.org/1"
ROW = {"file": "page.html", "date": "2024-05-02"}


@pytest.mark.parametrize(
    "table, text, right",
    [
        ("labels.json", json.dumps({"page.html": VALUES}), VALUES),
        ("labels.json", json.dumps({"page.html": "2024-05-02"}), {"date": "2024-05-02"}),
        ("eval_default.json", json.dumps({ADDRESS: ROW}), {"date": "2024-05-02"}),
        ("evaldata.py", f"import os\nEVAL_PAGES = { ({ADDRESS: ROW})!r}\n", {"date": "2024-05-02"}),
    ],
)
def test_tables(tmp_path, table, text, right):
    """Our own table, and those of htmldate and trafilatura, whose pages lie in a folder below."""
    (tmp_path / "eval").mkdir()
    page = tmp_path / "eval" / "page.html"
    page.write_text(PAGE)
    (tmp_path / table).write_text(text)
    assert list(labelled(tmp_path)) == [(page, right)]


def test_figures(tmp_path, capsys):
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "labels.json").write_text(json.dumps({"page.html": VALUES}))
    compare(tmp_path, read_context(SAMPLE, installed(), Report()))
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(", sure")[0] for line in lines[:3]] == [
        f"{field}: pages 1, said 1, right 1" for field in ("date", "title", "author")
    ]
    assert lines[3].startswith("refused: 0")
