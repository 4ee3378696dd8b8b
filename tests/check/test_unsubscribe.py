"""Addresses for one-click unsubscription (RFC 8058)."""

import pytest

from generator.read.links.address_kinds import UNSUBSCRIBE, unsubscribe_problem


@pytest.mark.parametrize(
    "address",
    [
        UNSUBSCRIBE.example.replace("<host>/<path>", "lists.example.org/u/"),
        "https://example.org/u?id={{id}}&l=1",
        "https://example.org/u",
        "https://{list}.example.org/",
    ],
)
def test_valid(address):
    assert unsubscribe_problem(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/u",
        "mailto:u@example.org",
        "https://example.org/u>, <https://example.net/",
        "https://example.org/{to ken}",
        "https://example.org/\r\nBcc: x",
        "https://éxample.org/",
        "https://example.org/" + "a" * 500,
        "{token}",
        "javascript:alert(1)",
    ],
)
def test_invalid(address):
    assert unsubscribe_problem(address)
