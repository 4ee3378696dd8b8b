from __future__ import annotations

import re

import pytest

from generator.report.codes import CATALOGUE


@pytest.mark.parametrize("code", CATALOGUE.values(), ids=lambda code: code.slug)
def test_every_code_is_explained(code):
    """Whoever looks a code up finds a sentence, a mistake one can make, and what to write instead."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.slug)
    assert code.meaning.endswith(".")
    assert code.wrong.strip()
    assert code.right.strip()
    assert code.wrong != code.right


def test_codes_are_found_by_their_slug():
    assert all(CATALOGUE[slug].slug == slug for slug in CATALOGUE)
    assert {code.severity for code in CATALOGUE.values()} == {"error", "warning"}
