import pytest

from generator.diagnostics.suggest import did_you_mean, nearest

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
