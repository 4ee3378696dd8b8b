"""Typed values from YAML: a valid value gets its type, an invalid one is one problem at its place."""

import datetime as dt
import time

import pytest

from generator.check.fields import Fields
from generator.check.locale_codes import COUNTRIES
from generator.model.settings import LIMITS
from generator.read.yaml import parse
from tests.said import codes, placed


def fields(text, report):
    return Fields(parse(text, "a.md", report, LIMITS), report)


@pytest.mark.parametrize(
    "written, value",
    [
        ("plain words", "plain words"),
        ('"2024"', "2024"),
        ("'true'", "true"),
        ('"  many   spaces\\n"', "many spaces"),
        ("|\n  a block of one line\n", "a block of one line"),
        (">-\n  one\n  two", "one two"),
        ("NO", "NO"),
        ("Dövlət Təhlükəsizliyi", "Dövlət Təhlükəsizliyi"),
    ],
)
def test_text(written, value, report):
    assert fields(f"a: {written}", report).text("a") == value
    assert codes(report) == []


def texts(read, key):
    return [value for value, _ in read.placed_texts(key)]


@pytest.mark.parametrize("word", ["Müller", "Nağıyev", "Дҽвушка", "ΑΒΓ", "naïve", "1С", "μTorrent"])
def test_words_of_one_alphabet(word, report):
    read = fields(f"a: {word}", report)
    read.text("a")
    assert codes(report) == (["mixed-script"] if word == "μTorrent" else [])


@pytest.mark.parametrize(
    "written, value, said",
    [
        ("true", True, []),
        ("False", False, []),
        ('"true"', True, ["1:4 wrong-type"]),
        ("yes", True, ["1:4 wrong-type"]),
        ("1", True, ["1:4 wrong-type"]),
        ("", True, ["1:3 wrong-type"]),
    ],
)
def test_flag(written, value, said, report):
    assert fields(f"a: {written}", report).flag("a", default=True) is value
    assert placed(report) == said


@pytest.mark.parametrize(
    "written, value, said",
    [
        ("7", 7, []),
        ("010", 10, []),
        ("0", 5, ["1:4 wrong-type"]),
        ("11", 5, ["1:4 wrong-type"]),
        ("-1", 5, ["1:4 wrong-type"]),
        ("1.0", 5, ["1:4 wrong-type"]),
        ('"7"', 5, ["1:4 wrong-type"]),
        ("٧", 5, ["1:4 wrong-type"]),
        ("9" * 5_000, 5, ["1:4 wrong-type"]),
    ],
)
def test_number(written, value, said, report):
    assert fields(f"a: {written}", report).number("a", default=5, most=10) == value
    assert placed(report) == said


@pytest.mark.parametrize(
    "written, value", [("2024-02-29", dt.date(2024, 2, 29)), ('"2024-05-02"', dt.date(2024, 5, 2))]
)
def test_date(written, value, report):
    assert fields(f"a: {written}", report).date("a") == value
    assert codes(report) == []


@pytest.mark.parametrize(
    "written, code, help_part",
    [
        ("2023-02-29", "bad-date", "year-month-day"),
        ("2024-5-2", "bad-date", "year-month-day"),
        ("2024-13-01", "bad-date", "year-month-day"),
        ("0000-01-01", "bad-date", "year-month-day"),
        ("10000-01-01", "bad-date", "year-month-day"),
        ("2 May 2024", "bad-date", "year-month-day"),
        ("٢٠٢٤-٠٥-٠٢", "bad-date", "year-month-day"),
        ("2024-05-02T10:00:00Z", "bad-date", "write year-month-day: a: 2024-05-02"),
        ("20240502", "wrong-type", "year-month-day"),
        ("[2024-05-02]", "wrong-type", "year-month-day"),
        ("", "bad-date", "year-month-day"),
    ],
)
def test_invalid_date(written, code, help_part, report):
    assert fields(f"a: {written}", report).date("a") is None
    (problem,) = report
    assert problem.code == code
    assert help_part in problem.help


@pytest.mark.parametrize(
    "tag",
    ["en", "az", "zh-Hant", "pt-BR", "az-Cyrl-AZ", "es-419", "lld", "en-GB-oxendict", "de-1996"],
)
def test_language(tag, report):
    assert fields(f"a: {tag}", report).language("a") == tag
    assert codes(report) == []


@pytest.mark.parametrize(
    "tag",
    ["english", "EN", "en_US", "en-us", "xx", "a", "en-", "pt-brazil", "en-OXENDICT", '"en\\n"x'],
)
def test_invalid_language(tag, report):
    fields("a: " + (tag if not tag.startswith('"') else '"en x"'), report).language("a")
    assert codes(report) == ["bad-language"]


@pytest.mark.parametrize(
    "written, value, guess",
    [
        ("NO", "NO", None),
        ('"NO"', "NO", None),
        ("UK", "", "'GB'"),
        ("no", "", "'NO'"),
        ("Azerbaijan", "", "'AZ'"),
        ("Frence", "", "'FR'"),
        ("EU", "", "is not a country: delete it"),
        ("XK", "XK", None),
        ("[NO]", "", "two capitals"),
        ("", "", "two capitals"),
    ],
)
def test_country(written, value, guess, report):
    assert fields(f"a: {written}", report).country("a") == value
    assert [guess in problem.help for problem in report] == ([True] if guess else [])


def test_countries_are_those_of_iso_3166():
    assert {"AZ", "NO", "GB", "TW", "PS", "AQ"} <= set(COUNTRIES)
    assert {"EU", "UN", "UK", "XA", "ZZ", "AC"}.isdisjoint(COUNTRIES)
    assert 249 <= len(COUNTRIES) <= 251


@pytest.mark.parametrize(
    "written, value, said",
    [
        ("a-b-1", "a-b-1", []),
        ("A", "", ["1:4 bad-slug"]),
        ("a--b", "", ["1:4 bad-slug"]),
        ("../a", "", ["1:4 bad-slug"]),
        ("a/b", "", ["1:4 bad-slug"]),
        ("ä", "", ["1:4 bad-slug"]),
        ("аgency", "", ["1:4 bad-slug", "1:4 mixed-script"]),
        ("a" * 101, "", ["1:4 too-long"]),
    ],
)
def test_slug(written, value, said, report):
    result = fields(f"a: {written}", report).slug("a")
    assert placed(report) == said
    assert result == value or said == ["1:4 too-long"]


@pytest.mark.parametrize(
    "text, said",
    [
        ("a: []", []),
        ("b: c", []),
        ("a: x", ["1:4 wrong-type"]),
        ("a:", ["1:3 wrong-type"]),
        ("a: {x: y}", ["1:4 wrong-type"]),
        (f"a: [{', '.join(map(str, range(51)))}]", ["1:4 too-many"]),
    ],
)
def test_lists_without_a_value(text, said, report):
    assert texts(fields(text, report), "a") == []
    assert placed(report) == said


def test_many_keys(report):
    """A hundred thousand keys are compared in a moment, known and unknown ones."""
    written = "".join(f"x{number}: y\n" for number in range(100_000))
    for known in (0, 100_000):
        read = fields(written, report)
        read.known += list(read.mapping.entries)[:known]
        start = time.process_time()
        read.finish()
        assert time.process_time() - start < 2
    assert len(report) == 101
    assert report.diagnostics[-1].place.line == 101
    assert report.diagnostics[-1].message == "99,900 more words from here on are no keys"
