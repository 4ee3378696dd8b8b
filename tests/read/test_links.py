from __future__ import annotations

import pytest

from generator.read.links import problem_with, scripts_of, web_address_problem


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "http://example.org",
        "HTTPS://Example.ORG/A?b=c&d=e#f",
        "https://example.org:8443/a_(b)/c,d;e",
        "https://[2001:db8::1]/",
        "https://192.0.2.1/",
        "http://localhost:8000/",
        "https://bücher.example/",
        "https://почта.рф/",
        "https://dövlət.example/",
        "https://xn--0.example/",
        "https://example.org/%D0%B0/ә",
        "https://archive.example.org/https://www.example.net/",
    ],
)
def test_addresses_that_a_reader_can_open(address):
    assert web_address_problem(address) is None


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "no https://"),
        ("example.org", "no https://"),
        ("//example.org/", "no https://"),
        ("javascript:alert(1)", "begins with 'javascript:'"),
        ("ftp://example.org/", "begins with 'ftp:'"),
        ("https:///path", "no host"),
        ("https:example.org", "no host"),
        ("https://news/", "no host"),
        ("https://[::1", "host cannot be read"),
        ("https://example.org:99999999/", "host cannot be read"),
        ("https://example.org:http/", "host cannot be read"),
        ("https://example.org／.evil.example/", "host cannot be read"),
        ("https://example.org@evil.example/", "an @"),
        ("https://:@evil.example/", "an @"),
        ("https://example.org\\@evil.example/", "a space or a sign"),
        ("https://example.org/a b", "a space or a sign"),
        ("https://example.org/<b>", "a space or a sign"),
        ("https://example.org/\n", "a space or a sign"),
        ("https://www.cіsa.example/", "mixes alphabets"),
        ("https://www.xn--csa-jhd.example/", "mixes alphabets"),
        ("https://www.сіѕа.example/", "another alphabet than it looks"),
        ("https://example.org/" + "a" * 2_000, "more than 2,000"),
    ],
)
def test_addresses_that_lead_nowhere_or_elsewhere(address, reason):
    assert reason in web_address_problem(address)


@pytest.mark.parametrize(
    ("word", "scripts"),
    [
        ("plain", {"LATIN"}),
        ("простой", {"CYRILLIC"}),
        ("Ransоm", {"LATIN", "CYRILLIC"}),
        ("αbеⴕ", {"GREEK", "LATIN", "CYRILLIC"}),
        ("日本", set()),
        ("123", set()),
    ],
)
def test_scripts_of(word, scripts):
    assert scripts_of(word) == scripts


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("https://www.example.org/a", "the report"),
        ("https://www.example.org/a", "https://www.example.org/a"),
        ("https://www.example.org/a", "example.org"),
        ("https://www.example.org/a", "www.example.org/a/b…"),
        ("https://news.example.org/a", "example.org"),
        ("https://xn--bcher-kva.example/", "bücher.example"),
        ("https://example.org/advisory.pdf", "advisory.pdf"),
        ("https://nodejs.example.org/", "node.js"),
        ("https://example.org/", "St. Petersburg, e.g. U.S."),
        ("https://archive.example.org/https://example.net/", "archive.example.org/https://example.net/"),
        ("mailto:editors@example.org", "editors@example.org"),
        ("mailto:editors@example.org?subject=a", "example.org"),
    ],
)
def test_links_that_go_where_they_say(href, text):
    assert problem_with(href, text) is None


@pytest.mark.parametrize(
    ("href", "text", "code"),
    [
        ("javascript:alert(1)", "a", "unsafe-link"),
        ("manual.html", "a", "unsafe-link"),
        ("//example.org/", "a", "unsafe-link"),
        ("", "a", "unsafe-link"),
        ("#top", "a", "unsafe-link"),
        ("MAILTO:a@example.org", "a", "unsafe-link"),
        ("https://[::1", "a", "bad-url"),
        ("https://a@example.org/", "a", "deceptive-link"),
        ("https://www.сіѕа.example/", "a", "deceptive-link"),
        ("https://evil.example/", "https://www.example.org/a", "deceptive-link"),
        ("https://evil.example/", "www.example.org", "deceptive-link"),
        ("https://evil.example/", "(www.example.org)", "deceptive-link"),
        ("https://evil.example/", "EXAMPLE.ORG", "deceptive-link"),
        ("https://evil.example/", "see https://example.org: page 3", "deceptive-link"),
        ("https://evil.example/", "ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｏｒｇ", "deceptive-link"),
        ("https://evil.example/", "https://example.pdf/", "deceptive-link"),
        ("https://example.org.evil.example/", "example.org", "deceptive-link"),
        ("https://notexample.org/", "example.org", "deceptive-link"),
        ("mailto:a@evil.example", "https://example.org/", "deceptive-link"),
    ],
)
def test_links_that_do_not(href, text, code):
    found, message, help_line = problem_with(href, text)
    assert found == code
    assert message
    assert help_line


def test_a_title_claims_as_much_as_a_text():
    assert problem_with("https://evil.example/", "report", "https://example.org/")[0] == "deceptive-link"
    assert problem_with("https://example.org/", "report", "https://example.org/") is None
