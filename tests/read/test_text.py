import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Report
from generator.read.text import decode, describe, find_forbidden, position
from tests.said import placed


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a\tb\nc\r\n", id="white-space"),
        pytest.param("Dövlət Təhlükəsizliyi – “5 €” № 7\u00a0km", id="signs"),
        pytest.param("می\u200cخواهم", id="persian-non-joiner"),
        pytest.param("क्\u200dष", id="devanagari-joiner"),
        pytest.param("C++\u200e ועוד", id="hebrew-mark"),
        pytest.param("\U0001f468\u200d\U0001f469\u200d\U0001f467", id="emoji-family"),
        pytest.param("\u2764\ufe0f\u200d\U0001f525 1\ufe0f\u20e3 ©\ufe0f", id="emoji-selectors"),
        pytest.param("Vie\u0323\u0302t", id="vietnamese-marks"),
        pytest.param("בְּרֵאשִׁ֖ית", id="pointed-hebrew"),
        pytest.param("מִתַּ֣חַת לָרָקִ֔יעַ", id="hebrew-with-accents"),
        pytest.param("ٱللَّهُ أَكْبَرُ هَٰذَا", id="vocalised-arabic"),
        pytest.param("ก็ ที่ น้ำ ปั๊ม", id="thai"),
        pytest.param("ເປັນ ນ້ຳ ຫຼິ້ນ", id="lao"),
        pytest.param("བསྒྲུབས་ རྒྱལ་ ཧཱུྃ སྐྱེས་", id="tibetan"),
        pytest.param("मृत्युंजय कर्त्तव्य ँ हिन्दी क़ानून", id="devanagari"),
        pytest.param("ကြွှို့ မြန်မာ", id="burmese"),
        pytest.param("ស្ត្រី ខ្ញុំ", id="khmer"),
        pytest.param("ᠮᠣᠩᠭᠣᠯ᠋ ᠪᠢᠴᠢᠭ᠌", id="mongolian-selector"),
        pytest.param("ё̈ i̇̀ ệ̃", id="marks-of-linguists"),
        pytest.param("👩🏽‍💻❤️❤️❤️🏴‍☠️", id="emoji-in-a-row"),
        pytest.param("————————————————", id="dashes"),
    ],
)
def test_allowed_characters(text):
    assert find_forbidden(text) == []


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        pytest.param("a\x00b", [1], id="nul"),
        pytest.param("a\x1b[31m", [1], id="escape"),
        pytest.param("a\x85b\u2028c\u2029", [1, 3, 5], id="line-breaks-of-others"),
        pytest.param("a\rb\r\nc", [1], id="bare-carriage-return"),
        pytest.param("a\u202eb\u2066c\u2069", [1, 3, 5], id="bidi"),
        pytest.param("a\u200bb\u00adc\ufeffd", [1, 3, 5], id="without-width"),
        pytest.param("a\u2800b\u3164c", [1, 3], id="blank-letters"),
        pytest.param("a\ue000b\U000e0041c\U0010ffffd", [1, 3, 5], id="private-and-tags"),
        pytest.param("a\u200db", [1], id="joiner-in-latin"),
        pytest.param("a\u200f\u200f\u200eb", [1, 2, 3], id="marks-excuse-no-marks"),
        pytest.param("a\ufe00\ufe0f", [1, 2], id="selectors-after-letter"),
        pytest.param("\ufe0fa", [0], id="selector-first"),
        pytest.param("Z\u0300\u0301\u0302\u0303", [1], id="piled"),
        pytest.param("x" + "\u05b0\u05c2" * 5, [1], id="piled-of-another-script"),
        pytest.param("ก" + "\u0e47" * 8, [1], id="thai-marks"),
        pytest.param("ก\u0e34\u0e47\u0e48\u0e4d", [1], id="thai-marks-of-several-kinds"),
        pytest.param("ཀ" + "".join(map(chr, range(0xF90, 0xF97))), [1], id="tibetan-subjoined"),
        pytest.param("e\u0301\u0301", [1], id="one-mark-twice"),
        pytest.param("ب\u064e\u200d\u064e", [1], id="one-mark-twice-around-a-joiner"),
        pytest.param("–\u0301\u0302\u0303\u0304", [1], id="piled-on-a-dash"),
        pytest.param("a\u180bb", [1], id="mongolian-selector-in-latin"),
        pytest.param("a\ufffcb", [1], id="object"),
        pytest.param("a\U0001fffeb\U000effffc\uffff", [1, 3, 5], id="noncharacters"),
    ],
)
def test_forbidden_characters(text, offsets):
    assert [offset for offset, _ in find_forbidden(text)] == offsets


def test_number_of_reported_characters_is_limited():
    assert len(find_forbidden("\u200b" * 10_000)) == 8


def test_names_of_characters():
    assert describe("\u202e") == "U+202E RIGHT-TO-LEFT OVERRIDE"
    assert describe("\x07") == "U+0007"
    assert describe("\r") == "U+000D a bare carriage return"


@pytest.mark.parametrize(
    ("offset", "place"),
    [(0, (1, 1)), (1, (1, 2)), (2, (1, 3)), (3, (2, 1)), (4, (3, 1)), (5, (3, 2))],
)
def test_position(offset, place):
    assert position("ab\n\nc", offset) == place


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
    ("data", "said"),
    [
        pytest.param(b"one\ntw\xe9", ["2:3 not-utf8"], id="latin-1"),
        pytest.param(b"\xff\xfea\x00", ["1:1 not-utf8"], id="utf-16"),
        pytest.param(b"\xed\xa0\x80", ["1:1 not-utf8"], id="surrogate"),
        pytest.param(b"\xc0\xaf", ["1:1 not-utf8"], id="overlong"),
        pytest.param("é\né\xe9".encode() + b"\xff", ["2:3 not-utf8"], id="counts-characters"),
        pytest.param(
            b"a\n\x00b\x00",
            ["2:1 forbidden-character", "2:3 forbidden-character"],
            id="each-in-place",
        ),
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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("Title\n=======\n", [], id="heading"),
        pytest.param(
            "<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n\nTitle\n=======\n", [1, 3, 5], id="above"
        ),
        pytest.param("a\n=======\nb\n>>>>>>> c\n", [2, 4], id="half-mended"),
        pytest.param("> > > > > > > a\n<<<<<<<b\n", [], id="quotation"),
    ],
)
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
