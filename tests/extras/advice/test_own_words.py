from pathlib import Path

import pytest
import yaml

from generator.extras.advice.own_words import prose, split
from generator.system.bounds import within

CASES = yaml.safe_load(Path(__file__).with_name("own_words.yml").read_text("utf-8"))


@pytest.mark.parametrize("text, quoted", CASES["quotations"])
def test_quotations(text, quoted):
    own, quotations = split(prose(text))
    assert [quotation.group() for quotation in quotations] == quoted
    assert all(text[quotation.start() :].startswith(quotation.group()) for quotation in quotations)
    assert len(own) == len(text)
    assert quoted or own == text
    assert not any(
        word in own for quotation in quoted for word in quotation.split() if len(word) > 4
    )


@pytest.mark.parametrize("markdown, words", CASES["prose has no code and no addresses"])
def test_prose_has_no_code_and_no_addresses(markdown, words):
    assert prose(markdown).split() == words.split()
    assert len(prose(markdown)) == len(markdown)


@pytest.mark.parametrize("text", CASES["no text takes long"])
def test_no_text_takes_long(text):
    """Unclosed marks are searched for once in total, not once each."""
    text *= 120_000 // len(text)
    assert len(within(lambda: split(prose(text))[0], seconds=10)) == len(text)
