"""Our SARIF is valid under the schema of SARIF 2.1.0."""

import json

from jsonschema import Draft4Validator

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.formats import as_sarif
from tests.schemas.copies import schema


def test_sarif_is_valid():
    """Logs are valid with and without places, with escaped characters, and without problems."""
    full = Report()
    for place in (
        Place("content/a.md", 3, 20),
        Place("content/a b#c?.md"),
        Place("site_config/site.yml", 1),
    ):
        full.add(
            place,
            "unknown-term",
            "'pnishing' is not a term of 'themes'",
            "did you mean 'phishing'?",
        )
    for report in (full, Report()):
        log = json.loads(as_sarif(report))
        assert [
            error.message for error in Draft4Validator(schema("sarif-2.1.0")).iter_errors(log)
        ] == []


def test_the_schema_refuses():
    """The schema refuses an invalid log."""
    assert list(
        Draft4Validator(schema("sarif-2.1.0")).iter_errors(
            {"version": "2.1.0", "runs": [{"tool": 1}]}
        )
    )
