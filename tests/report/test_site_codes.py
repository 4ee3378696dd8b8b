"""The catalogue of what can be wrong with a built site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import generator.audit
from generator.pipeline import auditing
from generator.report.codes import CATALOGUE
from generator.report.site_codes import EVERY_CODE, SITE_CODES


@pytest.mark.parametrize("code", SITE_CODES.values(), ids=lambda code: code.slug)
def test_every_code_is_explained(code):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.slug)
    assert code.severity == "error"
    assert code.meaning.endswith(".")
    assert code.wrong != code.right


def test_two_catalogues():
    """No code has two meanings, and every code of the audit is used by it."""
    assert not CATALOGUE.keys() & SITE_CODES.keys()
    assert EVERY_CODE.keys() == CATALOGUE.keys() | SITE_CODES.keys()
    files = [*Path(generator.audit.__file__).parent.glob("*.py"), Path(auditing.__file__)]
    audit = "".join(file.read_text() for file in files)
    assert {slug for slug in SITE_CODES if f'"{slug}"' not in audit} == set()
