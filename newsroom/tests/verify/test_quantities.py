"""Numbers in digits and words."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from newsroom.verify.quantities import TABLE, number_words, quantities

CASES = yaml.safe_load(Path(__file__).with_name("quantities.yml").read_text())


@pytest.mark.parametrize("text, language, values", [*CASES["values"], ("9" * 40, "en", [])])
def test_values(text, language, values):
    assert [each.value for each in quantities(text, language)] == values


def test_small_numbers_in_words_are_told_apart():
    words, digits, large = quantities("Two firms, 2 firms, two million", "en")
    assert (words.in_words, digits.in_words, large.in_words) == (True, False, False)
    assert words.counted == {"firms"}
    assert large.counted == frozenset()


@pytest.mark.parametrize("language", sorted(set(TABLE) - {"scales", "limits", "units"}))
def test_every_listed_word_in_any_case(language):
    for word, value in number_words(language).items():
        for written in (word, word.upper(), word.title()):
            assert [each.value for each in quantities(written, language)] == [value], written


@given(st.text("0123456789 ,.-'twomilndze", max_size=60))
def test_any_text(text):
    assert all(each.value >= 0 for each in quantities(text, "en"))
