"""Numbers with their nouns."""

from __future__ import annotations

import pytest

from generator.diagnostics.counting import counted


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 articles"), (1, "1 article"), (2, "2 articles"), (1234, "1,234 articles")]
)
def test_counted(count, text):
    """One is singular, everything else plural, thousands are set apart."""
    assert counted(count, "article") == text
    assert counted(2, "agency", "agencies") == "2 agencies"
