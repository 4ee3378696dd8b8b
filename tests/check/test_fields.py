"""Typed values from YAML: a valid value gets its type, an invalid one is one problem at its place."""

import time
from pathlib import Path

import pytest
import yaml

from generator.check.fields import Fields
from generator.check.locale_codes import COUNTRIES
from generator.model.settings import LIMITS
from generator.read.yaml import parse
from tests.said import placed

CASES = yaml.safe_load(Path(__file__).with_name("fields.yml").read_text())


def fields(text, report):
    return Fields(parse(text, "a.md", report, LIMITS), report)


ARGUMENTS = {"flag": {"default": True}, "number": {"default": 5, "most": 10}}
ROWS = [
    *((kind, *row) for kind, rows in CASES.items() for row in rows),
    ("number", "9" * 5_000, 5, ["1:4 wrong-type"]),
    ("slug", "a" * 101, "a" * 100, ["1:4 too-long"]),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}: {row[1][:40]}")
def test_value(row, report):
    """A valid value gets its type; an invalid one is one problem at its place, whose help says the form."""
    kind, written, value, *problems = row
    read = getattr(fields(f"a: {written}", report), kind)
    found = read("a", **ARGUMENTS.get(kind, {}))
    assert (type(found), found) == (type(value), value)
    assert placed(report) == (problems[0] if problems else [])
    assert all(part in next(iter(report)).help for part in problems[1:])


@pytest.mark.parametrize(
    "written, code",
    [
        ("ua", "uk"),
        ("cz", "cs"),
        ("JP", "ja"),
        ("gr", "el"),
        ("Ukrainian", "uk"),
        ("xx", ""),
        ("150", ""),
    ],
)
def test_language_of_a_country(written, code, report):
    """A country's code in place of a language's is answered with the language, as a value and as a key."""
    fields(f"a: '{written}'", report).language("a")
    assert list(fields(f"'{written}': Name", report).languages("write a code")) == []
    helps = ["write a code", "write a code such as en, az, ru or pt-BR"]
    assert [one.help for one in report] == (2 * [f"did you mean '{code}'?"] if code else helps)


def test_a_text_of_the_recommended_length_is_long_enough(report):
    """Only a shorter one is reported; an empty one is reported as empty alone."""
    row = {"type": "text", "least": 8}
    for text in ("1234567", "12345678", "123456789"):
        fields(f"a: '{text}'", report).value("a", row)
    assert [one.message for one in report] == ["'a' has only 7 characters"]


def test_countries_are_those_of_iso_3166():
    assert {"AZ", "NO", "GB", "TW", "PS", "AQ"} <= set(COUNTRIES)
    assert {"EU", "UN", "UK", "XA", "ZZ", "AC"}.isdisjoint(COUNTRIES)
    assert 249 <= len(COUNTRIES) <= 251


def texts(read, key):
    return [value for value, _ in read.placed_texts(key)]


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
