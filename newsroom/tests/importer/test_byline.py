"""Names in bylines: persons, but not newsrooms, jobs or photographers."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from newsroom.importer.byline import names

CASES = yaml.safe_load(Path(__file__).with_name("byline.yml").read_text())


@pytest.mark.parametrize("line, persons", CASES["names"])
def test_names(line, persons):
    assert list(names(line, {"example outlet"})) == persons


@given(st.text(max_size=300))
def test_any_line(line):
    """No byline makes it fail or gives a name with a line break."""
    assert all("\n" not in name and len(name) <= 60 for name in names(line))
