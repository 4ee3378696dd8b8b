"""Output formats of a report; quoted text cannot affect a terminal, log or page."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.codes import every_code
from generator.diagnostics.diagnostics import Diagnostic, Place, Report
from generator.diagnostics.formats import (
    FORMATS,
    STOPPING_STRICT,
    as_github,
    as_gitlab,
    as_json,
    as_line,
    as_text,
    counts,
    verdict,
)
from generator.diagnostics.terminal import visible

NASTY = "\x1b[31mred\x07 \u202etxt.exe \u200b\n::error::x\r%0A, a:b"


def made(*problems):
    report = Report()
    for line, (place, *problem) in enumerate(problems, 1):
        report.add(Place(place.path, line) if place == Place(place.path) else place, *problem)
    return report


TWO = made(
    (
        Place("content/a.md", 3, 20),
        "unknown-term",
        "'pnishing' is not a term of 'themes'",
        "did you mean 'phishing'?",
    ),
    (
        Place("content/b.md", 2, 8),
        "too-short",
        "'title' has only 6 characters",
        "say it in 8 characters or more",
    ),
)


@pytest.mark.parametrize("length", [600, 601])
def test_longest_line(length):
    """A message and a help line are whole up to 600 characters, and longer ones end with `…`."""
    text = as_text(made((Place("content/a.md", 1, 1), "too-short", "m" * length, "h" * length)))
    for sign in "mh":
        whole = sign * 600 if length == 600 else sign * 599 + "…"
        assert re.search(rf" {whole}( |$)", text, re.MULTILINE)


@pytest.mark.parametrize(
    "errors, warnings, said",
    [
        (0, 0, "no problems found"),
        (1, 0, "1 error"),
        (2, 0, "2 errors"),
        (0, 1, "1 warning"),
        (3, 2, "3 errors, 2 warnings"),
    ],
)
def test_counts(errors, warnings, said):
    error = (Place("a.md"), "bad-date", "message", "help")
    warning = (Place("a.md"), "too-short", "message", "help")
    assert counts(made(*[error] * errors, *[warning] * warnings)) == said


@pytest.mark.parametrize(
    "errors, warnings, notes, said, strict",
    [
        (0, 0, 0, "no problems found", "no problems found"),
        (1, 0, 0, "1 error stops the build", "1 error stops the build"),
        (2, 0, 0, "2 errors stop the build", "2 errors stop the build"),
        (0, 1, 0, "1 warning does not stop the build", "1 warning stops the build"),
        (0, 0, 1, "1 note does not stop the build", "1 note does not stop the build"),
        (2, 13, 0, "2 errors stop the build; 13 warnings do not", "2 errors and 13 warnings stop the build"),
        (1, 1, 1, "1 error stops the build; 1 warning and 1 note do not", "1 error and 1 warning stop the build; 1 note does not"),
    ],
)  # fmt: skip
def test_verdict(errors, warnings, notes, said, strict):
    """The last line says what stops the build, and with `--strict` warnings do."""
    codes = ["bad-date"] * errors + ["too-short"] * warnings + ["untranslated-interface"] * notes
    report = made(*((Place("a.md"), code, "message", "help") for code in codes))
    assert verdict(report) == said
    assert verdict(report, STOPPING_STRICT) == strict
    assert as_text(report).split("\n")[-1] == said


@pytest.mark.parametrize("in_draft", [False, True])
@pytest.mark.parametrize("code", every_code().values(), ids=lambda code: code.slug)
def test_every_format_has_the_severity_of_every_code(code, in_draft):
    """The catalogue decides, and a draft makes each error a warning."""
    report = Report()
    report.extend([Diagnostic(Place("a.md"), code.slug, "message", "help", in_draft=in_draft)])
    word = "warning" if in_draft else code.severity
    entry = f"a.md:1:1: {word}: message [{code.slug}]"
    assert as_text(report).startswith(f"{entry}\n    help: help\n1 {word} ")
    assert as_line(report.diagnostics[0]) == f"{entry} (help)"
    assert json.loads(as_json(report))[0]["severity"] == word
    of_github = {"error": "error", "warning": "warning", "note": "notice"}
    assert as_github(report).startswith(f"::{of_github[word]} ")
    of_gitlab = {"error": "major", "warning": "minor", "note": "info"}
    assert json.loads(as_gitlab(report))[0]["severity"] == of_gitlab[word]


def test_errors_are_last():
    """What stops the build stays on the screen; within a severity the places decide."""
    codes = ("bad-date", "untranslated-interface", "too-short", "bad-url", "empty-body")
    report = made(*((Place("a.md"), code, "message", "help") for code in codes))
    entries = as_text(report).split("\n")[:-1:2]
    assert [entry.split(": ")[:2] for entry in entries] == [
        ["a.md:2:1", "note"],
        ["a.md:3:1", "warning"],
        ["a.md:5:1", "warning"],
        ["a.md:1:1", "error"],
        ["a.md:4:1", "error"],
    ]


def test_colours():
    """Only the word of the severity has a colour; without colours the text is the same."""
    coloured = as_text(TWO, coloured=True)
    assert coloured.count("\x1b[1;31merror\x1b[0m: ") == 1
    assert coloured.count("\x1b[1;33mwarning\x1b[0m: ") == 1
    assert re.sub(r"\x1b\[[0-9;]+m", "", coloured) == as_text(TWO)
    quoted = as_text(made((Place(f"{NASTY}.md"), "bad-date", NASTY, NASTY)), coloured=True)
    assert quoted.count("\x1b") == 2


def test_json():
    """The keys that scripts rely on."""
    assert json.loads(as_json(TWO))[0] == {
        "path": "content/a.md",
        "line": 3,
        "column": 20,
        "code": "unknown-term",
        "severity": "error",
        "message": "'pnishing' is not a term of 'themes'",
        "help": "did you mean 'phishing'?",
        "fix": None,
    }
    assert json.loads(as_json(Report())) == []


def test_github():
    """Each problem is one workflow command, shown as an annotation at its line and column."""
    first, second = as_github(TWO).split("\n")
    assert first == (
        "::error file=content/a.md,line=3,col=20,title=unknown-term::"
        "'pnishing' is not a term of 'themes' (did you mean 'phishing'?)"
    )
    assert second.startswith(
        "::warning file=content/b.md,line=2,col=8,title=too-short::'title' has only"
    )
    assert as_github(Report()) == ""


def test_notes():
    """A note has the lowest level of each format."""
    report = made((Place("site_config/site.yml"), "untranslated-interface", "message", "help"))
    assert counts(report) == "1 note"
    assert as_github(report).startswith("::notice file=site_config/site.yml,")
    assert json.loads(as_gitlab(report))[0]["severity"] == "info"


def test_github_escapes_commands():
    """A file name cannot end the properties, and a message cannot begin a command."""
    report = made((Place("a,line=9::b%.md"), "bad-date", "100%\n::set-env name=A::b", "help"))
    assert as_github(report) == (
        "::error file=a%2Cline=9%3A%3Ab%25.md,line=1,col=1,title=bad-date::100%25\\n::set-env name=A::b (help)"
    )


def test_gitlab():
    """A code quality report has its required fields."""
    first, second = json.loads(as_gitlab(TWO))
    fingerprint = first.pop("fingerprint")
    assert first == {
        "description": "'pnishing' is not a term of 'themes' (did you mean 'phishing'?)",
        "check_name": "unknown-term",
        "severity": "major",
        "location": {"path": "content/a.md", "lines": {"begin": 3}},
    }
    assert second["severity"] == "minor"
    assert len(fingerprint) == 64
    assert fingerprint != second["fingerprint"]
    assert json.loads(as_gitlab(Report())) == []


def test_gitlab_fingerprints():
    """A moved problem keeps its fingerprint; two equal problems have different ones."""
    one = ("bad-date", "'x' is not a day", "help")
    before = json.loads(as_gitlab(made((Place("a.md", 3), *one), (Place("a.md", 5), *one))))
    after = json.loads(as_gitlab(made((Place("a.md", 4, 9), *one), (Place("a.md", 8), *one))))
    prints = [issue["fingerprint"] for issue in before]
    assert prints == [issue["fingerprint"] for issue in after]
    assert len(set(prints)) == 2
    elsewhere = json.loads(as_gitlab(made((Place("b.md", 3), *one))))
    assert elsewhere[0]["fingerprint"] not in prints


@given(st.text(st.characters()))
def test_gitlab_takes_any_text(text):
    (issue,) = json.loads(as_gitlab(made((Place(text), "bad-date", text, text))))
    assert issue["location"]["path"] == text
    assert issue["description"].isprintable()


@pytest.mark.parametrize("form", ["text", "github"])
def test_nothing_quoted_acts_on_a_terminal(form):
    lines = FORMATS[form](made((Place(f"{NASTY}.md"), "bad-date", NASTY, NASTY))).split("\n")
    assert len(lines) == {"text": 3, "github": 1}[form]
    assert all(line.isprintable() for line in lines)


def test_json_is_ascii_and_survives_a_round_trip():
    written = as_json(made((Place("a.md"), "bad-date", NASTY, "help")))
    assert written.isascii()
    assert json.loads(written)[0]["message"] == NASTY


@given(st.text(st.characters()))
def test_visible(text):
    """Printable text stays; other characters are escaped."""
    shown = visible(text)
    assert shown.isprintable()
    assert (shown == text) == text.isprintable()


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_names_of_files_that_are_not_utf_8(form):
    """A byte of a file name that is not valid UTF-8 is escaped."""
    report = Report()
    report.add(
        Place("content/articles/\udcff.md"), "file-name", "'\udcff.md' is no name", "rename it"
    )
    assert FORMATS[form](report).encode("utf-8", "backslashreplace")
