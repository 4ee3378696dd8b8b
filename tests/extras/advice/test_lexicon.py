import pytest

from generator.extras.advice.lexicon import met, pattern_of
from generator.read.text import words


@pytest.mark.parametrize(
    "text, found",
    [
        ("killed, barbarous x", {"Killed", "barbar*", "barba*"}),
        ("barb kill", set()),
        ("the puppet\nState", {"puppet state"}),
        ("so-called", {"so called"}),
        ("affairs of state", {"affair* of state"}),
    ],
)
def test_phrases_of_a_text(text, found):
    listed = ("Killed", "barbar*", "barba*", "puppet state", "so called", "affair* of state")
    assert set(met(listed, words(text))) == found
    assert not met((), words(text))


@pytest.mark.parametrize(
    "phrase, text, found",
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
