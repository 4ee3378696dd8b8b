"""Splitting a report into sentences, roles and words."""

from pathlib import Path

import pytest
import yaml

from newsroom.importer.phrases import is_form, words_of
from newsroom.importer.reading import sentences, unwrapped

CASES = yaml.safe_load(Path(__file__).with_name("passages.yml").read_text())


def test_sentences_have_places():
    text = "Mr. A. Sample of the U.S. Navy came. He left!\n\n“Why?” they asked."
    results = sentences(text)
    assert [each.text for each in results] == [
        "Mr. A. Sample of the U.S. Navy came.",
        "He left!",
        "“Why?” they asked.",
    ]
    assert all(text[each.start :].startswith(each.text) for each in results)


@pytest.mark.parametrize(
    "text, roles",
    [
        *CASES["margins"],
        (
            "Related:\nOne headline\nAnother headline\nThis is a sentence of the report.",
            ["margin"] * 3 + ["lead"],
        ),
    ],
)
def test_margins(text, roles):
    """Text around a report is distinguished from it."""
    assert [each.role for each in sentences(text)] == roles


def test_broken_lines_are_joined():
    """Lines broken by a mail program are joined; lists stay lists."""
    broken = "The first line of a paragraph that somebody wrapped at seventy\ncolumns goes on here."
    assert "\n" not in unwrapped(broken)
    assert len(unwrapped(broken)) == len(broken)
    assert unwrapped("One headline\nAnother headline") == "One headline\nAnother headline"


@pytest.mark.parametrize("text, words", CASES["words"])
def test_words(text, words):
    assert [word.plain for word in words_of(text)] == words


@pytest.mark.parametrize("written, base, languages, same", CASES["forms"])
def test_forms(written, base, languages, same):
    assert is_form(written, base, languages) is same
