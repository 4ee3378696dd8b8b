"""Titles of plain texts: no dateline, outlet, kicker, label or sentence of the body."""

from pathlib import Path

import pytest

from newsroom.importer.findings import judge
from newsroom.importer.import_run import read_text

FILE = Path(__file__).parent / "contexts" / "titles.txt"


@pytest.mark.parametrize("line", FILE.read_text().splitlines()[1:])
def test_titles(context, line):
    """The headline alone is the title; without one, there is none."""
    expected, _, text = line.partition(" :: ")
    found = judge(read_text(text.replace("\\n", "\n"), "text", context), context).title
    assert (found.value if found else "-") == expected
