"""First lines as people and scrapers leave them, in any order, on one line or several."""

import re
from pathlib import Path

import pytest
import yaml

from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from newsroom.importer import report_draft
from newsroom.importer.claims import SURE
from newsroom.importer.import_run import read_report
from newsroom.importer.receive import Input
from tests.corpus import SAMPLE

CONTEXT = read_context(SAMPLE, installed(), Report())
CASES = yaml.safe_load((Path(__file__).parent / "shapes" / "inventions.yml").read_text())


def shown(field):
    """The value of a field, whatever its confidence."""
    value = field["value"] if field["value"] is not None else field.get("suggestion")
    return str(value) if value is not None else ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: re.sub(r"\W+", "-", case["text"])[:40])
def test_first_lines(case):
    """The date is right at any position, no headline is made up, and nothing certain is wrong."""
    fields = report_draft.as_json(
        read_report(Input(case["text"].encode(), "t.txt"), CONTEXT), CONTEXT
    )
    assert shown(fields["date"]) == str(case["date"] or "")
    if "title" in case:
        assert shown(fields["title"]) == (case["title"] or "")
    if "outlet" in case:
        assert shown(fields["source"]) == case["outlet"]
    if "author" in case:
        authors = (*fields["authors"]["each"], *fields["authors"]["suggestions"])
        assert case["author"] in [author["value"] for author in authors]
    for author in fields["authors"]["each"]:
        assert author["value"].casefold() in case["text"].casefold()
        assert author["confidence"] >= SURE
