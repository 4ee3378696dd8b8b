import pytest

from generator.diagnostics.suggest import almost, did_you_mean, nearest

SLUGS = ("phishing", "ransomware", "az-sss", "az-security-council")


@pytest.mark.parametrize(
    "wrong, right",
    [
        ("pnishing", "phishing"),  # letter
        ("ransomwear", "ransomware"),  # sound
        ("AZ-SSS", "az-sss"),  # case
        ("az_sss", "az-sss"),  # sign
        ("security-council", "az-security-council"),  # part
        ("quantum", ""),  # nothing near
        ("xx", ""),  # too short to be near anything
        ("", ""),  # empty
    ],
)
def test_nearest(wrong, right):
    assert nearest(wrong, SLUGS) == right


def test_spelling_of_the_known_value():
    assert nearest("azərbaycan", ["Azərbaycan"]) == "Azərbaycan"


def test_no_known_values():
    assert nearest("phishing", []) == ""


def test_help_line():
    assert did_you_mean("pnishing", SLUGS, "declare it") == "did you mean 'phishing'?"
    assert did_you_mean("quantum", SLUGS, "declare it") == "declare it"


def test_long_value_is_compared_by_its_beginning():
    assert nearest("a" * 100_000, ["a" * 200]) == "a" * 200


@pytest.mark.parametrize(
    "wrong, right",
    [
        ("dtae", "date"),  # exchanged
        ("dat", "date"),  # missing
        ("sumary", "summary"),
        ("auhtor", "authors"),  # two slips in six letters
        ("tag", "tags"),  # the beginning
        ("related", ""),  # three letters of retracted
        ("kwd", ""),
    ],
)
def test_key(wrong, right):
    keys = ("date", "summary", "authors", "retracted", "tags", "title", "source")
    assert nearest(wrong, keys) == right


@pytest.mark.parametrize(
    "wrong, right",
    [
        ("Tusk", "Donald Tusk"),
        ("D. Tusk", "Donald Tusk"),
        ("Tusk, Donald", "Donald Tusk"),
        ("Donald Tsuk", "Donald Tusk"),
        ("Example", ""),  # two people
        ("Nobody", ""),
    ],
)
def test_person(wrong, right):
    assert nearest(wrong, ("Donald Tusk", "Jane Example", "John Example")) == right


def test_several_as_near():
    assert nearest("report-x", ("report-a", "report-b")) == ""
    assert nearest("report-x", ("report-a", "report-b"), {"report-a": "c", "report-b": "c"}) == "c"


@pytest.mark.parametrize(
    "name, outlet",
    [
        ("The Guradian", "The Guardian"),
        ("Guradian", "The Guardian"),
        ("Exarnple News", "Example News"),
        ("The Guardian Nigeria", ""),  # a longer name is another's
        ("Guardian Life", ""),
        ("Evening News", ""),
    ],
)
def test_almost_the_name_of_an_outlet(name, outlet):
    assert almost(name, ("The Guardian", "Example News"), letters_a_slip=6) == outlet
