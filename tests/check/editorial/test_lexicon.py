from __future__ import annotations

import pytest

from generator.check.editorial.lexicon import listed, pattern_of, phrases_met, words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("So-called “Readers” don't read.", "so called readers don t read"),
        ("Ünlü Sözlər: «Əsas»", "ünlü sözlər əsas"),
        ("", ""),
        ("CVE-2024-1", "cve 2024 1"),
    ],
)
def test_words(text, said):
    assert words(text) == tuple(said.split())


def test_scripts_without_spaces_have_one_word_per_letter():
    assert words("安全 ok") == ("安", "全", "ok")


def test_listed_words():
    found = listed(("Killed", "barbar*", "barba*"))
    assert set(found.met({"killed", "barbarous", "x"})) == {"killed", "barbar*", "barba*"}
    assert list(found.met({"barb", "kill"})) == []


def test_phrases_are_found_by_their_longest_word():
    phrases = (("puppet state", "a"), ("so-called", "b"), ("state", "c"))
    assert dict(phrases_met(phrases, {"the", "puppet"})) == {"puppet state": "a"}
    assert dict(phrases_met(phrases, {"called", "state"})) == {"so-called": "b", "state": "c"}


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("puppet state", "a puppet\nstate", "puppet\nstate"),
        ("puppet state", "a puppet states", None),
        ("puppet state*", "Puppet states", "Puppet states"),
        ("puppet state", "a Puppet State", None),
        ("so-called", "the so called", "so called"),
        ("martyr", "a martyr-like", None),
        ("Schergen", "die schergen", None),
        ("вар*", "варвары", "варвары"),
    ],
)
def test_place_of_a_phrase(phrase, text, found):
    match = pattern_of(phrase).search(text)
    assert (match.group() if match else None) == found
