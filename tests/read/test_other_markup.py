"""Every row of the table of other systems' markup, wherever a text may have it."""

import re
import time
from pathlib import Path

import pytest
import yaml

from generator.diagnostics.diagnostics import Place, Report
from generator.model.settings import LIMITS
from generator.read.body import render
from generator.read.other_markup import every_markup

HONEST = yaml.safe_load(Path(__file__).with_name("other_markup.yml").read_text())
FORMS = [(row, form) for row in every_markup() for form in (row.looks, *row.also)]
ANYWHERE = [(row, form) for row, form in FORMS if not row.within]
WHERE = {
    "alone": ("{}", 1),
    "at the beginning": ("{}\n\nText after.", 1),
    "at the end": ("Text before.\n\n{}\n", 3),
    "in a paragraph": ("Text before.\n{}\nText after.", 2),
    "in an item": ("- one\n- {}\n- three", 2),
    "in a numbered item": ("1. one\n\n   {}\n2. two", 3),
    "in a heading": ("Text.\n\n## {}\n\nText.", 3),
    "in a note": ("Text.[^1]\n\n[^1]: {}", 3),
    "after code": ("It is `{}`.\n\n{}", 3),
    "after a link": ("[Text](https://example.org/x) and more\n{}", 2),
}
TEXT_ABOUT_IT = {
    "code": "It is written `` {} ``.",
    "code block": "```\n{}\n```",
    "indented code": "Text.\n\n    {}",
    "quotation": "> He wrote.\n>\n> {}",
    "item of a quotation": "> - {}",
    "quoted words": "They wrote “{}” there.",
    "German quotes": "They wrote „{}“ there.",
    "French quotes": "They wrote «{}» there.",
    "Chinese quotes": "他写道「{}」。",
}


def told(text):
    """The line, the code and the message of each problem."""
    report = Report()
    assert render(text, "a.md", 1, LIMITS, report, "a/") is not None
    return [(problem.place, problem.code, problem.message) for problem in report]


def put(form, text):
    """A text with a form in its blanks; further lines of the form stay in the same list or quotation."""

    def line(match):
        before = re.sub(r"[^>]", " ", match[1])
        return match[0].replace("{}", form.replace("\n", f"\n{before}"))

    return re.sub(r"(?m)^((?:>| |- |\d\. |\[\^1\]: )*).*\{\}.*$", line, text)


def has_block_markup(row):
    """Whether the form is a table or a list, which neither a heading nor a line of words contains."""
    return row.looks.startswith(("+-", ":  ", "- [", "-one", "| ")) or "\n" in row.looks


# One test a form with all its places, not one a place: 3,000 tests take longer to hand out than to run.
@pytest.mark.parametrize("row, form", ANYWHERE, ids=[form for _, form in ANYWHERE])
def test_every_form_is_reported_once(row, form):
    places = set(WHERE)
    if set(form) & set("`\n"):
        places.remove(
            "after code"
        )  # code spans do not nest, and its place is for forms of one line
    if has_block_markup(row):
        places.remove("in a heading")
    for where in sorted(places):
        text, line = WHERE[where]
        [(place, code, message)] = told(put(form, text))
        assert (place.path, place.line, code) == ("a.md", line, "other-markup"), where
        assert message.endswith(row.says), where


def test_every_form_has_a_place_and_help():
    for row, form in FORMS:
        report = Report()
        render(f"Text.\n\n{form}\n", "a.md", 7, LIMITS, report, "a/")
        [problem] = report
        assert (problem.place.line, problem.code) == (9, "other-markup"), form
        assert problem.message.endswith(row.says), form
        assert filled(row).match(problem.help), form


def filled(row):
    """Matches the help of a row whose blanks may be filled with what was found."""
    return re.compile(re.sub(r"<\w+>", r"[\\w<>-]+", re.escape(row.help)))


@pytest.mark.parametrize("row, form", ANYWHERE, ids=[form for _, form in ANYWHERE])
def test_texts_about_markup_are_left_alone(row, form):
    places = set(TEXT_ABOUT_IT)
    if "`" in form:
        places.remove("code")  # code spans do not nest
    if "\n" in form or has_block_markup(row):
        places -= {where for where in places if "quote" in where}
    for where in sorted(places):
        assert told(put(form, TEXT_ABOUT_IT[where])) == [], where


def test_addresses_are_left_alone():
    for form in [form for _, form in ANYWHERE if not set(form) & set(" `…[]<>|\n")]:
        found = told(f"<https://example.org/{form}/a>, https://example.org/x?{form} and so on.")
        assert [message for _, code, message in found if code == "other-markup"] == [], form


@pytest.mark.parametrize("text", HONEST["honest"])
def test_honest_texts(text):
    assert [message for _, code, message in told(text) if code == "other-markup"] == []


@pytest.mark.parametrize("text, places", HONEST["places"])
def test_places(text, places):
    found = [place for place, code, _ in told(text) if code == "other-markup"]
    assert [f"{place.line}:{place.column}" for place in found] == places


def test_escaped_marks_are_text():
    assert told(r"\[[page]] and \{{ x }} and \:smile: and \==x==") == []


def test_a_text_full_of_markup_is_told_in_part():
    found = told("{{ x }}\n\n" * 1_000)
    assert [place.line for place, _, _ in found] == list(range(1, 60, 2))


def test_rows_are_complete():
    assert len({row.looks for row in every_markup()}) == len(every_markup())
    for row in every_markup():
        assert row.within in ("", "block", "quotation", "address", "html")
        assert row.signs or row.within


@pytest.mark.parametrize(
    "unit",
    [
        "**",
        "** a",
        "$",
        "$a_",
        "`a",
        "\n-a list of words",
        "|a|\n",
        "[a](/",
        "[a][",
        "[a(http://b)",
        "[",
        "{",
        ":",
        ":a",
        "==",
        "==a",
        "^^",
        "'''",
        "{{ a ",
        '[a x="',
        "%%",
        '"',
        "«",
        "\n-a",
        "\n2. a",
        " | a\n",
        "\ta\n",
        "''a",
        "//a ",
        "||a",
        "\\(a_",
        "__a_",
        "*a *",
        "^[a b",
        "[@a1",
        "link:a[",
        "<!--",
        "—",
    ],
)
def test_long_texts_take_linear_time(unit, monkeypatch):
    """A text of the greatest size takes four times the processor time of a quarter of it, or little more."""
    monkeypatch.setattr("generator.read.body.within", lambda work: work())
    quarter, whole = (min(seconds(long_text(unit, size)) for _ in range(2)) for size in SIZES)
    assert whole < 10 * quarter + 0.2  # it would be 16 times, if time grew with the square


SIZES = 30_000, 120_000


def long_text(unit, size):
    """A text full of a unit; it has words between those with marks, of which a text has few."""
    marks = sum(map(unit.count, "[]<>*_`~\\&!"))
    count = size // len(unit)
    if marks:
        count = min(count, LIMITS.marks * size // SIZES[1] // marks)
    words = " word" * ((size // count - len(unit)) // 5)
    return (unit + words) * count


def seconds(text):
    """The processor time that a text takes, which is read to its end."""
    report, started = Report(), time.process_time()
    render(text, "a.md", 1, LIMITS, report, "a/")
    taken = time.process_time() - started
    assert not [problem.message for problem in report if "other marks" in problem.message]
    return taken


def test_description_of_a_term_is_read_alike():
    report = Report()
    render("See [[page]].", "terms.yml", 12, LIMITS, report, "agencies/a/")
    assert [problem.place for problem in report] == [Place("terms.yml", 12, 5)]
