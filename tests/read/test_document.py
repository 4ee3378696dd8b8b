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
        ("---\na: b\n--- x\n", ["3:1 unclosed-front-matter"]),  # closed with more
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


KEYS = "title: A report\ndate: 2024-05-02\ntags:\n  - a\n\n# A comment\nsummary: >-\n  Words\n\n  and words\n"


@pytest.mark.parametrize(
    "below, line, help_line",
    [
        ("\nText.\n", 11, "write a line --- below this line"),
        ("Text.\n", 11, "write a line --- below this line"),
        ("", 11, "write a line --- below this line"),
        ("\nText.\n\n---\n\nText.\n", 11, "write a line --- below this line"),
        ("\n## Heading\n\nText: words.\n\n---\n", 11, "write a line --- below this line"),
        ("———\n\nText.\n", 12, "write --- on this line"),
        ("\u2010\u2010\u2010\n\nText.\n", 12, "write --- on this line"),
        ("\n–-\nText.\n", 13, "write --- on this line"),
        ("--- Text.\n", 12, "write --- alone on this line, and the text below it"),
    ],
)
def test_front_matter_without_an_end(below, line, help_line, report):
    """The place is where the line belongs, also if the text below has a rule."""
    assert parsed(f"---\n{KEYS}{below}", report) is None
    [problem] = report
    assert (problem.place.line, problem.code) == (line, "unclosed-front-matter")
    assert problem.help == help_line


@pytest.mark.parametrize("below", ["", "\n", "\n\n", "\n# A comment\n\n", "\n\ntags:\n\n- a\n\n"])
def test_blank_lines_within_front_matter(below, report):
    assert parsed(
        f"---\ntitle: A\nsummary: >-\n  B\n\n  C\n{below}---\n\nText.\n\n---\n\nText.", report
    )
    assert placed(report) == []


@pytest.mark.parametrize(
    "text, said",
    [
        ('+++\ntitle = "A"\n+++\n\nText.', "TOML"),
        ('---toml\ntitle = "A"\n---\n\nText.', "TOML"),
        ('---\ntitle = "A"\ndraft = true\n---\n\nText.', "TOML"),
        ('{\n  "title": "A"\n}\n\nText.', "JSON"),
        ('{"title": "A"}\n\nText.', "JSON"),
        (";;;\n{}\n;;;\n\nText.", "JSON"),
        ("```yaml\n---\ntitle: A\n---\n```\n\nText.", "within a code block"),
        ("———\ntitle: A\n———\n\nText.", "'———' does not begin front matter"),
        ("---\na: b\n---\n\n---\nlayout: post\nx: y\n---\n\nText.", "a second article begins here"),
        ('---\na: b\n---\n\n+++\ntitle = "A"\n+++\n', "a second article begins here"),
    ],
)
def test_other_front_matter_is_named(text, said, report):
    parsed(text, report)
    [problem] = report
    assert said in problem.message


def test_line_ends_of_old_macs_are_one_problem(report):
    assert parsed("---\ra: b\r---\r\rText.\r", report) is None
    assert placed(report) == ["1:1 forbidden-character"]
