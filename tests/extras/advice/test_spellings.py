from itertools import combinations
from pathlib import Path

import pytest
import yaml
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from generator.extras.advice.wording import alike, find

CASES = yaml.safe_load(Path(__file__).with_name("spellings.yml").read_text("utf-8"))


def found(own, language="en"):
    return {(spelling.first, spelling.second) for spelling in find(own, language)}


@pytest.mark.parametrize("one, other", CASES["spellings of one name"])
def test_spellings_of_one_name(one, other):
    own = f"They met {one} there. Later {other} left, and {one} stayed."
    assert found(own) == {(one, other)}


@pytest.mark.parametrize("pair", CASES["two names"])
def test_two_names(pair):
    first, other = pair.split()
    assert found(f"They met {first} there. Later {other} left, and {first} stayed.") == set()


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "az", "pl", "ru"])
def test_countries_differ(language):
    """Of all names of countries and territories, only Guyana and Guiana are too similar."""
    words = {
        word
        for name in Locale(language).territories.values()
        for word in name.split()
        if word[0].isupper()
    }
    pairs = [pair for pair in combinations(sorted(words), 2) if alike(*pair)]
    assert [
        pair for pair in pairs if {name.casefold() for name in pair} != {"guiana", "guyana"}
    ] == []


@pytest.mark.parametrize(
    "own, said",
    [
        ("Ali Examplyev met them. Exampliev left.", {("Examplyev", "Exampliev")}),  # surname alone
        ("Sergei Inventov came. Later Sergey Inventov left.", {("Sergei", "Sergey")}),  # given name
        ("The Thomson show. Later Thompson left.", set()),  # another consonant
        ("It spells him both Examplyev and Exampliev. Exampliev left.", set()),  # set side by side
        ("Examplyev, in some reports Exampliev, came. Exampliev left.", set()),  # set apart by commas
        ("Jan Examplyev came, and Exampliev left.", {("Examplyev", "Exampliev")}),  # one sentence
        ("Examplyev’s men met O’Neill. Later O'Neill left Examplyev.", set()),  # apostrophes
        ("The Volt Typhoon and the Salt Typhoon.", set()),  # groups
        ("Complement it. Compliment them.", set()),  # beginnings of sentences
        ("It met Complement there. They compliment him. So did Compliment.", set()),  # ordinary word
        ("Ali Examplyev (Али Эксамплыев) met them.", set()),  # alphabets
        ("Later Examplyev, Eksamplyev and Exampliev left.", set()),  # a list
    ],
)  # fmt: skip
def test_names_in_a_text(own, said):
    assert found(own) == said


def test_a_third_spelling_is_reported_once():
    own = "They met Examplyev. There was Eksamplyev. He is Exampliev."
    assert found(own) == {("Examplyev", "Eksamplyev"), ("Examplyev", "Exampliev")}


def test_where_nouns_have_capitals_no_names_are_compared():
    own = "Der Vertrag galt. Ein Vortrag folgte, dann der Vertrag."
    assert found(own, "de") == set()
    assert found(own) == {("Vertrag", "Vortrag")}


@given(st.text(st.sampled_from("AaBbÜüЖж'’.- \n"), max_size=80))
def test_any_text_at_all(own):
    for spelling in find(own, "en"):
        assert own[spelling.start :].startswith(spelling.second)


def test_many_names_take_bounded_time():
    """Of thousands of pairs that are alike, only the first 50 are searched for."""
    names = [f"Ab{n}c{n}d{vowel}fgh" for n in range(2_000) for vowel in "aeiou"]
    own = "it met " + ", then ".join(names)
    assert 0 < len(list(find(own, "en"))) <= 50
