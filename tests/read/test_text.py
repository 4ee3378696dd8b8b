import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Report
from generator.read.text import decode, find_forbidden, position
from tests.said import placed


@pytest.mark.parametrize(
    "text",
    [
        "a\tb\nc\r\n",  # white space
        "Dövlət Təhlükəsizliyi – “5 €” № 7\u00a0km",  # signs
        "می\u200cخواهم",  # persian non joiner
        "क्\u200dष",  # devanagari joiner
        "C++\u200e ועוד",  # hebrew mark
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # emoji family
        "\u2764\ufe0f\u200d\U0001f525 1\ufe0f\u20e3 ©\ufe0f",  # emoji selectors
        "Vie\u0323\u0302t",  # vietnamese marks
        "בְּרֵאשִׁ֖ית",  # pointed hebrew
        "מִתַּ֣חַת לָרָקִ֔יעַ",  # hebrew with accents
        "ٱللَّهُ أَكْبَرُ هَٰذَا",  # vocalised arabic
        "ก็ ที่ น้ำ ปั๊ม",  # thai
        "ເປັນ ນ້ຳ ຫຼິ້ນ",  # lao
        "བསྒྲུབས་ རྒྱལ་ ཧཱུྃ སྐྱེས་",  # tibetan
        "मृत्युंजय कर्त्तव्य ँ हिन्दी क़ानून",  # devanagari
        "ကြွှို့ မြန်မာ",  # burmese
        "ស្ត្រី ខ្ញុំ",  # khmer
        "ᠮᠣᠩᠭᠣᠯ᠋ ᠪᠢᠴᠢᠭ᠌",  # mongolian selector
        "ё̈ i̇̀ ệ̃",  # marks of linguists
        "👩🏽‍💻❤️❤️❤️🏴‍☠️",  # emoji in a row
        "————————————————",  # dashes
    ],
)
def test_allowed_characters(text):
    assert find_forbidden(text) == []


@pytest.mark.parametrize(
    "text, offsets",
    [
        ("a\x00b", [1]),  # nul
        ("a\x1b[31m", [1]),  # escape
        ("a\x85b\u2028c\u2029", [1, 3, 5]),  # line breaks of others
        ("a\rb\r\nc", [1]),  # bare carriage return
        ("a\u202eb\u2066c\u2069", [1, 3, 5]),  # bidi
        ("a\u200bb\u00adc\ufeffd", [1, 3, 5]),  # without width
        ("a\u2800b\u3164c", [1, 3]),  # blank letters
        ("a\ue000b\U000e0041c\U0010ffffd", [1, 3, 5]),  # private and tags
        ("a\u200db", [1]),  # joiner in latin
        ("a\u200f\u200f\u200eb", [1, 2, 3]),  # marks excuse no marks
        ("a\ufe00\ufe0f", [1, 2]),  # selectors after letter
        ("\ufe0fa", [0]),  # selector first
        ("Z\u0300\u0301\u0302\u0303", [1]),  # piled
        ("x" + "\u05b0\u05c2" * 5, [1]),  # piled of another script
        ("ก" + "\u0e47" * 8, [1]),  # thai marks
        ("ก\u0e34\u0e47\u0e48\u0e4d", [1]),  # thai marks of several kinds
        ("ཀ" + "".join(map(chr, range(0xF90, 0xF97))), [1]),  # tibetan subjoined
        ("e\u0301\u0301", [1]),  # one mark twice
        ("ب\u064e\u200d\u064e", [1]),  # one mark twice around a joiner
        ("–\u0301\u0302\u0303\u0304", [1]),  # piled on a dash
        ("a\u180bb", [1]),  # mongolian selector in latin
        ("a\ufffcb", [1]),  # object
        ("a\U0001fffeb\U000effffc\uffff", [1, 3, 5]),  # noncharacters
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


@pytest.mark.parametrize(
    "text, said",
    [
        ("Title\n=======\n", []),  # heading
        # above
        ("<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n\nTitle\n=======\n", [1, 3, 5]),
        ("a\n=======\nb\n>>>>>>> c\n", [2, 4]),  # half mended
        ("> > > > > > > a\n<<<<<<<b\n", []),  # quotation
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
