import pytest

from generator.diagnostics.diagnostics import Place, Report
from generator.model.settings import Limits
from generator.read.document import Document
from generator.read.yaml import Mapping
from newsroom.verify.passages import check_borrowed
from tests.said import placed

SOURCE = "The tool, which nobody has seen so far, reads tests at night and forgets them by day."


@pytest.mark.parametrize(
    "body, where",
    [
        ("They say nobody has seen the tool.", []),
        ("A tool which nobody\nhas SEEN, so far.", ["5:3 borrowed-words"]),
        ("It is one “which nobody has seen so far”, they say.", []),
        ("> which nobody has seen so far", []),
        (
            "which nobody has seen\n\nreads tests at night and",
            ["5:1 borrowed-words", "7:1 borrowed-words"],
        ),
        ("", []),
    ],
)
def test_copied_passages(body, where):
    report = Report()
    document = Document("a.md", Mapping({}, Place("a.md")), body, 5)
    check_borrowed(document, SOURCE, Limits(borrowed=3), report)
    assert placed(report) == where


def test_an_empty_source_has_no_words():
    report = Report()
    check_borrowed(Document("a.md", Mapping({}, Place("a.md")), SOURCE, 5), "", Limits(), report)
    assert placed(report) == []
