from dataclasses import replace

import pytest

from generator.diagnostics.diagnostics import Diagnostic, Place, Report, counted


def test_order_is_that_of_places_then_codes():
    """Problems are sorted by place and code, whatever the order of their discovery."""
    report = Report()
    for place, code in (
        (Place("b.md", 1), "bad-date"),
        (Place("a.md", 10), "bad-date"),
        (Place("a.md", 9, 2), "bad-url"),
        (Place("a.md", 9, 2), "bad-date"),
        (Place("a.md", 9, 10), "bad-date"),
    ):
        report.add(place, code, "message", "help")
    assert [(str(problem.place), problem.code) for problem in report] == [
        ("a.md:9:2", "bad-date"),
        ("a.md:9:2", "bad-url"),
        ("a.md:9:10", "bad-date"),
        ("a.md:10:1", "bad-date"),
        ("b.md:1:1", "bad-date"),
    ]


def test_only_errors_stop_a_build():
    report = Report()
    assert report.ok
    report.add(Place("a.md"), "too-short", "message", "help")
    assert report.ok
    assert (report.count("error"), report.count("warning"), len(report)) == (0, 1, 1)
    report.add(Place("a.md"), "bad-date", "message", "help")
    assert not report.ok
    assert (report.count("error"), report.count("warning"), len(report)) == (1, 1, 2)


def test_drafts_stop_no_build():
    """An error in a draft is counted and shown as a warning; the same one elsewhere stays an error."""
    report = Report()
    draft = Diagnostic(Place("a.md"), "bad-date", "message", "help", in_draft=True)
    report.extend([draft])
    assert (draft.severity, report.ok, report.count("error"), report.count("warning")) == (
        "warning", True, 0, 1)  # fmt: skip
    report.extend([replace(draft, place=Place("b.md"), in_draft=False)])
    assert (report.ok, report.count("error"), report.count("warning")) == (False, 1, 1)


def test_equal_problems_are_merged():
    report = Report()
    for help_line in ("help", "other help"):
        report.add(Place("a.md"), "bad-date", "message", help_line)
    report.add(Place("a.md"), "bad-date", "other message", "help")
    assert (report.count("error"), [problem.help for problem in report]) == (2, ["help", "help"])


def test_unknown_code_raises():
    with pytest.raises(KeyError, match="no-such-code"):
        Report().add(Place("a.md"), "no-such-code", "message", "help")


@pytest.mark.parametrize(
    "count, text",
    [(0, "0 articles"), (1, "1 article"), (2, "2 articles"), (1234, "1,234 articles")],
)
def test_counted(count, text):
    """One is singular, everything else plural, thousands are set apart."""
    assert counted(count, "article") == text
    assert counted(2, "agency", "agencies") == "2 agencies"
