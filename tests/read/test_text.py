import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Report
from generator.read.text import decode, find_forbidden, position
from tests.said import placed

CASES = yaml.safe_load(Path(__file__).with_name("text.yml").read_text())


@pytest.mark.parametrize("text", CASES["allowed characters"])
def test_allowed_characters(text):
    assert find_forbidden(text) == []


@pytest.mark.parametrize(
    "text, offsets",
    [
        *CASES["forbidden characters"],
        ("x" + "\u05b0\u05c2" * 5, [1]),
        ("ก" + "\u0e47" * 8, [1]),
        ("ཀ" + "".join(map(chr, range(0xF90, 0xF97))), [1]),
    ],
)
def test_forbidden_characters(text, offsets):
    assert [offset for offset, _ in find_forbidden(text)] == offsets


def test_number_of_reported_characters_is_limited():
    assert len(find_forbidden("\u200b" * 10_000)) == 8


@given(st.text(st.sampled_from("ab\n")), st.data())
def test_position_counts_characters(text, data):
    offset = data.draw(st.integers(0, len(text)))
    lines = text[:offset].split("\n")
    assert position(text, offset) == (len(lines), len(lines[-1]) + 1)


def test_decode_composes_letters_and_unifies_line_ends(report):
    assert decode("Cafe\u0301\r\n".encode(), "a.md", report) == "Café\n"
    assert decode(b"plain\r\nascii\n", "a.md", report) == "plain\nascii\n"
    assert len(report) == 0


@pytest.mark.parametrize(
    "data, said",
    [
        (b"one\ntw\xe9", ["2:3 not-utf8"]),  # latin 1
        (b"\xff\xfea\x00", ["1:1 not-utf8"]),  # utf 16
        (b"\xed\xa0\x80", ["1:1 not-utf8"]),  # surrogate
        (b"\xc0\xaf", ["1:1 not-utf8"]),  # overlong
        ("é\né\xe9".encode() + b"\xff", ["2:3 not-utf8"]),  # counts characters
        # each in place
        (b"a\n\x00b\x00", ["2:1 forbidden-character", "2:3 forbidden-character"]),
    ],
)
def test_decode_refuses(data, said, report):
    assert decode(data, "a.md", report) is None
    assert placed(report) == said


def test_a_byte_order_mark_begins_a_file(report):
    """A byte order mark is allowed only at the beginning, where Windows editors write it."""
    assert decode(b"\xef\xbb\xbfa\n", "a.md", report) == "a\n"
    assert decode(b"\xef\xbb\xbf\xef\xbb\xbfa", "a.md", report) is None
    assert decode(b"\xef\xbb\xbf\xff", "a.md", report) is None
    assert placed(report) == ["1:1 forbidden-character", "1:1 not-utf8"]


@pytest.mark.parametrize("text, said", CASES["lines of git"])
def test_lines_of_git(text, said, report):
    """A line of equals signs is git's only above one that nothing but git writes."""
    decode(text.encode(), "a.md", report)
    assert placed(report) == [f"{line}:1 merge-conflict" for line in said]


@given(st.binary())
def test_decode_gives_text_or_problems(data):
    report = Report()
    text = decode(data, "a.md", report)
    assert (text is None) == (len(report) > 0)
    assert text is None or (find_forbidden(text) == [] and unicodedata.is_normalized("NFC", text))
