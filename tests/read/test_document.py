import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Place, Report
from generator.model.settings import LIMITS
from generator.read.document import parse
from tests.said import placed


def parsed(text, report, limits=LIMITS):
    return parse(text.encode(), "a.md", limits, report)


@pytest.mark.parametrize(
    "text, body, line",
    [
        ("---\na: b\n---\n\nText.\n", "Text.", 5),  # usual
        ("---\na: b\n---\nText.\n\nMore.\n", "Text.\n\nMore.", 4),  # no blank line
        ("---\na: b\n---   \n\n\n\nText.", "Text.", 7),  # blank lines
        ("---\r\na: b\r\n---\r\n\r\nText.\r\n", "Text.", 5),  # windows
        ("---\na: b\n---", "", 3),  # nothing follows
        ("---\na: b\n---\n\n---\n\nText.", "---\n\nText.", 5),  # line in body
        ("---\na: b\n---\n\n    code\n", "    code", 5),  # indent is kept
    ],
)
def test_split(text, body, line, report):
    document = parsed(text, report)
    assert (document.body, document.body_line) == (body, line)
    assert document.front_matter.entries["a"][1].place == Place("a.md", 2, 4)
    assert document.sound
    assert placed(report) == []


@pytest.mark.parametrize(
    "text, said",
    [
        ("\n---\na: b\n---\n", ["1:1 no-front-matter"]),  # blank line first
        ("----\na: b\n---\n", ["1:1 no-front-matter"]),  # four hyphens
        ("---\na: b\n--- x\n", ["1:1 unclosed-front-matter"]),  # closed with more
    ],
)
def test_unreadable(text, said, report):
    assert parsed(text, report) is None
    assert placed(report) == said


def test_a_document_read_with_errors_is_not_sound(report):
    """The document is checked further, to list all problems, but never published."""
    assert not parsed("---\na: b\na: c\n---\n", report).sound
    assert parsed("---\na: b\n---\n", report).sound


@given(st.one_of(st.binary(), st.binary().map(lambda data: b"---\n" + data + b"\n---\n" + data)))
def test_any_bytes_give_a_document_or_a_problem(data):
    report = Report()
    document = parse(data, "a.md", LIMITS, report)
    assert (document is None) <= (not report.ok)
    assert all(problem.place.path == "a.md" for problem in report)
