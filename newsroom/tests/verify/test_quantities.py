"""Numbers in digits and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.verify.quantities import quantities


@pytest.mark.parametrize(
    "text, language, values",
    [
        ("two million people and 2.3 million dollars", "en", [2e6, 2.3e6]),
        ("twenty-five of 1,948 attacks, 37.9 per cent", "en", [25, 1948, 37.9]),
        ("1.948 Angriffe, 37,9 Millionen Euro", "de", [1948, 37.9e6]),
        ("37,9 миллиона атак и 10 000 файлов", "ru", [37.9e6, 10_000]),
        ("a dozen, two dozen, three hundred", "en", [24, 300]),
        ("the 27-year-old left; a 60-day deadline", "en", [27, 60]),
        ("CVE-2021-26855, directive 22-01, APT40, version 1.2.3, #5", "en", []),
        ("9" * 40, "en", []),
        ("none", "xx", []),
    ],
)
def test_values(text, language, values):
    assert [each.value for each in quantities(text, language)] == values


def test_small_numbers_in_words_are_told_apart():
    words, digits, large = quantities("Two firms, 2 firms, two million", "en")
    assert (words.in_words, digits.in_words, large.in_words) == (True, False, False)
    assert words.counted == {"firms"}
    assert large.counted == frozenset()


@given(st.text("0123456789 ,.-'twomilndze", max_size=60))
def test_any_text(text):
    assert all(each.value >= 0 for each in quantities(text, "en"))
