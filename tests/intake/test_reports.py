"""How often import is right, on reports of our own in many shapes."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.intake import draft
from generator.intake.importer import read_reports
from generator.pipeline.context import read_context
from generator.report.diagnostics import Report
from tests.corpus import PROJECT
from tests.intake.labelled_reports import reports

REPORTS = list(reports())


@pytest.fixture(scope="module")
def found():
    context = read_context(PROJECT, Report())
    return {one.name: draft.as_json(read_reports(one.given, context).reports[0], context) for one in REPORTS}


def accuracy(found, field):
    asked = [one for one in REPORTS if field in one.expected]
    return sum(found[one.name][field]["value"] == one.expected[field] for one in asked) / len(asked)


@pytest.mark.parametrize("field", ["date", "source", "authors", "title", "address", "language"])
def test_accuracy(found, field):
    assert len(REPORTS) >= 40
    assert accuracy(found, field) >= 0.95


def test_bodies(found):
    """Nothing of a sidebar, little that is missed."""
    counts = Counter()
    for one in REPORTS:
        got, wanted = set(found[one.name]["agencies"]["value"]), set(one.expected["agencies"])
        wrong = got - wanted - set(one.optional.get("agencies", ()))
        counts.update(right=len(got & wanted), wrong=len(wrong), missed=len(wanted - got))
    assert counts["right"] / (counts["right"] + counts["wrong"]) >= 0.95
    assert counts["right"] / (counts["right"] + counts["missed"]) >= 0.9


def test_evidence(found):
    """Every value has its confidence and what caused it; what is not sure is no value."""
    for fields in found.values():
        for name, field in fields.items():
            if name == "unknown" or field["value"] in (None, []):
                continue
            assert 0.5 <= field["confidence"] <= 1, name
            assert field["evidence"], name
