import pytest

from generator.diagnostics.suggest import did_you_mean, nearest

SLUGS = ("phishing", "ransomware", "az-sss", "az-security-council")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        pytest.param("pnishing", "phishing", id="letter"),
        pytest.param("ransomwear", "ransomware", id="sound"),
        pytest.param("AZ-SSS", "az-sss", id="case"),
        pytest.param("az_sss", "az-sss", id="sign"),
        pytest.param("security-council", "az-security-council", id="part"),
        pytest.param("quantum", None, id="nothing-near"),
        pytest.param("", None, id="empty"),
    ],
)
def test_nearest(wrong, right):
    assert nearest(wrong, SLUGS) == right


def test_spelling_of_the_known_value():
    assert nearest("azərbaycan", ["Azərbaycan"]) == "Azərbaycan"


def test_no_known_values():
    assert nearest("phishing", []) is None


def test_help_line():
    assert did_you_mean("pnishing", SLUGS, "declare it") == "did you mean 'phishing'?"
    assert did_you_mean("quantum", SLUGS, "declare it") == "declare it"


def test_long_value_is_compared_by_its_beginning():
    assert nearest("a" * 100_000, ["a" * 200]) == "a" * 200
