from pathlib import Path

import pytest
import yaml

from generator.read.links.web_addresses import web_address_problem
from generator.read.links.written_links import problem_with

CASES = yaml.safe_load(Path(__file__).with_name("links.yml").read_text())


@pytest.mark.parametrize("address", CASES["valid addresses"])
def test_valid_addresses(address):
    assert web_address_problem(address) is None


@pytest.mark.parametrize(
    "address, reason",
    [*CASES["invalid addresses"], ("https://example.org/" + "a" * 2_000, "more than 2,000")],
)
def test_invalid_addresses(address, reason):
    assert reason in web_address_problem(address)


@pytest.mark.parametrize("href, text", CASES["honest links"])
def test_honest_links(href, text):
    assert problem_with(href, text) is None


@pytest.mark.parametrize("href, text, code", CASES["deceptive links"])
def test_deceptive_links(href, text, code):
    found, message, help_line = problem_with(href, text)
    assert found == code
    assert message
    assert help_line


def test_deceptive_title():
    assert (
        problem_with("https://evil.example/", "report", "https://example.org/")[0]
        == "deceptive-link"
    )
    assert problem_with("https://example.org/", "report", "https://example.org/") is None
